"""The trace of the practice gauge, drawn by the page's own script in a real browser."""

from pathlib import Path
from typing import Any

import pytest

import dashboard
from tests.browser.served import OpenPage

pytestmark = pytest.mark.browser

GAUGE = Path(dashboard.__file__).parent / "assets" / "gauge.js"
COLUMNS, PEAK_N, DIP_N, NEWEST_N = 600, 60.0, 3.0, 24.5
# Ten seconds around 25 N, with one sample that shoots up and one that falls.
TRACED = """([rateHz, columns, peakN, dipN, newestN]) => {
  const samples = steadyhold.sampleRing(), n = 10 * rateHz;
  const force = new Float32Array(n), dt = new Float32Array(n);
  for (let k = 0; k < n; k += 1) { dt[k] = k / rateHz; force[k] = 25 + Math.sin(k); }
  force[n / 2] = peakN; force[n / 4] = dipN; force[n - 1] = newestN;
  samples.push({ n, t0_s: 100, dt_s: dt, epoch_ms: 0, force_n: force });
  const drawn = [], pen = (x, y) => drawn.push([x, y]);
  const ctx = { beginPath: () => {}, moveTo: pen, lineTo: pen };
  steadyhold.follow(ctx, samples, 0, 10 / columns, (t) => t, (f) => f);
  return drawn;
}"""


def traced(open_page: OpenPage, rate_hz: int) -> list[list[float]]:
    """Time and force of each point of the path."""
    page = open_page()
    page.add_script_tag(path=GAUGE)
    drawn: Any = page.evaluate(TRACED, [rate_hz, COLUMNS, PEAK_N, DIP_N, NEWEST_N])
    return list(drawn)


def test_a_fast_trace_costs_two_points_a_column_and_hides_no_extreme(open_page: OpenPage) -> None:
    drawn = traced(open_page, 1000)
    forces = [force for _, force in drawn]
    assert len(drawn) <= 2 * (COLUMNS + 1) + 1
    assert max(forces) == PEAK_N
    assert min(forces) == DIP_N
    assert forces[-1] == NEWEST_N
    times = [at for at, _ in drawn]
    assert times == sorted(times)


def test_a_trace_with_fewer_samples_than_columns_shows_each_of_them(open_page: OpenPage) -> None:
    drawn = traced(open_page, 50)
    assert len(drawn) == 500 + 1


# A hole of NaN from 2 s to 3 s, nothing at all from 6 s to 8 s.
BROKEN = """() => {
  const samples = steadyhold.sampleRing(), dt = [], force = [];
  for (let k = 0; k < 1000; k += 1) {
    const t = k / 100;
    if (t >= 6 && t < 8) continue;
    dt.push(t); force.push(t >= 2 && t < 3 ? NaN : 25);
  }
  samples.push({ n: dt.length, t0_s: 0, dt_s: dt, epoch_ms: 0, force_n: force });
  const moves = [], ctx = { beginPath: () => {}, moveTo: (x) => moves.push(x), lineTo: () => {} };
  steadyhold.follow(ctx, samples, 0, 10 / 600, (t) => t, (f) => f);
  return moves;
}"""


def test_no_line_is_drawn_where_no_force_is_known(open_page: OpenPage) -> None:
    page = open_page()
    page.add_script_tag(path=GAUGE)
    assert page.evaluate(BROKEN) == pytest.approx([0.0, 3.0, 8.0])
