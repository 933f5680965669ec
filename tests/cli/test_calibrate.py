import json
from pathlib import Path

import pytest

from tests.cli.conftest import Steadyhold
from tests.recordings import PUBLIC_SOURCES

SHARED = Path(__file__).parents[3] / "shared" / "data"


@pytest.fixture
def line_table(tmp_path: Path) -> Path:
    path = tmp_path / "loads.csv"
    rows = [f"{counts},{counts * 0.002 + 1}" for counts in range(0, 5000, 500)]
    path.write_text("counts,force_n\n" + "\n".join(rows) + "\n")
    return path


def test_a_table_on_a_line_gives_back_the_line(steadyhold: Steadyhold, line_table: Path):
    fit = steadyhold("calibrate", "fit", line_table, "--json").json
    assert fit["coefficients"] == pytest.approx([1.0, 0.002], rel=1e-12)
    assert fit["residual_sd"] == pytest.approx(0.0, abs=1e-12)


def test_decimal_commas_and_semicolons_are_read(steadyhold: Steadyhold, tmp_path: Path):
    path = tmp_path / "werte.csv"
    path.write_text("counts;kraft\n0;0,5\n10;1,5\n20;2,5\n30;3,5\n")
    fit = steadyhold("calibrate", "fit", path, "--json").json
    assert fit["coefficients"] == pytest.approx([0.5, 0.1])


def test_columns_that_were_guessed_are_named(steadyhold: Steadyhold, line_table: Path):
    answer = steadyhold("calibrate", "fit", line_table)
    assert "assumed: x is the column 'counts'" in answer.err
    assert answer.code == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a,b\n1,2\n2,x\n3,4\n4,5\n", "row 3 has 'x' in column 'b'"),
        ("a\n1\n2\n", "has one column"),
        ("a,b\n", "has no rows"),
        ("", "has no rows"),
        ("a,b\n1,1\n1,2\n1,3\n", "1 different loads"),
    ],
)
def test_a_table_that_cannot_be_fitted_is_refused_with_its_place(
    steadyhold: Steadyhold, tmp_path: Path, text: str, words: str
):
    path = tmp_path / "bad.csv"
    path.write_text(text)
    answer = steadyhold("calibrate", "fit", path, "--json")
    assert (answer.code, answer.out) == (1, "")
    assert words in answer.err


def test_a_file_that_is_no_text_is_refused(steadyhold: Steadyhold, tmp_path: Path):
    path = tmp_path / "photo.csv"
    path.write_bytes(bytes(range(128, 256)))
    answer = steadyhold("calibrate", "fit", path)
    assert "not a text file" in answer.err


def test_a_missing_table_is_not_found(steadyhold: Steadyhold, tmp_path: Path):
    answer = steadyhold("calibrate", "fit", tmp_path / "none.csv")
    assert answer.code == 5
    assert answer.err.count("\n") == 1


def test_a_saved_fit_calibrates_a_recording(
    steadyhold: Steadyhold, line_table: Path, tmp_path: Path
):
    saved = tmp_path / "pad.json"
    steadyhold("calibrate", "fit", line_table, "--save", saved)
    steadyhold(
        "record", "sim:?learner=good&seed=1&speed=max", "--protocol", "touch-10n", "--for", "5",
        "--calibration", saved,
    )  # fmt: skip
    shown = steadyhold("sessions", "show", "last", "--json").json["session"]
    assert shown["calibration"] == json.loads(saved.read_text())


@pytest.mark.skipif(not SHARED.is_dir(), reason=PUBLIC_SOURCES)
def test_the_certified_load_cell_of_nist_is_reproduced(steadyhold: Steadyhold):
    table = SHARED / "cal_nist_pontius_load_cell.csv"
    certified = json.loads(table.with_suffix(".json").read_text())["reference_values"]
    fit = steadyhold(
        "calibrate", "fit", table, "--x", "load", "--y", "deflection", "--model", "quadratic",
        "--json",
    ).json  # fmt: skip
    assert fit["coefficients"] == pytest.approx([certified[f"b{k}"] for k in range(3)], rel=1e-9)
    assert fit["coefficient_sd"] == pytest.approx(
        [certified[f"sd_b{k}"] for k in range(3)], rel=1e-9
    )
    assert fit["residual_sd"] == pytest.approx(certified["residual_sd"], rel=1e-9)
