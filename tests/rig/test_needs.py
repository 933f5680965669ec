"""Why a station needs the instructor, and in which order: rules over values."""

import math
from dataclasses import replace
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rig.engine.rest_notes import WAITING
from rig.engine.scoring.basis import ScoreBasis
from rig.engine.step import Event, Live, SetResult, Step
from rig.protocols.library import built_in
from rig.school.needs import WORDS, Need, NeedKind, StationNow, needs_of
from rig.school.recent import NOTHING_YET, Recent, after_start, after_step
from rig.school.turns import turns_of
from tests.presses import one_hold

PROTOCOL = built_in()["tp-hold"]
CALM = Live(
    t_s=100.0, phase="holding", cue="hold", zone="in", force_n=25.0, held_s=12.0, in_band_s=12.0,
    repetition=1, repetitions=3, rest_left_s=0.0, note="", level=1, levels=1,
)  # fmt: skip
WELL = StationNow(
    live=CALM, protocol=PROTOCOL, recent=NOTHING_YET, in_set=True, link_state="streaming",
    link_reason="", age_s=0.1, is_unused=False, trouble="", check_due="",
)  # fmt: skip
KINDS = get_args(NeedKind)
BASIS = ScoreBasis("nominal/board", "", "none", "practice", "", is_guess=True)


def kinds(now: StationNow) -> list[str]:
    return [need.kind for need in needs_of(now)]


def live(**changes) -> StationNow:
    return replace(WELL, live=CALM._replace(**changes))


def step(t_s: float = 1.0, *, events=(), holds=(), result: SetResult | None = None, **changes):
    now = CALM._replace(t_s=t_s, **changes)
    return Step(None, np.zeros(0), now, tuple(events), tuple(holds), result)


def set_of(mean: float | None, done: int = 3) -> SetResult:
    return SetResult(mean, None, mean, done, 3, None, None, BASIS, "", ())


def after(steps, before: Recent = NOTHING_YET, protocol: str = "tp-hold") -> Recent:
    for one in steps:
        before = after_step(before, one.live, one, protocol)
    return before


def test_who_presses_well_needs_nobody():
    assert needs_of(WELL) == ()


def test_every_kind_of_need_has_a_word_for_the_tile():
    assert set(WORDS) == set(KINDS)


@given(held_s=st.floats(0.0, 120.0))
def test_a_hold_is_too_long_while_it_lasts_longer_than_the_protocol_asks(held_s):
    found = kinds(live(held_s=held_s))
    assert found == (["holds_too_long"] if held_s > PROTOCOL.target.hold_max_s else [])


def test_a_hold_that_was_let_go_or_belongs_to_no_set_is_not_too_long():
    assert kinds(live(held_s=45.0, phase="releasing")) == []
    assert kinds(replace(live(held_s=45.0), in_set=False)) == []


def test_each_level_of_a_press_has_its_own_longest_hold():
    then = replace(PROTOCOL.target, hold_max_s=50.0)
    now = replace(live(held_s=45.0, levels=2), protocol=replace(PROTOCOL, then=(then,)))
    assert kinds(now) == ["holds_too_long"]
    assert kinds(replace(now, live=now.live._replace(level=2))) == []


def test_a_press_over_the_ceiling_is_told_while_it_lasts_and_until_the_next_one():
    assert kinds(live(zone="over")) == ["too_hard"]
    over = after([step(zone="above", events=[Event(1, 1.0, "over_ceiling", 40.0, "")])])
    assert kinds(replace(WELL, recent=over)) == ["pressed_too_hard"]
    let_go = after([step(2.0, phase="resting", zone="none")], over)
    assert let_go.was_over
    assert not after([step(3.0, phase="loading")], let_go).was_over


@pytest.mark.parametrize("state", ["lost", "stale", "ended", "connecting"])
def test_of_a_pad_that_is_not_heard_nothing_is_told_but_that(state):
    now = replace(live(zone="over", held_s=99.0, note="x"), link_state=state, link_reason="no plug")
    assert needs_of(now) == (Need("lost_sensor", "no signal", "No plug."),)


def test_a_pad_is_lost_when_its_newest_sample_is_two_seconds_old_and_not_before_the_first():
    assert kinds(replace(WELL, age_s=2.5)) == ["lost_sensor"]
    assert kinds(replace(WELL, age_s=math.inf)) == []
    assert kinds(replace(WELL, link_state="connecting")) == []
    assert "cable" in needs_of(replace(WELL, link_state="lost"))[0].text


def test_a_page_nobody_has_open_is_nobodys_trouble():
    assert needs_of(replace(WELL, is_unused=True, link_state="lost", trouble="disk full")) == ()


