"""Real recordings: clear holds found once, nothing invented, published figures reproduced."""

import json
from pathlib import Path

import pytest

from benchmarks.recordings import DATA, Row, rows_of
from firmware_bridge.tables.table import read_table
from rig.engine.judging.metrics import window_metrics
from rig.protocols.library import plain_target
from tests.recordings import PUBLIC_SOURCES

pytestmark = pytest.mark.skipif(
    not DATA.is_dir(),
    reason=PUBLIC_SOURCES,
)
BIMANUAL = sorted(DATA.glob("bimanual_hold_*.json")) if DATA.is_dir() else []


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return rows_of(DATA)


def test_every_clear_hold_of_two_seconds_is_found_and_none_is_split(rows):
    assert sum(row.clear for row in rows) > 40
    assert [m for row in rows for m in row.missed if m.endswith(" clear")] == []
    assert [row.name for row in rows if row.split] == []


def test_no_hold_is_invented_where_people_squeeze_track_or_run(rows):
    assert [row.name for row in rows if row.invented] == []


def test_the_median_duration_of_a_hold_is_right_to_three_tenths_of_a_second(rows):
    errors_s = sorted(abs(error) for row in rows for error in row.duration_s)
    assert errors_s[len(errors_s) // 2] < 0.3


@pytest.mark.parametrize("described", BIMANUAL, ids=lambda path: Path(path).stem)
def test_published_means_and_errors_are_reproduced(described):
    sidecar = json.loads(described.read_text())
    target = plain_target(sidecar["target"]["level_n"], 10.0, 10.0)
    table = read_table(DATA / sidecar["file"], columns=("force_n",))
    t_s, force_n = table.t_s, table.values[:, 0]
    windows = {
        "with_feedback": (t_s >= 3.0) & (t_s < 20.0),
        "without_feedback": (t_s >= 23.0) & (t_s <= 40.0),
    }
    for name, inside in windows.items():
        published = sidecar["reference_values"][name]
        found = window_metrics(t_s[inside], force_n[inside], target)
        assert found.mean_n == pytest.approx(published["mean_n"], abs=1e-6)
        assert found.rmse_n == pytest.approx(published["rmse_to_target_n"], abs=1e-6)
