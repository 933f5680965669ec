"""A load cell under a force over time, with everything that can be wrong with one."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

COUNTS_PER_N = 8700.0
LOWEST, HIGHEST = -8388608, 8388607


@dataclass(frozen=True, slots=True)
class Trace:
    """Force over time; what lies before and after keeps the first and last value.

    Attributes:
        t_s: (n,) seconds, increasing.
        force_n: (n,) newtons.
    """

    t_s: NDArray[np.float64]
    force_n: NDArray[np.float64]


REST = Trace(np.zeros(1), np.zeros(1))


@dataclass(slots=True)
class LoadCell:
    """The knobs of the emulation; all of them may be turned while it runs.

    Attributes:
        trace: force; its time 0 is at `trace_start_s` of the board.
        zero_counts: code without force.
        noise_counts: standard deviation of a conversion.
        drift_n_per_s: the zero climbs, as on a cell that warms up.
        stuck: the code no longer changes.
        saturated: the bridge hangs at the upper rail.
        silent: the converter ends no conversion any more.
        shorted: the converter is dead and its data line hangs at ground.
        contact_v: volts at the contact input.
    """

    trace: Trace = REST
    trace_start_s: float = 0.0
    zero_counts: float = 84_000.0
    noise_counts: float = 30.0
    drift_n_per_s: float = 0.0
    stuck: bool = False
    saturated: bool = False
    silent: bool = False
    shorted: bool = False
    contact_v: float = 0.0
    seed: int = 1
    truth: list[int] = field(default_factory=list)
    _random: np.random.Generator = field(init=False)

    def __post_init__(self) -> None:
        self._random = np.random.default_rng(self.seed)

    def counts_at(self, t_us: float) -> int | None:
        """Code of the conversion that ends at a time of the board; None while silent."""
        if self.silent or self.shorted:
            return None
        if self.stuck and self.truth:
            return self._told(self.truth[-1])
        if self.saturated:
            return self._told(HIGHEST)
        t_s = t_us * 1e-6
        force_n = float(np.interp(t_s - self.trace_start_s, self.trace.t_s, self.trace.force_n))
        force_n += self.drift_n_per_s * t_s
        noise = self.noise_counts * float(self._random.standard_normal())
        counts = round(self.zero_counts + COUNTS_PER_N * force_n + noise)
        return self._told(min(max(counts, LOWEST), HIGHEST))

    def _told(self, counts: int) -> int:
        self.truth.append(counts)
        return counts
