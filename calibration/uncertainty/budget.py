"""Uncertainty budget after the GUM: u_c = root of the sum of squares, U = 2 u_c."""

import math
from dataclasses import dataclass
from typing import Final, Literal

from calibration.values import ErrorModel

COVERAGE_FACTOR: Final = 2.0

Acts = Literal["gain", "press", "zero", "creep", "noise", "form"]
"""How a part reaches a press: gain and form the same for all, press and zero anew for each, creep
along the hold, noise from sample to sample."""


@dataclass(frozen=True, slots=True)
class Assumed:
    """What a calibration cannot measure in one sitting, with values of the domain model 7.5.

    Attributes:
        temperature_frac_per_k: change of the gain with temperature.
        temperature_span_k: half the span of temperatures in use.
        zero_age_min: longest time from a tare to the end of the press it serves.
        eccentric_frac: change of the gain from the centre to the edge, where it was not tried.
        hold_s: longest hold.
        mean_s: time a reading is averaged over.
    """

    temperature_frac_per_k: float = 2e-4
    temperature_span_k: float = 5.0
    zero_age_min: float = 3.0
    eccentric_frac: float = 0.01
    hold_s: float = 60.0
    mean_s: float = 1.0


@dataclass(frozen=True, slots=True)
class Part:
    """One source of uncertainty: u(F)^2 = absolute_n^2 + (relative_frac F)^2, k = 1.

    Attributes:
        name: what it is.
        absolute_n: part that does not grow with the force.
        relative_frac: part that does.
        kind: GUM type A (from repeated readings) or B (from other knowledge).
        shape: distribution it stands for.
        acts: how it reaches a press.
        source: where the number comes from.
    """

    name: str
    absolute_n: float
    relative_frac: float
    kind: Literal["A", "B"]
    shape: Literal["normal", "rectangular"]
    acts: Acts
    source: str


@dataclass(frozen=True, slots=True)
class Budget:
    """The parts, and what was assumed for them."""

    parts: tuple[Part, ...]
    assumed: Assumed

    def u_n(self, force_n: float) -> float:
        """Combined standard uncertainty of a reading of one second at this force."""
        return math.sqrt(
            math.fsum(p.absolute_n**2 + (p.relative_frac * force_n) ** 2 for p in self.parts)
        )

    def expanded_n(self, force_n: float) -> float:
        """Expanded uncertainty, k = 2: about 95 % of readings are nearer to the truth."""
        return COVERAGE_FACTOR * self.u_n(force_n)


def error_model(budget: Budget, noise_n: float, creep_frac: float) -> ErrorModel:
    """The budget by how its parts act on a press, for the uncertainty of a score.

    Args:
        budget: all parts.
        noise_n: standard deviation of one sample.
        creep_frac: standard uncertainty of the creep from 1 s to 60 s, as a share.
    """

    def root(acts: tuple[Acts, ...], field: Literal["absolute_n", "relative_frac"]) -> float:
        return math.sqrt(
            math.fsum(getattr(part, field) ** 2 for part in budget.parts if part.acts in acts)
        )

    return ErrorModel(
        gain_common_frac=root(("gain", "form"), "relative_frac"),
        gain_press_frac=root(("press",), "relative_frac"),
        zero_n=root(("zero", "press"), "absolute_n"),
        creep_frac=creep_frac,
        noise_n=noise_n,
        form_n=root(("gain", "form"), "absolute_n"),
        walk_n=_walk_n(budget),
    )


def _walk_n(budget: Budget) -> float:
    """Zero drift of one minute, and the loop a hand wavers through: half its width / sqrt(2)."""
    named = {part.name: part.absolute_n for part in budget.parts}
    # The parts are the longest / sqrt(3) and half the width / sqrt(3).
    minute_n = named.get("zero drift", 0.0) * math.sqrt(3.0) / budget.assumed.zero_age_min
    return math.hypot(minute_n, named.get("hysteresis", 0.0) * math.sqrt(1.5))
