"""Pads that do not come back to zero, under four presses; and a hand that stays on one."""

import numpy as np

from tests.presses import press

RATE_HZ = 80.0
PRESSES = 4
ONE_S, ONE_N = press(for_s=11.0)
LETS_GO_S = 18.0
"""Of each press: its release begins then, and half a second later the pad has moved."""

T_S = np.arange(PRESSES * len(ONE_S)) / RATE_HZ
HAND_N = np.tile(ONE_N, PRESSES)
GONE = np.repeat(np.arange(PRESSES), len(ONE_S)) + (np.tile(ONE_S, PRESSES) > LETS_GO_S + 0.5)
"""Releases so far, of every sample."""


def comes_back(high_n, *, each=True):
    """A pad that reads so much more after each release, or since the first."""
    return HAND_N + high_n * (GONE if each else np.minimum(GONE, 1))


def recovers(high_n, in_s):
    """A pad that reads more after each release and goes back slowly."""
    since_s = np.tile(ONE_S, PRESSES) - LETS_GO_S
    return HAND_N + np.where(since_s > 0.0, high_n * np.exp(-since_s / in_s), 0.0)


def creeps(high_n):
    """A pad that moves all the time."""
    return HAND_N + high_n * (1.0 - np.exp(-T_S / 20.0))


def rests_on(hand_n):
    """A pad on which the hand stays between the presses."""
    wander = 1.0 + 0.04 * np.sin(2.0 * np.pi * 0.7 * T_S) + 0.02 * np.sin(2.0 * np.pi * 3.1 * T_S)
    return np.where(T_S > 7.0, np.maximum(HAND_N, hand_n * wander), HAND_N)


PADS = {
    "0.3 N each": comes_back(0.3),
    "0.8 N each": comes_back(0.8),
    "0.55 N once": comes_back(0.55, each=False),
    "1.5 N low once": comes_back(-1.5, each=False),
    "recovering": recovers(0.9, in_s=2.0),
    "creeping": creeps(1.5),
    "resting hand": rests_on(4.0),
}
