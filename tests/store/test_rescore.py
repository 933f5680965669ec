import dataclasses
import json
import math
import sqlite3

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firmware_bridge.samples import Flag
from rig.engine.numbers import ENGINE, Engine
from rig.engine.step import Command
from rig.protocols.library import built_in
from rig.store.read import load_session
from rig.store.recorder import Recorder
from rig.store.replay import replay
from rig.store.rescore import rescore_record, rescore_session
from rig.store.session_list import list_sessions
from tests.presses import staircase
from tests.store import build

COMMANDS = st.lists(
    st.tuples(
        st.integers(0, 159),
        st.sampled_from(["start_set", "tare", "pad_empty", "stop_set", "link_lost"]),
        st.sampled_from([math.nan, build.ZERO, build.ZERO + 1e6]),
    ),
    max_size=4,
).map(
    lambda found: tuple(
        (at, Command(kind, zero if kind == "start_set" else math.nan, ""))
        for at, kind, zero in sorted(found, key=lambda each: each[:2])
    )
)


@pytest.fixture
def store(tmp_path):
    """One session of someone who presses."""
    path = tmp_path / "steadyhold.db"
    with Recorder(path) as recorder:
        build.record(recorder, build.header(), build.pressing())
    return path


def test_a_session_scored_again_gives_the_same_text(store):
    again = rescore_session(store, "a1")
    assert again.differences == ()
    assert again.holds == load_session(store, "a1").holds
    assert [json.loads(hold)["repetition"] for hold in again.holds] == [1, 2]


@settings(max_examples=12, deadline=None)
@given(commands=COMMANDS, samples=st.sampled_from([7, 20, 61]), seed=st.integers(0, 99))
def test_commands_and_cuts_never_change_what_comes_out_again(
    tmp_path_factory, commands, samples, seed
):
    store = tmp_path_factory.mktemp("store") / "steadyhold.db"
    raw_blocks = build.pressing(seed=seed, samples=samples)
    with Recorder(store) as recorder:
        build.record(
            recorder, build.header(), raw_blocks, commands=((0, build.START_SET), *commands)
        )
    record = load_session(store, "a1")
    assert rescore_record(record).differences == ()
    events = [event for step in replay(record) for event in step.events]
    assert repr(events) == repr(list(record.events))


def test_a_session_cut_off_in_a_press_is_scored_again_as_it_stands(tmp_path):
    store = tmp_path / "steadyhold.db"
    with Recorder(store) as recorder:
        head, blocks = build.header(), build.pressing(seconds=30)
        build.record(recorder, head, blocks, ended="", finish=False)
    again = rescore_session(store, "a1")
    assert len(again.holds) == 1
    assert again.is_identical


def test_a_sensor_that_restarts_is_replayed_exactly(tmp_path):
    store = tmp_path / "steadyhold.db"
    first, second = build.pressing(seconds=10), build.pressing(seconds=30, seed=2)
    flags = second[0].flags.copy()
    flags[0] = Flag.CLOCK_RESTARTED | Flag.GAP_BEFORE
    restarted = dataclasses.replace(second[0], flags=flags, lost=3)
    later = [dataclasses.replace(each, t_s=each.t_s + 10.5) for each in (restarted, *second[1:])]
    with Recorder(store) as recorder:
        build.record(recorder, build.header(), [*first, *later])
    assert rescore_session(store, "a1").is_identical
    raw = np.concatenate([each.raw.flags for each in load_session(store, "a1").blocks])
    assert raw[800] == flags[0]


def test_a_result_that_was_changed_by_hand_is_named_with_both_values(store):
    record = load_session(store, "a1")
    forged = json.loads(record.holds[1])
    forged["score"]["score"] = 12.5
    record = dataclasses.replace(record, holds=(record.holds[0], json.dumps(forged)))
    [difference] = rescore_record(record).differences
    assert difference.place == "holds[1].score.score"
    assert difference.stored == "12.5"


