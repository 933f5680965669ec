"""What a measure earns: the value shown and its share (0..1), of a target and a rubric's anchors.

Each is the `share` of one criterion (rig.engine.scoring.criteria); sources: docs/scoring.md.
"""

from rig.engine.scoring.criterion import Anchors, edge, falling
from rig.engine.scoring.target import Target


def band_pct(target: Target) -> float:
    """Half-width of the band, % of the target."""
    return 100.0 * target.band_frac


def accuracy(mean_n: float, target: Target, anchors: Anchors) -> tuple[float, float]:
    """Signed error of the mean, % of the target; falls with its distance in bands."""
    full, zero = anchors
    error_pct = 100.0 * (mean_n - target.force_n) / target.force_n
    return error_pct, falling(abs(error_pct) / band_pct(target), full, zero)


def time_in_band(in_band_s: float, target: Target, anchors: Anchors) -> tuple[float, float]:
    """Share of the prescribed time, %; falls below the first anchor."""
    full, zero = anchors
    share = in_band_s / target.hold_s
    return 100.0 * share, falling(-share, -full, -zero)


def steadiness(cv_pct: float, target: Target, anchors: Anchors) -> tuple[float, float]:
    """Detrended coefficient of variation, %."""
    full, zero = anchors
    return cv_pct, falling(cv_pct, full, zero)


def drift(drift_pct: float, target: Target, anchors: Anchors) -> tuple[float, float]:
    """Drift over the window, % of the target; falls with it in bands."""
    full, zero = anchors
    return drift_pct, falling(abs(drift_pct) / band_pct(target), full, zero)


def hold_time(hold_s: float, target: Target, anchors: Anchors) -> tuple[float, float]:
    """Seconds held; falls outside the hold window widened by the tolerance."""
    (slack_s,) = anchors
    shortest, longest = target.hold_min_s, target.hold_max_s
    # From the edge of the tolerance, so that nothing jumps there.
    full_s, none_s = shortest - slack_s, min(0.5 * shortest, shortest - 2.0 * slack_s)
    if hold_s < full_s:
        return hold_s, falling(-hold_s, -full_s, -none_s)
    full_s, none_s = longest + slack_s, max(1.5 * longest, longest + 2.0 * slack_s)
    return hold_s, falling(hold_s, full_s, none_s)


def loading_rate(rate: float, target: Target, anchors: Anchors) -> tuple[float, float]:
    """Rate of the way in; falls with the logarithm outside its window."""
    (factor_zero,) = anchors
    low, high = target.loading_min_n_per_s, target.loading_max_n_per_s
    return rate, edge(rate, low, high, factor_zero)


def overshoot(overshoot_pct: float, target: Target, anchors: Anchors) -> tuple[float, float]:
    """Peak past the target, %; falls with it in bands."""
    full, zero = anchors
    return overshoot_pct, falling(overshoot_pct / band_pct(target), full, zero)


def release_rate(rate: float, target: Target, anchors: Anchors) -> tuple[float, float]:
    """Rate of the way out; falls with the logarithm outside its window."""
    (factor_zero,) = anchors
    low, high = target.release_min_n_per_s, target.release_max_n_per_s
    return rate, edge(rate, low, high, factor_zero)
