import gzip
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware_bridge.errors import (
    TableColumnError,
    TableFormatError,
    TableMissingError,
    TableTimeError,
    TableUnitError,
    TableValueError,
)
from firmware_bridge.samples import Flag
from firmware_bridge.tables.table import Table, read_table, table_blocks, table_traits
from tests.recordings import PUBLIC_SOURCES

DATA = Path(__file__).parents[3] / "shared" / "data"
REAL = sorted(path.name for path in DATA.glob("*.csv*") if not path.name.startswith("cal_"))
real_recordings = pytest.mark.skipif(not REAL, reason=PUBLIC_SOURCES)


@pytest.fixture
def written(tmp_path):
    def write(text: str, encoding: str = "utf-8", name: str = "press.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


def values(table: Table) -> list[float]:
    return table.values[:, 0].tolist()


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("t_s,force_n\n0.0,1.5\n0.1,2.5\n", "N", [1.5, 2.5]),
        ("time;Kraft [N]\n0,0;1,5\n0,1;2,5\n", "N", [1.5, 2.5]),
        ("Time (s)\tForce (kN)\n0.0\t0.0015\n0.1\t0.0025\n", "N", [1.5, 2.5]),
        ("t_s force_kgf\n0.0 1\n0.1 2\n", "N", [9.80665, 19.6133]),
        ('"t_s","weight (g)"\n"0.0","1000"\n"0.1","2000"\n', "N", [9.80665, 19.6133]),
        ("# made by hand\nt_s,load_lbf\n\n0.0,1\n0.1,2\n", "N", [4.4482216152605, 8.896443230521]),
        ("t_s,force_pct_mvc\n0.0,20\n0.1,21\n", "%", [20.0, 21.0]),
        ("t_s,raw_counts\n0.0,8231\n0.1,8240\n", "counts", [8231.0, 8240.0]),
        ("t_s,pressure_kpa\n0.0,100\n0.1,120\n", "kPa", [100.0, 120.0]),
        ("time,force\ns,N\n0.0,1.5\n0.1,2.5\n", "N", [1.5, 2.5]),
        ("Logger 7\nstation 3\nt_s,force_n\n0.0,1.5\n0.1,2.5\n", "N", [1.5, 2.5]),
    ],
)
def test_the_forms_people_write_tables_in_are_read(written, text, unit, expected):
    table = read_table(written(text))
    assert table.unit == unit
    assert values(table) == pytest.approx(expected)
    assert table.t_s.tolist() == [0.0, 0.1]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_the_encoding_of_a_file_makes_no_difference(written, encoding):
    rows = "".join(f"{n / 80:.4f};{n},5\n" for n in range(200))
    text = "t_s;Kraft über Null [N]\n" + rows.replace(".", ",")
    table = read_table(written(text, encoding))
    assert values(table)[:3] == [0.5, 1.5, 2.5]
    assert table.unit == "N"


def test_gzip_is_told_by_its_content_not_its_name(tmp_path):
    path = tmp_path / "press.csv"
    path.write_bytes(gzip.compress(b"t_s,force_n\n0.0,1\n0.1,2\n"))
    assert values(read_table(path)) == [1.0, 2.0]


@pytest.mark.parametrize(
    ("text", "t_s"),
    [
        ("t_ms,force_n\n0,1\n12,2\n25,3\n", [0.0, 0.012, 0.025]),
        ("time_us,force_n\n0,1\n12500,2\n25000,3\n", [0.0, 0.0125, 0.025]),
        ("millis,force_n\n0,1\n12,2\n25,3\n", [0.0, 0.012, 0.025]),
        ("time,force_n\n0,1\n12,2\n25,3\n", [0.0, 0.012, 0.025]),
        ("time,force_n\n0,1\n12500,2\n25000,3\n", [0.0, 0.0125, 0.025]),
        (
            "time,force_n\n2026-03-01T10:00:00.0,1\n2026-03-01T10:00:00.5,2\n"
            "2026-03-01T10:00:01.0,3\n",
            [0.0, 0.5, 1.0],
        ),
        ("time,force_n\n23:59:59.5,1\n00:00:00.0,2\n00:00:00.5,3\n", [0.0, 0.5, 1.0]),
        ("timestamp,force_n\n1623842395.41,1\n1623842395.50,2\n1623842395.59,3\n", [0, 0.09, 0.18]),
    ],
)
def test_times_in_any_unit_or_as_clocks_become_seconds(written, text, t_s):
    table = read_table(written(text))
    assert table.t_s.tolist() == t_s


def test_what_the_file_does_not_say_is_assumed_and_said(written):
    table = read_table(written("time,force\n0.0,1\n0.1,2\n"))
    assert any("newtons assumed" in each for each in table.assumed)
    assert any("seconds assumed" in each for each in table.assumed)
    assert read_table(written("t_s,force_n\n0.0,1\n0.1,2\n")).assumed == ()


