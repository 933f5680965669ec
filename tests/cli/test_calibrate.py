import json
from pathlib import Path

import pytest

from calibration.values import CALIBRATION_FORMAT
from rig.store.format.documents import FORMATS
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
        ("a,b\n1,2\n\n2,3\n3,nan\n4,5\n", "row 5 has 'nan' in column 'b'"),
        ("a,b\n1,2\n2,inf\n3,4\n4,5\n", "row 3 has 'inf' in column 'b'"),
        ("a,b\n1,9.81\n2,9.81\n3,9.81\n", "all 3 known values are 9.81"),
        ("raw,raw\n1,2\n2,3\n3,4\n", "two columns called 'raw'"),
        ("raw,force_n,raw\n1,2,3\n2,3,4\n3,4,5\n", "two columns called 'raw'"),
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


@pytest.mark.parametrize(
    ("times", "words"),
    [
        (1000.0, "about a thousand times too much"),
        (0.001, "about a thousand times too little"),
        (101.97, "grams among newtons"),
        (0.102, "kilograms among newtons"),
        (3.0, "says"),
    ],
)
@pytest.mark.parametrize("model", ["line", "quadratic", "power"])
@pytest.mark.parametrize("at", [6, 9])
def test_a_row_in_another_unit_is_named_and_its_fit_is_never_saved(
    steadyhold: Steadyhold, tmp_path: Path, times: float, words: str, model: str, at: int
):
    rows = [f"{counts},{counts * 0.01:.4f}" for counts in range(500, 5500, 500)]
    counts, force_n = rows[at].split(",")
    rows[at] = f"{counts},{float(force_n) * times:.6f}"
    path, saved = tmp_path / "slip.csv", tmp_path / "pad.json"
    # A blank line: the numbers are those of the file.
    path.write_text("counts,force_n\n\n" + "\n".join(rows) + "\n")
    answer = steadyhold("calibrate", "fit", path, "--model", model, "--save", saved)
    assert answer.code == 1
    assert f"row {at + 3} says" in answer.err
    assert words in answer.err
    assert not saved.exists()
    looked_at = steadyhold("calibrate", "fit", path, "--model", model)
    assert looked_at.code == 0
    assert "such a fit is not saved" in looked_at.err


def test_the_worst_row_is_counted_in_the_file_also_after_rows_left_out(
    steadyhold: Steadyhold, tmp_path: Path
):
    path = tmp_path / "gaps.csv"
    path.write_text("a,b\n0,0\n1,\n,2\n\n3,3\n4,4.3\n5,5\n6,6\n")
    answer = steadyhold("calibrate", "fit", path)
    assert "worst point: row 7" in answer.out
    steps = [f"{ratio},{ratio}" for ratio in (1, 2, 4, 8, 16)]
    path.write_text("raw,force_n\n\n0,0\n" + "\n".join(steps) + "\n")
    fit = steadyhold("calibrate", "fit", path, "--model", "power", "--json").json
    assert fit["used_rows"] == [4, 5, 6, 7, 8]


@pytest.mark.parametrize(
    ("column", "options", "gain", "words"),
    [
        ("mass_kg", (), 9.80665, "holds masses: newtons by 9.80665 m/s² (the standard one"),
        ("mass_g", ("--gravity", "9.81"), 9.81e-3, "newtons by 9.81 m/s² (given: by the operator)"),
        ("load", ("--unit", "kg"), 9.80665, "holds masses"),
        ("Force (lbf)", (), 4.4482216, ""),
        ("force_n", (), 1.0, ""),
        ("mass", (), 9.80665, "kilograms assumed"),
    ],
)
def test_masses_and_other_units_become_newtons_and_it_is_said(
    steadyhold: Steadyhold, tmp_path: Path, column: str, options: tuple[str, ...], gain: float,
    words: str,
):  # fmt: skip
    path, saved = tmp_path / "loads.csv", tmp_path / "pad.json"
    path.write_text(f"counts,{column}\n" + "\n".join(f"{k},{k}" for k in range(6)) + "\n")
    answer = steadyhold("calibrate", "fit", path, *options, "--save", saved)
    assert answer.code == 0
    assert words in answer.err
    assert f"line: newtons (column {column!r}) from counts" in answer.out
    assert " N\n" in answer.out
    calibration = json.loads(saved.read_text())
    assert calibration["unit"] == "N"
    assert calibration["gain_per_raw"] == pytest.approx(gain, rel=1e-6)


@pytest.mark.parametrize(
    ("column", "options", "words"),
    [
        ("force", ("--unit", "furlong"), "'furlong' is no unit of force or mass"),
        ("force_n", ("--unit", "kg"), "column 'force_n' says N, --unit says kg"),
        ("raw_counts", (), "is in counts, which is no force"),
        ("p_kpa", (), "is in kPa, which is no force"),
    ],
)
def test_a_unit_that_is_no_force_makes_no_calibration(
    steadyhold: Steadyhold, tmp_path: Path, column: str, options: tuple[str, ...], words: str
):
    path, saved = tmp_path / "loads.csv", tmp_path / "pad.json"
    path.write_text(f"x,{column}\n" + "\n".join(f"{k},{k}" for k in range(6)) + "\n")
    answer = steadyhold("calibrate", "fit", path, *options, "--save", saved)
    assert answer.code == 1
    assert words in answer.err
    assert not saved.exists()


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


def test_a_calibration_of_a_later_format_is_refused_with_the_way_out(
    steadyhold: Steadyhold, line_table: Path, tmp_path: Path
):
    saved = tmp_path / "pad.json"
    steadyhold("calibrate", "fit", line_table, "--save", saved)
    later = json.loads(saved.read_text()) | {"format": CALIBRATION_FORMAT + 1}
    saved.write_text(json.dumps(later))
    answer = steadyhold(
        "record", "sim:?seed=1&speed=max", "--protocol", "touch-10n", "--calibration", saved
    )
    assert f"format {CALIBRATION_FORMAT + 1}" in answer.err
    assert "install the newer Steadyhold" in answer.err


def test_a_header_and_a_file_write_a_calibration_in_one_format():
    assert FORMATS["calibration"] == CALIBRATION_FORMAT
