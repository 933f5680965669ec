"""Kinds of files people really have, each with numbers of our own: what is read or asked for."""

import math
import os
import sys
from pathlib import Path

import pytest

from firmware_bridge.errors import TableColumnError, TableError, TableFormatError, TableTimeError
from firmware_bridge.tables.table import Table, read_table

N = 400
FORCE = [round(2 + 30 * math.sin(n / 60) ** 2 + 0.01 * (n % 7), 3) for n in range(N)]


def rows(line: str, start: int = 0, end: int = N) -> str:
    """A line for each sample: {n} its number, {t} seconds at 40 Hz, {f} its force."""
    return "".join(
        line.format(
            n=n,
            t=f"{n / 40:.3f}",
            f=FORCE[n],
            g=f"{FORCE[n] / 0.00980665:.1f}",
            c=str(FORCE[n]).replace(".", ","),
            ms=n * 25,
        )
        + "\n"
        for n in range(start, end)
    )


def is_the_press(table: Table, *, within: float = 0.006) -> bool:
    return len(table.values) == N and table.values[:, 0].tolist() == pytest.approx(
        FORCE, abs=within
    )


RIGHT = {
    "an index by fives before it": ("No.;t [s];F [N]\n" + rows("{n}5;{t};{f}"), {}),
    "a reading that is a number": ("Reading,Load [N],Time [s]\n" + rows("{n},{f},{t}"), {}),
    "a set point before the actual": ("t_s,Setpoint (N),Actual (N)\n" + rows("{t},20.0,{f}"), {}),
    "counts beside grams": ("t_s,adc,grams\n" + rows("{t},84{n:05},{g}"), {}),
    "a battery and a temperature": (
        "Temp (C),Battery,t (s),Force (N)\n" + rows("21.5,3.7,{t},{f}"),
        {},
    ),
    "a checksum and a sequence": ("seq,force_n,crc,t_s\n" + rows("{n},{f},77,{t}"), {}),
    "words before it": ("who,t_s,Fz\n" + rows("K7,{t},{f}"), {}),
    "units above the names": ("s,N\nTime,Push\n" + rows("{t},{f}"), {}),
    "an unnamed time": (";Force N;Aux\n" + rows("{t};{f};1"), {}),
    "a dash for a number": ("t_s,force_n,note\n" + rows("{t},{f},-"), {}),
    "milliseconds of 16 bits": (
        "ms,force_n\n" + "".join(f"{(60000 + n * 25) % 65536},{FORCE[n]}\n" for n in range(N)),
        {},
    ),
    "signed microseconds": (
        "us,force_n\n"
        + "".join(
            f"{(2147000000 + n * 25000 + 2**31) % 2**32 - 2**31},{FORCE[n]}\n" for n in range(N)
        ),
        {},
    ),
    "afternoon": (
        "when,force_n\n"
        + "".join(
            f"1/31/2026 12:59:{50 + n // 40:02}.{n % 40 * 25:03} PM,{FORCE[n]}\n" for n in range(N)
        ),
        {},
    ),
    "a date and a time apart": (
        "Date,Time,Force (N)\n"
        + "".join(f"2026-01-31,10:00:{n // 40:02}.{n % 40 * 25:03},{FORCE[n]}\n" for n in range(N)),
        {},
    ),
    "thousands": (
        "t_s;force_g\n"
        + "".join(f"{n / 40:.3f};{FORCE[n] * 100 / 0.00980665:,.2f}\n" for n in range(N)),
        {"per": 100},
    ),
    "bars and stamps": ("[10:00:00] t (s) | Force (N)\n" + rows("[10:00:01] {t} | {f}"), {}),
    "an arrow": (
        "".join(f"10:00:{n // 40:02}.{n % 40 * 25:03} -> {FORCE[n]}\n" for n in range(N)),
        {},
    ),
    "labels with two tabs": (
        "boot\n" + rows("now:\t\t{g} g\t| average:\t1.0 g"),
        {"rate_hz": 40.0},
    ),
    "a label alone": ("scale ready\n" + rows("Weight: {g} g"), {"rate_hz": 40.0}),
    "an unknown preamble": (
        "ACME 3\nGain 128\nRows 400\nOffset 1.5 2.5\n\nTime;Kraft\n[s];[N]\n"
        + rows("{t};{f}").replace(".", ","),
        {},
    ),
    "a sensor of two": (
        "t_s,limb,force_n\n" + rows("{t},arm,{f}\n{t},leg,1.0"),
        {"where": ("limb=arm",)},
    ),
    "a sensor told by number": (
        "t_s,sensor,force_n\n" + rows("{t},1,{f}\n{t},2,1.0"),
        {"where": ("sensor=1",)},
    ),
}


