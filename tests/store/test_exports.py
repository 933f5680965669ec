import csv
import dataclasses
import hashlib
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from firmware_bridge.samples import Flag
from rig.engine import fold
from rig.export.errors import ExportFileError, ExtraMissingError
from rig.export.formats import FORMATS
from rig.export.session import FLAG_MEANINGS, export_session
from rig.safe_table import safe_cell
from rig.store.errors import SessionMissingError
from rig.store.people.names import add_learner
from rig.store.read import load_session
from rig.store.recorder import Recorder
from tests.store import build


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    path = tmp_path_factory.mktemp("store") / "steadyhold.db"
    learner_id = add_learner(path, "Zaphod Beeblebrox")
    with Recorder(path) as recorder:
        build.record(recorder, build.header(learner_id=learner_id), build.pressing())
        build.record(recorder, build.header("empty"), (), commands=())
        two = build.header("two", channels=("left hand", "right"))
        raw_blocks = [
            dataclasses.replace(each, raw=np.hstack((each.raw, each.raw / 3.0)))
            for each in build.pressing(seconds=3)
        ]
        build.record(recorder, two, raw_blocks)
    return path


def table(folder, name):
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_csv_carries_raw_ticks_force_and_flags_exactly(store, tmp_path):
    export_session(store, "a1", tmp_path, "csv")
    rows = table(tmp_path, "a1_samples.csv")
    assert list(rows[0]) == ["sample", "tick", "t_s", "raw_counts", "force_n", "flags"]
    blocks = build.pressing()
    assert [int(row["raw_counts"]) for row in rows] == [
        int(each) for block in blocks for each in block.raw[:, 0]
    ]
    assert [float(row["t_s"]) for row in rows] == [t for block in blocks for t in block.t_s]
    station = build.header().station
    progress, _ = fold.obey(station, fold.begin(station), build.START_SET)
    force_n = []
    for block in blocks:
        progress, step = fold.advance(station, progress, block)
        force_n.extend(step.force_n)
    told = [float(row["force_n"] or "nan") for row in rows]
    assert np.array(told).tobytes() == np.array(force_n).tobytes()


def test_scores_and_events_are_those_of_the_record(store, tmp_path):
    export_session(store, "a1", tmp_path, "csv")
    record = load_session(store, "a1")
    scores = table(tmp_path, "a1_scores.csv")
    holds = [json.loads(text) for text in record.holds]
    assert [float(row["score"]) for row in scores] == [hold["score"]["score"] for hold in holds]
    assert [float(row["mean_n"]) for row in scores] == [hold["metrics"]["mean_n"] for hold in holds]
    for row, hold in zip(scores, holds, strict=True):
        lost = sum(float(row[f"{each['name']}_lost"]) for each in hold["score"]["criteria"])
        assert lost == pytest.approx(sum(each["lost"] for each in hold["score"]["criteria"]))
    events = table(tmp_path, "a1_events.csv")
    assert [row["event"] for row in events] == [event.kind for event in record.events]
    assert [row["command"] for row in table(tmp_path, "a1_commands.csv")] == ["start_set"]


def test_the_provenance_describes_every_file_and_column(store, tmp_path):
    made = export_session(store, "a1", tmp_path, "csv")
    about = json.loads((tmp_path / "a1_provenance.json").read_text(encoding="utf-8"))
    assert {file["name"] for file in about["files"]} == {path.name for path in made[:-1]}
    for file in about["files"]:
        content = (tmp_path / file["name"]).read_bytes()
        assert file["sha256"] == hashlib.sha256(content).hexdigest()
        header = content.decode().splitlines()[0]
        assert header == ",".join(column["name"] for column in file["columns"])
        assert all(column["meaning"] for column in file["columns"])
    assert about["session"]["calibration"]["gain_per_raw"] == 1 / build.COUNTS_PER_N
    assert about["scores_reproduced"] is True
    assert about["session"]["measured_rate_hz"] == pytest.approx(80.0)
    assert {each["name"] for each in about["flags"]} == {flag.name for flag in Flag}
    assert set(FLAG_MEANINGS) == set(Flag)


