"""`calibrate SOURCE` with nobody at the keys: recordings of people who obey, err, walk away."""

import io
import json
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
import typer

from calibration.passport.document import read_passport
from firmware_bridge.sim.virtual_cell import VirtualCell
from rig.calibrating.errors import CalibrationFormError, MassRowsError, UnansweredError
from rig.calibrating.form import gravity_asked
from rig.calibrating.masses import masses_of, read_masses
from rig.cli.calibrate.questions import unanswered
from tests.calibration.bench import GOOD, Bench, usual_setup
from tests.cli.conftest import Steadyhold

WEIGHTS = """certificate = "K-77"
class = "M2"

[[mass]]
nominal_kg = 0.5

[[mass]]
nominal_kg = 1

[[mass]]
nominal_kg = 2

[[mass]]
id = "1.5 kg check"
nominal_kg = 1.5
check = true
"""
ANSWERS = (
    "--latitude", "52", "--height", "50", "--operator", "A. Weber", "--place", "Room 1",
    "--plan", "short", "--range-n", "60",
)  # fmt: skip


@dataclass
class HeardCell(VirtualCell):
    """A cell whose every sample is written down."""

    rows: list[str] = field(default_factory=list)

    def trace(self, felt_n: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        t_s, counts = super().trace(felt_n)
        self.rows += [f"{t:.4f},{c:.0f}" for t, c in zip(t_s.tolist(), counts, strict=True)]
        return t_s, counts


@pytest.fixture(autouse=True)
def _nobody_at_the_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    path = tmp_path / "weights.toml"
    path.write_text(WEIGHTS)
    return path


@pytest.fixture
def pad(weights: Path) -> Bench:
    """Someone beside a pad with these weights, on the short plan."""
    bench = Bench(usual_setup(masses=read_masses(weights), plan="short", warm_up_s=900.0))
    bench.cell = HeardCell(GOOD, bench.cell.rate_hz, 1)
    bench.hold(0.0, 905.0)
    return bench


def source_of(bench: Bench, folder: Path, name: str = "pad.csv") -> str:
    assert isinstance(bench.cell, HeardCell)
    path = folder / name
    path.write_text("time_s,counts\n" + "\n".join(bench.cell.rows) + "\n")
    return f"file:{path}?speed=max&unit=counts"


def test_weights_placed_as_told_end_in_a_passport_and_a_certificate(
    steadyhold: Steadyhold, pad: Bench, weights: Path, tmp_path: Path
):
    pad.do_until()
    data = tmp_path / "data"
    said = steadyhold(
        "calibrate",
        source_of(pad, tmp_path),
        "--masses",
        weights,
        *ANSWERS,
        "--data",
        data,
        "--json",
    )
    assert said.code == 0, said.err
    end = said.lines[-1]
    assert end["type"] == "passport"
    passport = read_passport(Path(end["passport"]).read_text())
    assert passport.sha256 == end["sha256"]
    assert passport.grade.grade == end["grade"] == "T"
    assert passport.about.person == "A. Weber"
    assert "not accredited" in Path(end["html"]).read_text()
    assert Path(end["pdf"]).read_bytes().startswith(b"%PDF")
    instructions = [line["instruction"] for line in said.lines if line["type"] == "screen"]
    assert "Place 3.5 kg (0.5 kg + 1 kg + 2 kg) in the centre." in instructions
    assert not list((data / "calibrations").glob("*.json"))


def test_the_words_end_with_grade_reasons_and_budget(
    steadyhold: Steadyhold, pad: Bench, weights: Path, tmp_path: Path
):
    pad.do_until()
    said = steadyhold(
        "calibrate", source_of(pad, tmp_path), "--masses", weights, *ANSWERS, "--data", tmp_path
    )
    assert said.out.startswith("Grade T, training")
    for words in ("not R: ", "is uncertain by ±", "reference", "Almost R", "not accredited"):
        assert words in said.out
    assert "read: ▲ run 1" in said.err


def test_a_wrong_weight_is_named_and_nothing_is_lost(
    steadyhold: Steadyhold, pad: Bench, weights: Path, tmp_path: Path
):
    step = pad.do_until(lambda step: step.kind == "load")
    pad.hold(0.0, 1.0)
    pad.hold(pad.felt_n(("1.5 kg check",)), 12.0)
    pad.hold(0.0, 1.0)
    pad.do(step)
    pad.do_until()
    said = steadyhold(
        "calibrate", source_of(pad, tmp_path), "--masses", weights, *ANSWERS, "--data", tmp_path,
        "--json",
    )  # fmt: skip
    refusals = {line["refusal"] for line in said.lines if line["type"] == "screen"}
    assert any("That is 1.5 kg" in words for words in refusals)
    assert said.lines[-1]["grade"] == "T"


def test_who_walks_away_goes_on_another_day(
    steadyhold: Steadyhold, pad: Bench, weights: Path, tmp_path: Path
):
    pad.do_until(lambda step: step.kind == "creep")
    first = steadyhold(
        "calibrate", source_of(pad, tmp_path), "--masses", weights, *ANSWERS, "--data", tmp_path,
        "--json",
    )  # fmt: skip
    assert first.lines[-1]["type"] == "kept"
    assert first.lines[-1]["steps_left"] == 4
    rows = len(pad.cell.rows)
    pad.hold(0.0, 5.0)
    pad.do_until()
    del pad.cell.rows[:rows]
    again = steadyhold(
        "calibrate", source_of(pad, tmp_path), "--resume", "--data", tmp_path, "--json"
    )
    assert again.lines[-1]["grade"] == "T", again.err


def test_what_is_not_given_is_asked_and_read_from_stdin(
    steadyhold: Steadyhold, pad: Bench, weights: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):  # fmt: skip
    pad.do_until()
    answers = [str(weights), "52", "50", "60", "short", "A. Weber", "Room 1"]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(answers) + "\n"))
    said = steadyhold("calibrate", source_of(pad, tmp_path), "--data", tmp_path, "--json")
    assert said.lines[-1]["grade"] == "T", said.err
    assert "Latitude of this place" in said.err


