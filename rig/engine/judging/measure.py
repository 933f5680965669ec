"""What was measured of one hold, and what the sensor or the hold could not support."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from firmware_bridge.rounding import fixed
from rig.engine.hold import Hold, HoldMetrics
from rig.engine.judging.credit import credit_s
from rig.engine.judging.metrics import (
    OUTSIDE,
    course_metrics,
    median_of_three,
    rate_down_n_per_s,
    rate_up_n_per_s,
    robust_max_n,
    time_in_band_s,
    with_outside,
)
from rig.engine.judging.outside import TrendLine, seconds_outside
from rig.engine.judging.smooth import sampling_period_s, smooth
from rig.engine.scoring.target import Target

# The steadiness window leaves out what belongs to arriving and leaving.
HEAD_S: Final = 1.0
TAIL_S: Final = 0.5
# A shorter window tells nothing of steadiness and drift.
SHORTEST_WINDOW_S: Final = 2.0
# Overshoot is looked for until this long after the plateau began.
OVERSHOOT_S: Final = 2.0

TOO_SHORT: Final = "the hold was too short"
STILL_ON: Final = "the fall to a tenth of the level was not seen"
ALREADY_ON: Final = "the rise from a tenth of the level was not seen"
GOES_ON: Final = "the next level follows without letting go"


@dataclass(frozen=True, slots=True)
class Needs:
    """What a metric asks of the sensor.

    Attributes:
        rate_hz: fewest samples per second.
        settling_s: longest settling time.
        resolution_pct: coarsest step, as a share of the level.
    """

    rate_hz: float
    settling_s: float
    resolution_pct: float


# Sources: 10 Hz gives the same CV, times are good to half a second (domain model 3.1, 4.6);
# a ramp of half a second needs ten samples; a step of 2 % is an SD of 0.6 %.
NEEDS: Final = {
    "cv_pct": Needs(8.0, 0.5, 2.0),
    "cv_detrended_pct": Needs(8.0, 0.5, 2.0),
    "drift_pct": Needs(2.0, 1.0, 4.0),
    "drift_n_per_s": Needs(2.0, 1.0, 4.0),
    **dict.fromkeys(("time_in_band_s", *OUTSIDE), Needs(5.0, 0.5, 4.0)),
    "overshoot_pct": Needs(20.0, 0.2, 4.0),
    "loading_rate_n_per_s": Needs(20.0, 0.1, 10.0),
    "release_rate_n_per_s": Needs(20.0, 0.1, 10.0),
}


@dataclass(frozen=True, slots=True)
class Sensor:
    """What the metrics must know of the sensor, in the unit of the force.

    Attributes:
        settling_s: time from a step of force to a settled value; 0 where unknown.
        resolution_n: smallest step; 0 where unknown.
    """

    settling_s: float
    resolution_n: float


def measure_hold(
    hold: Hold, target: Target, sensor: Sensor, smooth_n: NDArray[np.float64] | None = None
) -> HoldMetrics:
    """Metrics of one hold: accuracy and steadiness in the analysis window, transients whole.

    The analysis window is [plateau start + 1 s, plateau end - 0.5 s], wider by parts for a hold
    shorter than 3.5 s; the noise of the sensor at rest is taken out of the standard deviations.

    Args:
        hold: one press with its samples.
        target: force, band and prescribed time.
        sensor: settling and resolution, for what cannot be supported.
        smooth_n: (n,) its force smoothed, where that is known already.
    """
    t_s = hold.t_s
    force_n = smooth(t_s, hold.force_n) if smooth_n is None else smooth_n
    period_s = sampling_period_s(t_s)
    start = int(np.searchsorted(t_s, hold.plateau_start_s))
    end = int(np.searchsorted(t_s, hold.plateau_end_s, side="right")) - 1
    # Of a hold too short for the window less is left out, so that its mean rests on most of it.
    whole_s = HEAD_S + SHORTEST_WINDOW_S + TAIL_S
    part = min(hold.hold_s / whole_s, 1.0) ** 2
    first = int(np.searchsorted(t_s, hold.plateau_start_s + part * HEAD_S))
    last = int(np.searchsorted(t_s, hold.plateau_end_s - part * TAIL_S, side="right"))
    steady = last - first >= 3 and hold.hold_s >= whole_s - 1.5 * period_s
    if last - first < 3:
        first, last = start, max(end + 1, start + 3)
    window = _without_noise(
        course_metrics(t_s[first:last], force_n[first:last], target), hold.noise_n
    )
    slope_n_per_s = window.drift_n_per_s or 0.0
    missing: dict[str, str] = {}
    if not steady:
        missing |= dict.fromkeys(
            ("sd_n", "cv_pct", "cv_detrended_pct", "drift_n_per_s", "drift_pct"), TOO_SHORT
        )
    counted = slice(
        start,
        min(end + 1, int(np.searchsorted(t_s, hold.plateau_start_s + target.hold_s))),
    )
    early = slice(
        int(np.searchsorted(t_s, hold.onset_s)),
        int(np.searchsorted(t_s, hold.plateau_start_s + OVERSHOOT_S, side="right")),
    )
    loading = rate_up_n_per_s(t_s, force_n, start, hold.level_n)
    release = rate_down_n_per_s(t_s, force_n, end, hold.level_n)
    if loading is None:
        missing["loading_rate_n_per_s"] = ALREADY_ON
    if release is None:
        missing["release_rate_n_per_s"] = STILL_ON
    contact = slice(early.start, len(t_s))
    # One wild sample smears over its neighbours in the filter, so it goes before.
    peak_n = float(np.max(smooth(t_s, median_of_three(hold.force_n))[early]))
    stands_for_s = credit_s(t_s[counted], period_s)
    found = replace(
        window,
        hold_s=hold.hold_s,
        time_in_band_s=time_in_band_s(force_n[counted], target, stands_for_s),
        overshoot_pct=100.0 * (peak_n - target.force_n) / target.force_n,
        loading_rate_n_per_s=loading,
        release_rate_n_per_s=release,
        impulse_n_s=float(np.sum(hold.force_n[contact] * credit_s(t_s[contact], period_s))),
        max_n=robust_max_n(hold.force_n[contact]),
    )
    trend = TrendLine(window.mean_n or 0.0, slope_n_per_s, float(np.mean(t_s[first:last])))
    found = with_outside(
        found, seconds_outside(t_s[counted], force_n[counted], target, stands_for_s, trend)
    )
    missing |= _unsupported(1.0 / period_s, sensor, hold.level_n)
    return replace(
        found, **dict.fromkeys(missing, None), not_measurable=dict(sorted(missing.items()))
    )


def with_press_max(metrics: HoldMetrics, holds: Sequence[Hold]) -> HoldMetrics:
    """The same with the highest force of the whole press: its ceiling holds at every level.

    Args:
        metrics: of one of the holds.
        holds: the plateaus of the press, which together have all its samples.
    """
    if len(holds) == 1:
        return metrics
    highest_n = (robust_max_n(hold.force_n[hold.t_s >= hold.onset_s]) for hold in holds)
    return replace(metrics, max_n=max(highest_n))


def _without_noise(window: HoldMetrics, noise_n: float) -> HoldMetrics:
    """The same with the noise of the sensor at rest taken out of the spread."""
    mean_n = window.mean_n
    if mean_n is None or window.sd_n is None or mean_n <= 0.0:
        return window
    detrended_n = (window.cv_detrended_pct or 0.0) * mean_n / 100.0
    sd_n, detrended_n = (
        math.sqrt(max(value**2 - noise_n**2, 0.0)) for value in (window.sd_n, detrended_n)
    )
    return replace(
        window,
        sd_n=sd_n,
        cv_pct=100.0 * sd_n / mean_n,
        cv_detrended_pct=100.0 * detrended_n / mean_n,
    )


def _unsupported(rate_hz: float, sensor: Sensor, level_n: float) -> dict[str, str]:
    """Metrics the sensor cannot support, with the reason in words."""
    reasons: dict[str, str] = {}
    for name, needs in NEEDS.items():
        step_pct = 100.0 * sensor.resolution_n / level_n
        # Host time stamps wander by a few per cent.
        if rate_hz < 0.95 * needs.rate_hz:
            reasons[name] = (
                f"the sensor sends {fixed(rate_hz, 0)} samples a second; this needs "
                f"{fixed(needs.rate_hz, 0)}"
            )
        elif sensor.settling_s > needs.settling_s:
            reasons[name] = (
                f"the sensor settles in {fixed(sensor.settling_s * 1e3, 0)} ms; "
                f"this needs {fixed(needs.settling_s * 1e3, 0)} ms"
            )
        elif step_pct > needs.resolution_pct:
            reasons[name] = (
                f"the sensor's steps are {fixed(step_pct, 1)} % of the force; "
                f"this needs {fixed(needs.resolution_pct, 0)} %"
            )
    return reasons
