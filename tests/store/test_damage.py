import shutil
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rig.store.errors import DamagedRecordError, StoreError
from rig.store.people.names import add_learner, names
from rig.store.read import load_session
from rig.store.recorder import Recorder
from rig.store.rescore import rescore_session
from rig.store.session_list import list_sessions
from rig.store.verifying.salvage import salvage
from rig.store.verifying.verify import verify_store
from tests.store import build


def recorded(store, sessions=2):
    with Recorder(store) as recorder:
        for n in range(sessions):
            recorder.begin(build.header(f"s{n}"))
        for n in range(sessions):
            head = build.header(f"t{n}")
            build.record(recorder, head, build.pressing(seed=n))
        for n in range(sessions):
            recorder.end(f"s{n}", "stopped")
    return store


def changed(store, sql, *values):
    connection = sqlite3.connect(store)
    touched = connection.execute(sql, values).rowcount
    connection.commit()
    connection.close()
    assert touched == 1


@pytest.fixture(scope="module")
def made_once(tmp_path_factory):
    store = tmp_path_factory.mktemp("once") / "steadyhold.db"
    with Recorder(store) as recorder:
        build.record(Flushing(recorder), build.header(), build.pressing(samples=320))
    return store


@pytest.fixture
def in_pieces(made_once, tmp_path):
    """One session of 40 s in ten blocks."""
    return Path(shutil.copy(made_once, tmp_path))


class Flushing:
    """A recorder that makes each step safe before the next."""

    def __init__(self, recorder):
        self._recorder = recorder

    def __getattr__(self, name):
        def then_flush(*args):
            getattr(self._recorder, name)(*args)
            self._recorder.flush()

        return then_flush


def test_a_sound_store_is_said_to_be_sound(tmp_path):
    report = verify_store(recorded(tmp_path / "steadyhold.db"))
    assert report.is_sound
    assert (report.sessions, report.ended, report.samples) == (4, 4, 6400)


def test_a_flipped_bit_in_a_blob_is_found_by_name(in_pieces):
    blob = bytearray(
        sqlite3.connect(in_pieces).execute("SELECT blob FROM blocks WHERE block_no=4").fetchone()[0]
    )
    blob[len(blob) // 2] ^= 0x10
    changed(in_pieces, "UPDATE blocks SET blob=? WHERE block_no=4", bytes(blob))
    report = verify_store(in_pieces)
    assert report.bad[0].record == "block 4 of session a1 (sample 960)"
    assert len(report.bad) == 1
    with pytest.raises(DamagedRecordError, match="block 4"):
        load_session(in_pieces, "a1")


@pytest.mark.parametrize(
    ("sql", "named"),
    [
        ("DELETE FROM blocks WHERE block_no=6", "a block of session a1 (sample 1600)"),
        ("DELETE FROM blocks WHERE block_no=10", "the end of session a1"),
        ("UPDATE blocks SET lost=9 WHERE block_no=2", "block 2 of session a1"),
        ("UPDATE blocks SET session_no=77 WHERE block_no=2", "block 2"),
        ("UPDATE sessions SET header=replace(header,'25.0','26.0')", "the header of session a1"),
        ("UPDATE holds SET json=replace(json,'1','2') WHERE row_no=1", "row 1 of the holds"),
        ("UPDATE holds SET score=99 WHERE row_no=2", "row 2 of the holds"),
        ("DELETE FROM events WHERE row_no=3", "the end of session a1"),
        ("UPDATE commands SET at_index=5 WHERE row_no=1", "row 1 of the commands"),
        ("UPDATE ends SET how='won'", "the end of session a1"),
    ],
)
def test_whatever_row_is_changed_is_named(in_pieces, sql, named):
    changed(in_pieces, sql)
    told = [each.record for each in verify_store(in_pieces).bad]
    assert [record for record in told if record.startswith(named)], told


def test_all_but_the_damaged_block_is_saved_into_a_new_store(in_pieces, tmp_path):
    learner_id = add_learner(in_pieces, "Ann")
    changed(in_pieces, "UPDATE blocks SET blob=x'00' WHERE block_no=7")
    before = in_pieces.read_bytes()
    target = tmp_path / "saved.db"
    saved = salvage(in_pieces, target)
    assert in_pieces.read_bytes() == before
    assert (saved.samples, saved.parts) == (9 * 320, 2)
    assert [each.record for each in saved.bad] == ["block 7 of session a1 (sample 1920)"]
    assert verify_store(target).is_sound
    assert names(target) == {learner_id: "Ann"}
    first, second = load_session(target, "a1"), load_session(target, "a1.part2")
    assert first.interrupted_at.index == 1920
    assert "sample 2240" in second.header.mode
    assert sum(each.raw.lost for each in second.blocks) == 320
    assert len(first.holds) + len(second.holds) == 2
    assert rescore_session(target, "a1").is_identical
    with pytest.raises(FileExistsError):
        salvage(in_pieces, target)


@pytest.fixture(scope="module")
def sound_bytes(tmp_path_factory) -> bytes:
    """A store with one session."""
    store = tmp_path_factory.mktemp("sound") / "steadyhold.db"
    with Recorder(store) as recorder:
        build.record(recorder, build.header(), build.pressing(samples=80))
    return store.read_bytes()


@settings(max_examples=25, deadline=None)
@given(place_frac=st.floats(0.0, 0.9999), size=st.sampled_from([1, 16, 4096]))
def test_torn_bytes_anywhere_are_found_and_what_is_sound_can_be_saved(
    tmp_path_factory, sound_bytes, place_frac, size
):
    folder = tmp_path_factory.mktemp("torn")
    store = folder / "steadyhold.db"
    content = bytearray(sound_bytes)
    at = int(place_frac * len(content))
    torn = bytes(each ^ 0xA5 for each in content[at : at + size])
    content[at : at + size] = torn
    store.write_bytes(content)
    try:
        report = verify_store(store)
        saved = salvage(store, folder / "saved.db")
    except StoreError:
        return
    if report.is_sound:
        # The torn bytes were in room no record uses: everything must still be there.
        assert report.samples == 3200
        assert rescore_session(store, "a1").is_identical
    assert saved.samples == report.samples
    assert verify_store(folder / "saved.db").is_sound
    assert len(list_sessions(folder / "saved.db", 50)) == saved.parts
