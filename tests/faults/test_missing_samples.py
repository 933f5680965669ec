"""Fault F09: samples are lost in mid-press; what is marked, and what has no score."""

import numpy as np
import pytest

from rig.engine.step import ScoredHold
from tests import presses


def held(*without_s: tuple[float, float], rate_hz: float = 80.0) -> ScoredHold:
    """A press of 20 s from second 7 on, of which these seconds never came."""
    t_s, force_n = presses.press(for_s=20.0, rate_hz=rate_hz)
    came = np.ones(len(t_s), dtype=np.bool_)
    for from_s, to_s in without_s:
        came &= (t_s < from_s) | (t_s >= to_s)
    block = presses.block(t_s[came], presses.counts(force_n)[came])
    [hold] = presses.holds_in(presses.practise(presses.station(), [block]))
    return hold


def test_f09_a_press_with_a_tenth_of_a_second_missing_says_so_and_keeps_its_score():
    whole, gapped = held(), held((15.0, 15.15))
    assert not whole.hold.flags
    assert gapped.hold.flags == ("short_gap",)
    assert gapped.score.score == pytest.approx(whole.score.score, abs=1.0)
    assert gapped.hold.hold_s == whole.hold.hold_s


def test_f09_a_press_with_half_a_second_missing_has_no_score_and_says_why():
    gapped = held((15.0, 15.52))
    assert gapped.hold.flags == ("gap",)
    assert gapped.score.score is None
    assert gapped.score.void_reason == "samples are missing from the hold"
    # Time is kept by the clock, not by counting: of half a second fewer samples the line through
    # the plateau lies otherwise, and an edge moves by two.
    assert gapped.hold.hold_s == pytest.approx(held().hold.hold_s, abs=2.5 / 80.0)


@pytest.mark.parametrize(("every_s", "flags"), [(0.25, ("gap",)), (1.25, ())])
def test_f09_single_samples_void_a_press_only_above_two_in_a_hundred(every_s, flags):
    gapped = held(*((at_s, at_s + 0.0125) for at_s in np.arange(8.0, 26.0, every_s)))
    assert gapped.hold.flags == flags
    assert (gapped.score.score is None) == bool(flags)


def test_f09_the_pace_of_a_slow_sensor_is_no_gap():
    assert not held(rate_hz=10.0).hold.flags
