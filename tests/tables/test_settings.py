"""A word beside the numbers that changes half-way makes them another quantity."""

import re

import pytest

from firmware_bridge.errors import TableColumnError
from firmware_bridge.tables.table import read_table
from tests.tables.test_kinds import FORCE, N

KG_PER_N = 1 / 9.80665
HALF = N // 2


def of_a_scale(before, after, *, turns_at=HALF, back_at=N, rows=N):
    """Lines of a weighing indicator: kilograms, beside them what it is set to."""
    lines = []
    for n in range(rows):
        is_after = turns_at <= n < back_at
        zero_kg = 0.0 if is_after else 1.5
        kg = FORCE[n % N] * KG_PER_N + zero_kg
        lines.append(f"{n / 40:.3f},{kg:.5f},{after if is_after else before}\n")
    return "t_s,weight_kg,state\n" + "".join(lines)


@pytest.mark.parametrize(
    ("before", "after"),
    [("GS", "NT"), ("Gross", "Net"), ("Brutto", "Netto"), ("ST GS", "ST NT"), ("G.W.", "N.W.")],
)
def test_a_scale_that_goes_from_gross_to_net_is_not_one_recording(write, before, after):
    path = write(of_a_scale(before, after))
    with pytest.raises(TableColumnError, match=f"from {before} to {after} at line {HALF + 2}"):
        read_table(path)


def test_the_ways_out_of_gross_and_net_give_newtons(write):
    path = write(of_a_scale("Gross", "Net"))
    with pytest.raises(TableColumnError) as refusal:
        read_table(path)
    ways = re.findall(r"--where (\S+)", str(refusal.value))
    assert ways == ["state=Gross", "state=Net;"]
    net = read_table(path, where=("state=Net",))
    assert net.values[:, 0].tolist() == pytest.approx(FORCE[HALF:], abs=1e-3)
    assert "--segment-column state" in str(refusal.value)
    assert len(read_table(path, segment_column="state").segments) == 2


def test_gross_that_comes_back_in_a_long_file_is_found_on_its_line(write):
    rows, at = 20_000, 7_000
    path = write(of_a_scale("NT", "GS", turns_at=at, back_at=at + 200, rows=rows))
    with pytest.raises(TableColumnError, match=f"from NT to GS at line {at + 2}"):
        read_table(path)


def test_a_scale_that_only_stands_still_or_moves_is_one_recording(write):
    lines = (
        f"{n / 40:.3f},{'ST' if n % 90 < 50 else 'US'},NT,{FORCE[n] * KG_PER_N:.5f} kg\n"
        for n in range(N)
    )
    table = read_table(write("".join(lines)))
    assert table.values[:, 0].tolist() == pytest.approx(FORCE, abs=1e-3)


def with_units(change):
    lines = []
    for n in range(N):
        unit, per_n = ("kg", KG_PER_N) if n < change else ("lb", 2.2046226 * KG_PER_N)
        lines.append(f"{n / 40:.3f},{FORCE[n] * per_n:.5f},{unit}\n")
    return "t_s,value,unit\n" + "".join(lines)


def test_a_unit_that_changes_half_way_is_refused_and_each_can_be_taken(write):
    path = write(with_units(HALF))
    with pytest.raises(TableColumnError, match=f"from kg to lb at line {HALF + 2}") as refusal:
        read_table(path)
    assert "--where unit=kg or --where unit=lb" in str(refusal.value)
    kg, lb = (read_table(path, where=(f"unit={unit}",)) for unit in ("kg", "lb"))
    assert (kg.unit, lb.unit) == ("N", "N")
    assert [*kg.values[:, 0], *lb.values[:, 0]] == pytest.approx(FORCE, abs=1e-3)


def test_a_unit_beside_every_number_is_its_unit(write):
    table = read_table(write(with_units(N)))
    assert table.unit == "N"
    assert table.values[:, 0].tolist() == pytest.approx(FORCE, abs=1e-3)


