"""Records in which nobody presses: sensors that jump or float, running, jumps, squeezes."""

from collections.abc import Callable
from typing import Final

import numpy as np

from tests.hands import RATES_HZ, Array, Random


def _offset_jump(random: Random, t_s: Array) -> Array:
    """The zero jumps and stays, as still after as before."""
    at_s = float(random.uniform(5.0, 15.0))
    return np.where(t_s > at_s, float(random.uniform(3.0, 300.0)), 0.0)


def _pulses(random: Random, t_s: Array, period_s: tuple[float, float], on: float) -> Array:
    """Half sines in a row, each `on` of its period."""
    force = np.zeros(len(t_s))
    at_s = float(random.uniform(2.0, 4.0))
    height_n = float(np.exp(random.uniform(np.log(20.0), np.log(800.0))))
    while at_s < t_s[-1] - 4.0:
        every_s = float(random.uniform(*period_s))
        part = (t_s - at_s) / (on * every_s)
        inside = (part > 0.0) & (part < 1.0)
        force[inside] = height_n * random.uniform(0.8, 1.2) * np.sin(np.pi * part[inside]) ** 0.7
        at_s += every_s
    return force


def _squeezes(random: Random, t_s: Array) -> Array:
    every_s = float(random.uniform(1.0, 2.2))
    return _pulses(random, t_s, (0.9 * every_s, 1.1 * every_s), float(random.uniform(0.4, 0.65)))


def _running(random: Random, t_s: Array) -> Array:
    return _pulses(random, t_s, (0.33, 0.38), float(random.uniform(0.6, 0.75)))


def _jumps(random: Random, t_s: Array) -> Array:
    """A person of some weight jumps on a plate every few seconds, and stands between."""
    weight_n = float(random.uniform(400.0, 1000.0))
    force = np.full(len(t_s), weight_n)
    at_s = float(random.uniform(3.0, 5.0))
    while at_s < t_s[-1] - 4.0:
        corners_s = at_s + np.cumsum([0.0, 0.25, 0.35, 0.05, 0.4, 0.03, 0.15, 0.4])
        shares = [1.0, 0.5, 2.2, 0.0, 0.0, 4.0, 1.4, 1.0]
        inside = (t_s > corners_s[0]) & (t_s < corners_s[-1])
        force[inside] = weight_n * np.interp(t_s[inside], corners_s, shares)
        at_s += float(random.uniform(2.0, 6.0))
    return force


def _floating(random: Random, t_s: Array) -> Array:
    """An input that nothing is wired to: it walks, and hum lies on it."""
    step_s = float(t_s[1] - t_s[0])
    back_s, wide_n = float(random.uniform(1.0, 20.0)), float(random.uniform(2.0, 50.0))
    kicks = random.normal(0.0, wide_n * np.sqrt(2.0 * step_s / back_s), len(t_s))
    walk = np.zeros(len(t_s))
    for at in range(1, len(t_s)):
        walk[at] = walk[at - 1] * (1.0 - step_s / back_s) + kicks[at]
    return walk + 0.1 * wide_n * np.sin(2.0 * np.pi * 50.0 * t_s)


KINDS: Final[dict[str, Callable[[Random, Array], Array]]] = {
    "offset jump": _offset_jump,
    "squeezes": _squeezes,
    "running": _running,
    "jumps": _jumps,
    "floating": _floating,
}


def trace_without_hands(kind: str, seed: int) -> tuple[Array, Array]:
    """Times and readings of one record of a kind."""
    random = np.random.default_rng([100 + sorted(KINDS).index(kind), seed])
    rate_hz = float(random.choice(RATES_HZ[2:] if kind in ("running", "jumps") else RATES_HZ))
    rate_hz = min(rate_hz, 320.0)
    t_s = np.arange(int(random.uniform(25.0, 45.0) * rate_hz)) / rate_hz
    noise_n = float(np.exp(random.uniform(np.log(0.05), np.log(1.0))))
    return t_s, KINDS[kind](random, t_s) + random.normal(0.0, noise_n, len(t_s))