def test_a_begun_calibration_is_offered_and_can_be_set_aside(
    steadyhold: Steadyhold, pad: Bench, weights: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):  # fmt: skip
    pad.do_until(lambda step: step.kind == "load")
    source = source_of(pad, tmp_path)
    steadyhold("calibrate", source, "--masses", weights, *ANSWERS, "--data", tmp_path)
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    offered = steadyhold("calibrate", source, "--data", tmp_path)
    assert "Go on with it?" in offered.err
    steadyhold("calibrate", source, "--anew", "--masses", weights, *ANSWERS, "--data", tmp_path)
    assert len(list((tmp_path / "calibrations").iterdir())) == 2


def test_a_damaged_file_of_progress_is_named_with_the_way_out(
    steadyhold: Steadyhold, pad: Bench, weights: Path, tmp_path: Path
):
    pad.hold(0.0, 3.0)
    source = source_of(pad, tmp_path)
    steadyhold("calibrate", source, "--masses", weights, *ANSWERS, "--data", tmp_path)
    [kept] = (tmp_path / "calibrations").iterdir()
    kept.write_text(kept.read_text()[:200])
    said = steadyhold("calibrate", source, "--resume", "--data", tmp_path)
    assert said.code == 1
    assert str(kept) in said.err
    assert "set aside" in said.err


def test_weights_are_read_from_a_spreadsheet_too(tmp_path: Path):
    path = tmp_path / "weights.csv"
    path.write_text(
        "nominal_kg;kg;expanded_kg;certificate;check\n2;1,9998;0,0004;A-1;no\n1;;0,001;A-1;yes\n"
    )
    two, one = read_masses(path)
    assert (two.id, two.kg, two.u_kg, two.for_check) == ("2 kg", 1.9998, 0.0002, False)
    assert (one.kg, one.for_check, one.accuracy_class) == (1.0, True, "weighed")


