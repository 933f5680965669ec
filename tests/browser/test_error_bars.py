"""Figures of a press with their error bars, written by the page's own modules."""

import json

import pytest

from tests.browser.probes import of_module
from tests.browser.served import OpenPage, Rig

pytestmark = pytest.mark.browser

# 25 N for 10 s; the sensor leaves 0.2 N of the mean and 0.5 s in the band open.
ROWS = """({ createResult }, metrics) => {
  const full = { share: 1, weight: 10, points: 10, lost: 0 };
  const criterion = (name, value, unit) => ({ name, value, unit, ...full });
  const said = { score: 80, caps: [], summary: "", void_reason: null };
  const hold = { score: { ...said, criteria: [criterion("accuracy", 4.21, "%"),
    criterion("time_in_band", 91.2, "%"), criterion("steadiness", 1.6, "%"),
    criterion("loading_rate", 12.13, "N/s")] }, uncertainty: metrics && { score: 2.2, metrics },
    hold_s: 12, onset_s: 0, plateau_start_s: 1, plateau_end_s: 13, release_s: 14, outcome: null };
  const protocol = { force_n: 25, hold_s: 10, low_n: 22.5, high_n: 27.5, hold_max_s: 30 };
  const { element } = createResult(hold, protocol, { t: [], f: [] });
  const texts = (kind) => [...element.querySelectorAll(kind)]
    .map((each) => each.firstChild.textContent);
  return [...texts(".r-score"), ...texts(".c-value")];
}"""
METRICS = {"mean_n": 0.2, "time_in_band_s": 0.5, "loading_rate_n_per_s": 0.04}


@pytest.mark.parametrize(
    ("metrics", "shown"),
    [
        (METRICS, ["80 ± 3", "4.2 ± 0.8 %", "91.2 ± 5.0 %", "1.6 %", "12.1 ± 0.1 N/s"]),
        (None, ["80.0", "4.2 %", "91.2 %", "1.6 %", "12.1 N/s"]),
    ],
)
def test_each_figure_has_the_error_of_the_sensor_in_its_own_unit(
    rig: Rig, open_page: OpenPage, metrics: dict[str, float] | None, shown: list[str]
) -> None:
    page = open_page()
    page.goto(f"{rig.url}/protocols")
    question = f"(room) => ({ROWS})(room, {json.dumps(metrics)})"
    assert page.evaluate(of_module("result/result.js", question)) == shown
