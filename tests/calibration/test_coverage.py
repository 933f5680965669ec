"""How often the interval of a score holds the score of the true force, whatever the gain."""

from dataclasses import replace

import numpy as np
import pytest

from calibration.nominal import nominal_calibration
from calibration.uncertainty.propagate import WAYS, disturbed
from calibration.values import ErrorModel
from rig.engine.detect import FORCE_DETECTION
from rig.engine.judging.finder import DEFAULT_FINDER
from rig.engine.judging.presses import judge_press
from rig.engine.scoring.uncertainty import press_uncertainty
from rig.protocols.library import built_in
from tests.calibration.trials import ALONE, JUDGEMENT, press_of
from tests.presses import BOARD, press

CALIBRATION = nominal_calibration(BOARD)
PROTOCOLS = ("tp-hold", "tp-hold-30", "touch-10n")
KINDS = ("any press", "a gain that is off", "beside a cap")
# What a score shows is rounded to a tenth.
SHOWN_POINTS = 0.05


def a_press(chance, kind, target):
    """Force and time of a press of that kind."""
    if kind == "beside a cap":
        off = chance.choice([-1.0, 1.0]) * target.band_frac * chance.uniform(1.0, 1.8)
        force_n, held = target.force_n * (1.0 + off), chance.uniform(0.9, 1.2)
    else:
        force_n, held = target.force_n * chance.uniform(0.8, 1.2), chance.uniform(0.6, 1.3)
    shape = {
        "force_n": force_n, "for_s": target.hold_s * held, "load_s": chance.uniform(0.8, 4.0),
        "release_s": chance.uniform(0.5, 2.0), "cv_pct": chance.uniform(1.5, 9.0),
        "seed": int(chance.integers(1 << 30)), "rest_s": 2.0,
    }  # fmt: skip
    return force_n, press(**shape)


def covered_frac(count, seed, kind):
    """Share of the presses whose true score lies within the interval of the measured one."""
    chance = np.random.default_rng(seed)
    inside = []
    for k in range(count):
        target = built_in()[PROTOCOLS[k % len(PROTOCOLS)]].target
        gain_frac = float(chance.choice([0.01, 0.02, 0.03] if "gain" in kind else [0.002, 0.005]))
        errors = ErrorModel(
            gain_common_frac=gain_frac, gain_press_frac=0.002, zero_n=0.03, creep_frac=0.001,
            noise_n=0.02, form_n=0.01, walk_n=0.02,
        )  # fmt: skip
        force_n, (t_s, true_n) = a_press(chance, kind, target)
        judgement = replace(JUDGEMENT, target=target)
        by = {way: float(chance.normal()) for way in WAYS} | {"noise": 1.0}
        grain = chance.standard_normal(len(t_s))
        shown_n = disturbed(errors, t_s, true_n, 2.0, force_n, by, grain)
        measured = press_of(t_s, shown_n)
        found = judge_press(measured, FORCE_DETECTION, DEFAULT_FINDER, ALONE)
        if len(found.holds) != 1:
            continue
        hold = found.holds[0]
        uncertainty = press_uncertainty(
            replace(CALIBRATION, errors=errors), judgement, measured, hold
        )
        true = judgement.results(press_of(t_s, true_n))[0]
        score = judgement.results(measured)[0]
        if uncertainty is None or uncertainty.score is None or not np.isfinite(true):
            continue
        inside.append(abs(score - true) <= uncertainty.score.expanded + SHOWN_POINTS)
    return float(np.mean(inside))


@pytest.mark.parametrize("kind", KINDS)
def test_the_interval_of_a_score_holds_the_true_one(kind):
    assert covered_frac(45, 1, kind) >= 0.88


@pytest.mark.prove
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("kind", KINDS)
def test_of_400_presses_the_interval_holds_the_true_score_in_94_of_100(kind, measured):
    covered = covered_frac(400, 2, kind)
    measured("covered", covered)
    assert covered >= 0.94
