"""What a press earns, and why."""

from dataclasses import replace

import pytest

from rig.engine.hold import HoldMetrics
from rig.engine.judging.measure import TOO_SHORT
from rig.engine.scoring.rubric import HOLD_SCORE_1
from rig.engine.scoring.score import score_hold
from rig.engine.scoring.target import Target
from rig.protocols.library import built_in, plain_target
from tests.presses import one_hold, station

WORKED = Target(
    force_n=30.0, band_frac=0.1, hold_s=20.0, hold_min_s=20.0, hold_max_s=30.0,
    loading_min_n_per_s=3.0, loading_max_n_per_s=15.0, release_min_n_per_s=5.0,
    release_max_n_per_s=45.0, ceiling_n=45.0,
)  # fmt: skip
MEASURED = HoldMetrics(
    hold_s=21.0, mean_n=28.8, time_in_band_s=0.86 * 20.0, cv_detrended_pct=5.2, drift_pct=-6.0,
    loading_rate_n_per_s=18.0, overshoot_pct=14.0, release_rate_n_per_s=30.0, max_n=34.2,
)  # fmt: skip


def test_the_worked_example_of_the_rubric_scores_89_6():
    score = score_hold(MEASURED, WORKED, HOLD_SCORE_1)
    points = {criterion.name: round(criterion.points, 2) for criterion in score.criteria}
    assert round(score.score, 2) == 89.57
    assert points == {
        "accuracy": 19.2, "time_in_band": 20.0, "steadiness": 13.36, "drift": 4.67,
        "hold_time": 15.0, "loading_rate": 8.34, "overshoot": 4.0, "release_rate": 5.0,
    }  # fmt: skip
    assert score.caps == ()


def test_points_and_lost_points_add_up_to_a_hundred():
    score = score_hold(MEASURED, WORKED, HOLD_SCORE_1)
    assert sum(c.points + c.lost for c in score.criteria) == pytest.approx(100.0)


def test_a_measure_the_sensor_cannot_support_gives_its_weight_to_the_others():
    deaf = replace(
        MEASURED, loading_rate_n_per_s=None, not_measurable={"loading_rate_n_per_s": "too slow"}
    )
    score = score_hold(deaf, WORKED, HOLD_SCORE_1)
    [loading] = [c for c in score.criteria if c.name == "loading_rate"]
    assert loading.share is None
    assert loading.weight == 0.0
    assert score.score == pytest.approx((89.5707407 - 8.3404377) / 0.9, abs=1e-5)


def test_letting_go_early_never_pays():
    short = replace(MEASURED, cv_detrended_pct=None, not_measurable={"cv_detrended_pct": TOO_SHORT})
    score = score_hold(short, WORKED, HOLD_SCORE_1)
    [steadiness] = [c for c in score.criteria if c.name == "steadiness"]
    assert steadiness.share == 0.0
    assert steadiness.lost == 15.0


def test_pressing_above_the_ceiling_caps_the_score_and_says_so():
    score = score_hold(replace(MEASURED, max_n=45.1), WORKED, HOLD_SCORE_1)
    assert score.score == 49.0
    assert "ceiling of 45 N" in score.caps[0]


def test_a_mean_far_from_the_target_caps_the_score_at_69():
    score = score_hold(replace(MEASURED, mean_n=24.0), WORKED, HOLD_SCORE_1)
    assert score.score <= 69.0
    assert score.caps[0].startswith("On average you were 20 % too light")


def test_a_calm_press_on_target_earns_nearly_everything():
    hold = one_hold(cv_pct=2.0)
    assert hold.score.score > 95
    assert hold.hold.hold_s == pytest.approx(15.0, abs=0.8)
    assert hold.score.advice.startswith("Steady and on target")


def test_a_press_below_the_band_is_a_hold_with_no_time_in_band():
    hold = one_hold(force_n=station().protocol.target.low_n - 4.0)
    assert hold.metrics.time_in_band_s == 0.0
    assert hold.score.score <= 69.0
    assert "too light" in hold.score.advice or "outside" in hold.score.advice


def test_something_lying_on_the_pad_is_void_with_the_reason():
    hold = one_hold(cv_pct=0.0, load_s=0.3, release_s=0.3)
    assert hold.score.score is None
    assert "steadier than a hand" in hold.score.void_reason


def test_a_jab_loses_the_loading_rate():
    hold = one_hold(load_s=0.4)
    rates = {c.name: c for c in hold.score.criteria}
    assert rates["loading_rate"].value == pytest.approx(25.0 / 0.4, rel=0.15)
    assert rates["loading_rate"].share < 0.1


def test_a_short_press_keeps_no_points_for_the_time_it_did_not_hold():
    hold = one_hold(for_s=4.0)
    lost = {c.name: c.lost for c in hold.score.criteria}
    assert lost["time_in_band"] > 20.0
    assert lost["hold_time"] > 10.0


def test_a_tap_is_no_hold():
    with pytest.raises(ValueError, match="not enough values"):
        one_hold(for_s=0.2, load_s=0.2, release_s=0.2)


@pytest.mark.parametrize("protocol", built_in().values(), ids=lambda p: p.id)
def test_a_steady_press_at_the_target_passes_every_built_in_protocol(protocol):
    target = protocol.target
    middle_n_per_s = 0.5 * (target.loading_min_n_per_s + target.loading_max_n_per_s)
    hold = one_hold(
        station(protocol),
        force_n=target.force_n,
        for_s=target.hold_s + 0.4,
        load_s=target.force_n / middle_n_per_s,
        cv_pct=2.0,
    )
    assert hold.score.score > 90, hold.score


def test_a_plain_target_has_the_documented_windows():
    target = plain_target(25.0, 10.0, 10.0)
    assert (target.hold_min_s, target.hold_max_s) == (10.0, 15.0)
    assert (target.release_min_n_per_s, target.release_max_n_per_s) == (5.0, 40.0)
    assert target.ceiling_n == 37.5
