"""The uncertainty of a score: from the sensor alone, through the whole judgement."""

from dataclasses import replace

import numpy as np
import pytest

from calibration.passport.document import calibration_of
from calibration.uncertainty.propagate import Uncertainty
from firmware_bridge.samples import RawBlock
from rig.engine.fold import advance, begin, finish, obey
from rig.engine.scoring.results import dumps, hold_json, set_json
from rig.engine.scoring.rubric import HOLD_SCORE_1
from rig.engine.scoring.uncertainty import outcome_of, score_message, set_uncertainty
from rig.engine.step import Command, Station
from rig.protocols.library import built_in
from tests.calibration.bench import PAD
from tests.calibration.trials import trial

ONE = replace(built_in()["tp-hold"], repetitions=1, rest_s=0.0)


@pytest.fixture(scope="module")
def calibration():
    return calibration_of(trial(5).passport)


def set_of(calibration, *, protocol=ONE, rate_hz: float = 80.0, standing=None):
    """One set of one steady press of 26 N on a pad that reads as its calibration says."""
    traits = replace(PAD, rate_hz=rate_hz)
    station = Station("pad", calibration, traits, protocol, HOLD_SCORE_1)
    if standing is not None:
        station = replace(station, standing=standing)
    t_s = np.arange(round(30.0 * rate_hz)) / rate_hz
    target_n = protocol.target.force_n
    shape = np.interp(t_s, (3.0, 6.0, 18.0, 19.0), (0.0, 1.0, 1.0, 0.0))
    waver = 0.03 * np.sin(2.0 * t_s) * (shape == 1.0)
    noise_n = np.random.default_rng(4).normal(0.0, 0.02, len(t_s))
    force_n = target_n * 1.06 * (shape + waver) + noise_n
    raw = 84_000.0 + force_n / calibration.gain_per_raw
    block = RawBlock(
        np.arange(len(t_s)), t_s, raw[:, None], np.zeros(len(t_s), np.uint16), 0, float("nan")
    )
    progress, _ = obey(station, begin(station), Command("start_set", float("nan"), ""))
    progress, step = advance(station, progress, block)
    if step.set_result is None:
        progress, step = finish(station, progress)
    return step


def test_a_score_with_a_passport_has_an_error_bar_and_names_what_it_rests_on(calibration):
    step = set_of(calibration)
    (hold,) = step.holds
    told = hold_json(hold, "N")
    assert told["basis"]["passport_sha256"] == calibration.passport_sha256
    assert 0.0 < told["uncertainty"]["score"] < 10.0
    assert 0.0 < told["uncertainty"]["metrics"]["mean_n"] < 1.0
    assert set_json(step.set_result)["expanded"] == pytest.approx(told["uncertainty"]["score"])
    dumps(told)


def test_a_score_without_a_passport_has_none(calibration):
    step = set_of(replace(calibration, errors=None, passport_sha256=""))
    told = hold_json(step.holds[0], "N")
    assert told["uncertainty"] is None
    assert told["basis"]["passport_sha256"] is None
    assert step.set_result.expanded is None


def test_ten_times_the_doubt_of_the_force_is_more_doubt_of_the_score(calibration):
    errors = calibration.errors
    wide = replace(errors, gain_common_frac=10.0 * errors.gain_common_frac)
    little = set_of(calibration).holds[0].uncertainty
    much = set_of(replace(calibration, errors=wide)).holds[0].uncertainty
    assert much.score.shared > 3.0 * little.score.shared
    assert dict(much.metrics)["mean_n"] > 3.0 * dict(little.metrics)["mean_n"]


def test_a_fast_sensor_is_doubted_as_a_slow_one(calibration):
    slow, fast = (set_of(calibration, rate_hz=rate).holds[0].uncertainty for rate in (80.0, 1000.0))
    assert fast.score.expanded == pytest.approx(slow.score.expanded, rel=0.15, abs=0.2)


def test_the_same_press_is_doubted_the_same_to_the_last_bit(calibration):
    assert set_of(calibration).holds[0].uncertainty == set_of(calibration).holds[0].uncertainty


def test_a_creeping_sensor_does_not_score_drift(calibration):
    from calibration.passport.validity import Eligibility

    step = set_of(calibration, standing=Eligibility("practice", "it creeps", scores_drift=False))
    drift = {each.name: each for each in step.holds[0].score.criteria}["drift"]
    assert (drift.share, drift.weight) == (None, 0.0)
    assert sum(each.weight for each in step.holds[0].score.criteria) == pytest.approx(100.0)


def test_a_score_near_the_pass_mark_is_borderline(calibration):
    score = set_of(calibration).holds[0].score.score
    near = set_of(calibration, protocol=replace(ONE, pass_score=score - 0.1))
    assert near.holds[0].outcome == "borderline"
    assert near.set_result.outcome == "borderline"
    assert set_of(calibration, protocol=replace(ONE, pass_score=10.0)).set_result.outcome == "pass"


@pytest.mark.parametrize(
    ("score", "expanded", "mark", "outcome"),
    [
        (82.0, 3.0, 80.0, "borderline"), (84.0, 3.0, 80.0, "pass"), (76.0, 3.0, 80.0, "below"),
        (99.0, None, 80.0, "borderline"), (None, 3.0, 80.0, None), (82.0, 3.0, None, None),
    ],
)  # fmt: skip
def test_an_outcome_is_only_as_sure_as_the_sensor(score, expanded, mark, outcome):
    assert outcome_of(score, expanded, mark) == outcome


def test_in_the_mean_of_a_set_only_what_is_shared_stays():
    one = Uncertainty(shared=1.0, press=2.0)
    assert set_uncertainty((one,) * 4) == pytest.approx(2.0 * (1.0 + 1.0) ** 0.5)
    assert set_uncertainty((one, None)) is None
    assert set_uncertainty(()) is None


@pytest.mark.parametrize(
    ("expanded", "words"),
    [(3.0, "79 ± 3 of 100, borderline: repeat"), (None, "79.0 of 100, neither passed nor failed")],
)
def test_an_error_nobody_knows_is_not_called_the_error_of_the_sensor(expanded, words):
    assert score_message(79.0, expanded, outcome_of(79.0, expanded, 80.0)) == words