def test_parquet_holds_the_same_numbers_with_their_units(store, tmp_path):
    import pyarrow.parquet

    export_session(store, "a1", tmp_path, "csv")
    export_session(store, "a1", tmp_path, "parquet")
    samples = pyarrow.parquet.read_table(tmp_path / "a1_samples.parquet")
    rows = table(tmp_path, "a1_samples.csv")
    for name in ("tick", "raw_counts", "t_s", "flags"):
        assert samples[name].to_pylist() == [json.loads(row[name]) for row in rows]
    assert samples["force_n"].null_count == sum(row["force_n"] == "" for row in rows)
    assert samples.schema.field("force_n").metadata[b"unit"] == b"N"
    assert json.loads(samples.schema.metadata[b"steadyhold"])["session"]["session_id"] == "a1"
    scores = pyarrow.parquet.read_table(tmp_path / "a1_scores.parquet")
    assert scores["score"].to_pylist() == [
        json.loads(text)["score"]["score"] for text in load_session(store, "a1").holds
    ]


def test_no_name_of_a_learner_is_in_any_byte_of_an_export(store, tmp_path):
    for form in FORMATS:
        for path in export_session(store, "a1", tmp_path / form, form):
            assert b"Beeblebrox" not in path.read_bytes()


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("session_id", ["empty", "two"])
def test_sessions_without_samples_and_with_several_channels_come_out_too(
    store, tmp_path, session_id, form
):
    made = export_session(store, session_id, tmp_path, form)
    assert len(made) == 6
    if (session_id, form) == ("two", "csv"):
        first = table(tmp_path, "two_samples.csv")[0]
        assert {"raw_left_hand_counts", "raw_right_counts"} < set(first)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "+x", "-x", "@SUM(A1)", "\tx", "\rx", "\nx", "\0x", " =1+1", '"=1+1',
        "\uff1d1+1", "\uff0bx", "\uff0dx", "\uff20SUM(A1)", "\u3000=1+1",
    ],
)  # fmt: skip
def test_text_never_becomes_a_formula_while_numbers_stay_numbers(text):
    assert safe_cell(text) == f"'{text}"
    for plain in ("plain = text", "a; b", "moved; -3 N", "a-b", "x@y.edu"):
        assert safe_cell(plain) == plain


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("Ann;=1+1", "Ann;'=1+1"), ("Ann;\"=1+1", "Ann;\"'=1+1"), ("Ann\t+x;-y", "Ann\t'+x;'-y"),
        ("Ann\r\n@x", "Ann\r\n'@x"), ("=1;=2", "'=1;'=2"), ("Ann;\uff1d1", "Ann;'\uff1d1"),
    ],
)  # fmt: skip
def test_text_is_no_formula_where_a_line_is_parted_at_other_signs(text, safe):
    """Where numbers have a comma a spreadsheet parts a file of commas at its semicolons."""
    assert safe_cell(text) == safe


def test_an_event_text_that_looks_like_a_formula_is_marked_in_csv(tmp_path):
    store = tmp_path / "steadyhold.db"
    head = build.header()
    head = dataclasses.replace(head, protocol=dataclasses.replace(head.protocol, id="=cmd"))
    with Recorder(store) as recorder:
        build.record(recorder, head, build.pressing(seconds=1))
    export_session(store, "a1", tmp_path, "csv")
    assert table(tmp_path, "a1_events.csv")[0]["text"] == "'=cmd"


def test_what_cannot_be_written_leaves_nothing_behind(store, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with pytest.raises(ExportFileError, match=str(blocked)) as refusal:
        export_session(store, "a1", blocked, "csv")
    assert refusal.value.exit_code == 3
    (tmp_path / "a1_samples.csv").mkdir()
    with pytest.raises(ExportFileError):
        export_session(store, "a1", tmp_path, "csv")
    assert not [each for each in tmp_path.iterdir() if each.name.startswith(".")]
    with pytest.raises(SessionMissingError):
        export_session(store, "nobody", tmp_path, "csv")


def test_a_format_that_nobody_writes_is_told_with_those_that_there_are(store, tmp_path):
    with pytest.raises(ValueError, match="'wav'; there are csv, parquet"):
        export_session(store, "a1", tmp_path, "wav")


WITHOUT_ARROW = """
import sys, pathlib
sys.modules["pyarrow"] = None
from rig.export.errors import ExtraMissingError
from rig.export.session import export_session
try:
    export_session(pathlib.Path("x"), "a", pathlib.Path("."), "parquet")
except ExtraMissingError as error:
    print(error)
"""


def test_parquet_without_its_package_names_the_extra():
    told = subprocess.run(
        [sys.executable, "-c", WITHOUT_ARROW],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert "steadyhold[research]" in told.stdout
    assert "steadyhold[research]" in str(ExtraMissingError("parquet", "research"))
