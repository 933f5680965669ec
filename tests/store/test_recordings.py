import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calibration.passport.validity import Eligibility
from rig.engine.detect import Detection
from rig.engine.step import Command
from rig.store.errors import SessionMissingError, StoreMissingError
from rig.store.format.header import header_of, header_text, read_header
from rig.store.read import load_session
from rig.store.recorder import Recorder
from rig.store.session_list import list_sessions
from tests.store import build

NAN = float("nan")


@pytest.fixture
def store(tmp_path):
    return tmp_path / "data" / "steadyhold.db"


def joined(blocks, name):
    return np.concatenate([getattr(block, name) for block in blocks])


def test_a_recorded_session_reads_back_to_the_last_bit(store):
    head, blocks = build.header(), build.pressing()
    with Recorder(store) as recorder:
        build.record(recorder, head, blocks)
    found = load_session(store, "a1")
    assert found.header == head
    for name in ("tick", "t_s", "raw", "flags"):
        stored = joined([each.raw for each in found.blocks], name)
        assert stored.tobytes() == joined(blocks, name).tobytes()
    assert [each.at_index for each in found.commands] == [0]
    assert found.finished
    assert len(found.holds) == 2
    assert len(found.sets) == 1
    assert (found.ended.how, found.interrupted_at) == ("done", None)


def test_a_session_that_was_never_ended_says_where_it_stops(store):
    with Recorder(store) as recorder:
        build.record(recorder, build.header(), build.pressing(seconds=5), ended="", finish=False)
    found = load_session(store, "a1")
    assert found.ended is None
    assert found.interrupted_at.index == 400
    assert found.interrupted_at.t_s == pytest.approx(399 / 80)
    [line] = list_sessions(store, 10)
    assert (line.state, line.samples) == ("interrupted", 400)


def test_a_session_under_way_is_listed_as_running(store):
    with Recorder(store) as recorder:
        build.record(recorder, build.header(), build.pressing(seconds=5), ended="", finish=False)
        recorder.flush()
        [line] = list_sessions(store, 10)
        assert (line.state, line.samples) == ("running", 400)


def test_sessions_side_by_side_stay_apart(store):
    sessions = {f"s{n}": build.pressing(seconds=8, seed=n) for n in range(4)}
    with Recorder(store) as recorder:
        for session_id in sessions:
            recorder.begin(build.header(session_id))
        for n in range(3):
            build.record(recorder, build.header(f"later{n}"), build.pressing(seconds=2, seed=9))
        for session_id in sessions:
            recorder.end(session_id, "stopped")
    assert len(list_sessions(store, 100)) == 7
    assert load_session(store, "s2").blocks == ()
    for n in range(3):
        found = load_session(store, f"later{n}")
        assert sum(each.raw.tick.size for each in found.blocks) == 160


def test_interrupted_sessions_keep_only_their_own_blocks_after_a_restart(store):
    for run in range(3):
        with Recorder(store) as recorder:
            for n in range(2):
                head = build.header(f"r{run}s{n}")
                blocks = build.pressing(seconds=2 + run, seed=run)
                build.record(recorder, head, blocks, ended="", finish=False)
    for run in range(3):
        found = load_session(store, f"r{run}s1")
        assert found.interrupted_at.index == (2 + run) * 80


COUNTS = st.floats(-1e9, 1e9)


@settings(max_examples=15, deadline=None)
@given(raw_zero=COUNTS, raw_spread=COUNTS, raw_noise=COUNTS, by=st.text(max_size=20))
def test_commands_keep_their_place_and_their_numbers(
    tmp_path_factory, raw_zero, raw_spread, raw_noise, by
):
    store = tmp_path_factory.mktemp("store") / "steadyhold.db"
    command = Command("set_zero", raw_zero, by, raw_spread, raw_noise)
    due = ((3, Command("tare", NAN, "x")), (7, command))
    with Recorder(store) as recorder:
        build.record(recorder, build.header(), build.pressing(seconds=5), commands=due)
    found = load_session(store, "a1").commands
    assert [each.at_index for each in found] == [60, 140]
    assert found[1].command == command


def test_losses_before_the_first_sample_are_not_forgotten(store):
    empty = build.pressing(seconds=1, samples=80)[0]
    nothing = type(empty)(empty.tick[:0], empty.t_s[:0], empty.raw[:0], empty.flags[:0], 5, NAN)
    lossy = type(empty)(empty.tick, empty.t_s, empty.raw, empty.flags, 2, NAN)
    with Recorder(store) as recorder:
        build.record(recorder, build.header(), [nothing, lossy], finish=False)
    assert sum(each.raw.lost for each in load_session(store, "a1").blocks) == 7


def test_every_commit_tells_what_is_safe(store):
    told = []
    with Recorder(store, on_commit=told.append) as recorder:
        build.record(recorder, build.header(), build.pressing(seconds=5))
    assert [commit.number for commit in told] == list(range(1, len(told) + 1))
    assert told[-1].samples == {"a1": 400}


def test_a_commit_of_an_end_alone_tells_what_is_safe_as_well(store):
    told = []
    with Recorder(store, on_commit=told.append) as recorder:
        header, pressing = build.header(), build.pressing(seconds=5)
        build.record(recorder, header, pressing, ended="", finish=False)
        recorder.flush()
        recorder.end("a1", "done")
    assert told[-1].samples == {"a1": 400}


def test_bad_calls_are_refused_and_change_nothing(store):
    with Recorder(store) as recorder:
        recorder.begin(build.header())
        with pytest.raises(ValueError, match="under way"):
            recorder.begin(build.header())
        with pytest.raises(ValueError, match="not under way"):
            recorder.end("other", "done")
        two_channels = build.header("b2", channels=("x", "y"))
        recorder.begin(two_channels)
        with pytest.raises(ValueError, match="2 channels"):
            build.record(recorder, build.header("c3", channels=("x", "y")), build.pressing())


def test_what_is_not_there_is_said_so(store):
    assert list_sessions(store, 5) == ()
    with pytest.raises(StoreMissingError, match=str(store)):
        load_session(store, "a1")
    Recorder(store).close()
    with pytest.raises(SessionMissingError, match="a1"):
        load_session(store, "a1")


def test_a_header_carries_everything_the_station_judges_by():
    station = dataclasses.replace(
        build.header().station,
        detection=Detection(contact_floor_n=2.5, onset_floor_n=0.4, off_s=0.3),
        standing=Eligibility("formative", "the check weight is due"),
    )
    made = header_of(
        station,
        session_id="a1",
        started_utc="2026-03-04T10:20:30.400+00:00",
        learner_id="",
        source_uri="sim:",
        identity="board-0042",
        software="steadyhold 0.1.0",
        mode="practice",
        passport="",
    )
    assert read_header(header_text(made)).station == station