def test_what_a_line_among_the_rows_says_is_told(write):
    rows = [f"{n / 40:.3f},{FORCE[n]}\n" for n in range(N)]
    rows.insert(HALF, "# unit set to kg\n")
    table = read_table(write("t_s,force_N\n" + "".join(rows)))
    said = f"1 line of words among the rows left out (line {HALF + 2}: '# unit set to kg')"
    assert said in table.assumed


@pytest.mark.parametrize("line", ["({0}, {1})", "[{0}, {1}]", "[{0}, {1}],", "({0}, {1},)"])
def test_what_python_prints_of_a_tuple_or_a_list_is_a_row(write, line):
    rows = "".join(line.format(52000 + 25 * n, FORCE[n]) + "\n" for n in range(N))
    table = read_table(write(rows))
    assert table.values[:, 0].tolist() == pytest.approx(FORCE)
    assert float(table.t_s[1] - table.t_s[0]) == pytest.approx(0.025)


def test_a_rate_that_is_said_is_told_once(write):
    rows = "".join(f"{n / 40:.3f},{FORCE[n]}\n" for n in range(N))
    table = read_table(write("t_s,force_n\n" + rows), rate_hz=40.0)
    assert [said for said in table.assumed if "40 Hz" in said] == [
        "times made from 40 Hz; column t_s ignored"
    ]


def test_a_mark_that_a_tare_was_taken_parts_a_file(write):
    rows = "".join(
        f"{n / 40:.3f},{FORCE[n] + (0 if n >= HALF else 8):.3f},{int(n >= HALF)}\n"
        for n in range(N)
    )
    path = write("t_s,force_n,tared\n" + rows)
    with pytest.raises(TableColumnError, match=f"zero changes from 0 to 1 at line {HALF + 2}"):
        read_table(path)
    tared = read_table(path, where=("tared=1",))
    assert tared.values[:, 0].tolist() == pytest.approx(FORCE[HALF:])


def test_a_number_that_stands_for_a_fault_is_told_however_often_it_comes(write):
    rows = "".join(f"{n / 40:.3f},{-9999 if n % 30 == 5 else FORCE[n]}\n" for n in range(N))
    table = read_table(write("t_s,force_n\n" + rows))
    assert [said for said in table.assumed if "readings" in said] == [
        "14 readings far from all others (-9999) taken as they are: if they mark a fault, take "
        "them out of the file"
    ]


def test_two_units_of_one_column_are_told(write):
    rows = "".join(f"{n / 40:.3f},{FORCE[n]}\n" for n in range(N))
    table = read_table(write("Time,Force (N)\ns,kg\n" + rows))
    assert (
        "the name of column Force (N) says N, the row of units kg: N taken; say --unit"
        in table.assumed
    )


@pytest.mark.parametrize("name", ["Force x0.1 N", "Force (x10 N)", "Force [*0,1 N]", "Kraft ×10 N"])
def test_a_unit_with_a_factor_is_no_newton(write, name):
    rows = "".join(f"{n / 40:.3f};{FORCE[n]}\n" for n in range(N))
    table = read_table(write(f"t_s;{name}\n" + rows))
    assert table.unit == "unknown"
    assert any("no unit known here" in said for said in table.assumed)


def test_hundredths_of_a_second_are_no_milliseconds(write):
    rows = "".join(f"{n},{FORCE[n]}\n" for n in range(N))
    table = read_table(write("time_cs,force_n\n" + rows))
    assert float(table.t_s[1] - table.t_s[0]) == pytest.approx(0.01)


def test_a_unit_alone_above_a_column_is_not_newtons(write):
    rows = "".join(f"{25 * n} {FORCE[n] / 0.00980665:.0f}\n" for n in range(N))
    table = read_table(write("t(ms) g\n" + rows))
    assert table.columns == ("g",)
    assert table.unit == "unknown"
