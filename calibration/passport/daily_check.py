"""The check weight read in use: empty pad, weight on, a verdict; nothing is ever rescaled by it."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from calibration.errors import MassSetError
from calibration.force import force_of
from calibration.passport.document import Passport, calibration_of
from calibration.passport.grades import LIMITS
from calibration.passport.validity import CheckVerdict, check_verdict
from calibration.procedure.reference import KnownForce, Mass, known_force
from calibration.procedure.setup import is_too_light
from calibration.tare import Search, Stillness, begin_search, search_zero
from calibration.values import Calibration
from firmware_bridge.rounding import fixed

# The calibration itself is read this long after the last movement.
SETTLE_S: Final = 3.0
STILL_SD_N: Final = 0.1
# Less than this share of the weight, or of a lighter one of the set, is no weight.
ON_SHARE_FRAC: Final = 0.5
# Below this share of the weight even a lighter one is not told from a cable that pulls.
LEAST_SHARE_FRAC: Final = 0.1


@dataclass(frozen=True, slots=True)
class DailyCheck:
    """A check under way.

    Attributes:
        calibration: of the passport.
        name: of the weight.
        known_n: force of the weight.
        others_n: force of each other weight of the passport, by its name.
        zero_raw: reading of the empty pad; None until it was found.
        search: of the stretch that rests.
        on_s: when the weight came on; NaN before.
        verdict: None until it was read.
    """

    calibration: Calibration
    name: str
    known_n: float
    others_n: tuple[tuple[str, float], ...]
    zero_raw: float | None
    search: Search
    on_s: float
    verdict: CheckVerdict | None

    @property
    def words(self) -> str:
        """What to do now, or how it ended."""
        if self.verdict is not None:
            return f"{self.verdict.words} {self.question}".strip()
        if self.zero_raw is None:
            return "Take everything off the pad and let go."
        if self.on_s != self.on_s:
            weighs = f"{self.name!r}, {fixed(self.known_n, 2)} N"
            return f"Put the check weight ({weighs}) on the middle and let go."
        return "Hands off: waiting until it rests."

    @property
    def question(self) -> str:
        """Whether another weight lies on the pad, where the sensor would show just that."""
        if self.verdict is None or self.verdict.passed:
            return ""
        shown_n = self.known_n + self.verdict.error_n
        like = [
            f"{name} ({fixed(n, 2)} N)"
            for name, n in self.others_n
            if check_verdict(self.calibration, shown_n, n).passed
        ]
        return f"It reads like {' or '.join(like)}: is that on the pad?" if like else ""

    @property
    def on_n(self) -> float:
        """From which force on something lies on the pad."""
        lightest_n = min([self.known_n, *(n for _, n in self.others_n)])
        return max(ON_SHARE_FRAC * lightest_n, LEAST_SHARE_FRAC * self.known_n)


def check_weights(passport: Passport) -> tuple[Mass, ...]:
    """Weights of a passport that can prove its sensor, the usual one first.

    Usual is the first that was kept for checks, else the largest. A light weight proves nothing:
    within the limit of the grade a dead cell would show it too.

    Args:
        passport: of the sensor.
    """
    telling = [mass for mass in passport.masses if _can_prove(passport, mass)]
    kept = [mass for mass in telling if mass.for_check]
    others = [mass for mass in telling if not mass.for_check]
    return (*kept, *sorted(others, key=lambda mass: mass.kg, reverse=True))


def weight_of(passport: Passport, mass_id: str) -> tuple[Mass, KnownForce]:
    """A weight of the passport, and its force where the passport was made.

    Args:
        passport: of the sensor.
        mass_id: as written on the weight; empty for the usual one of `check_weights`.

    Raises:
        MassSetError: the passport has no such weight, or it is too light to prove anything.
    """
    telling = check_weights(passport)
    masses = {mass.id: mass for mass in passport.masses}
    if not mass_id and telling:
        return telling[0], _force_of(passport, telling[0])
    heavy = ", ".join(mass.id for mass in telling)
    if not heavy:
        raise MassSetError(
            "no weight of the passport is heavy enough to prove its sensor",
            "calibrate it with a check weight of a fifth of the largest load or more",
        )
    found = masses.get(mass_id)
    if found is None:
        raise MassSetError(f"the passport has no weight {mass_id!r}", f"choose one of {heavy}")
    force = _force_of(passport, found)
    if found not in telling:
        raise MassSetError(
            f"weight {found.id} ({fixed(force.n, 2)} N) is too light to prove a sensor calibrated "
            f"up to {fixed(passport.figures.max_n, 1)} N",
            f"choose one of {heavy}",
        )
    return found, force


def begin_check(passport: Passport, mass_id: str) -> tuple[Mass, DailyCheck]:
    """A weight of the passport, and its check before the first sample.

    Args:
        passport: of the sensor.
        mass_id: as in `weight_of`.

    Raises:
        MassSetError: as in `weight_of`.
    """
    mass, force = weight_of(passport, mass_id)
    others = tuple(
        (other.id, _force_of(passport, other).n) for other in passport.masses if other.id != mass.id
    )
    search = begin_search(None)
    return mass, DailyCheck(
        calibration_of(passport), mass.id, force.n, others, None, search, float("nan"), None
    )


def feed_check(check: DailyCheck, t_s: NDArray[np.float64], raw: NDArray[np.float64]) -> DailyCheck:
    """The check after more samples.

    Args:
        check: state before.
        t_s: (n,) times, n at least 1.
        raw: (n, channels) readings.
    """
    if check.verdict is not None:
        return check
    calibration = check.calibration
    gain = abs(calibration.gain_per_raw)
    limits = Stillness(STILL_SD_N / gain, float("inf"))
    column = raw[:, calibration.column]
    if check.zero_raw is None:
        search, zero = search_zero(check.search, t_s, column, limits)
        if zero is None:
            return replace(check, search=search)
        after = replace(check, search=begin_search(None), zero_raw=zero.raw)
        taken = int(np.searchsorted(t_s, zero.at_s, side="right"))
        return feed_check(after, t_s[taken:], raw[taken:]) if taken < len(t_s) else after
    shown_n = force_of(raw, check.zero_raw, calibration)
    below = np.flatnonzero(shown_n < -check.on_n)
    if len(below):
        # Something lay on the pad while its zero was found, and is taken away now.
        at = int(below[0])
        seen = feed_check(check, t_s[:at], raw[:at]) if at else check
        after = replace(seen, search=begin_search(None), zero_raw=None, on_s=float("nan"))
        return seen if seen.verdict is not None else feed_check(after, t_s[at:], raw[at:])
    off = np.flatnonzero(shown_n < check.on_n)
    first = int(off[-1]) + 1 if len(off) else 0
    if first == len(t_s):
        return replace(check, search=begin_search(None), on_s=float("nan"))
    on_s = float(t_s[first]) if first or check.on_s != check.on_s else check.on_s
    search = begin_search(None) if first else check.search
    settled = first + int(np.searchsorted(t_s[first:], on_s + SETTLE_S))
    if settled == len(t_s):
        return replace(check, search=begin_search(None), on_s=on_s)
    search, rest = search_zero(search, t_s[settled:], column[settled:], limits)
    if rest is None:
        return replace(check, search=search, on_s=on_s)
    read_n = float(force_of(_row(rest.raw, raw.shape[1]), check.zero_raw, calibration)[0])
    return replace(check, on_s=on_s, verdict=check_verdict(calibration, read_n, check.known_n))


def _can_prove(passport: Passport, mass: Mass) -> bool:
    force_n, largest_n = _force_of(passport, mass).n, passport.figures.max_n
    grade = passport.grade.grade
    if grade == "none":
        return not is_too_light(force_n, largest_n)
    return LIMITS[grade].can_prove(force_n, largest_n)


def _force_of(passport: Passport, mass: Mass) -> KnownForce:
    return known_force((mass,), passport.gravity, passport.air_kg_per_m3)


def _row(reading: float, channels: int) -> NDArray[np.float64]:
    return np.full((1, channels), reading)
