"""What a station notices beside the force: limits, drifts, and zeros set at the wrong moment."""

import math
import re
from dataclasses import replace

import numpy as np
import pytest

from calibration.passport.document import calibration_of
from firmware_bridge.samples import Flag, RawBlock
from rig.engine.fold import advance, begin, finish, obey
from rig.engine.scoring.rubric import HOLD_SCORE_1
from rig.engine.step import Command, Station
from rig.protocols.library import built_in
from tests.calibration.bench import PAD
from tests.calibration.trials import trial

RATE_HZ = 80.0
ZERO = 84_000.0
ONE = replace(built_in()["tp-hold"], repetitions=1, rest_s=0.0)


@pytest.fixture(scope="module")
def calibration():
    return calibration_of(trial(5).passport)


def station(calibration, **changes):
    traits = replace(PAD, rate_hz=RATE_HZ, saturation_raw=(-8388608.0, 8388607.0))
    return replace(Station("pad", calibration, traits, ONE, HOLD_SCORE_1), **changes)


def raw_of(calibration, force_n, seed: int = 4):
    noise_n = np.random.default_rng(seed).normal(0.0, 0.02, len(force_n))
    return np.round(ZERO + (force_n + noise_n) / calibration.gain_per_raw)


def press_n(level_n: float) -> np.ndarray:
    t_s = np.arange(round(26.0 * RATE_HZ)) / RATE_HZ
    shape = np.interp(t_s, (3.0, 6.0, 18.0, 19.0), (0.0, 1.0, 1.0, 0.0))
    return level_n * (shape + 0.03 * np.sin(2.0 * t_s) * (shape == 1.0))


def steps_of(one: Station, raw: np.ndarray, *commands: tuple[int, Command], cuts: int = 0):
    """Everything the fold says, commands obeyed before the samples they name."""
    t_s = np.arange(len(raw)) / RATE_HZ
    places = sorted({*np.linspace(0, len(raw), cuts + 2).astype(int), *(at for at, _ in commands)})
    progress, steps = begin(one), []
    for first, last in zip(places, [*places[1:], len(raw)], strict=True):
        for at, command in commands:
            if at == first:
                progress, step = obey(one, progress, command)
                steps.append(step)
        if last > first:
            part = slice(first, last)
            block = RawBlock(
                np.arange(first, last), t_s[part], raw[part, None],
                np.zeros(last - first, np.uint16), 0, math.nan,
            )  # fmt: skip
            progress, step = advance(one, progress, block)
            steps.append(step)
    progress, step = finish(one, progress)
    return [*steps, step]


def events_of(steps):
    return [event for step in steps for event in step.events]


START = Command("start_set", math.nan, "ann")
TARE = Command("tare", math.nan, "ann")


def test_a_press_beyond_the_calibrated_span_is_void_and_says_so(calibration):
    raw = raw_of(calibration, press_n(1.2 * calibration.max_n))
    (hold,) = [h for s in steps_of(station(calibration), raw, (0, START)) for h in s.holds]
    assert "beyond_calibration" in hold.hold.flags
    assert hold.score.score is None
    assert hold.score.void_reason == "pressed harder than this sensor was calibrated for"


def test_f24_a_press_that_reaches_the_end_of_the_scale_is_void_without_the_board_telling(
    calibration,
):
    unbounded = replace(calibration, span_raw=None)
    raw = raw_of(calibration, press_n(30.0))
    raw[800:830] = 8388607.0
    (hold,) = [h for s in steps_of(station(unbounded), raw, (0, START)) for h in s.holds]
    assert {"saturated", "open_circuit"} & set(hold.hold.flags)
    assert hold.score.score is None


def note_on(calibration, flag: Flag) -> str:
    """What is told while samples come with a quality bit."""
    one, raw = station(calibration), raw_of(calibration, np.zeros(200))
    progress, _ = obey(one, begin(one), TARE)
    flags = np.zeros(200, np.uint16)
    flags[180:] = flag
    t_s = np.arange(200) / RATE_HZ
    block = RawBlock(np.arange(200), t_s, raw[:, None], flags, 0, math.nan)
    _, step = advance(one, progress, block)
    return step.live.note