def test_all_mistakes_of_a_list_of_weights_are_named_at_once():
    rows = [
        {"kg": "two", "class": "M1"}, {"kg": 1.0}, {"kg": 1.0, "class": "Q9"},
        {"kg": 1.0, "u_kg": 0.1, "limit_kg": 0.1}, {"mass": 3},
        {"kg": 1, "class": "M1", "check": "?"},
        {"kg": 1, "class": "M1", "density_kg_per_m3": 3},
    ]  # fmt: skip
    with pytest.raises(MassRowsError) as caught:
        masses_of(rows, "weights.toml")
    assert len(caught.value.mistakes) == len(rows)
    for number in range(1, len(rows) + 1):
        assert f"weight {number}" in str(caught.value)


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--range-n", "inf"), ("--range-n", "-5"), ("--range-n", "nan"), ("--full-scale", "inf"),
        ("--humidity-pct", "5000"), ("--room-degc", "nan"),
    ],
)  # fmt: skip
def test_a_number_that_cannot_be_is_named_and_nothing_is_begun(
    steadyhold: Steadyhold, pad: Bench, weights: Path, tmp_path: Path, option: str, value: str
):
    said = steadyhold(
        "calibrate", source_of(pad, tmp_path), "--masses", weights, *ANSWERS, option, value,
        "--data", tmp_path / "data",
    )  # fmt: skip
    assert said.code == 2
    assert f"not {value}" in said.err
    assert not list((tmp_path / "data").rglob("*.json"))


def test_a_question_nobody_answers_names_its_option(
    steadyhold: Steadyhold, pad: Bench, weights: Path, tmp_path: Path
):
    said = steadyhold(
        "calibrate", source_of(pad, tmp_path), "--masses", weights, "--data", tmp_path
    )
    assert said.code == 2
    assert "give --latitude or --gravity" in said.err
    with pytest.raises(UnansweredError, match="give --masses"), unanswered("Which?", "--masses"):
        typer.confirm("Which?", err=True)


def test_a_folder_in_place_of_a_file_and_a_file_in_place_of_a_folder_are_named(
    steadyhold: Steadyhold, pad: Bench, weights: Path, tmp_path: Path
):
    source = source_of(pad, tmp_path)
    said = steadyhold("calibrate", source, "--masses", tmp_path, *ANSWERS, "--data", tmp_path)
    assert said.code == 2
    assert "it is a folder" in said.err
    said = steadyhold("calibrate", source, "--masses", weights, *ANSWERS, "--data", weights)
    assert said.code == 1
    assert "is a file, not a folder; choose another folder" in said.err
    assert weights.read_text() == WEIGHTS


def test_gravity_is_either_given_or_computed():
    assert gravity_asked(None, 52.0, None).m_per_s2 == pytest.approx(9.8126, abs=1e-3)
    for wrong in ((None, None, 30.0), (9.81, 52.0, None)):
        with pytest.raises(CalibrationFormError):
            gravity_asked(*wrong)


def test_a_force_sensing_resistor_is_fitted_by_a_power_law(steadyhold: Steadyhold, tmp_path: Path):
    path = tmp_path / "fsr.csv"
    forces = [0.5 * 1.3**k for k in range(10)]
    ratios = [0.2 * n**0.9 for n in forces]
    rows = [f"{1023 * r / (1 + r):.6f},{n:.6f}" for n, r in zip(forces, ratios, strict=True)]
    path.write_text("counts,force_n\n" + "\n".join(rows) + "\n")
    fit = steadyhold(
        "calibrate", "fit", path, "--model", "power", "--full-scale", "1023", "--json"
    ).json
    assert fit["pieces"][0]["exponent"] == pytest.approx(1 / 0.9, rel=1e-4)
    said = steadyhold("calibrate", "fit", path, "--model", "power", "--full-scale", "1023")
    assert "exponent" in said.out
    wrong = steadyhold("calibrate", "fit", path, "--full-scale", "1023")
    assert wrong.code == 2
    saved = tmp_path / "fsr.json"
    steadyhold(
        "calibrate", "fit", path, "--model", "power", "--full-scale", "1023", "--save", saved
    )
    assert json.loads(saved.read_text())["full_scale_raw"] == 1023
