"""Whether a pad is pressed, before anybody has calibrated it."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rig.discovery.motion import Motion, after_samples

PERIOD_S = 1 / 80


def watched(force_n, motion=None):
    motion = motion or Motion()
    for start in range(0, len(force_n), 8):
        motion = after_samples(motion, force_n[start : start + 8], PERIOD_S)
    return motion


def level(force_n, for_s, noise_n=0.02):
    n = round(for_s / PERIOD_S)
    return force_n + noise_n * np.sin(np.arange(n) * 2.3)


@given(zero_n=st.floats(-500, 500), press_n=st.floats(5, 200), noise_n=st.floats(0.001, 0.2))
def test_a_press_is_seen_at_any_zero_and_so_is_its_end(zero_n, press_n, noise_n):
    rest = watched(level(zero_n, 2.0, noise_n))
    assert not rest.is_pressed
    pressed = watched(level(zero_n + press_n, 1.0, noise_n), rest)
    assert pressed.is_pressed
    assert 0 < pressed.bar_frac <= 1
    assert not watched(level(zero_n, 1.0, noise_n), pressed).is_pressed


def test_a_hold_of_half_a_minute_is_a_press_to_its_end():
    assert watched(level(25.0, 35.0), watched(level(0.0, 2.0))).is_pressed


def test_a_slow_drift_is_no_press():
    drift = np.linspace(0.0, 8.0, 80 * 120)
    assert not watched(drift, watched(level(0.0, 2.0))).is_pressed


def test_a_pad_that_was_pressed_when_we_came_is_at_rest_soon_after_its_release():
    held = watched(level(25.0, 3.0))
    assert not watched(level(0.0, 4.0), held).is_pressed
    assert watched(level(20.0, 1.0), watched(level(0.0, 6.0), held)).is_pressed


def test_a_cheap_pad_that_shows_an_eighth_of_the_force_is_seen():
    assert watched(level(3.0 + 25.0 / 8, 1.0), watched(level(3.0, 2.0))).is_pressed


def test_samples_without_a_value_change_nothing():
    rest = watched(level(0.0, 2.0))
    assert after_samples(rest, np.full(8, np.nan), PERIOD_S) == rest