@pytest.mark.parametrize("kind", RIGHT)
def test_the_force_and_the_time_are_found(write, kind):
    text, options = RIGHT[kind]
    options = dict(options)
    per = options.pop("per", 1)
    table = read_table(write(text), **options)
    assert [value / per for value in table.values[:, 0].tolist()] == pytest.approx(FORCE, abs=0.006)
    assert (table.t_s - table.t_s[0]).tolist() == pytest.approx(
        [n / 40 for n in range(N)], abs=1e-6
    )
    assert table.unit == "N"


ASKED = {
    "only a row number": (
        rows("{n},{f}"),
        TableTimeError,
        "only counts.*--rate-hz",
        {"rate_hz": 40.0},
    ),
    "rows of two sensors": (
        "t_s,limb,force_n\n" + rows("{t},arm,{f}\n{t},leg,1.0"),
        TableColumnError,
        "--where limb=arm",
        {"where": ("limb=arm",)},
    ),
    "a column that changes in each row": (
        "t_s,limb,force_n\n" + rows("{t},arm,{f}\n{t},leg,1.0"),
        TableColumnError,
        "--where limb=arm",
        {"where": ("limb=arm",)},
    ),
    "stamps of whole seconds": (
        rows("10:00:01 -> {f}"),
        TableTimeError,
        "--rate-hz",
        {"rate_hz": 40.0},
    ),
    "a stamp that goes back": (
        "t_s,force_n\n" + rows("{t},{f}", 0, 200) + "4.9,2\n" + rows("{t},{f}", 200),
        TableTimeError,
        "--rate-hz",
        {"rate_hz": 40.0},
    ),
    "a row twice": (
        "t_s,force_n\n" + rows("{t},{f}", 0, 200) + rows("{t},{f}", 199),
        TableTimeError,
        "--rate-hz",
        {"rate_hz": 40.0},
    ),
    "no column that says force": (
        "t_s,target,temp\n" + rows("{t},20.0,{f}"),
        TableColumnError,
        "--column",
        {"columns": ("temp",)},
    ),
}


@pytest.mark.parametrize("kind", ASKED)
def test_what_a_refusal_offers_works_when_it_is_done(write, kind):
    text, error, words, way_out = ASKED[kind]
    path = write(text)
    options = {"segment_column": "limb"} if kind.startswith("a column that") else {}
    with pytest.raises(error, match=words):
        read_table(path, **options)
    assert N <= len(read_table(path, **way_out).values) <= N + 1


def test_a_board_that_started_again_is_two_recordings_and_both_are_told(write):
    text = rows("{ms},{f}", 0, 300) + rows("{ms},{f}", 0, 300)
    table = read_table(write(text))
    assert [len(range(*each.indices(600))) for each in table.segments] == [300, 300]
    assert any("starts again at line 301" in each for each in table.assumed)


def test_trials_told_apart_by_words_are_recordings_of_their_own(write):
    text = "trial,t_s,force_n\n" + rows("one,{t},{f}") + rows("two,{t},{f}")
    table = read_table(write(text), segment_column="trial")
    assert len(table.segments) == 2
    assert len(read_table(write(text), where=("trial=two",)).values) == N


