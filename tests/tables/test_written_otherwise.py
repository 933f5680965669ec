"""The same press as spreadsheets, clocks and boards write it: read as meant, or asked for."""

import math
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from firmware_bridge.errors import TableColumnError, TableFormatError, TableTimeError
from firmware_bridge.tables.table import read_table

N = 360
RATE_HZ = 40.0
FORCE = [round(1.5 + 420 * math.sin(n / 70) ** 2 + 0.02 * (n % 5), 2) for n in range(N)]
KG = 9.80665
EVENING = datetime(2026, 2, 1, 23, 59, 56, tzinfo=UTC)


def lines(*form: str, force: list[float] = FORCE) -> str:
    """A line for each sample: {s} seconds, {f} newtons, {at} a moment, others made of them."""
    return "".join(
        form[0].format(
            n=n,
            s=n / RATE_HZ,
            ms=n * 25,
            f=f,
            kg=f / KG,
            at=EVENING + timedelta(seconds=n / RATE_HZ),
            german=f"{f * 100:,.2f}".translate(str.maketrans(",.", ".,")),
            french=f"{f * 100:,.2f}".translate(str.maketrans(",.", "\u202f,")),
        )
        + "\n"
        for n, f in enumerate(force)
    )


RIGHT = {
    "a divider behind each row of AcqKnowledge": (
        "p.acq\n25 msec/sample\n2 channels\nGrip\nN\nEMG\nmV\nsec\tCH1\tCH2\n\t360\t360\n"
        + lines("{s:.3f}\t{f}\t0.5\t"),
        1,
    ),
    "no remark behind the rows of LabVIEW": (
        "LabVIEW Measurement\n***End_of_Header***\t\nChannels\t2\nY_Unit_Label\tVolts\tNewtons\n"
        "***End_of_Header***\t\t\nX_Value\tSupply\tPush\tComment\n" + lines("{s:.3f}\t4.9\t{f}"),
        1,
    ),
    "thousands of a German": ("Zeit in ms;Kraft in N\n" + lines("{ms};{german}"), 100),
    "thousands of a Frenchman": (
        "Temps (s);Force (N)\n" + lines("{s:.3f};{french}").replace(".", ","),
        100,
    ),
    "whole numbers of a German": (
        "Zeit (ms);Kraft (cN)\n"
        + "".join(f"{n * 25:,};{f * 100:,.0f}\n".replace(",", ".") for n, f in enumerate(FORCE)),
        1,
    ),
    "milliseconds with commas at the thousands": ("T (ms);F (N)\n" + lines("{ms:,};{f}"), 1),
    "months before days, past a midnight": (
        "When;F (N)\n" + lines("{at:%m/%d/%Y %H:%M:%S.%f};{f}"),
        1,
    ),
    "nanoseconds since 1970": (
        "timestamp,force_N\n"
        + "".join(f"{1_770_000_000 + n // 40}{n % 40 * 25:03}000000,{FORCE[n]}\n"
                  for n in range(N)),
        1,
    ),
    "days of a spreadsheet": (
        "Time,Push (N)\n"
        + "".join(f"{46053.25 + n / RATE_HZ / 86400:.10f},{f}\n" for n, f in enumerate(FORCE)),
        1,
    ),
    "objects of JSON": (lines('{{"t": {s:.3f}, "force": {f}}}'), 1),
    "objects with a unit in words": (
        lines('{{"pad": "A", "weight": {kg:.6f}, "unit": "kg", "timestamp": 17700000{ms:05}}}'),
        1,
    ),
    "objects in a list, one a line": (
        "[\n" + lines('{{"t": {s:.3f}, "force_N": "{f}"}},') + "]",
        1,
    ),
    "dictionaries of Python": (lines("{{'t': {s:.3f}, 'force': {f}, 'unit': 'N'}}"), 1),
    "a name of two words above the lines of a board": (
        "SCALE Demo\n" + lines("{ms}\t{kg:.6f} kg"),
        1,
    ),
    "whole counts behind a name of force": ("time_ms,force_N\n" + lines("{ms},{f:.0f}"), 1),
    "the unit in a line above": (
        "# unit: grams, board 3\ntime;push\n" + lines("{s:.3f};{kg:.6f}e3"),
        1,
    ),
    "a unit with a point": ("Time (sec.),Load (kgs.)\n" + lines("{s:.3f},{kg:.6f}"), 1),
    "hundredths of a newton": (
        "Time (s),Load (cN)\n"
        + "".join(f"{n / RATE_HZ:.3f},{f * 100:.1f}\n" for n, f in enumerate(FORCE)),
        1,
    ),
    "a level that is asked for": (
        "t (s),Prompt (N),Mine (N)\n" + lines("{s:.3f},200.0,{f}"),
        1,
    ),
    "levels without a word for them": (
        "t (s),A (N),B (N)\n"
        + "".join(f"{n / RATE_HZ:.3f},{300 * (n > 90)},{f}\n" for n, f in enumerate(FORCE)),
        1,
    ),
    "milliseconds of MicroPython": (
        "ticks_ms,force_N\n"
        + "".join(f"{(2**30 - 3000 + n * 25) % 2**30},{f}\n" for n, f in enumerate(FORCE)),
        1,
    ),
}  # fmt: skip


