"""Readings that nobody has made newtons of: pressed, timed, never judged against newtons."""

from dataclasses import replace

import numpy as np
import pytest

from calibration.nominal import nominal_calibration
from rig.engine.judging.finder import DEFAULT_FINDER
from rig.trust.eligibility import station_on
from rig.trust.passport_store import PassportStore
from tests.calibration.bench import PAD
from tests.rig.test_watching import ONE, START, press_n, steps_of

PLAIN = replace(PAD, kind="plain", unit="unknown", rate_hz=0.0, resolution_raw=0.0)
ZERO_RAW = -31_400.0


def station(tmp_path, traits=PLAIN):
    store = PassportStore(tmp_path)
    return station_on("pad", None, traits, "", ONE, store, "2026-01-31T10:00:00Z", DEFAULT_FINDER)


def raw_of(level_raw: float, noise_raw: float) -> np.ndarray:
    force = press_n(level_raw)
    noise = np.random.default_rng(7).normal(0.0, noise_raw, len(force))
    return np.round(ZERO_RAW + force + noise)


@pytest.mark.parametrize(("level_raw", "noise_raw"), [(250_000.0, 700.0), (4_000.0, 9.0)])
def test_a_press_in_counts_is_found_whatever_their_noise_is(tmp_path, level_raw, noise_raw):
    one = station(tmp_path)
    steps = steps_of(one, raw_of(level_raw, noise_raw), (0, START))
    [scored] = [hold for step in steps for hold in step.holds]
    assert scored.hold.level_n == pytest.approx(level_raw, rel=0.03)
    assert scored.hold.hold_s == pytest.approx(12.0, abs=0.5)
    assert scored.score.score is None
    assert "say unit=N (or kg, g, lbf)" in scored.score.void_reason
    assert "calibrate the sensor" in scored.score.void_reason


def test_no_word_compares_counts_with_newtons_and_the_way_out_is_said(tmp_path):
    steps = steps_of(station(tmp_path), raw_of(90_000.0, 300.0), (0, START), cuts=200)
    live = [step.live for step in steps if step.raw is not None]
    assert {each.zone for each in live} == {"none"}
    assert {each.cue for each in live} <= {
        "hands off", "press", "hold", "let go slowly", "rest", "done", "",
    }  # fmt: skip
    assert all("calibrate the sensor to see newtons" in each.note for each in live)


def test_a_hand_that_climbs_is_no_zero_in_counts_either(tmp_path):
    raw = np.concatenate((raw_of(0.0, 50.0)[:40] + np.arange(40) * 500.0, np.full(40, 20_000.0)))
    steps = steps_of(station(tmp_path), raw[:60], (0, START))
    assert not any(event.kind == "tared" for step in steps for event in step.events)


def test_readings_in_newtons_are_judged_as_ever(tmp_path):
    one = station(tmp_path, replace(PLAIN, unit="kg"))
    assert one.calibration == nominal_calibration(replace(PLAIN, unit="kg"))
    assert not one.detection.is_relative
