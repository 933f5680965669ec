"""A pad that does not come back to zero: told, set anew in practice, void in an assessment."""

from dataclasses import replace

import numpy as np
import pytest

from calibration.nominal import BOARD_COUNTS_PER_N
from firmware_bridge.samples import Flag
from rig.protocols.library import built_in
from tests.pads import GONE, HAND_N, PRESSES, T_S, comes_back, creeps, recovers, rests_on
from tests.presses import RAW_ZERO, block, counts, cut, holds_in, practise, station

PRACTICE = replace(built_in()["tp-hold"], repetitions=PRESSES, rest_s=0.0)
ASSESSMENT = replace(PRACTICE, assessment=True)


def set_on(force_n, protocol=PRACTICE, *, seed=2, flags=None):
    """The steps of a set, in blocks of a quarter of a second."""
    whole = block(T_S, counts(force_n, seed), flags)
    return practise(station(protocol), list(cut(whole, range(20, len(T_S), 20))))


def events_of(steps, kind):
    return [event for step in steps for event in step.events if event.kind == kind]


def result_of(steps):
    [result] = [step.set_result for step in steps if step.set_result is not None]
    return result


def notes_of(steps):
    return {step.live.note for step in steps if step.live.note}


@pytest.mark.parametrize("each", [True, False])
def test_a_class_of_twelve_pads_that_come_back_high_loses_no_press(each):
    for seed, high_n in enumerate(np.linspace(0.3, 0.8, 12)):
        steps = set_on(comes_back(high_n, each=each), seed=seed)
        scores = [hold.score.score for hold in holds_in(steps)]
        assert len(scores) == PRESSES
        assert min(scores) > 90.0, high_n
        assert result_of(steps).done == PRESSES
        assert len(events_of(steps, "onset")) == PRESSES


def test_a_pad_that_comes_back_low_loses_no_press():
    steps = set_on(comes_back(-0.55))
    assert [hold.score.void_reason for hold in holds_in(steps)] == [None] * PRESSES


def test_a_pad_within_the_limit_counts_from_where_it_stands_after_every_release():
    steps = set_on(comes_back(0.3))
    moved = events_of(steps, "rest_moved")
    gone = [event.value - RAW_ZERO for event in moved]
    assert gone == pytest.approx(
        [0.3 * k * BOARD_COUNTS_PER_N for k in range(1, PRESSES + 1)], abs=60.0
    )
    means_n = [hold.metrics.mean_n for hold in holds_in(steps)]
    assert np.ptp(means_n) < 0.1


def test_f28_a_pad_beyond_the_limit_is_told_within_one_release_with_the_way_out():
    steps = set_on(comes_back(0.55, each=False))
    [first, *_] = events_of(steps, "zero_drifted")
    [released, *_] = events_of(steps, "release")
    assert first.t_s - released.t_s < 2.0
    assert first.value == pytest.approx(0.55, abs=0.02)
    at_once = next(step.live.note for step in steps if step.live.t_s > first.t_s + 0.25)
    assert at_once == (
        "The pad did not come back to zero, it reads +0.55 N: clear it; if nothing lies on it go "
        "on, its zero is set anew after the next press."
    )


def test_it_is_set_anew_after_two_still_seconds_with_a_press_between():
    steps = set_on(comes_back(0.55, each=False))
    [moved] = events_of(steps, "rest_moved")
    assert moved.value - RAW_ZERO == pytest.approx(0.55 * BOARD_COUNTS_PER_N, abs=60.0)
    assert moved.text.startswith("+0.55 N, seen twice, with a press between; from 842")
    assert len([e for e in events_of(steps, "release") if e.t_s < moved.t_s]) == 2
    result = result_of(steps)
    [stored] = result.rests_moved
    assert (stored.at_s, stored.to_raw) == (moved.t_s, moved.value)
    assert stored.from_raw == events_of(steps, "tared")[0].value
    assert "set anew between two presses (+0.55 N, seen twice" in result.remark
    assert "The pad came back +0.55 N off: its zero was set anew, go on." in notes_of(steps)
    means_n = [hold.metrics.mean_n for hold in holds_in(steps)]
    assert means_n == pytest.approx([25.0, 25.55, 25.0, 25.0], abs=0.1)


