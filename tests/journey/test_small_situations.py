"""Situations of a user, each a small file with a right answer, through the command line."""

import csv
import re
from pathlib import Path

import numpy as np
import pytest

from tests.cli.conftest import Steadyhold, steadyhold

__all__ = ["steadyhold"]

NOISE_N = 0.05


def written(
    path: Path, *corners: tuple[float, float], rate_hz: float = 20.0, noise_n: float = NOISE_N,
    step_n: float = 0.001, from_s: float = 0.0,
) -> Path:  # fmt: skip
    """A file of a force along (seconds, newtons) corners."""
    at_s, force_n = np.array(corners).T
    t_s = np.arange(round((at_s[-1] - from_s) * rate_hz)) / rate_hz + from_s
    random = np.random.default_rng(11)
    hand = 1.0 + 0.015 * np.sin(2.0 * np.pi * 0.7 * t_s) + 0.01 * np.sin(2.0 * np.pi * 3.1 * t_s)
    rest_n = force_n[0] if from_s == 0.0 else force_n[-1]
    shape = np.interp(t_s, at_s, force_n)
    values = rest_n + (shape - rest_n) * hand + random.normal(0.0, noise_n, len(t_s))
    rows = zip(t_s, np.round(values / step_n) * step_n, strict=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("time_s", "force_n"), *rows])
    return path


def answer(steadyhold: Steadyhold, file: Path, *more: str, command: str = "holds"):
    return steadyhold(command, file, *more, "--json").json


def spans(said) -> list[tuple[float, float, float]]:
    return [(h["plateau_start_s"], h["plateau_end_s"], h["level_n"]) for h in said["holds"]]


def near(start_s: float, end_s: float, level_n: float):
    return (
        pytest.approx(start_s, abs=0.45), pytest.approx(end_s, abs=0.45),
        pytest.approx(level_n, rel=0.04),
    )  # fmt: skip


def test_a_brush_after_a_press_is_listed_and_not_scored(steadyhold, tmp_path):
    file = written(
        tmp_path / "brush.csv", (0, 0.3), (2, 0.3), (3.4, 30), (14, 30), (15, 0.6), (18, 0.6),
        (18.1, 3.4), (18.7, 3.4), (18.8, 0.5), (24, 0.4),
    )  # fmt: skip
    said = answer(steadyhold, file, "--target-n", "30", "--hold-s", "10", command="score")
    assert spans(said) == [near(3.4, 14, 29.7)]
    assert said["holds"][0]["score"]["score"] > 85.0
    assert [each["class"] for each in said["refused"]] in (["tap"], ["touch"])
    assert said["refused"][0]["peak_n"] == pytest.approx(3.1, abs=0.4)


def test_a_first_press_that_creeps_up_does_not_hide_the_others(steadyhold, tmp_path):
    file = written(
        tmp_path / "creep.csv", (0, 40), (2, 40), (9, 46), (10, 40), (11, 40), (12.5, 75),
        (20, 75), (21, 40), (25, 40), (26, 75), (32, 75), (33, 40), (37, 40),
        rate_hz=10, noise_n=0.4,
    )  # fmt: skip
    said = answer(steadyhold, file)
    assert spans(said) == [near(12.4, 20, 35), near(25.9, 32, 35)]
    assert said["rest"]["value"] == pytest.approx(40.0, abs=0.5)


def test_a_push_while_letting_go_is_not_the_hold(steadyhold, tmp_path):
    file = written(
        tmp_path / "push.csv", (0, 0), (2, 0), (3, 20), (15, 20), (15.2, 52), (15.9, 52), (16.4, 0),
        (19, 0),
    )  # fmt: skip
    assert spans(answer(steadyhold, file)) == [near(3, 15, 20)]


@pytest.mark.parametrize("given", ["31", "31.7"])
def test_a_rest_read_off_a_screen_finds_what_the_right_one_finds(steadyhold, tmp_path, given):
    file = written(
        tmp_path / "given.csv", (0, 31.7), (2, 31.7), (3, 61), (9, 61), (10, 31.7), (13, 31.7),
        (14, 61), (19, 61), (20, 31.7), (23, 31.7), rate_hz=8, noise_n=0.3, step_n=0.9,
    )  # fmt: skip
    said = answer(steadyhold, file, "--rest", given)
    assert spans(said) == [near(3, 9, 29.6), near(14, 19, 29.6)]
    assert said["rest"]["from"] == "given"
    assert said["rest"]["spread"] > 0.1


