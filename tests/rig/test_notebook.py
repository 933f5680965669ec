"""What a notebook gets of a session, and of a file of numbers."""

import dataclasses
import json
import subprocess
import sys

import numpy as np
import pytest

import rig
from firmware_bridge.errors import TableError
from rig.errors import StoreError
from rig.export.session import export_session
from rig.notebook import PandasMissingError, RecordedFile, RecordedSession
from rig.store.errors import SessionMissingError, SessionUnclearError, StoreMissingError
from rig.store.read import load_session
from rig.store.recorder import Recorder
from rig.store.replay import replayed_force
from tests.store import build


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("data")
    with Recorder(path / "steadyhold.db") as recorder:
        build.record(recorder, build.header("a1"), build.pressing())
        build.record(recorder, build.header("a2"), build.pressing(seconds=3), ended="")
    return path


def session_of(folder, name="a1") -> RecordedSession:
    found = rig.load(folder, session=name)
    assert isinstance(found, RecordedSession)
    return found


def test_a_session_comes_as_the_device_sent_it_and_as_the_engine_had_it(folder):
    session, record = session_of(folder), load_session(folder / "steadyhold.db", "a1")
    sent = [block.raw for block in record.blocks]
    assert np.array_equal(session.raw, np.concatenate([each.raw for each in sent]))
    assert np.array_equal(session.t_s, np.concatenate([each.t_s for each in sent]))
    assert np.array_equal(session.flags, np.concatenate([each.flags for each in sent]))
    assert np.array_equal(session.force_n, replayed_force(record), equal_nan=True)
    assert (session.unit, session.raw_unit, session.calibration_id) == ("N", "counts", "cal-1")
    assert session.engine == record.header.engine
    assert list(session.holds) == [json.loads(text) for text in record.holds]
    assert list(session.sets) == [json.loads(text) for text in record.sets]
    assert session.holds


def test_a_loaded_session_cannot_be_changed(folder):
    with pytest.raises(dataclasses.FrozenInstanceError):
        session_of(folder).unit = "kgf"


def test_the_newest_the_store_itself_and_the_usual_folder_are_found_too(folder, monkeypatch):
    monkeypatch.setenv("STEADYHOLD_DATA", str(folder))
    names = [rig.load(*place).session_id for place in ((), (folder,), (folder / "steadyhold.db",))]
    assert names == ["a2", "a2", "a2"]


def test_a_session_that_is_not_there_or_not_clear_is_told(folder, tmp_path):
    with pytest.raises(SessionMissingError):
        rig.load(folder, session="b")
    with pytest.raises(SessionUnclearError, match="2 sessions begin with a"):
        rig.load(folder, session="a")
    with pytest.raises(StoreMissingError):
        rig.load(tmp_path)
    with pytest.raises(TableError):
        rig.load(tmp_path / "nothing.csv")


@pytest.fixture
def press_csv(tmp_path):
    t_s = np.arange(0.0, 20.0, 1 / 80)
    force = np.interp(t_s, [0, 3, 6, 15, 16.5, 20], [0, 0, 25, 25, 0, 0])
    path = tmp_path / "press.csv"
    np.savetxt(path, np.column_stack((t_s, force)), "%.5f", ",", header="t_s,kraft", comments="")
    return path


def test_a_hold_is_found_in_a_file_of_numbers(press_csv):
    recording = rig.load(press_csv, unit="kgf")
    assert isinstance(recording, RecordedFile)
    assert (recording.columns, recording.unit) == (("kraft",), "N")
    assert recording.values.max() == pytest.approx(25 * 9.80665)
    [hold] = recording.holds()
    assert hold["level_n"] == pytest.approx(25 * 9.80665, rel=0.01)
    assert hold["hold_s"] == pytest.approx(9.4, abs=0.4)


def test_what_only_the_other_kind_of_file_knows_is_refused(folder, press_csv):
    with pytest.raises(ValueError, match="no session 'a1'"):
        rig.load(press_csv, session="a1")
    with pytest.raises(ValueError, match="knows its own unit"):
        rig.load(folder, unit="kgf")


def test_a_table_has_the_columns_of_an_export_and_says_what_they_are(folder, press_csv, tmp_path):
    import pandas as pd

    export_session(folder / "steadyhold.db", "a1", tmp_path, "csv")
    frame = session_of(folder).to_pandas()
    pd.testing.assert_frame_equal(
        frame, pd.read_csv(tmp_path / "a1_samples.csv"), check_dtype=False
    )
    assert frame.attrs["units"]["force_n"] == "N"
    assert frame.attrs["calibration_id"] == "cal-1"
    assert list(rig.load(press_csv).to_pandas()) == ["t_s", "kraft", "flags"]


def test_without_pandas_a_table_is_refused_with_the_way_out(folder, monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(PandasMissingError, match=r"steadyhold\[research\]") as refused:
        session_of(folder).to_pandas()
    assert isinstance(refused.value, StoreError)


def test_the_package_alone_is_light_and_has_no_name_but_load():
    code = "import sys, rig; assert 'numpy' not in sys.modules; rig.nothing"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "AttributeError: module 'rig' has no attribute 'nothing'" in told.stderr


def test_what_notebooks_imported_before_is_where_it_was(folder):
    from rig.store.folder import store_path
    from rig.store.rescore import rescore_record
    from rig.store.session_list import list_sessions

    assert store_path().name == "steadyhold.db"
    newest = list_sessions(folder / "steadyhold.db", limit=1)[0]
    record = load_session(folder / "steadyhold.db", newest.session_id)
    assert rescore_record(record).is_identical
