"""Kinds of files whose numbers would be wrong without a word: what is asked for instead."""

import pytest

from firmware_bridge.errors import TableColumnError, TableFormatError, TableTimeError
from firmware_bridge.tables.table import read_table
from tests.tables.test_kinds import FORCE, N, rows


def test_frames_of_a_film_are_no_hundredths_of_a_second(write):
    film = "".join(
        f"00:00:{n // 25:02d}:{n % 25:02d},{force}\n" for n, force in enumerate(FORCE[:300])
    )
    with pytest.raises(TableTimeError, match="--rate-hz"):
        read_table(write("Timecode,Force (N)\n" + film))
    table = read_table(write("Timecode,Force (N)\n" + film.replace(",", "0,")))
    assert table.t_s[1] - table.t_s[0] == pytest.approx(0.010)


def test_millivolts_for_a_volt_of_supply_are_no_volts(write):
    table = read_table(write("time (s)\tbridge [mV/V]\n" + rows("{t}\t{f}\n")))
    assert table.unit == "mV/V"


def test_a_table_that_lies_on_its_side_is_asked_to_be_turned(write):
    along = "time_s," + ",".join(str(n / 10) for n in range(N))
    with pytest.raises(TableFormatError, match="lies on its side"):
        read_table(write(along + "\nforce_n," + ",".join(map(str, FORCE))))


def test_a_refusal_names_no_more_columns_than_a_person_reads(write):
    names = [f"c{n}" for n in range(50)]
    with pytest.raises(TableColumnError, match=r"c29 and 20 more$"):
        read_table(
            write(",".join(names) + "\n" + (",".join(["1"] * 50) + "\n") * N), columns=("x",)
        )


def test_rows_that_begin_with_an_empty_cell_are_divided(write):
    table = read_table(write("time\tForce (N)\n" + rows("\t{f}\n")), rate_hz=40.0)
    assert table.values[:, 0].tolist() == FORCE


def test_of_two_columns_called_force_beside_counts_the_other_is_named(write):
    lines = "".join(
        f"{n * 25},{8_400_000 + n % 97},{force},{0.98 * force:.3f}\n"
        for n, force in enumerate(FORCE)
    )
    path = write("t_ms,counts,force_raw,force_filtered\n" + lines)
    [said] = [each for each in read_table(path).assumed if "also there" in each]
    assert said.startswith("column force_raw taken (also there: force_filtered)")
    other = read_table(path, columns=("force_filtered",)).values[:, 0]
    assert other == pytest.approx([0.98 * force for force in FORCE], abs=1e-3)


def test_a_column_without_a_name_is_called_a_column_once(write):
    said = " ".join(read_table(write(rows("{t},{f}\n"))).assumed)
    assert "column 1" in said
    assert "column column" not in said


@pytest.mark.parametrize("name", ["force_raw", "Force (counts)", "adc", "raw"])
def test_numbers_with_fractions_are_no_raw_counts_whatever_their_name(write, name):
    path = write(f"t_ms,{name}\n" + "".join(f"{25 * n},{f}\n" for n, f in enumerate(FORCE)))
    table = read_table(path)
    assert table.unit == "unknown"
    [said] = [each for each in table.assumed if "counts" in each]
    assert said.endswith("say --unit")
    assert read_table(path, unit="N").values[:, 0].tolist() == FORCE


@pytest.mark.parametrize("name", ["force_raw", "Force (counts)", "adc", "raw"])
def test_whole_numbers_of_that_name_are_raw_counts(write, name):
    rows = "".join(f"{25 * n},{round(1000 * f)}\n" for n, f in enumerate(FORCE))
    assert read_table(write(f"t_ms,{name}\n{rows}")).unit == "counts"
