"""Hands that press: force over time with what each hand meant, drawn at random, kind by kind.

Nothing of the product's simulator is used. A trace is what a person meant to do (ramps, levels,
rests), what the hand made of it (sway, tremor, sag), and what the sensor made of that (noise,
steps, stamps, a zero that moves). Truth is what was meant: from 0.9 of the level that was reached
to where letting go begins.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Random = np.random.Generator

RATES_HZ: Final = (8.0, 10.0, 40.0, 80.0, 320.0, 1000.0)
LEVELS_N: Final = (5.0, 800.0)
NOISES_N: Final = (0.05, 2.0)
# Above this share of the level the noise decides, not the hand.
NOISY_FRAC: Final = 0.05


@dataclass(frozen=True, slots=True)
class Meant:
    """One hold that the hand meant, in seconds."""

    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Trace:
    """A record and the truth about it.

    Attributes:
        t_s: (n,) times as the sensor stamped them.
        force_n: (n,) readings, zero not removed.
        meant: holds of at least 2 s, in order.
        is_noisy: the noise is more than 5 % of the lowest level.
    """

    t_s: Array
    force_n: Array
    meant: tuple[Meant, ...]
    rate_hz: float
    is_noisy: bool


class Course:
    """Corner points of what was meant, drawn from left to right."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.at_s = 0.0
        self.corners: list[tuple[float, float]] = [(0.0, 0.0)]
        self.meant: list[Meant] = []
        self.levels_n: list[float] = []

    def stay(self, for_s: float) -> None:
        """Keep the force of the last corner."""
        self.at_s += for_s
        self.corners.append((self.at_s, self.corners[-1][1]))

    def go(self, force_n: float, in_s: float) -> float:
        """Ramp to another force; gives the time 0.9 of the way up to it is reached."""
        from_s, from_n = self.at_s, self.corners[-1][1]
        self.at_s += in_s
        self.corners.append((self.at_s, force_n))
        if force_n <= from_n:
            return self.at_s
        return from_s + in_s * min(max((0.9 * force_n - from_n) / (force_n - from_n), 0.0), 1.0)

    def hold(self, force_n: float, ramp_s: float, for_s: float) -> None:
        """Go to a level and mean to stay there."""
        arrived_s = self.go(force_n, ramp_s)
        self.stay(for_s)
        self.meant.append(Meant(arrived_s, self.at_s))
        self.levels_n.append(force_n)


def _ramp_s(random: Random) -> float:
    return float(random.uniform(0.4, 2.5))


def _release_s(random: Random) -> float:
    return float(random.uniform(0.2, 1.0))


def _rest_s(random: Random) -> float:
    return float(random.uniform(2.0, 5.0))


def _presses(
    course: Course, level_n: float, *, rest_n: float = 0.0, shortest_s: float = 3.0
) -> None:
    """One to four presses with rests between; the hand may stay on the pad with `rest_n`."""
    random = course.random
    course.stay(_rest_s(random))
    for _ in range(int(random.integers(1, 5)) if not rest_n else int(random.integers(2, 5))):
        force_n = level_n * float(random.uniform(0.85, 1.15))
        course.hold(force_n, _ramp_s(random), float(random.uniform(shortest_s, 14.0)))
        course.go(rest_n * float(random.uniform(0.8, 1.2)), _release_s(random))
        course.stay(_rest_s(random))
    if rest_n:
        course.go(0.0, 0.3)
        course.stay(2.0)


def _wobble(random: Random, t_s: Array, cv_frac: float) -> Array:
    """Slow wander, corrections and tremor, together of the given standard deviation."""
    if not len(t_s):
        return np.zeros(0)
    parts = np.zeros(len(t_s))
    for low_hz, high_hz, share in ((0.05, 1.0, 0.8), (1.0, 4.0, 0.5), (8.0, 12.0, 0.3)):
        hertz = random.uniform(low_hz, high_hz, 4)
        phase = random.uniform(0.0, 2.0 * np.pi, 4)
        for f_hz, start in zip(hertz, phase, strict=True):
            parts += share / 2.0 * np.sin(2.0 * np.pi * f_hz * t_s + start)
    return cv_frac * parts * np.sqrt(2.0) / np.sqrt(0.8**2 + 0.5**2 + 0.3**2)