def test_f24_a_reading_at_its_limit_is_told_at_once(calibration):
    told = note_on(calibration, Flag.SATURATED)
    assert told == "More than the sensor can measure: ease off."
    told = note_on(calibration, Flag.BEYOND_CALIBRATION)
    assert told == "More than this sensor was calibrated for: ease off."


def test_f25_a_frozen_reading_is_told_at_once(calibration):
    assert note_on(calibration, Flag.STUCK) == "The reading is frozen: check the sensor."


def test_f26_an_open_wire_is_told_at_once(calibration):
    told = note_on(calibration, Flag.OPEN_CIRCUIT)
    assert told == "A wire of the sensor is open: check its plug."


@pytest.mark.parametrize("cuts", [0, 3, 100])
def test_f28_a_drifting_pad_is_told_between_presses_wherever_the_stream_is_cut(calibration, cuts):
    drift_n = np.concatenate((np.zeros(160), np.linspace(0.0, 0.9, 4000)))
    steps = steps_of(station(calibration), raw_of(calibration, drift_n), (0, TARE), cuts=cuts)
    told = [event for event in events_of(steps) if event.kind == "zero_drifted"]
    whole = steps_of(station(calibration), raw_of(calibration, drift_n), (0, TARE))
    assert told == [event for event in events_of(whole) if event.kind == "zero_drifted"]
    assert len(told) == 1
    assert 0.2 < told[0].value < 0.3
    assert "The zero has drifted by +0." in steps[-2].live.note
    assert steps[-2].live.note.endswith("N: hands off, then start a set: it sets zero.")


def test_f29_a_zero_is_refused_within_a_set_and_allowed_when_it_is_over(calibration):
    raw = raw_of(calibration, press_n(26.0))
    between = (200, TARE)
    refused = [
        event for event in events_of(steps_of(station(calibration), raw, (0, START), between))
        if event.kind == "tare_refused"
    ]  # fmt: skip
    assert [event.text for event in refused] == [
        "a set is under way: stop it, or set zero when it is over"
    ]
    done = events_of(steps_of(station(calibration), raw, (0, START), (1800, TARE)))
    assert [event.kind for event in done].count("tared") == 2


def test_a_zero_keeps_its_counts_its_spread_and_who_asked(calibration):
    events = events_of(
        steps_of(station(calibration), raw_of(calibration, np.zeros(400)), (0, TARE))
    )
    (tared,) = [event for event in events if event.kind == "tared"]
    assert tared.value == pytest.approx(ZERO, abs=60.0)
    words, by = tared.text.split("; ")
    assert words.startswith("spread 1")
    assert words.endswith(" counts")
    assert by == "by ann"


def test_a_set_ends_with_the_zero_after_its_last_press(calibration):
    force_n = press_n(26.0)
    force_n[1500:] += 0.4
    one = station(replace(calibration, grade="R"))
    steps = steps_of(one, raw_of(calibration, force_n), (0, START))
    (checked,) = [event for event in events_of(steps) if event.kind == "zero_checked"]
    assert checked.value == pytest.approx(0.4, abs=0.05)
    (result,) = [step.set_result for step in steps if step.set_result is not None]
    assert result.remark.startswith("The zero moved by +0.4")
    assert result.remark == checked.text
    calm = steps_of(one, raw_of(calibration, press_n(26.0)), (0, START))
    assert [step.set_result.remark for step in calm if step.set_result is not None] == [""]


def test_quality_bits_of_the_device_stay(calibration):
    raw = raw_of(calibration, press_n(26.0))
    one = station(calibration)
    progress, _ = obey(one, begin(one), START)
    flags = np.zeros(len(raw), np.uint16)
    flags[900] = Flag.STUCK
    t_s = np.arange(len(raw)) / RATE_HZ
    block = RawBlock(np.arange(len(raw)), t_s, raw[:, None], flags, 0, math.nan)
    _, step = advance(one, progress, block)
    assert step.holds[0].hold.flags == ("stuck",)


def test_a_zero_set_under_a_load_is_told_as_soon_as_the_load_is_gone(calibration):
    force_n = np.where(np.arange(800) < 400, 25.0, 0.0)
    steps = steps_of(station(calibration), raw_of(calibration, force_n), (0, TARE))
    note = steps[-1].live.note
    assert re.match(r"The pad reads 25 N below zero: something lay on it when zero was set", note)
    assert "then start a set: it sets zero. If every push does this, turn the sensor round" in note