def test_scoring_again_leaves_the_store_as_it_is(store):
    before = store.read_bytes()
    rescore_session(store, "a1")
    assert store.read_bytes() == before
    with pytest.raises(sqlite3.OperationalError):
        sqlite3.connect(f"file:{store}?mode=ro", uri=True).execute("DELETE FROM holds")


def by_another_engine(record, **changes):
    """The record as if another engine had scored it, its results changed by `changes`."""
    old = Engine(finder=1, metrics=1, score=0)
    assert old != ENGINE

    def aged(text):
        hold = json.loads(text)
        hold["score"] |= {"engine": dataclasses.asdict(old), **changes}
        return json.dumps(hold)

    header = dataclasses.replace(record.header, engine=old)
    return dataclasses.replace(record, header=header, holds=tuple(map(aged, record.holds)))


def test_what_another_engine_scored_is_told_with_both_values(store):
    again = rescore_record(by_another_engine(load_session(store, "a1"), score=12.5))
    assert again.verdict == "other_engine"
    assert not again.is_identical
    first = again.compared[0]
    assert (first.verdict, first.engine.score) == ("other_engine", 0)
    assert first.stored["score"]["score"] == 12.5
    assert first.replayed["score"]["score"] > 90.0
    assert [each.place for each in first.differences] == ["holds[0].score.score"]


def test_a_press_that_another_engine_did_not_find_is_no_fault_of_the_record(store):
    record = by_another_engine(load_session(store, "a1"))
    again = rescore_record(dataclasses.replace(record, holds=(), sets=()))
    assert again.verdict == "other_engine"
    assert {each.verdict for each in again.compared} == {"other_engine"}
    assert again.compared[0].stored is None


def test_a_press_that_the_same_engine_did_not_find_is_a_difference(store):
    record = load_session(store, "a1")
    again = rescore_record(dataclasses.replace(record, holds=record.holds[:1]))
    assert again.verdict == "differs"
    assert [each.verdict for each in again.compared] == ["same", "differs", "same"]
    [difference] = again.differences
    assert (difference.place, difference.stored) == ("holds[1]", "")


def test_a_value_that_is_absent_is_not_the_same_as_one_that_is_unknown(store):
    record = load_session(store, "a1")
    hold = json.loads(record.holds[0])
    assert hold.pop("outcome") is None
    record = dataclasses.replace(record, holds=(json.dumps(hold), *record.holds[1:]))
    [difference] = rescore_record(record).differences
    assert (difference.place, difference.stored, difference.replayed) == (
        "holds[0].outcome", "", "null",
    )  # fmt: skip


@pytest.mark.parametrize("protocol_id", ["surround-centre", "ic-steps"])
def test_a_session_of_several_levels_scored_again_gives_the_same_text(tmp_path, protocol_id):
    store = tmp_path / "steadyhold.db"
    protocol = built_in()[protocol_id]
    head = dataclasses.replace(build.header(), protocol=protocol)
    steps = [(each.force_n, each.hold_s + 1.0) for each in protocol.targets]
    t_s, force_n = staircase(*steps)
    tick = np.round(t_s * 1e6).astype(np.int64)
    raw = np.rint(build.ZERO + force_n * build.COUNTS_PER_N)
    with Recorder(store) as recorder:
        build.record(recorder, head, build.blocks(tick, t_s, raw[:, None], 20))
    again = rescore_session(store, "a1")
    assert again.verdict == "same"
    told = [json.loads(hold) for hold in again.holds]
    assert [each["level_number"] for each in told] == list(range(1, len(steps) + 1))
    assert told[-1]["press_score"]["score"] == pytest.approx(100.0, abs=5.0)
    assert load_session(store, "a1").header.protocol == protocol
    [row] = list_sessions(store, 1)
    assert row.mean_score == pytest.approx(told[-1]["press_score"]["score"])