def test_the_rest_is_found_after_a_press_that_the_record_began_with(steadyhold, tmp_path):
    file = written(
        tmp_path / "after.csv", (0, 12), (1.2, 42), (13, 42), (14, 7), (20, 7), from_s=0.1,
    )  # fmt: skip
    said = answer(steadyhold, file)
    assert spans(said) == [near(1.1, 13, 35)]
    assert said["rest"]["from"] == "after"
    assert said["rest"]["value"] == pytest.approx(7.0, abs=0.3)


def test_a_scale_zeroed_under_the_hands_is_seen_between_the_presses(steadyhold, tmp_path):
    file = written(
        tmp_path / "loaded.csv", (0, 0), (7, 0), (8, -33), (14, -33), (15.5, 0), (24, 0),
        (25, -33), (28, -33), from_s=0.1,
    )  # fmt: skip
    said = answer(steadyhold, file)
    assert [span[2] for span in spans(said)] == [pytest.approx(33, rel=0.04)] * 2
    assert said["rest"]["from"] == "between"
    by_hand = answer(steadyhold, file, "--rest=-33")
    assert spans(by_hand) == [near(*span) for span in spans(said)]


def test_every_level_of_a_press_is_listed_with_its_number(steadyhold, tmp_path):
    file = written(
        tmp_path / "levels.csv", (0, 0), (2, 0), (4, 20), (12, 20), (13.5, 27), (22, 27), (24, 34),
        (31, 34), (32, 0), (35, 0),
    )  # fmt: skip
    said = answer(steadyhold, file)
    assert [(h["press"], h["plateau"], round(h["level_n"])) for h in said["holds"]] == [
        (1, 1, 20), (1, 2, 27), (1, 3, 34),
    ]  # fmt: skip
    scored = answer(steadyhold, file, "--target-n", "27", "--hold-s", "8", command="score")
    assert [h["outcome"] for h in scored["holds"]].count("other_level") == 2


@pytest.mark.parametrize(("rest_n", "is_told"), [(20.0, True), (0.0, False)])
@pytest.mark.parametrize("command", [("holds",), ("score", "--target-n", "25", "--hold-s", "8")])
def test_the_zero_that_was_taken_off_is_told(steadyhold, tmp_path, rest_n, is_told, command):
    file = written(
        tmp_path / "lying.csv", (0, rest_n), (3, rest_n), (5, rest_n + 25), (14, rest_n + 25),
        (15, rest_n), (18, rest_n),
    )  # fmt: skip
    name, *more = command
    said = steadyhold(name, file, *more)
    assert bool(re.search(r"at rest the record reads (20|19\.9)", said.err)) is is_told
    assert "the record reads" not in steadyhold(name, file, *more, "--rest", str(rest_n)).err


def test_a_pad_that_nobody_touched_is_not_said_to_move(steadyhold, tmp_path):
    said = steadyhold("holds", written(tmp_path / "still.csv", (0, 0), (30, 0)))
    assert "no hold was found" in said.out
    assert "no rest is told from a press" in said.err


def test_what_is_no_hold_is_a_second_table(steadyhold, tmp_path):
    file = written(tmp_path / "tap.csv", (0, 0), (2, 0), (2.1, 20), (2.5, 20), (2.6, 0), (5, 0))
    said = steadyhold("holds", file)
    assert "no hold was found" in said.out
    assert "a tap: press and stay" in said.out


def test_a_sensor_upside_down_is_no_hold_and_the_way_out_finds_the_press(steadyhold, tmp_path):
    file = written(
        tmp_path / "down.csv", (0, -0.4), (3, -0.4), (4.5, -31), (12, -31), (13.5, -0.4),
        (17, -0.4), (18, -31), (25, -31), (26, -0.4), (29, -0.4),
    )  # fmt: skip
    said = answer(steadyhold, file)
    assert said["holds"] == []
    assert any("--invert" in each for each in said["assumed"])
    assert spans(answer(steadyhold, file, "--invert")) == [near(4.4, 12, 31), near(18, 25, 31)]