@pytest.fixture
def write(tmp_path):
    def written(text: str) -> Path:
        path = tmp_path / "press.txt"
        path.write_text(text, encoding="utf-8")
        return path

    return written


@pytest.mark.parametrize("kind", RIGHT)
def test_the_press_is_read_as_it_was_meant(write, kind):
    text, per = RIGHT[kind]
    table = read_table(write(text))
    within = 0.51 if kind.startswith("whole") else 0.011
    assert table.unit == "N"
    assert [value / per for value in table.values[:, 0].tolist()] == pytest.approx(
        FORCE, abs=within
    )
    assert (table.t_s - table.t_s[0]).tolist() == pytest.approx(
        [n / RATE_HZ for n in range(N)], abs=1e-5
    )


@pytest.mark.parametrize(
    "line",
    [
        '{{"t": {s:.3f}, "battery": 88, "force": {kg:.4f}, "unit": "kg"}}',
        '{{"at": {{"t": {s:.3f}}}, "force": {f}}}',
        '{{"t": {s:.3f}, "force": {f}, "unit": "furlong"}}',
        '{{"t": {s:.3f}, "force": {f}, "unit": "N", "units": "kg"}}',
    ],
    ids=["unit of two", "nested", "unknown unit", "two units"],
)
def test_objects_that_leave_something_open_are_asked_for(write, line):
    with pytest.raises(TableFormatError, match=r"JSON of a form .* export it as CSV"):
        read_table(write(lines(line)))


def test_the_objects_that_a_refusal_shows_are_read(write):
    with pytest.raises(TableFormatError) as refused:
        read_table(write(lines('{{"at": [{s:.3f}], "force": [{f}]}}')))
    shown = re.search(r"\{.*\}", str(refused.value))
    assert shown is not None
    said = shown[0].replace("0.1", "{0:.1f}").replace("2.5", "{1:.1f}")
    said = said.replace("{", "{{").replace("}", "}}").replace("{{0:.1f}}", "{0:.1f}")
    said = said.replace("{{1:.1f}}", "{1:.1f}")
    table = read_table(write("".join(said.format(n / 10, 2.5 + n) + "\n" for n in range(60))))
    assert (table.unit, table.values[4, 0]) == ("N", 6.5)


def test_a_scale_that_says_whether_it_stands_still_is_one_sensor(write):
    words = ("ST,GS,", "US,GS,")
    text = "".join(f"{words[n // 3 % 2]} {f / KG:+09.4f}kg\n" for n, f in enumerate(FORCE))
    with pytest.raises(TableTimeError, match="--rate-hz"):
        read_table(write(text))
    table = read_table(write(text), rate_hz=RATE_HZ)
    assert table.unit == "N"
    assert table.values[:, 0].tolist() == pytest.approx(FORCE, abs=1e-3)


def test_a_scale_that_goes_from_gross_to_net_in_turn_is_no_one_force(write):
    words = ("ST,GS,", "US,NT,")
    text = "".join(f"{words[n // 3 % 2]} {f / KG:+09.4f}kg\n" for n, f in enumerate(FORCE))
    with pytest.raises(TableColumnError, match="--where"):
        read_table(write(text), rate_hz=RATE_HZ)


def test_rows_of_two_boards_in_turn_are_no_one_force(write):
    path = write("addr,ms,kg\n" + lines("0x2A,{ms},{kg:.4f}\n0x2B,{ms}.5,0.1"))
    with pytest.raises(TableColumnError, match="--where addr=0x2A"):
        read_table(path)
    assert read_table(path, where=("addr=0x2A",)).values[:, 0].tolist() == pytest.approx(
        FORCE, abs=1e-3
    )


def test_the_axes_of_a_plate_under_one_time_are_one_force(write):
    text = "Frame rate\nabs time (s)\tFx\tFy\tFz\nabs time (s)\tN\tN\tN\n"
    table = read_table(write(text + lines("{s:.3f}\t0.0\t0.0\t-{f}")))
    assert table.columns == ("Fx", "Fy", "Fz")
    assert table.values[:, 0].tolist() == pytest.approx(FORCE)


def test_dashes_are_skipped_and_told(write):
    text = "t_s,force_N\n" + lines("{s:.3f},{f}").replace("1.000,", "1.000,---;").replace(
        ";" + str(FORCE[40]), ""
    )
    table = read_table(write(text))
    assert len(table.values) == N - 1
    assert "1 row with empty cells skipped" in table.assumed


def test_readings_that_stand_for_a_fault_are_told(write):
    force = [*FORCE[:100], -9999.0, -9999.0, *FORCE[102:]]
    table = read_table(write("t_s,force_N\n" + lines("{s:.3f},{f}", force=force)))
    [said] = [each for each in table.assumed if "far from all others" in each]
    assert said.startswith("2 readings far from all others (-9999)")


def test_no_word_is_said_of_readings_that_belong_together(write):
    table = read_table(write("t_s,force_N\n" + lines("{s:.3f},{f}")))
    assert not any("far from all others" in each for each in table.assumed)


def test_stamps_of_whole_seconds_lead_to_the_rate_and_that_to_the_press(write):
    path = write(lines("[{at:%Y-%m-%d %H:%M:%S}] load = {f} N"))
    with pytest.raises(TableTimeError, match="--rate-hz"):
        read_table(path)
    assert read_table(path, rate_hz=RATE_HZ).values[:, 0].tolist() == pytest.approx(FORCE)
