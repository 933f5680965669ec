"""Two presses that nearly are the same score nearly the same; letting go earlier never pays."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rig.engine.hold import HoldMetrics
from rig.engine.judging.measure import TOO_SHORT
from rig.engine.scoring.rubric import HOLD_SCORE_1
from rig.engine.scoring.score import score_hold
from rig.protocols.library import built_in, plain_target
from tests.presses import block, counts, holds_in, one_hold, practise, press, station

EVERYDAY = built_in()["tp-hold"]
STEPS = ("1 % harder", "0.05 N harder", "50 ms longer", "one sample longer")
SMALL = 5.0


def target_of(chance):
    """A target of a library or plain one, as people ask for them."""
    known = [each.target for each in built_in().values() if each.target.hold_s <= 20.0]
    if chance.random() < 0.5:
        return known[chance.integers(len(known))]
    force_n = float(chance.choice([5.0, 10.0, 15.0, 25.0, 40.0]))
    hold_s = float(chance.choice([3.0, 4.0, 5.0, 5.5, 6.0, 8.0, 10.0, 15.0]))
    return plain_target(force_n, hold_s, float(chance.choice([7.0, 10.0, 15.0, 20.0])))


def scored(pad, shape, how):
    """The hold of a press, or of its neighbour; None where there is none."""
    longer_s = {"50 ms longer": 0.05, "one sample longer": 0.0125}.get(how, 0.0)
    t_s, force_n = press(**shape | {"for_s": shape["for_s"] + longer_s})
    if how == "1 % harder":
        force_n = 1.01 * force_n
    if how == "0.05 N harder":
        force_n = force_n + 0.05 * force_n / shape["force_n"]
    holds = holds_in(practise(pad, [block(t_s, counts(force_n))]))
    return holds[0] if len(holds) == 1 else None


def rule_behind(pad, first, second):
    """The documented rule that lets two neighbours differ so much; empty where none does."""
    target, rubric = pad.protocol.target, pad.rubric
    if None in (first.score.score, second.score.score):
        return "void"
    if abs(first.score.score - second.score.score) <= SMALL:
        return "near"
    if abs(first.hold.hold_s - second.hold.hold_s) > 0.1:
        return "an end in mid-swing"
    one, other = first.metrics, second.metrics
    level = replace(other, max_n=one.max_n)
    scores = [score_hold(each, target, rubric).score for each in (one, level)]
    if abs(scores[0] - scores[1]) <= SMALL:
        return "the ceiling"
    stood = replace(level, time_in_band_s=one.time_in_band_s)
    if abs(scores[0] - score_hold(stood, target, rubric).score) <= SMALL:
        return "on an edge of the band"
    return ""


def neighbours(count, seed):
    """Pairs by the rule that explains their difference, and the differences that none does.

    Returns:
        pairs by rule, the largest difference by rule, and what no rule explains.
    """
    chance = np.random.default_rng(seed)
    rules, largest = Counter(), Counter()
    unexplained = []
    for _ in range(count):
        target = target_of(chance)
        pad = station(replace(EVERYDAY, target=target))
        shape = {
            "force_n": target.force_n * chance.uniform(0.7, 1.35),
            "for_s": target.hold_s * chance.uniform(0.4, 1.7),
            "load_s": chance.uniform(0.3, 4.0),
            "release_s": chance.uniform(0.2, 2.0),
            "rest_s": 2.5,
            "cv_pct": chance.uniform(1.0, 12.0),
            "drift_frac": chance.choice([0.0, chance.uniform(-0.15, 0.1)]),
            "seed": int(chance.integers(1 << 30)),
        }
        how = str(chance.choice(STEPS))
        first, second = scored(pad, shape, "as it is"), scored(pad, shape, how)
        if first is None or second is None:
            rules["no hold"] += 1
            continue
        rule = rule_behind(pad, first, second)
        rules[rule] += 1
        if rule == "void":
            continue
        difference = abs(first.score.score - second.score.score)
        largest[rule] = max(largest[rule], difference)
        if not rule:
            unexplained.append((difference, how, target, shape))
    return rules, largest, unexplained


def test_neighbours_score_alike():
    _, largest, unexplained = neighbours(120, 7)
    assert unexplained == []
    assert largest["near"] < SMALL


@pytest.mark.prove
@pytest.mark.timeout(3600)
def test_twenty_thousand_pairs_of_neighbours_score_alike(measured):
    rules, largest, unexplained = neighbours(20_000, 11)
    for rule, pairs in rules.items():
        measured(f"{rule}, pairs", pairs)
        measured(f"{rule}, largest jump in points", largest[rule])
    assert unexplained == []


@given(
    held_s=st.tuples(st.floats(0.5, 14.0), st.floats(0.5, 14.0)),
    inside_frac=st.floats(0.0, 1.0),
    cv_pct=st.floats(0.5, 16.0),
    drift_pct=st.floats(-30.0, 30.0),
    mean_n=st.floats(18.0, 32.0),
    asked_s=st.sampled_from([3.0, 5.0, 5.5, 8.0, 14.0]),
)
def test_letting_go_earlier_never_raises_a_score(
    held_s, inside_frac, cv_pct, drift_pct, mean_n, asked_s
):
    """Of the same hand: what is measured over the window stays, the time is less."""
    target = plain_target(25.0, asked_s, 10.0)

    def score(hold_s):
        shown = hold_s >= 3.5
        measured = HoldMetrics(
            hold_s=hold_s,
            mean_n=mean_n,
            time_in_band_s=inside_frac * min(hold_s, asked_s),
            cv_detrended_pct=cv_pct if shown else None,
            drift_pct=drift_pct if shown else None,
            loading_rate_n_per_s=8.0,
            overshoot_pct=4.0,
            release_rate_n_per_s=20.0,
            max_n=30.0,
            not_measurable={} if shown else dict.fromkeys(
                ("cv_detrended_pct", "drift_pct"), TOO_SHORT
            ),
        )  # fmt: skip
        return score_hold(measured, target, HOLD_SCORE_1).score

    shorter, longer = (score(min(each, target.hold_max_s)) for each in sorted(held_s))
    assert shorter <= longer + 1e-9


@given(
    for_s=st.tuples(st.floats(2.0, 11.0), st.floats(2.0, 11.0)),
    force_n=st.floats(20.0, 30.0),
    cv_pct=st.floats(1.0, 10.0),
    seed=st.integers(0, 999),
)
def test_a_hand_that_presses_on_alike_loses_nothing_by_it(for_s, force_n, cv_pct, seed):
    """Its swings fall otherwise into a shorter window: within three points."""
    shorter, longer = (
        one_hold(for_s=each, force_n=force_n, cv_pct=cv_pct, seed=seed).score.score
        for each in sorted(for_s)
    )
    assert shorter <= longer + 3.0


@pytest.mark.parametrize("asked_s", [3.0, 4.0, 5.0, 5.4])
@pytest.mark.parametrize("more_s", [0.05, 0.2, 0.4])
def test_whoever_holds_a_short_time_well_earns_everything(asked_s, more_s):
    pad = station(replace(EVERYDAY, target=plain_target(25.0, asked_s, 15.0)))
    hold = one_hold(pad, for_s=asked_s + more_s, cv_pct=2.0)
    assert hold.score.score > 99.0
    shares = {each.name: each.share for each in hold.score.criteria}
    assert shares["steadiness"] is None
    assert shares["drift"] is None
