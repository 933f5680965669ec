"""Steadiness, accuracy and transients of a press: the field's formulae on arrays.

Definitions and sources: docs/metrics.md. Nothing here filters, tares or knows a device.
"""

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from rig.engine.hold import HoldMetrics
from rig.engine.judging.credit import credit_s
from rig.engine.judging.outside import Outside, TrendLine, seconds_outside
from rig.engine.judging.smooth import sampling_period_s
from rig.engine.scoring.target import Target

Array = NDArray[np.float64]

OUTSIDE: Final = (
    "above_band_s", "below_band_s", "outside_by_level_s", "outside_by_drift_s",
    "outside_by_sway_s",
)  # fmt: skip
"""Metrics of the seconds outside the band."""

NO_EDGES: Final = "a window has no onset and no release: use `score` for a whole press"
NO_TARGET: Final = "no target was given"
ZERO_MEAN: Final = "the mean force is not above zero"

ARRIVING_S: Final = 1.0
"""What a hand arrived at is the highest force of so long after the beginning of the plateau."""

LEFT_OVER_S: Final = 0.5
"""What is left of a level is the highest force of so long before the end of the plateau."""


def window_metrics(t_s: Array, force_n: Array, target: Target | None) -> HoldMetrics:
    """Measures of the samples exactly as given: no tare, no filter, SD with n - 1.

    Args:
        t_s: (n,) increasing times, n at least 3.
        force_n: (n,) readings in the unit of the target.
        target: force and band for the errors and the time in band; None leaves them out.

    Raises:
        ValueError: fewer than three samples.
    """
    measured = course_metrics(t_s, force_n, target)
    stands_for_s = credit_s(t_s, sampling_period_s(t_s))
    measured = replace(
        measured,
        impulse_n_s=float(np.sum(force_n * stands_for_s)),
        max_n=robust_max_n(force_n),
    )
    if target is None:
        return measured
    trend = TrendLine(float(np.mean(force_n)), measured.drift_n_per_s or 0.0, float(np.mean(t_s)))
    outside = seconds_outside(t_s, force_n, target, stands_for_s, trend)
    in_band_s = time_in_band_s(force_n, target, stands_for_s)
    return with_outside(replace(measured, time_in_band_s=in_band_s), outside)


def course_metrics(t_s: Array, force_n: Array, target: Target | None) -> HoldMetrics:
    """Of `window_metrics` those that tell where the force stood and how it moved.

    Args:
        t_s: (n,) increasing times, n at least 3.
        force_n: (n,) readings in the unit of the target.
        target: force and band for the errors and the time in band; None leaves them out.

    Raises:
        ValueError: fewer than three samples.
    """
    if len(t_s) < 3:
        raise ValueError(f"{len(t_s)} samples in the window: at least 3 are needed")
    mean_n = float(np.mean(force_n))
    sd_n = float(np.std(force_n, ddof=1))
    drift_n_per_s, sd_detrended_n = line_fit(t_s, force_n)
    missing = dict.fromkeys(
        ("hold_s", "overshoot_pct", "loading_rate_n_per_s", "release_rate_n_per_s"), NO_EDGES
    )
    if mean_n <= 0.0:
        missing |= dict.fromkeys(("cv_pct", "cv_detrended_pct"), ZERO_MEAN)
    if target is None:
        missing |= dict.fromkeys(
            ("drift_pct", "rmse_n", "constant_error_n", "absolute_error_n", "time_in_band_s"),
            NO_TARGET,
        ) | dict.fromkeys(OUTSIDE, NO_TARGET)
    errors_n = force_n - target.force_n if target else None
    return HoldMetrics(
        mean_n=mean_n,
        sd_n=sd_n,
        cv_pct=100.0 * sd_n / mean_n if mean_n > 0.0 else None,
        cv_detrended_pct=100.0 * sd_detrended_n / mean_n if mean_n > 0.0 else None,
        drift_n_per_s=drift_n_per_s,
        drift_pct=(
            100.0 * drift_n_per_s * float(t_s[-1] - t_s[0]) / target.force_n if target else None
        ),
        rmse_n=None if errors_n is None else float(np.sqrt(np.mean(errors_n**2))),
        constant_error_n=None if errors_n is None else float(np.mean(errors_n)),
        absolute_error_n=None if errors_n is None else float(np.mean(np.abs(errors_n))),
        not_measurable=missing,
    )


def with_outside(metrics: HoldMetrics, outside: Outside) -> HoldMetrics:
    """The metrics with the seconds outside the band."""
    return replace(
        metrics,
        above_band_s=outside.above_s,
        below_band_s=outside.below_s,
        outside_by_level_s=outside.by_level_s,
        outside_by_drift_s=outside.by_drift_s,
        outside_by_sway_s=outside.by_sway_s,
    )


def line_fit(t_s: Array, force_n: Array) -> tuple[float, float]:
    """Slope of the least-squares line, and the standard deviation about it (n - 2).

    Args:
        t_s: (n,) times, n at least 3.
        force_n: (n,) force.
    """
    centred_s = t_s - np.mean(t_s)
    centred_n = force_n - np.mean(force_n)
    spread = float(np.sum(centred_s**2))
    slope = float(np.sum(centred_s * centred_n)) / spread if spread else 0.0
    residual = centred_n - slope * centred_s
    return slope, float(np.sqrt(np.sum(residual**2) / (len(t_s) - 2)))


