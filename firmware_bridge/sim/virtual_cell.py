"""A load cell whose truth is known: the yardstick for the procedure and its uncertainties.

Force goes through a bend, a hysteresis that remembers its direction, and two creeping strains;
the reading adds drift, noise and rounding. Seating and place of each load change its gain.
"""

import itertools
import math
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

# Two strains that follow the force late, in seconds; the slower one outlives a calibration point.
CREEP_S: Final = (8.0, 90.0)
CREEP_SHARES: Final = (0.5, 0.5)
# Share of the range after which a turned hysteresis has come over to the other side.
TURN_FRAC: Final = 0.15


@dataclass(frozen=True, slots=True)
class Truth:
    """Properties of one cell.

    Attributes:
        gain_n_per_raw: force of one count.
        zero_raw: reading of the empty pad.
        range_n: full scale.
        bend_frac: largest deviation from the straight line, in mid-range, of the range.
        hysteresis_frac: width of the loop, falling minus rising, of the range.
        creep_frac: both late strains together, of the force.
        drift_n_per_min: steady drift of the zero.
        wander_n: random walk of the zero, standard deviation after one minute.
        noise_n: standard deviation of one sample.
        seat_frac: standard deviation of the gain from one seating to the next.
        edge_frac: gain at the edge against the centre, largest.
    """

    gain_n_per_raw: float
    zero_raw: float
    range_n: float
    bend_frac: float
    hysteresis_frac: float
    creep_frac: float
    drift_n_per_min: float
    wander_n: float
    noise_n: float
    seat_frac: float
    edge_frac: float


@dataclass(slots=True)
class VirtualCell:
    """A cell under load; the same seed reads the same.

    Attributes:
        truth: its properties.
        rate_hz: samples per second.
        t_s: time of the next sample.
    """

    truth: Truth
    rate_hz: float
    seed: int
    t_s: float = 0.0
    _chance: np.random.Generator = field(init=False)
    _strains: list[float] = field(default_factory=lambda: [0.0, 0.0])
    _loop: float = 1.0
    _last_n: float = 0.0
    _wander_n: float = 0.0

    def __post_init__(self) -> None:
        self._chance = np.random.default_rng((self.seed, 20))

    def read(
        self, force_n: float, for_s: float, place: tuple[float, float] = (0.0, 0.0)
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Times and counts under a constant true force, put on now.

        Args:
            force_n: true force on the pad.
            for_s: how long.
            place: where, as shares of the way to the front and the right edge.
        """
        count = max(round(for_s * self.rate_hz), 1)
        felt_n = force_n
        if force_n:
            off = self.truth.edge_frac * (place[0] + 0.5 * place[1])
            felt_n *= 1.0 + off + self._chance.normal(0.0, self.truth.seat_frac)
        return self.trace(np.full(count, felt_n))

    def trace(self, felt_n: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Times and counts under a force that varies.

        Args:
            felt_n: (n,) force on the element, one for each sample.
        """
        truth, count = self.truth, len(felt_n)
        loop_n = self._loops(felt_n)
        late_n = self._late(felt_n)
        share = felt_n / truth.range_n
        bend_n = 4.0 * truth.bend_frac * truth.range_n * share * (1.0 - share)
        step_n = truth.wander_n / math.sqrt(60.0 * self.rate_hz)
        walk_n = self._wander_n + np.cumsum(self._chance.normal(0.0, step_n, count))
        self._wander_n = float(walk_n[-1])
        t_s = self.t_s + np.arange(count) / self.rate_hz
        zero_n = walk_n + truth.drift_n_per_min * t_s / 60.0
        noise_n = self._chance.normal(0.0, truth.noise_n, count)
        sum_n = felt_n + bend_n + loop_n + late_n + zero_n + noise_n
        self.t_s += count / self.rate_hz
        return t_s, np.round(truth.zero_raw + sum_n / truth.gain_n_per_raw)

    def _loops(self, felt_n: NDArray[np.float64]) -> NDArray[np.float64]:
        """Hysteresis: the reading lags, and turns over within a share of the range."""
        width_n = 0.5 * self.truth.hysteresis_frac * self.truth.range_n
        turn_n = TURN_FRAC * self.truth.range_n
        loops = np.empty(len(felt_n))
        loop, last_n = self._loop, self._last_n
        # A force that does not move leaves the loop where it is.
        turns = np.flatnonzero(np.diff(felt_n, prepend=last_n)).tolist()
        for at, until in itertools.pairwise([*turns, len(felt_n)]):
            now_n = float(felt_n[at])
            side = -1.0 if now_n > last_n else 1.0
            loop = side + (loop - side) * math.exp(-abs(now_n - last_n) / turn_n)
            last_n = now_n
            loops[at:until] = loop
        loops[: turns[0] if turns else len(felt_n)] = self._loop
        self._loop, self._last_n = loop, last_n
        return width_n * loops

    def _late(self, felt_n: NDArray[np.float64]) -> NDArray[np.float64]:
        """Two strains that follow the force with their own times."""
        late_n = np.zeros(len(felt_n))
        for number, (tau_s, share) in enumerate(zip(CREEP_S, CREEP_SHARES, strict=True)):
            keep = math.exp(-1.0 / (self.rate_hz * tau_s))
            state = self._strains[number]
            if np.ptp(felt_n) == 0.0:
                decay = keep ** np.arange(1, len(felt_n) + 1)
                followed = felt_n + (state - felt_n) * decay
            else:
                followed = np.empty(len(felt_n))
                for at, now_n in enumerate(felt_n.tolist()):
                    state = now_n + (state - now_n) * keep
                    followed[at] = state
            self._strains[number] = float(followed[-1])
            late_n += self.truth.creep_frac * share * followed
        return late_n


def creep_between_frac(truth: Truth, from_s: float, to_s: float) -> float:
    """Share of the force that a reading gains between two times under constant load."""
    return truth.creep_frac * math.fsum(
        share * (math.exp(-from_s / tau_s) - math.exp(-to_s / tau_s))
        for tau_s, share in zip(CREEP_S, CREEP_SHARES, strict=True)
    )