Shape = Callable[[Course, Array, Array], Array]


def _same(course: Course, t_s: Array, force_n: Array) -> Array:
    return force_n


def _sag(course: Course, t_s: Array, force_n: Array) -> Array:
    """Every hold falls to 0.5 to 0.8 of its beginning, evenly or fast at first."""
    for meant in course.meant:
        left = float(course.random.uniform(0.5, 0.8))
        share = np.clip((t_s - meant.start_s) / (meant.end_s - meant.start_s), 0.0, 1.0)
        if course.random.random() < 0.5:
            share = (1.0 - np.exp(-2.0 * share)) / (1.0 - np.exp(-2.0))
        inside = (t_s >= meant.start_s) & (t_s <= meant.end_s + 1.5)
        force_n = np.where(inside, force_n * (1.0 - (1.0 - left) * share), force_n)
    return force_n


def _creep(course: Course, t_s: Array, force_n: Array) -> Array:
    """Every hold rises by 10 to 40 % while it lasts."""
    for meant in course.meant:
        more = float(course.random.uniform(0.1, 0.4))
        share = np.clip((t_s - meant.start_s) / (meant.end_s - meant.start_s), 0.0, 1.0)
        inside = (t_s >= meant.start_s) & (t_s <= meant.end_s + 1.5)
        force_n = np.where(inside, force_n * (1.0 + more * share), force_n)
    return force_n


def _sway(course: Course, t_s: Array, force_n: Array) -> Array:
    hertz, phase = course.random.uniform(0.2, 0.4), course.random.uniform(0.0, 2.0 * np.pi)
    wide = course.random.uniform(0.12, 0.2)
    return force_n * (1.0 + wide * np.sin(2.0 * np.pi * hertz * t_s + phase))


def _tremble(course: Course, t_s: Array, force_n: Array) -> Array:
    hertz, phase = course.random.uniform(5.0, 11.0), course.random.uniform(0.0, 2.0 * np.pi)
    # A slow sensor averages over its period.
    wide = course.random.uniform(0.1, 0.28) * abs(np.sinc(hertz * float(np.median(np.diff(t_s)))))
    return force_n * (1.0 + wide * np.sin(2.0 * np.pi * hertz * t_s + phase))


def _pushed(course: Course, t_s: Array, force_n: Array) -> Array:
    """Each hold gets a spike of one sample, or a push of up to 3 s or one before letting go."""
    random = course.random
    for meant in course.meant:
        if random.random() < 0.5:
            for at_s in random.uniform(meant.start_s, meant.end_s, 3):
                at = int(np.searchsorted(t_s, at_s))
                force_n[at : at + 1] *= float(random.uniform(2.0, 6.0))
            continue
        for_s, times = float(random.uniform(0.3, 3.0)), float(random.uniform(1.4, 2.5))
        room_s = meant.end_s - meant.start_s - for_s
        if random.random() < 0.3:
            for_s = float(random.uniform(0.3, 0.8))
            at_s = meant.end_s - for_s
        elif room_s < 6.0:
            continue
        else:
            at_s = meant.start_s + 3.0 + float(random.uniform(0.0, room_s - 6.0))
        rim = [at_s - 0.2, at_s, at_s + for_s, at_s + for_s + 0.2]
        force_n = force_n * np.interp(t_s, rim, [1.0, times, times, 1.0])
    return force_n


def _broken(course: Course, t_s: Array, force_n: Array) -> Array:
    """Each hold of 7 s and more gives way to 0.58 to 0.75 for up to 2.5 s, once."""
    random = course.random
    for meant in course.meant:
        for_s = float(random.uniform(0.3, 2.5))
        room_s = meant.end_s - meant.start_s - for_s
        if room_s < 4.5:
            continue
        at_s = meant.start_s + 2.0 + float(random.uniform(0.0, room_s - 4.5))
        left = float(random.uniform(0.58, 0.75))
        rim = [at_s, at_s + 0.25, at_s + 0.25 + for_s, at_s + 0.5 + for_s]
        force_n = force_n * np.interp(t_s, rim, [1.0, left, left, 1.0])
    return force_n


