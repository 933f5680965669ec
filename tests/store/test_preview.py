"""What another protocol would change in old recordings, told without writing."""

import json
import subprocess
import sys
from dataclasses import replace

import pytest

from rig.engine.numbers import Engine
from rig.protocols.library import built_in
from rig.store.errors import SessionMissingError
from rig.store.read import load_session
from rig.store.recorder import Recorder
from rig.store.targets.preview import preview_of, previews, sessions_of
from rig.store.targets.preview_json import preview_answer
from rig.store.targets.preview_program import PreviewQuestion
from tests.store import build

AS_RECORDED = build.header().protocol
WHOLE_TIME_S = 60.0


def with_target(**changes):
    return replace(AS_RECORDED, target=replace(AS_RECORDED.target, **changes))


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """Three sessions of two learners under one protocol, one under another, one unfinished."""
    path = tmp_path_factory.mktemp("store") / "steadyhold.db"
    with Recorder(path) as recorder:
        for n, learner in enumerate(["ana", "ben", "ana"]):
            head = replace(
                build.header(f"a{n}", learner_id=learner),
                started_utc=f"2026-03-0{n + 1}T10:20:30.400+00:00",
            )
            build.record(recorder, head, build.pressing(seed=n))
        other = replace(build.header("b0"), protocol=replace(AS_RECORDED, id="other"))
        build.record(recorder, other, build.pressing())
        build.record(recorder, build.header("c0"), build.pressing(seconds=20.0))
    return path


def test_the_sessions_of_a_protocol_with_a_result_are_looked_at_the_newest_first(store):
    assert sessions_of(store, "tp-hold", None) == ("a2", "a1", "a0")
    assert sessions_of(store, "tp-hold", {"ana"}) == ("a2", "a0")
    assert sessions_of(store, "tp-hold", set()) == ()
    assert sessions_of(store.with_name("none.db"), "tp-hold", None) == ()


def test_under_the_protocol_it_was_recorded_with_nothing_changes(store):
    for each in previews(store, sessions_of(store, "tp-hold", None), AS_RECORDED):
        assert not each.is_changed
        assert each.was == each.now
        assert all(press.was == press.now for press in each.presses)
        assert each.version == 3


def test_a_band_that_is_missed_costs_points(store):
    shown = preview_of(load_session(store, "a0"), with_target(force_n=30.0, ceiling_n=50.0))
    assert shown.is_changed
    assert shown.now.score < shown.was.score - 10
    assert [each.number for each in shown.presses] == [1, 2]
    assert all(each.now < each.was for each in shown.presses)


def test_a_pass_mark_changes_the_outcome_and_no_score(store):
    shown = preview_of(load_session(store, "a0"), replace(AS_RECORDED, pass_score=1.0))
    assert shown.is_changed
    assert shown.now.score == shown.was.score
    # Nothing is known of the errors of this sensor, so nobody passes or fails.
    assert (shown.was.outcome, shown.now.outcome) == (None, "borderline")


def test_repetitions_and_rests_make_no_difference_to_what_was_pressed(store):
    more = replace(AS_RECORDED, repetitions=9, rest_s=100.0)
    assert not preview_of(load_session(store, "a0"), more).is_changed


def test_a_press_of_several_levels_is_shown_as_one(store):
    steps = replace(built_in()["ic-steps"], id=AS_RECORDED.id)
    shown = preview_of(load_session(store, "a0"), steps)
    assert [each.number for each in shown.presses] == [1, 2]
    assert shown.is_changed


def test_what_another_engine_scored_is_compared_with_the_engine_of_today(store):
    record = load_session(store, "a0")
    older = replace(
        record,
        header=replace(record.header, engine=Engine(1, 1, 1)),
        sets=tuple(
            text.replace('"mean_score":', '"mean_score":1e-9,"was":') for text in record.sets
        ),
    )
    assert not preview_of(older, AS_RECORDED).is_changed


def test_nothing_is_written(store):
    before = store.read_bytes()
    assert [*previews(store, ("a0", "a1"), with_target(force_n=30.0, ceiling_n=50.0))]
    assert store.read_bytes() == before


def test_a_session_that_is_gone_is_told_and_the_others_go_on(store):
    first, second = previews(store, ("gone", "a0"), AS_RECORDED)
    assert "gone" in first.trouble
    assert not second.trouble


def test_a_preview_goes_on_where_it_stopped(store):
    told, after = [], ""
    while not told or after:
        answer = preview_answer(store, AS_RECORDED, None, after, most_s=0.0)
        assert (answer["of"], len(answer["sessions"])) == (3, 1)
        told += [each["session"] for each in answer["sessions"]]
        after = answer["next"]
    assert told == ["a2", "a1", "a0"]
    with pytest.raises(SessionMissingError):
        preview_answer(store, AS_RECORDED, {"ben"}, "a0", most_s=0.0)


def asked(question):
    done = subprocess.run(
        [sys.executable, "-m", "rig.store.targets.preview_program"],
        input=question.text(),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_a_process_of_its_own_answers_the_same(store):
    candidate = with_target(force_n=30.0, ceiling_n=50.0)
    question = PreviewQuestion(str(store), candidate, ("ben",), "", WHOLE_TIME_S)
    assert asked(question) == preview_answer(store, candidate, {"ben"}, "", WHOLE_TIME_S)


def test_a_process_of_its_own_refuses_in_a_sentence(store):
    question = PreviewQuestion(str(store), AS_RECORDED, None, "gone", WHOLE_TIME_S)
    assert "gone" in asked(question)["error"]
