"""One press, from contact to release, and what was measured of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Kind = Literal["hold", "unsteady"]


@dataclass(frozen=True, slots=True)
class Hold:
    """One plateau of a press, found in the force itself; the target played no part in finding it.

    Attributes:
        onset_s: force leaves rest, the hand that rests on the pad, or the plateau before.
        plateau_start_s: force first reaches 0.9 of the level.
        plateau_end_s: force last stands at 0.8 of the level.
        release_s: force is back where it came from; None when the record ends first.
        level_n: robust level, median of the shorth of the plateau.
        press: 1-based number of the press it belongs to.
        plateau: 1-based number among the plateaus of the press.
        kind: steady, or unsteady with a reason; both are scored alike.
        reason: why it is unsteady, in words; empty for a steady one.
        dips: falls below 0.8 of the level shorter than 0.5 s.
        breaks: longer ones; the hold runs on.
        interrupted: the stream ended or broke before the release.
        flags: names of quality findings, for example `gap`, `short_gap`, `saturated`.
        t_s: (n,) samples from a little before onset to a little after release.
        force_n: (n,) tared force, unfiltered.
        sample_flags: (n,) uint16 of `firmware_bridge.samples.Flag`.
        noise_n: standard deviation of the rest the tare came from, same bandwidth as the force.
        zero_after_n: force after the release; None where it was not seen.
    """

    onset_s: float
    plateau_start_s: float
    plateau_end_s: float
    release_s: float | None
    level_n: float
    press: int
    plateau: int
    kind: Kind
    reason: str
    dips: int
    breaks: int
    interrupted: bool
    flags: tuple[str, ...]
    t_s: NDArray[np.float64]
    force_n: NDArray[np.float64]
    sample_flags: NDArray[np.uint16]
    noise_n: float
    zero_after_n: float | None

    @property
    def hold_s(self) -> float:
        """Seconds from the start of the plateau to its end, in device time."""
        return self.plateau_end_s - self.plateau_start_s


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldMetrics:
    """The field's measures of one hold (docs/metrics.md); None where not measurable.

    `not_measurable` names each None with the reason in words. In results whose unit is not
    newtons the keys lose their `_n`.
    """

    hold_s: float | None = None
    mean_n: float | None = None
    sd_n: float | None = None
    cv_pct: float | None = None
    cv_detrended_pct: float | None = None
    drift_n_per_s: float | None = None
    drift_pct: float | None = None
    rmse_n: float | None = None
    constant_error_n: float | None = None
    absolute_error_n: float | None = None
    time_in_band_s: float | None = None
    above_band_s: float | None = None
    below_band_s: float | None = None
    outside_by_level_s: float | None = None
    outside_by_drift_s: float | None = None
    outside_by_sway_s: float | None = None
    overshoot_pct: float | None = None
    loading_rate_n_per_s: float | None = None
    release_rate_n_per_s: float | None = None
    impulse_n_s: float | None = None
    max_n: float | None = None
    not_measurable: Mapping[str, str] = field(default_factory=dict)