def time_in_band_s(force_n: Array, target: Target, stands_for_s: Array) -> float:
    """Time the force spent inside the target band, both edges included.

    Args:
        force_n: (n,) force of the stretch that counts.
        target: the band.
        stands_for_s: (n,) time each sample stands for (`credit_s`).
    """
    inside = (force_n >= target.low_n) & (force_n <= target.high_n)
    return float(np.sum(stands_for_s[inside]))


def crossing_s(t_s: Array, force_n: Array, before: int, level_n: float) -> float:
    """Time between sample `before` and the next at which the force equals the level.

    Args:
        t_s: (n,) times.
        force_n: (n,) force.
        before: index of the sample on one side of the level, the next being on the other.
        level_n: reference level.
    """
    low_n, high_n = float(force_n[before]), float(force_n[before + 1])
    share = (level_n - low_n) / (high_n - low_n) if high_n != low_n else 0.0
    return float(t_s[before] + share * (t_s[before + 1] - t_s[before]))


def rate_up_n_per_s(t_s: Array, force_n: Array, start: int, level_n: float) -> float | None:
    """Loading rate 0.8 L / (t90 - t10) of the rise to a plateau.

    L is the level, or what a hold that kept rising had of it when it had arrived: its slow creep
    is no loading.

    Args:
        t_s: (n,) times.
        force_n: (n,) smoothed force.
        start: index of the first sample of the plateau.
        level_n: level of the press.

    Returns:
        None where the record does not show the rise from a tenth of the level.
    """
    arrived = int(np.searchsorted(t_s, t_s[start] + ARRIVING_S, side="right"))
    level_n = min(level_n, float(np.max(force_n[start:arrived])))
    took_s = rise_s(t_s, force_n, start, 0.1 * level_n, 0.9 * level_n)
    return None if took_s is None else 0.8 * level_n / took_s


def rise_s(t_s: Array, course: Array, since: int, low: float, high: float) -> float | None:
    """Time from where a course last leaves `low` to where it first reaches `high` after that.

    Args:
        t_s: (n,) times.
        course: (n,) what rises.
        since: index from where on it is looked for at `high`: the rise ends there, or near it.
        low: where the rise is timed from.
        high: where it is timed to.

    Returns:
        None where one of the two is not seen.
    """
    up = since + np.flatnonzero(course[since:] >= high)
    below = np.flatnonzero(course[: up[0]] < low) if len(up) else up
    if not len(below):
        return None
    last_below = int(below[-1])
    first_up = last_below + int(np.argmax(course[last_below:] >= high))
    left_s = crossing_s(t_s, course, last_below, low)
    took_s = crossing_s(t_s, course, first_up - 1, high) - left_s
    return took_s if took_s > 0.0 else None


def rate_down_n_per_s(t_s: Array, force_n: Array, last: int, level_n: float) -> float | None:
    """Release rate 0.8 L / (t10 - t90) of the fall around index `last`.

    L is the level, or what a hold that sagged has left of it when letting go begins: its slow sag
    is no release.

    Args:
        t_s: (n,) times.
        force_n: (n,) smoothed force.
        last: index of the last sample of the plateau.
        level_n: level of the press.

    Returns:
        None where the record ends before a tenth of the level.
    """
    newest = int(np.searchsorted(t_s, t_s[last] - LEFT_OVER_S))
    level_n = min(level_n, float(np.max(force_n[newest : last + 1])))
    under = last + np.flatnonzero(force_n[last:] < 0.1 * level_n)
    if not len(under):
        return None
    fallen = int(under[0])
    # The plateau may end while the force is still above: it falls through 0.9 where it does.
    over = np.flatnonzero(force_n[:fallen] >= 0.9 * level_n)
    if not len(over):
        return None
    t90_s = crossing_s(t_s, force_n, int(over[-1]), 0.9 * level_n)
    t10_s = crossing_s(t_s, force_n, fallen - 1, 0.1 * level_n)
    return 0.8 * level_n / (t10_s - t90_s) if t10_s > t90_s else None


def robust_max_n(force_n: Array) -> float:
    """Largest of the running medians of three: a single wild sample is no pressure.

    Args:
        force_n: (n,) force, at least one sample.
    """
    return float(np.max(median_of_three(force_n)))


def median_of_three(force_n: Array) -> Array:
    """Each sample as the median of it and its two neighbours; the ends as their neighbour is.

    Args:
        force_n: (n,) force, at least one sample.

    Returns:
        (n,) force without what only one sample shows.
    """
    if len(force_n) < 3:
        return np.full(len(force_n), np.min(force_n))
    before_n, at_n, after_n = force_n[:-2], force_n[1:-1], force_n[2:]
    lower_n, upper_n = np.minimum(before_n, at_n), np.maximum(before_n, at_n)
    inner = np.maximum(lower_n, np.minimum(upper_n, after_n))
    return np.concatenate((inner[:1], inner, inner[-1:]))
