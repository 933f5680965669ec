"""A pad that does not come back to zero, from the terminal to the export and back."""

import csv
from pathlib import Path

import numpy as np
import pytest

from tests.cli.conftest import Steadyhold
from tests.pads import PRESSES, T_S, comes_back

SOURCE = "sim:?learner=good&seed=3&hold_s=6&rest_s=6&reps=5&back_n=0.7&speed=max"


@pytest.fixture
def recorded(steadyhold: Steadyhold) -> str:
    """What the terminal said while a set was recorded on such a pad."""
    return " ".join(
        steadyhold("record", SOURCE, "--protocol", "met-5s", "--for", "110").out.split()
    )


def test_the_terminal_says_that_the_pad_is_not_back_and_the_way_out(recorded: str):
    assert "The pad did not come back to zero, it reads +0.7" in recorded
    assert "if nothing lies on it go on, its zero is set anew after the next press" in recorded
    assert "its zero was set anew, go on" in recorded


def test_the_zeros_stand_in_the_session_which_scores_again_bit_for_bit(
    recorded: str, steadyhold: Steadyhold
):
    session = steadyhold("sessions", "show", "last", "--json").json["session"]
    [moved] = [each for each in session["events"] if each["kind"] == "rest_moved"]
    [result] = session["sets"]
    [told] = result["rests_moved"]
    assert (told["at_s"], told["to_raw"]) == (moved["t_s"], moved["value"])
    [tared] = [each for each in session["events"] if each["kind"] == "tared"]
    assert told["from_raw"] == tared["value"]
    assert "The zero was set anew between two presses" in result["remark"]
    assert "The zero was set anew between two presses" in " ".join(
        steadyhold("sessions", "show", "last").out.split()
    )
    again = steadyhold("rescore", "last", "--json")
    assert (again.code, again.json["verdict"]) == (0, "same")
    assert steadyhold("verify").code == 0


def test_the_force_of_an_export_counts_from_the_zero_of_its_time(
    recorded: str, steadyhold: Steadyhold, tmp_path: Path
):
    steadyhold("export", "last", "--to", tmp_path)
    session = steadyhold("sessions", "show", "last", "--json").json["session"]
    gain = session["calibration"]["gain_per_raw"]
    [samples] = tmp_path.glob("*_samples.csv")
    [events] = tmp_path.glob("*_events.csv")
    with events.open(encoding="utf-8", newline="") as file:
        zeros = [
            (int(row["sample"]), float(row["value"]))
            for row in csv.DictReader(file)
            if row["event"] in ("tared", "rest_moved")
        ]
    assert len(zeros) == 2
    with samples.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            zero = [value for at, value in zeros if at <= int(row["sample"])]
            if zero:
                expected_n = (float(row["raw_counts"]) - zero[-1]) * gain
                assert float(row["force_n"]) == pytest.approx(expected_n, abs=1e-9)


def test_a_file_of_a_pad_that_comes_back_high_is_read_from_where_it_stands(
    steadyhold: Steadyhold, tmp_path: Path
):
    noise_n = np.random.default_rng(5).normal(0.0, 0.005, len(T_S))
    file = tmp_path / "presses.csv"
    rows = zip(T_S, comes_back(0.3) + noise_n, strict=True)
    file.write_text("time_s,force_n\n" + "".join(f"{t:.4f},{n:.4f}\n" for t, n in rows))
    answer = steadyhold("holds", file, "--json").json
    levels_n = [hold["level_n"] for hold in answer["holds"]]
    assert len(levels_n) == PRESSES
    # Without a new zero the last would be 0.9 N above the first.
    assert max(levels_n) - min(levels_n) < 0.3
    assert "the zero moved and is set anew 4 times between presses" in answer["assumed"]
