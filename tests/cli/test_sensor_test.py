"""`devices --test`: what ten seconds of an untouched sensor show."""

from dataclasses import replace

import numpy as np
import pytest

from firmware_bridge.samples import Flag, RawBlock
from rig.discovery.sensor_test import SensorTest, figures, sentences
from tests.cli.conftest import Steadyhold

HOW = "`steadyhold calibrate SOURCE`"
SOUND = SensorTest(
    unit="N", samples=800, rate_hz=80.0, largest_gap_s=0.013, lost=0, rejected=0, saturated=0,
    distinct=60, low_raw=-0.1, high_raw=0.1, zero_raw=0.0, noise_raw=0.02, moved=False, news="",
)  # fmt: skip


def test_a_sound_sensor_gets_its_rate_its_zero_and_its_noise(steadyhold: Steadyhold):
    answer = steadyhold("devices", "--test", "sim:?seed=3&speed=max", "--for", "3", "--json").json
    assert answer["schema"] == "steadyhold.sensor-test/1"
    assert answer["test"]["rate_hz"] == pytest.approx(80.0, abs=0.5)
    assert answer["test"]["samples"] == pytest.approx(240, abs=25)
    assert answer["words"][0] == "It sends 80.0 samples a second."
    shown = steadyhold("devices", "--test", "sim:?seed=3&speed=max", "--for", "3")
    assert "Untouched it reads" in shown.out
    assert "hands off" in shown.err


def test_a_sound_sensor_is_called_so_and_one_that_fell_silent_is_not():
    assert sentences(SOUND, HOW)[-1] == "Nothing is wrong with it."
    for changed in ({"saturated": 30}, {"noise_raw": 3.0}, {"news": "it was unplugged"}):
        assert "Nothing is wrong" not in " ".join(sentences(replace(SOUND, **changed), HOW))


def test_samples_without_a_reading_count_but_have_no_part_in_zero_and_noise():
    raw = np.array([[1.0], [np.nan], [3.0]])
    t_s, flags = np.array([0.0, 0.1, 0.2]), np.array([0, Flag.OPEN_CIRCUIT, 0], np.uint16)
    found = figures("N", [RawBlock(np.arange(3), t_s, raw, flags, 0, np.nan)], 0, 0, "")
    assert (found.samples, found.saturated, found.distinct) == (3, 1, 2)
    assert (found.low_raw, found.zero_raw, found.high_raw) == (1.0, 2.0, 3.0)


@pytest.mark.parametrize("step_raw", [1e-6, 1.0, 50.0], ids=["fine", "as its noise", "coarse"])
def test_a_hand_is_told_from_noise_whatever_the_unit(step_raw: float):
    rng = np.random.default_rng(5)
    t_s = np.arange(800) / 80
    noise = rng.normal(0.0, 1.0, len(t_s)) * 10.0
    press = 2000.0 * ((t_s > 4.0) & (t_s < 6.0))
    single = np.where(np.arange(len(t_s)) == 300, 9000.0, 0.0)
    for load, moved in ((0.0, False), (single, False), (press, True), (200.0 * t_s, True)):
        raw = np.round((noise + load) / step_raw)[:, None] * step_raw
        flags = np.zeros(len(t_s), np.uint16)
        block = RawBlock(np.arange(len(t_s)), t_s, raw, flags, 0, np.nan)
        assert figures("counts", [block], 0, 0, "").moved is moved


def test_a_source_that_is_not_there_is_said(steadyhold: Steadyhold):
    answer = steadyhold("devices", "--test", "serial:/dev/nothing-here")
    assert answer.code == 5
    assert "no serial port /dev/nothing-here" in answer.err


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"samples": 3}, "Check the cable, the power and the address"),
        ({"rate_hz": 10.0}, "too slow to judge a press"),
        ({"largest_gap_s": 1.2}, "nothing came for 1.20 s: look for a loose plug"),
        ({"lost": 12}, "12 samples were lost"),
        ({"saturated": 30}, "check the four wires"),
        ({"distinct": 1}, "the reading is frozen"),
        ({"noise_raw": 3.0}, "too much to set a zero"),
        ({"moved": True}, "hands off, and test it again"),
        ({"unit": "counts"}, "Calibrate it to see newtons"),
        ({"news": "its numbers have no unit"}, "Its numbers have no unit."),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(changed, words):
    assert words not in " ".join(sentences(SOUND, HOW))
    assert words in " ".join(sentences(replace(SOUND, **changed), HOW))