def test_no_zero_is_taken_between_onset_and_release():
    for force_n in (comes_back(0.3), comes_back(0.8), recovers(0.9, 0.5), creeps(1.5)):
        steps = set_on(force_n)
        spans = [(each.hold.onset_s, each.hold.release_s) for each in holds_in(steps)]
        moves_s = [event.t_s for event in events_of(steps, "rest_moved")]
        assert not [(s, e) for s, e in spans if any(s <= at_s <= e for at_s in moves_s)]


def test_between_presses_a_pad_that_is_not_back_does_not_ask_to_press_on():
    steps = set_on(comes_back(0.8, each=False))
    rest = [s.live for s in steps if s.live.phase in ("loading", "holding", "releasing")]
    pressing_s = sum(0.25 for _ in rest)
    assert pressing_s < PRESSES * (3.0 + 11.0 + 1.5 + 2.0)
    assert any(live.phase == "ready" and live.cue == "press" for live in (s.live for s in steps))


@pytest.mark.parametrize("hand_n", [3.0, 4.0, 5.0])
def test_a_hand_that_rests_on_the_pad_is_no_fault_of_its_zero(hand_n):
    steps = set_on(rests_on(hand_n))
    assert events_of(steps, "rest_moved") == []
    assert events_of(steps, "zero_drifted") == []
    asked = [hold for hold in holds_in(steps) if hold.outcome != "other_level"]
    assert [hold.score.void_reason for hold in asked] == [None] * PRESSES
    assert result_of(steps).remark == (
        "After the last press the pad was not still: its zero was not checked."
    )


def test_a_hand_that_rests_on_the_pad_is_asked_for_nothing():
    told = notes_of(set_on(rests_on(4.0)))
    assert told == {
        "Something rests on the pad. If it is your hand, press again when you like; if not, wait."
    }


def test_an_assessment_voids_a_press_after_which_the_pad_is_not_back_and_says_so():
    steps = set_on(comes_back(0.8, each=False), ASSESSMENT)
    assert result_of(steps).rests_moved == ()
    [over] = events_of(steps, "set_ended")
    assert [event for event in events_of(steps, "rest_moved") if event.t_s <= over.t_s] == []
    holds = holds_in(steps)
    assert [hold.score.score for hold in holds] == [None] * PRESSES
    assert holds[0].score.void_reason == (
        "the pad read 0.8 N after the release instead of 0: something lies on it, or its zero moved"
    )
    assert "stop the set and start it again" in holds[0].score.advice
    assert any("the press is void; clear the pad" in note for note in notes_of(steps))


def test_an_assessment_counts_the_presses_after_which_the_pad_is_back():
    steps = set_on(HAND_N + 0.8 * (GONE == 1), ASSESSMENT)
    voided = [hold.score.score is None for hold in holds_in(steps)]
    assert voided == [True, False, False, False]
    calm = set_on(HAND_N, ASSESSMENT)
    assert result_of(calm).done == PRESSES
    assert result_of(calm).remark == ""
    assert [round(hold.hold.zero_after_n, 1) for hold in holds_in(calm)] == [0.0] * PRESSES


def test_an_assessment_leaves_the_check_out_with_a_remark_where_a_hand_stays_on_the_pad():
    steps = set_on(rests_on(4.0), ASSESSMENT)
    holds = holds_in(steps)
    assert [hold.score.void_reason for hold in holds] == [None] * PRESSES
    assert all("zero_unseen" in hold.hold.flags for hold in holds)
    assert result_of(steps).remark == (
        f"After {PRESSES} of {PRESSES} presses the pad was never still: whether it came back to "
        "zero is not known."
    )
    assert any(note.startswith("Hands off for a second") for note in notes_of(steps))


def test_a_frozen_or_flagged_reading_becomes_no_zero():
    force_n = comes_back(0.3)
    flags = np.where(GONE > 0, Flag.SENSOR_TIMEOUT, 0).astype(np.uint16)
    assert events_of(set_on(force_n, flags=flags), "rest_moved") == []
    raw = counts(force_n)
    raw[GONE > 0] = np.round(RAW_ZERO + BOARD_COUNTS_PER_N * force_n[GONE > 0])
    steps = practise(station(PRACTICE), [block(T_S, raw)])
    assert events_of(steps, "rest_moved") == []


def test_a_load_that_is_still_there_after_the_next_press_is_the_new_rest():
    steps = set_on(HAND_N + 4.0 * (GONE >= 2))
    [moved] = events_of(steps, "rest_moved")
    assert moved.text.startswith("+4.00 N, seen twice")
    # The press in between was judged from a zero that was not its own.
    assert [hold.score.score is None for hold in holds_in(steps)] == [False, False, True, False]
