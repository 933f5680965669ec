"""Check weights as they were read: a list that something else changed is not believed."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from rig.trust.check_weights import FILE_NAME, SEAL_NAME, Check, CheckLog

MADE = "2026-10-01T08:00:00+00:00"


def reading(hour: int, sensor: str = "a", *, passed: bool = True) -> Check:
    at_utc = f"2026-10-02T{hour:02d}:00:00+00:00"
    return Check(sensor, at_utc, "2 kg", 19.61, 19.6 if passed else 21.0, 0.2, passed, "ann")


@pytest.fixture
def log(tmp_path: Path) -> CheckLog:
    """A sensor that passed and then failed."""
    made = CheckLog(tmp_path)
    made.keep(reading(8))
    made.keep(reading(9, passed=False))
    return made


def lines(folder: Path) -> list[str]:
    return (folder / FILE_NAME).read_text(encoding="utf-8").splitlines(keepends=True)


def test_a_list_that_only_steadyhold_wrote_is_believed(log: CheckLog, tmp_path: Path):
    assert log.objection("a", MADE) == log.objection("never checked", MADE) == ""
    assert CheckLog(tmp_path / "empty").objection("a", MADE) == ""


@pytest.mark.parametrize(
    "edit",
    [
        lambda kept: [*kept[:-1], kept[-1].replace("false", "true", 1)],
        lambda kept: kept[:-2],
        lambda kept: [*kept, "\n" + json.dumps(asdict(reading(10))) + "\n"],
        lambda kept: [],
        lambda kept: [*kept, '{"passport'],
    ],
    ids=["failed made passed", "last line taken out", "line added", "emptied", "cut off"],
)
def test_a_list_that_something_else_changed_is_doubted_until_the_weight_is_read(
    log: CheckLog, tmp_path: Path, edit
):
    (tmp_path / FILE_NAME).write_text("".join(edit(lines(tmp_path))), encoding="utf-8", newline="")
    assert "was changed by something else than Steadyhold" in log.objection("a", MADE)
    assert log.objection("a", MADE).endswith("read the check weight again")
    log.keep(reading(11))
    assert log.objection("a", MADE) == ""
    assert log.of("a")[-1] == reading(11)


def test_reading_one_sensor_heals_no_other(log: CheckLog, tmp_path: Path):
    log.keep(reading(10, "b"))
    kept = "".join(lines(tmp_path))
    (tmp_path / FILE_NAME).write_text(kept.replace("21.0", "19.6"), encoding="utf-8", newline="")
    log.keep(reading(11, "b"))
    log.keep(reading(12, "c"))
    assert log.objection("b", MADE) == log.objection("c", MADE) == ""
    assert log.objection("a", MADE)
    calibrated_since = "2026-10-02T13:00:00+00:00"
    assert log.objection("d", calibrated_since) == ""
    log.keep(reading(14))
    assert log.objection("a", MADE) == ""


def test_a_list_without_its_digest_is_doubted_and_one_from_before_there_were_any_is_not(
    log: CheckLog, tmp_path: Path
):
    (tmp_path / SEAL_NAME).unlink()
    assert log.objection("a", MADE)
    old = "".join(f"\n{json.dumps(asdict(reading(hour)))}\n" for hour in (8, 9))
    (tmp_path / FILE_NAME).write_text(old, encoding="utf-8", newline="")
    assert log.objection("a", MADE) == ""
    log.keep(reading(10))
    assert log.objection("a", MADE) == log.objection("another", MADE) == ""
    assert len(log.of("a")) == 3


def test_a_crash_between_digest_and_line_leaves_the_list_believed(log: CheckLog, tmp_path: Path):
    before, seal = "".join(lines(tmp_path)), (tmp_path / SEAL_NAME).read_text(encoding="utf-8")
    log.keep(reading(10))
    both = seal + (tmp_path / SEAL_NAME).read_text(encoding="utf-8")
    (tmp_path / SEAL_NAME).write_text(both, encoding="utf-8")
    assert log.objection("a", MADE) == ""
    (tmp_path / FILE_NAME).write_text(before, encoding="utf-8", newline="")
    assert log.objection("a", MADE) == ""
