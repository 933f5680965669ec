"""Presses of several levels: which plateau answers which level, and what the press is worth."""

from dataclasses import replace

import numpy as np
import pytest

from firmware_bridge.samples import Flag
from rig.engine.judging.measure import GOES_ON
from rig.engine.scoring.press_score import PressScore
from rig.engine.scoring.results import hold_json
from rig.engine.step import ScoredHold
from rig.protocols.library import built_in
from tests.presses import block, counts, holds_in, one_hold, practise, staircase, station

STEPS = built_in()["ic-steps"]
CENTRE = built_in()["surround-centre"]


def judged(protocol, *steps: tuple[float, float], flags=None, **shape) -> list[ScoredHold]:
    """The holds of one press of steps, each of a force for so many seconds."""
    t_s, force_n = staircase(*steps, **shape)
    quality = None if flags is None else flags(t_s)
    return holds_in(practise(station(protocol), [block(t_s, counts(force_n), quality)]))


def worth(holds: list[ScoredHold]) -> PressScore:
    [told] = [each.press_score for each in holds if each.press_score is not None]
    return told


def test_three_levels_held_as_asked_are_one_repetition_of_full_marks():
    holds = judged(STEPS, (20, 21), (27, 21), (34, 21))
    assert [(each.repetition, each.level_number) for each in holds] == [(1, 1), (1, 2), (1, 3)]
    assert [each.hold.level_n for each in holds] == pytest.approx([20, 27, 34], rel=0.02)
    assert worth(holds).score == pytest.approx(100.0, abs=1.0)
    assert holds[-1].press_score is worth(holds)


def test_each_level_is_judged_by_its_own_band_and_its_own_seconds():
    light, centre = judged(CENTRE, (10, 6), (20.5, 15))
    assert light.score.score == pytest.approx(100.0, abs=0.5)
    assert light.metrics.time_in_band_s == pytest.approx(5.0, abs=0.1)
    assert centre.score.score < 60.0
    assert centre.metrics.time_in_band_s < 3.0
    told = worth([light, centre])
    assert told.score == pytest.approx((light.score.score + centre.score.score) / 2.0)
    assert told.advice.startswith("At 25 N: 18 % too light")


def test_a_level_that_was_not_held_earns_nothing_and_is_told():
    holds = judged(STEPS, (20, 21), (27, 21))
    told = worth(holds)
    assert [(each.hold, each.score) for each in told.levels][2] == (None, 0.0)
    assert told.levels[2].reason == "No level 3 was held"
    assert told.score == pytest.approx(sum(each.score.score for each in holds) / 3.0)
    assert told.summary == "2 of 3 levels held"
    assert told.advice == "Hold 27 N for 20 s, then go on to 34 N without letting go."


def test_a_level_far_from_what_was_asked_is_judged_and_not_passed_over():
    """The target never chooses: whoever skips the first level answers it with the second."""
    holds = judged(STEPS, (27, 21), (34, 21))
    assert [each.level_number for each in holds] == [1, 2]
    assert all(each.score.score < 50.0 for each in holds)


def test_a_wait_between_two_levels_is_another_level():
    holds = judged(CENTRE, (10, 6), (17, 4), (25, 15))
    assert [each.level_number for each in holds] == [0, 1, 2]
    assert [each.outcome for each in holds] == ["other_level", None, None]
    assert holds[0].hold.level_n == pytest.approx(17.0, rel=0.03)


def test_above_the_ceiling_at_one_level_limits_the_whole_press():
    holds = judged(STEPS, (20, 21), (27, 21), (53, 21))
    told = worth(holds)
    assert told.score == 49.0
    assert told.cap == "You pressed above the ceiling of 51 N, so the score stops at 49"


def test_a_level_that_cannot_be_graded_makes_the_press_void():
    def stuck(t_s):
        return np.where(np.abs(t_s - 20.0) < 1.0, Flag.STUCK, 0).astype(np.uint16)

    holds = judged(STEPS, (20, 21), (27, 21), (34, 21), flags=stuck)
    told = worth(holds)
    assert told.score is None
    assert told.void_reason == holds[0].score.void_reason == "the sensor froze"
    assert told.levels[0].score is None


@pytest.mark.parametrize("ramp_n_per_s", [4.0, 8.0])
def test_the_way_into_a_level_is_the_step_that_led_to_it(ramp_n_per_s):
    holds = judged(STEPS, (20, 21), (27, 21), (34, 21), ramp_n_per_s=ramp_n_per_s, cv_pct=0.6)
    rates = [each.metrics.loading_rate_n_per_s for each in holds[1:]]
    assert rates == pytest.approx([ramp_n_per_s] * 2, rel=0.12)


def test_nobody_lets_go_of_a_level_before_the_last():
    holds = judged(STEPS, (20, 21), (27, 21), (34, 21))
    told = [each.metrics.not_measurable.get("release_rate_n_per_s") for each in holds]
    assert told == [GOES_ON, GOES_ON, None]
    assert holds[-1].metrics.release_rate_n_per_s == pytest.approx(34 / 1.5, rel=0.1)


def test_whoever_goes_on_too_early_is_told_so_and_not_to_let_go():
    holds = judged(CENTRE, (10, 6), (25, 15))
    asked = replace(CENTRE.target, hold_s=12.0, hold_min_s=12.0, hold_max_s=20.0)
    early, _ = judged(replace(CENTRE, target=asked), (10, 6), (25, 15))
    assert "went on" in early.score.advice
    assert "let go" not in early.score.advice
    assert holds[0].score.score > early.score.score


def test_a_level_reached_from_above_has_no_overshoot():
    down = replace(CENTRE, target=CENTRE.then[0], then=(CENTRE.target,))
    deep, light = judged(down, (25, 12), (10, 6))
    assert (deep.level_number, light.level_number) == (1, 2)
    assert light.metrics.overshoot_pct is None
    assert light.metrics.loading_rate_n_per_s == pytest.approx(5.0, rel=0.2)
    assert worth([deep, light]).score > 95.0


def test_the_set_counts_a_press_of_levels_once():
    t_s, force_n = staircase((10, 6), (25, 12))
    whole = np.concatenate([force_n] * CENTRE.repetitions)
    times = np.arange(len(whole)) * (t_s[1] - t_s[0])
    steps = practise(station(replace(CENTRE, rest_s=0.0)), [block(times, counts(whole))])
    [result] = [step.set_result for step in steps if step.set_result is not None]
    assert (result.done, result.asked) == (3, 3)
    scores = [each.press_score.score for each in holds_in(steps) if each.press_score]
    assert result.mean_score == pytest.approx(sum(scores) / 3.0)
    told = [event for step in steps for event in step.events if event.kind == "hold_scored"]
    assert [event.value for event in told] == scores


def test_a_protocol_of_one_level_scores_as_before_and_says_level_one():
    hold = one_hold()
    told = hold_json(hold, "N")
    assert (told["level_number"], told["press_score"]) == (1, None)
    assert hold.points == hold.score.score