def test_a_pad_that_is_not_back_at_zero_is_told_at_once_and_the_usual_wait_is_not():
    note = "The pad did not come back to zero, it reads +0.71 N: clear it."
    assert kinds(live(phase="resting", note=note)) == ["not_at_zero"]
    waiting = live(phase="resting", note=WAITING)
    assert kinds(replace(waiting, recent=Recent(note_s=99.0))) == []
    assert kinds(replace(waiting, recent=Recent(note_s=94.0))) == ["held_up"]
    assert kinds(live(note="A wire of the sensor is open: check its plug.")) == ["held_up"]


def test_a_remark_of_the_sensor_a_due_check_and_trouble_with_the_record_are_told():
    now = replace(WELL, link_reason="too slow", check_due="Check it.", trouble="the disk is full")
    assert kinds(now) == ["record", "sensor_remark", "check_due"]


def test_a_call_for_help_comes_before_everything_and_waits_its_turn_once_somebody_comes():
    hard = replace(live(zone="over"), trouble="the disk is full")
    assert kinds(replace(hard, help="asked")) == ["calls_for_help", "too_hard", "record"]
    assert kinds(replace(hard, help="coming")) == ["too_hard", "record", "help_coming"]
    # Also from a page whose pad is not heard.
    assert kinds(replace(WELL, help="asked", is_unused=True)) == ["calls_for_help"]


def test_who_has_not_pressed_for_a_minute_of_a_set_is_idle():
    ready = [step(t_s, phase="ready") for t_s in (10.0, 40.0, 70.0)]
    now = live(phase="ready", t_s=70.0)
    assert kinds(replace(now, recent=after(ready))) == ["idle"]
    assert kinds(replace(now, recent=after(ready), in_set=False)) == []
    pressed = after([ready[0], step(20.0), step(21.0, phase="ready")])
    assert kinds(replace(now, recent=pressed)) == []
    begun_again = after([*ready, step(0.5, phase="ready")])
    assert begun_again.awaited_s == 0.5, "a clock that begins again"


@given(st.lists(st.floats(0.0, 100.0), max_size=6))
def test_scores_are_low_when_the_newest_three_are_all_below_the_pass_mark(scores):
    hold = replace(one_hold(), repetition=1)
    steps = [
        step(holds=[replace(hold, score=replace(hold.score, score=score))]) for score in scores
    ]
    now = replace(WELL, recent=after(steps), protocol=replace(PROTOCOL, pass_score=70.0))
    assert ("low_scores" in kinds(now)) == (len(scores) >= 3 and max(scores[-3:]) < 70.0)


@given(st.lists(st.integers(0, 100), min_size=3, max_size=6))
def test_scores_fall_when_three_whole_sets_each_end_below_the_one_before(means):
    now = replace(WELL, recent=after([step(result=set_of(float(mean))) for mean in means]))
    first, second, third = means[-3:]
    falls = first > second > third and first - third >= 10
    assert ("falling_scores" in kinds(now)) == falls


def test_sets_of_other_protocols_broken_off_or_without_a_score_say_nothing_of_a_fall():
    falling = [step(result=set_of(mean)) for mean in (90.0, 70.0, 50.0)]
    assert kinds(replace(WELL, recent=after(falling))) == ["falling_scores"]
    other = after(falling[2:], after(falling[:2], protocol="ic-60"))
    assert kinds(replace(WELL, recent=other)) == []
    broken = after([*falling[:2], step(result=set_of(50.0, done=1)), step(result=set_of(None))])
    assert broken.set_scores == (("tp-hold", 90.0), ("tp-hold", 70.0))


def test_scores_belong_to_a_learner_and_a_guest_begins_anew():
    low = Recent(learner="ana", scores=(40.0, 41.0, 42.0), was_over=True)
    assert after_start(low, "ana") == Recent(learner="ana", scores=low.scores)
    assert after_start(low, "ben") == Recent(learner="ben")
    assert after_start(low, "") == Recent()
    assert after_start(Recent(scores=low.scores), "") == Recent()


NEEDS = st.dictionaries(
    st.sampled_from([f"pad-{place}" for place in range(6)]),
    st.lists(st.sampled_from(KINDS), max_size=3, unique=True).map(
        lambda found: tuple(
            Need(kind, WORDS[kind], "Why.") for kind in sorted(found, key=KINDS.index)
        )
    ),
)


@given(looks=st.lists(NEEDS, min_size=1, max_size=5))
def test_the_most_urgent_comes_first_and_of_two_alike_whoever_waits_longer(looks):
    turns = ()
    for now_s, needs in enumerate(looks):
        before, turns = turns, turns_of(turns, needs, float(now_s))
        assert {turn.station for turn in turns} == {name for name, found in needs.items() if found}
        order = [(KINDS.index(turn.needs[0].kind), turn.since_s) for turn in turns]
        assert order == sorted(order)
        known = {(turn.station, turn.needs[0].kind): turn.since_s for turn in before}
        for turn in turns:
            assert turn.since_s == known.get((turn.station, turn.needs[0].kind), now_s)
