"""One pad through the fold and into the record, as the hub and the terminal both use it."""

import pytest

from firmware_bridge.samples import LinkNews, LinkState
from rig.engine.step import Station
from rig.store.read import load_session
from rig.store.recorder import Recorder
from rig.store.session_list import list_sessions
from rig.store.sitting import Sitting
from rig.trust.passport_store import PassportStore
from tests.store import build

HEAD = build.header()
PAD = Station(HEAD.station_id, HEAD.calibration, HEAD.traits, HEAD.protocol, HEAD.rubric)


def news(state: LinkState, reason: str) -> LinkNews:
    return LinkNews(state, reason, HEAD.identity, 0.0)


def begin(sitting: Sitting) -> str:
    return sitting.begin(
        identity=HEAD.identity, source_uri=HEAD.source_uri, learner_id="ann", mode="practice"
    )


@pytest.fixture
def store(tmp_path):
    return tmp_path / "steadyhold.db"


def test_what_comes_while_a_session_lasts_is_kept_and_nothing_else(store):
    before, within, after = build.pressing(seconds=3.0, samples=80)
    with Recorder(store) as recorder:
        sitting = Sitting(recorder, PassportStore(store.parent), "steadyhold 0.1.0")
        sitting.sit_down(PAD)
        sitting.advance(before)
        sitting.sit_down(PAD)
        session_id = begin(sitting)
        sitting.obey(build.START_SET)
        sitting.advance(within)
        sitting.finish()
        sitting.end("done")
        sitting.advance(after)
    [found] = list_sessions(store, 5)
    kept = load_session(store, session_id)
    assert (found.session_id, found.learner_id, found.how) == (session_id, "ann", "done")
    assert [each.raw.tick.tolist() for each in kept.blocks] == [within.tick.tolist()]
    assert [each.command.kind for each in kept.commands] == ["start_set"]
    assert sitting.session_id is None


def test_what_the_link_said_of_a_sensor_that_works_is_kept_with_the_session(store):
    with Recorder(store) as recorder:
        sitting = Sitting(recorder, PassportStore(store.parent), "steadyhold 0.1.0")
        sitting.note_link(news("streaming", "the sensor is slow"))
        sitting.sit_down(PAD)
        session_id = begin(sitting)
        [block] = build.pressing(seconds=2.0, samples=160)
        sitting.advance(block)
        sitting.note_link(news("stale", "the sensor is silent"))
        sitting.note_link(news("streaming", "another program reads along"))
        sitting.end("stopped")
    events = load_session(store, session_id).events
    remarks = [each for each in events if each.kind == "sensor_remark"]
    assert [each.text for each in remarks] == ["the sensor is slow", "another program reads along"]
    assert remarks[0].t_s == 0.0
    assert remarks[1].t_s == pytest.approx(2.0, abs=0.1)


def test_a_sitting_nobody_records_finds_the_same_and_keeps_nothing(tmp_path):
    sitting = Sitting(None, PassportStore(tmp_path), "steadyhold 0.1.0")
    sitting.sit_down(PAD)
    begin(sitting)
    sitting.obey(build.START_SET)
    steps = [sitting.advance(block) for block in build.pressing()]
    assert sum(len(step.holds) for step in steps) == 2
    sitting.end("done")
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_folded_before_the_device_has_said_what_it_is(tmp_path):
    sitting = Sitting(None, PassportStore(tmp_path), "steadyhold 0.1.0")
    sitting.sit_down(PAD)
    sitting.stand_up()
    with pytest.raises(ValueError, match="no station"):
        sitting.finish()
    with pytest.raises(ValueError, match="needs a station"):
        begin(sitting)


def test_one_session_is_ended_before_the_next_begins(tmp_path):
    sitting = Sitting(None, PassportStore(tmp_path), "steadyhold 0.1.0")
    sitting.sit_down(PAD)
    first = begin(sitting)
    with pytest.raises(ValueError, match="must have ended"):
        begin(sitting)
    sitting.end("done")
    assert begin(sitting) != first