def test_marker_rows_with_empty_cells_are_skipped_and_counted(written):
    table = read_table(written("t_s,force_kgf,marker\n0.0,1,\n0.05,,TRIG\n0.1,2,\n"))
    assert table.t_s.tolist() == [0.0, 0.1]
    assert "1 row with empty cells skipped" in table.assumed


def test_not_a_number_is_an_empty_cell(written):
    table = read_table(written("t_s,force_n\n0.0,1\n0.1,NaN\n0.2,3\n0.3,4\n"))
    assert table.t_s.tolist() == [0.0, 0.2, 0.3]
    assert "1 row with empty cells skipped" in table.assumed


def test_several_columns_become_the_length_of_their_vector(written):
    path = written("t_s,fx_n,fy_n,fz_n\n0.0,3,0,-4\n0.1,0,6,-8\n")
    assert values(read_table(path, columns=("fx_n", "fy_n", "fz_n"))) == [5.0, 10.0]
    assert values(read_table(path, columns=("fz_n",), invert=True)) == [4.0, 8.0]
    assert values(read_table(path)) == [5.0, 10.0]


def test_a_unit_asked_for_wins_and_a_pressure_needs_an_area(written):
    path = written("t_s,load\n0.0,1\n0.1,2\n")
    assert values(read_table(path, unit="kg")) == [9.80665, 19.6133]
    assert read_table(path, unit="counts").unit == "counts"
    pressed = read_table(path, unit="kPa", area_cm2=2.0)
    assert (pressed.unit, values(pressed)) == ("N", pytest.approx([0.2, 0.4]))


def test_a_file_without_times_takes_them_from_the_rate(written):
    table = read_table(written("force_n\n1\n2\n3\n"), rate_hz=80)
    assert table.t_s.tolist() == [0.0, 0.0125, 0.025]
    assert "times made from 80 Hz" in table.assumed


def test_a_time_that_starts_again_is_several_recordings_once_told_apart(written):
    path = written("sweep,t_s,force_n\n0,0.0,1\n0,0.1,2\n0,0.2,3\n1,0.0,4\n1,0.1,5\n")
    table = read_table(path, segment_column="sweep")
    assert table.segments == (slice(0, 3), slice(3, 5))
    by_itself = read_table(path)
    assert by_itself.segments == table.segments
    [said] = [each for each in by_itself.assumed if "starts again" in each]
    assert "line 5" in said
    assert "--segment-column sweep" in said


def test_uneven_times_are_kept_and_only_long_waits_are_gaps(written):
    text = "t_s,force_n\n0.0,1\n0.09,2\n0.17,3\n0.30,4\n0.39,5\n1.2,6\n1.29,7\n"
    table = read_table(written(text))
    assert table.t_s.tolist() == [0.0, 0.09, 0.17, 0.30, 0.39, 1.2, 1.29]
    assert (table.flags & Flag.GAP_BEFORE > 0).tolist() == [False] * 5 + [True, False]


def test_flags_of_our_own_exports_are_read_back(written):
    table = read_table(written("t_s,force_n,flags\n0.0,1,0\n0.1,2,1\n"))
    assert table.flags.tolist() == [0, int(Flag.SATURATED)]


def test_a_log_that_writes_names_beside_values_is_a_table(written):
    text = "main(1) Current time 100000001.50 load 2.0 average load 0\n" * 2
    text = text.replace("01.50", "01.59", 1)
    lines = text.splitlines()
    table = read_table(written("\n".join(reversed(lines)) + "\n", name="s.log"), unit="kg")
    assert values(table) == [19.6133, 19.6133]
    assert table.t_s.tolist() == [0.0, 0.09]


