"""`look`: what a person sees of a file before trusting a number of it."""

import math
from pathlib import Path

import pytest

from tests.cli.conftest import Steadyhold


@pytest.fixture
def plates_csv(tmp_path: Path) -> Path:
    """A file with a counter, a set point and a force, its time in milliseconds."""
    path = tmp_path / "plates.csv"
    rows = [
        f"{n};{n * 20};12.0;{0.2 + 12 * (1 + math.tanh((n - 150) / 10)) / 2:.3f}"
        for n in range(400)
    ]
    path.write_text("No.;t [ms];Soll [N];Ist [N]\n" + "\n".join(rows) + "\n")
    return path


def test_every_column_is_shown_with_what_it_is_taken_for(steadyhold: Steadyhold, plates_csv: Path):
    answer = steadyhold("look", plates_csv, "--json").json
    assert answer["schema"] == "steadyhold.look/1"
    seen = answer["look"]
    assert [(each["name"], each["role"]) for each in seen["columns"]] == [
        ("No.", "row number"),
        ("t [ms]", "time"),
        ("Soll [N]", "not a force"),
        ("Ist [N]", "force"),
    ]
    assert seen["divider"] == "semicolons"
    [run] = seen["recordings"]
    assert (run["samples"], run["rate_hz"]) == (400, pytest.approx(50.0))
    assert run["high"] == pytest.approx(12.2, abs=0.01)


def test_a_person_sees_the_first_lines_the_columns_and_a_picture(
    steadyhold: Steadyhold, plates_csv: Path
):
    answer = steadyhold("look", plates_csv)
    assert "   2> 0;0;12.0;0.200" in answer.out
    assert "row number" in answer.out
    assert "400 samples, 0 to 7.98 s, 50 a second" in answer.out
    assert "█" in answer.out


def test_a_file_that_needs_an_option_is_shown_with_the_option(
    steadyhold: Steadyhold, tmp_path: Path
):
    path = tmp_path / "counts.csv"
    path.write_text("".join(f"{n},{math.sin(n / 9):.3f}\n" for n in range(60)))
    shown = steadyhold("look", path)
    assert shown.code == 0
    assert "--rate-hz" in shown.err
    assert steadyhold("look", path, "--json").json["look"]["recordings"] == []
    with_rate = steadyhold("look", path, "--rate-hz", "10", "--json").json
    assert with_rate["look"]["refused"] == ""
    assert "column 1 ignored" not in with_rate["assumed"]


def test_one_sensor_of_several_is_looked_at_and_judged_alone(
    steadyhold: Steadyhold, tmp_path: Path
):
    path = tmp_path / "two.csv"
    t = [n / 20 for n in range(400)]
    press = [25 * max(0.0, min(1.0, s - 2, 17 - s)) for s in t]
    rows = [
        f"{s:.2f},{side},{f if side == 'L' else 0.1:.3f}"
        for s, f in zip(t, press, strict=True)
        for side in "LR"
    ]
    path.write_text("t_s,foot,force_n\n" + "\n".join(rows) + "\n")
    refused = steadyhold("holds", path)
    assert refused.code == 2
    assert "--where foot=L" in refused.err
    [hold] = steadyhold("holds", path, "--where", "foot=L", "--json").json["holds"]
    assert hold["level_n"] == pytest.approx(25.0, abs=0.2)
    assert steadyhold("holds", path, "--where", "foot=R", "--json").json["holds"] == []
    unknown = steadyhold("holds", path, "--where", "foot=X")
    assert unknown.code == 2
    assert "L, R" in unknown.err