def test_units_that_change_from_row_to_row_are_each_taken_as_written(write):
    text = "Weight: 980.0 g\nWeight: 0.99 kg\nWeight: 1.01 kg\nWeight: 995 g\n"
    table = read_table(write(text), rate_hz=10.0)
    assert table.values[:, 0].tolist() == pytest.approx(
        [9.610517, 9.7085835, 9.9047165, 9.75761675]
    )
    assert any("differ from row to row" in each for each in table.assumed)


def test_a_second_table_with_other_columns_is_not_read_on(write):
    text = "t_s,force_n\n" + rows("{t},{f}") + "t_s,angle\n" + rows("{t},1")
    with pytest.raises(TableFormatError, match=r"line 402 begins another table.*save each"):
        read_table(write(text))


def test_pushes_below_zero_name_both_ways_out(write):
    table = read_table(write("t_s,force_n\n" + rows("{t},-{f}")))
    [said] = [each for each in table.assumed if "--invert" in each]
    assert "--rest -3" in said
    assert not any(
        "--invert" in each
        for each in read_table(write("t_s,force_n\n" + rows("{t},-{f}")), invert=True).assumed
    )


@pytest.mark.skipif(sys.platform == "win32", reason="devices, pipes and sparse files of Unix")
def test_what_is_no_recording_is_refused_before_it_is_read(tmp_path):
    pipe, sparse, line = tmp_path / "pipe", tmp_path / "sparse.csv", tmp_path / "line.csv"
    os.mkfifo(pipe)
    with sparse.open("wb") as file:
        file.truncate(3 << 30)
    with line.open("wb") as file:
        file.truncate(1 << 29)
        file.write(b"t,f\n")
    for path, words in (
        (Path("/dev/zero"), "a device or a pipe"),
        (pipe, "save what it sends"),
        (sparse, "3.2 GB is no recording"),
        (line, "a line of more than 1,048 kB"),
    ):
        with pytest.raises(TableFormatError, match=words):
            read_table(path)


def test_a_small_packed_file_of_a_large_one_is_refused(tmp_path):
    import gzip

    path = tmp_path / "packed.csv.gz"
    with gzip.open(path, "wb", 9) as file:
        for _ in range(100):
            file.write(b"0.0,1.0\n" * 131072)
    with pytest.raises(TableFormatError, match="MB from a small file is no recording"):
        read_table(path)


@pytest.mark.parametrize(
    ("start", "words"),
    [
        (b"\xd0\xcf\x11\xe0", "old Excel workbook"),
        (b"PAR1", "Parquet"),
        (b"\x89HDF\r\n", "HDF5"),
        (b"MATLAB 5.0 MAT-file", "writematrix"),
        (b"TDSm", "TDMS"),
        (b"SQLite format 3\0", "steadyhold export"),
        (b"PK\x03\x04", "workbook is damaged"),
    ],
)
def test_other_kinds_of_files_are_refused_by_name_with_the_way_out(tmp_path, start, words):
    path = tmp_path / "file.dat"
    path.write_bytes(start + bytes(600))
    with pytest.raises(TableFormatError, match=words):
        read_table(path)


def test_a_workbook_is_read_like_the_table_in_it(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["made on Monday"])
    sheet = book.create_sheet("data")
    sheet.append(["Time (s)", "Force (N)"])
    for n, force in enumerate(FORCE):
        sheet.append([n / 40, force])
    path = tmp_path / "press.xlsx"
    book.save(path)
    assert is_the_press(read_table(path))


def test_every_refusal_is_one_sentence(write):
    for text in ("", "words\n", "a,b\n1,2\n", rows("{n},{f}"), "t,force\n1,x\n2,y\n"):
        with pytest.raises(TableError) as refusal:
            read_table(write(text))
        assert "\n" not in str(refusal.value)