@pytest.mark.parametrize(
    ("text", "options", "error", "words"),
    [
        ("", {}, TableFormatError, "empty"),
        (" \n\n", {}, TableFormatError, "empty"),
        ("just some words\nand more\n", {}, TableFormatError, "no line of numbers"),
        ("t_s,force_n\n0.0,1\n", {}, TableFormatError, "1 row"),
        ("force_n\n1\n2\n", {}, TableTimeError, "only one column.*--rate-hz"),
        ("sample,ch0\n0,1\n1,2\n", {}, TableTimeError, "no time column.*--rate-hz"),
        ("t_s,force_n\n0,1\n0.1,2\n0.1,3\n", {}, TableTimeError, "line 4: time 0.1 s repeats"),
        ("t_s,force_n\n0,1\n0.4,2\n0.3,3\n", {}, TableTimeError, "line 4: time goes backwards"),
        ("t_s,force_n\n0,1\n0.1,inf\n0.2,3\n", {}, TableValueError, "'inf'"),
        ("t_s,force_n\n0,1\n0.1,12a\n0.2,3\n", {}, TableValueError, "'12a' is not a number"),
        ("t_s,force_n\n0,1\n0.1,2\n", {"unit": "newtn"}, TableUnitError, "units: N"),
        (
            "t_s,force_n\n0,1\n0.1,2\n",
            {"unit": "kPa", "area_cm2": 0.0},
            TableUnitError,
            "--area",
        ),
        (
            "t_s,force_n\n0,1\n0.1,2\n",
            {"columns": ("forze_n",)},
            TableColumnError,
            "did you mean 'force_n'.*columns: t_s, force_n",
        ),
        ("t_s,force_n\n0,1\n0.1,2\n", {"rate_hz": 0.0}, TableTimeError, "impossible"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place_and_a_way_out(
    written, text, options, error, words
):
    with pytest.raises(error, match=words) as refusal:
        read_table(written(text), **options)
    assert refusal.value.exit_code == 2
    assert refusal.value.path in str(refusal.value)


def test_a_binary_file_a_folder_and_a_missing_file_are_told_apart(tmp_path):
    path = tmp_path / "picture.csv"
    path.write_bytes(bytes(range(256)) * 20)
    with pytest.raises(TableFormatError, match="binary"):
        read_table(path)
    damaged = tmp_path / "cut.csv.gz"
    damaged.write_bytes(gzip.compress(b"t_s,force_n\n" + b"0.0,1\n" * 999)[:-9])
    with pytest.raises(TableFormatError, match="gzip file is damaged"):
        read_table(damaged)
    with pytest.raises(TableMissingError, match="folder"):
        read_table(tmp_path)
    with pytest.raises(TableMissingError, match="no such file") as refusal:
        read_table(tmp_path / "nothing.csv")
    assert refusal.value.exit_code == 5


@given(
    st.lists(st.floats(-1e6, 1e6, allow_nan=False), min_size=2, max_size=30),
    st.sampled_from([(",", "."), (";", ","), ("\t", "."), (";", "."), ("|", ".")]),
)
def test_numbers_survive_writing_and_reading_to_the_last_bit(tmp_path_factory, numbers, form):
    delimiter, point = form
    rows = [f"{n * 0.0125!r}{delimiter}{value!r}" for n, value in enumerate(numbers)]
    text = f"t_s{delimiter}force_n\n" + "\n".join(rows).replace(".", point) + "\n"
    path = tmp_path_factory.mktemp("table") / "t.csv"
    path.write_text(text)
    table = read_table(path)
    assert values(table) == numbers
    assert table.t_s.tolist() == [n * 0.0125 for n in range(len(numbers))]


@given(st.integers(1, 50))
def test_a_table_cut_into_blocks_is_the_same_table(tmp_path_factory, block_samples):
    path = tmp_path_factory.mktemp("table") / "t.csv"
    path.write_text("t_s,force_n\n" + "".join(f"{n / 80},{n}\n" for n in range(100)))
    table = read_table(path)
    blocks = list(table_blocks(table, table.segments[0], block_samples))
    assert np.concatenate([block.raw for block in blocks]).tolist() == table.values.tolist()
    assert np.concatenate([block.t_s for block in blocks]).tolist() == table.t_s.tolist()
    assert np.concatenate([block.tick for block in blocks]).tolist() == list(range(100))


@real_recordings
@pytest.mark.parametrize("name", REAL)
def test_every_real_recording_is_read_as_its_description_says(name):
    described = json.loads((DATA / f"{name.split('.')[0]}.json").read_text())
    options = {}
    if "sweep" in described["columns"]:
        options["segment_column"] = "sweep"
    if not any(column.startswith("t_") for column in described["columns"]):
        options["rate_hz"] = 50.0
    table = read_table(DATA / name, **options)
    skipped = sum(int(each.split()[0]) for each in table.assumed if "skipped" in each)
    assert len(table.t_s) + skipped == described["rows"]
    if described["length_s"] is not None:
        first = table.segments[0]
        length_s = table.t_s[first][-1] - table.t_s[first][0]
        assert length_s == pytest.approx(described["length_s"], rel=0.01)
    stated = described["units"]
    in_newtons = stated.startswith(("N", "kg", "g"))
    assert (table.unit == "N") == in_newtons, (stated, table.unit)
    assert table_traits(table).rate_hz > 0


@real_recordings
def test_a_log_and_the_table_made_from_it_are_the_same_recording():
    log = read_table(DATA / "hangboard_hx711_session.log", unit="kg")
    csv = read_table(DATA / "hangboard_hx711_session.csv")
    assert log.t_s == pytest.approx(csv.t_s, abs=1e-6)
    assert values(log) == pytest.approx(values(csv))


def test_a_unit_nobody_knows_is_never_taken_for_newtons(tmp_path):
    path = tmp_path / "odd.csv"
    path.write_text("t_s,force (stone)\n0,1\n1,2\n2,3\n", encoding="utf-8")
    table = read_table(path)
    assert table.unit == "unknown"
    assert any("'stone'" in sentence and "--unit" in sentence for sentence in table.assumed)
