"""One press as programs, loggers and services of the net write it, none with an option."""

import json
import math
import re
from datetime import datetime, timedelta

import pytest

from firmware_bridge.errors import TableFormatError, TableTimeError
from firmware_bridge.tables.table import read_table

N, PERIOD_S = 240, 0.025
FORCE = [round(1.2 + 28 * math.sin(n / 45) ** 2 + 0.013 * (n % 9), 3) for n in range(N)]
BEGAN = datetime.fromisoformat("2026-03-14T16:05:09.250000")
ANNOTATED = (
    "#group,false,false,true,false,false,true\n"
    "#datatype,string,long,dateTime:RFC3339,dateTime:RFC3339,double,string\n"
    "#default,_result,,,,,\n,result,table,_start,_time,force_n,device\n"
)


def lines(form, order=range(N), began=BEGAN):
    """A line for each sample: {s} seconds, {f} newtons, {c} with a comma, {at} a moment."""
    said = []
    for n in order:
        at = began + timedelta(seconds=n * PERIOD_S)
        said.append(
            form.format(
                n=n, s=f"{n * PERIOD_S:.3f}", at_ms=52_000 + 25 * n,
                at_ns=1_773_504_309_250_000_000 + 25_000_000 * n, f=FORCE[n], at=f"{at!s:.23}",
                iso=at.isoformat(timespec="milliseconds"), ms=at.microsecond // 1000, day=at,
                c=f"{FORCE[n]:.3f}".replace(".", ","), kg=f"{FORCE[n] / 9.80665:.6f}",
                obj=json.dumps({"ts": f"{at.isoformat()}Z", "force_n": FORCE[n], "id": "pad-1"}),
            ) + "\n"
        )  # fmt: skip
    return "".join(said)


WRITTEN = {
    "R with row names": '"","time","force"\n' + lines('"{n}",{s},{f}'),
    "R with a header one short": '"time_s" "force_N"\n' + lines('"{n}" {s} {f}'),
    "pandas with an index of moments": ",force_n\n" + lines("{at},{f}"),
    "pandas with an index of durations": ",force_n\n" + lines("0 days 00:00:0{s},{f}"),
    "pandas with two rows of names": "side,left,left\nwhat,time,force\n,,\n" + lines("{n},{s},{f}"),
    "MATLAB with seconds as words": "Time,Force_N\n" + lines("{s} sec,{f}"),
    "InfluxDB with notes above": ANNOTATED + lines(",,0,2026-03-14T00:00:00Z,{iso}Z,{f},pad"),
    "Grafana with a series and units": '"Time","force_n {pad=""A""}"\n' + lines("{at},{f} N"),
    "a service with the newest first": "created_at,entry_id,force_N\n"
    + lines("{at},{n},{f}", range(N - 1, -1, -1)),
    "objects with times in words": lines("{obj}"),
    "a logger with milliseconds apart": "Date;Time;ms;Force[N]\n"
    + lines("{day:%Y/%m/%d};{day:%H:%M:%S};{ms};{f}"),
    "PASCO with an empty first column": '"Set","Run 1","Run 1"\n"","Time (s)","Force (N)"\n'
    + lines('"",{s},{f}'),
    "thousands in quotes": '"t (us)","Force (mN)"\n'
    + "".join(f'"{25_000 * n:,}","{round(1e3 * FORCE[n]):,}"\n' for n in range(N)),
    "a target in Polish": "Czas [s];Zadana [N];Si\u0142a [N]\n" + lines("{s};20.5;{f}"),
    "the rate as fs": "# fs = 40\nforce_n\n" + lines("{f}"),
    "line protocol of InfluxDB": lines("pad,side=left force_n={f} {at_ns}"),
    "a log of Python": lines("{day:%Y-%m-%d %H:%M:%S},{ms:03} INFO scale force={f} N"),
    "a log of ESP-IDF": lines("I ({at_ms}) scale: weight = {kg} kg"),
    "a log with the place in a program": lines("[{at_ms:>8}][I][main.cpp:42] loop(): force={f} N"),
    "a table of Markdown": "| t (s) | Force (N) |\n|---|---|\n" + lines("| {s} | {f} |"),
    "a table of psql": " ts | force_n \n----+---------\n" + lines(" {at} | {f}") + "(240 rows)\n\n",
}


@pytest.mark.parametrize("kind", WRITTEN)
def test_the_press_is_found(write, kind):
    table = read_table(write(WRITTEN[kind]))
    assert table.unit == "N"
    assert table.values[:, 0].tolist() == pytest.approx(FORCE, abs=1e-3)
    from_first_s = (table.t_s - table.t_s[0]).tolist()
    assert from_first_s == pytest.approx([n * PERIOD_S for n in range(N)], abs=1e-4)


def test_the_newest_row_first_is_told(write):
    table = read_table(write(WRITTEN["a service with the newest first"]))
    assert "column created_at falls all the way: read from the last row to the first" in (
        table.assumed
    )


def test_a_line_is_named_as_it_stands_in_a_file_with_the_newest_first(write):
    rows = lines("{s},{f}", range(N - 1, -1, -1)).splitlines()
    rows[100] = rows[99]
    with pytest.raises(TableTimeError, match=r"line 101: time .* repeats"):
        read_table(write("t_s,force_n\n" + "\n".join(rows) + "\n"))


def test_thousands_that_may_be_decimals_are_told(write):
    german = "".join(
        f"{25 * n};{round(1e3 * f):,}\n".replace(",", ".") for n, f in enumerate(FORCE)
    )
    said = read_table(write("t (ms);Kraft (mN)\n" + german)).assumed
    assert "1.200 in column Kraft (mN) is read as 1.200, not 1200" in said


def test_the_unit_in_a_line_of_cells_above_counts(write):
    table = read_table(write("Vertical Units,V,\n,,\n" + lines("{s},{f},")))
    assert table.unit == "V"


@pytest.mark.parametrize("form", ["{day:%Y%m%d%H%M%S}{ms:03},{f}", "{day:%H%M%S}.{ms:03},{f}"])
def test_clock_times_without_signs_between_their_digits_are_no_seconds(write, form):
    path = write("stamp,force_n\n" + lines(form, began=BEGAN + timedelta(seconds=48)))
    with pytest.raises(TableTimeError, match=r"no count of seconds.*--rate-hz"):
        read_table(path)
    assert read_table(path, rate_hz=40.0).values[:, 0].tolist() == FORCE


@pytest.mark.parametrize("names", ["t (s),N,Mean force (N)", "t (s),F_pred (N),F_meas (N)"])
def test_a_column_beside_the_force_is_not_taken_for_it(write, names):
    rows = "".join(f"{n * PERIOD_S:.3f},{8 + n % 7},{f}\n" for n, f in enumerate(FORCE))
    assert read_table(write(f"{names}\n{rows}")).values[:, 0].tolist() == FORCE


@pytest.mark.parametrize("line", [">push:{s}:{f}~", "<{s}> {f}N<"])
def test_lines_that_are_no_table_are_shown_with_two_that_are(write, line):
    with pytest.raises(
        TableFormatError, match=r"lines like '.*write a time and a force"
    ) as refused:
        read_table(write(lines(line)))
    for shown in re.findall(r"'([^']*12\.3[^']*)'", str(refused.value)):
        form = shown.replace("0.025", "{s}").replace("12.3", "{f}")
        assert read_table(write(lines(form))).values[:, 0].tolist() == pytest.approx(FORCE)