def _steps(course: Course, level_n: float, how_many: int) -> None:
    """One or two presses of several levels without letting go."""
    random = course.random
    course.stay(_rest_s(random))
    for _ in range(int(random.integers(1, 3))):
        force_n = level_n
        falling = how_many == 2 and random.random() < 0.3
        for _ in range(how_many):
            course.hold(force_n, _ramp_s(random), float(random.uniform(3.5, 12.0)))
            if falling:
                force_n /= float(random.uniform(1.6, 2.5))
            else:
                force_n *= float(random.uniform(1.28, 2.5 if how_many == 2 else 1.7))
        course.go(0.0, _release_s(random))
        course.stay(_rest_s(random))


def _slow(course: Course, level_n: float) -> None:
    random = course.random
    course.stay(_rest_s(random))
    for _ in range(int(random.integers(1, 4))):
        for_s = float(random.uniform(4.0, 12.0))
        course.hold(level_n, float(random.uniform(3.0, min(8.0, 1.5 * for_s))), for_s)
        course.go(0.0, float(random.uniform(0.5, 2.0)))
        course.stay(_rest_s(random))


def _levels_of(kind: str, course: Course, level_n: float) -> None:
    random = course.random
    if kind == "two levels":
        _steps(course, level_n, 2)
    elif kind == "three levels":
        _steps(course, level_n, 3)
    elif kind == "slow ramps":
        _slow(course, level_n)
    elif kind == "resting hand":
        _presses(course, level_n, rest_n=level_n * float(random.uniform(0.05, 0.15)))
    elif kind in ("breaks", "spikes and pushes", "sagging"):
        _presses(course, level_n, shortest_s=8.0)
    else:
        _presses(course, level_n)


SHAPES: Final[dict[str, Shape]] = {
    "ordinary": _same,
    "sagging": _sag,
    "swaying": _sway,
    "trembling": _tremble,
    "resting hand": _same,
    "creeping": _creep,
    "shifted zero": _same,
    "spikes and pushes": _pushed,
    "jittered stamps": _same,
    "slow ramps": _same,
    "two levels": _same,
    "three levels": _same,
    "breaks": _broken,
}
"""Kinds of hands, each with what it makes of the force that was meant."""


def trace_of(kind: str, seed: int) -> Trace:
    """One record of a kind; the same for the same seed."""
    random = np.random.default_rng([sorted(SHAPES).index(kind), seed])
    rate_hz = float(random.choice(RATES_HZ))
    level_n = float(np.exp(random.uniform(*np.log(LEVELS_N))))
    noise_n = float(np.exp(random.uniform(*np.log(NOISES_N))))
    course = Course(random)
    _levels_of(kind, course, level_n)
    t_s = np.arange(int(course.at_s * rate_hz)) / rate_hz
    force_n = np.interp(t_s, *np.array(course.corners).T)
    force_n = force_n * (1.0 + _wobble(random, t_s, float(random.uniform(0.01, 0.05))))
    force_n = SHAPES[kind](course, t_s, force_n)
    if kind == "shifted zero":
        for meant in course.meant:
            force_n = force_n + np.where(t_s > meant.end_s, random.uniform(-0.5, 1.5), 0.0) * min(
                1.0, 0.15 * level_n
            )
    force_n = force_n + random.normal(0.0, noise_n, len(t_s)) + float(random.uniform(-20.0, 20.0))
    lowest_n = min(course.levels_n)
    long_ones = tuple(each for each in course.meant if each.end_s - each.start_s >= 2.0)
    if kind == "jittered stamps":
        t_s = _stamped(random, t_s, rate_hz)
    return Trace(t_s, force_n, long_ones, rate_hz, noise_n > NOISY_FRAC * lowest_n)


def _stamped(random: Random, t_s: Array, rate_hz: float) -> Array:
    """Stamps of a host: jitter of 0.4 of a step, or bursts of two or four."""
    how = int(random.integers(0, 3))
    if how == 0:
        return np.asarray(t_s + random.uniform(-0.4, 0.4, len(t_s)) / rate_hz)
    burst = 2 * how
    last = np.minimum((np.arange(len(t_s)) // burst + 1) * burst - 1, len(t_s) - 1)
    return np.asarray(t_s[last] + 1e-4 / rate_hz * (np.arange(len(t_s)) % burst))
