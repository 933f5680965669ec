"""What is said of each criterion: what to try next, what cost points, what limits a score."""

from typing import Final

from firmware_bridge.rounding import fixed, significant
from rig.engine.hold import HoldMetrics
from rig.engine.judging.measure import GOES_ON
from rig.engine.scoring.target import Target

# Fewer seconds are not worth a word.
WORTH_NAMING_S: Final = 0.5


def band_range(target: Target, unit: str) -> str:
    """The band, as `17-23 N`."""
    return range_text(target.low_n, target.high_n, unit)


def range_text(low: float, high: float, unit: str) -> str:
    """Two ends with three digits and their unit."""
    return f"{significant(low, 3)}-{significant(high, 3)} {unit}"


def pct_text(value: float) -> str:
    """A share without its sign, as `12 %`."""
    return f"{fixed(abs(value), 0)} %"


def _side(value: float) -> str:
    """Which way a force is off."""
    return "light" if value < 0 else "hard"


def _outside(seconds: float | None) -> str:
    """How long a fault kept the force out of the band; empty where it hardly did."""
    if seconds is None or seconds < WORTH_NAMING_S:
        return ""
    return f", {fixed(seconds, 1)} s outside the band"


def accuracy_advice(value: float, metrics: HoldMetrics, target: Target, unit: str) -> str:
    """What to try where the mean is off the target."""
    action = "Press a little more" if value < 0 else "Ease off"
    told = accuracy_loss(value, metrics, target, unit) + _outside(metrics.outside_by_level_s)
    return f"{told}. {action}: aim for {band_range(target, unit)}."


def accuracy_loss(value: float, metrics: HoldMetrics, target: Target, unit: str) -> str:
    """How far off the mean was, and which way."""
    return f"{pct_text(value)} too {_side(value)} on average"


def accuracy_cap(value: float | None, target: Target) -> str:
    """Why a mean far off limits the whole score."""
    error_pct = value or 0.0
    return f"On average you were {pct_text(error_pct)} too {_side(error_pct)}"


def time_in_band_advice(value: float, metrics: HoldMetrics, target: Target, unit: str) -> str:
    """What to try where seconds were lost outside the band."""
    above_s, below_s = metrics.above_band_s or 0.0, metrics.below_band_s or 0.0
    if metrics.hold_s is not None and target.hold_s - metrics.hold_s > above_s + below_s:
        return _longer(metrics.hold_s, metrics, target)
    band = band_range(target, unit)
    told = time_in_band_loss(value, metrics, target, unit).replace("the band", band)
    if above_s > 2.0 * below_s:
        return f"{told}. Ease off a little, then stay."
    if below_s > 2.0 * above_s:
        return f"{told}. Press a little more, then stay."
    return f"{told}. Settle inside, then stay."


def time_in_band_loss(value: float, metrics: HoldMetrics, target: Target, unit: str) -> str:
    """How many seconds were lost on which side."""
    sides = ((metrics.above_band_s, "above"), (metrics.below_band_s, "below"))
    told = [f"{fixed(s, 1)} s {side}" for s, side in sides if s is not None and s >= 0.05]
    if told:
        return f"{' and '.join(told)} the band"
    return f"in the band only {fixed(value, 0)} % of the time"


def steadiness_advice(value: float, metrics: HoldMetrics, target: Target, unit: str) -> str:
    """What to try where the force shook."""
    return (
        f"The force shook by {pct_text(value)}{_outside(metrics.outside_by_sway_s)}. Lean in with "
        "straight joints and let your weight do the pressing."
    )


def drift_advice(value: float, metrics: HoldMetrics, target: Target, unit: str) -> str:
    """What to try where the force sank or crept up."""
    outside = _outside(metrics.outside_by_drift_s)
    if value < 0:
        return f"The force sank by {pct_text(value)}{outside}. Add a little as the seconds pass."
    return f"The force crept up by {pct_text(value)}{outside}. Arrive, then stop adding weight."


def hold_time_advice(value: float, metrics: HoldMetrics, target: Target, unit: str) -> str:
    """What to try where a hold was too short or too long."""
    if value < target.hold_min_s:
        return _longer(value, metrics, target)
    leave = "Go on" if _goes_on(metrics) else "Let go"
    return f"You held {fixed(value, 1)} s. {leave} before {fixed(target.hold_max_s, 0)} s."


def hold_time_cap(value: float | None, target: Target) -> str:
    """Why a hold that is too short limits the whole score."""
    if value is None or value >= target.hold_min_s:
        return ""
    return f"You held only {fixed(value, 1)} s of {significant(target.hold_min_s, 3)} s"


def hold_time_loss(value: float, metrics: HoldMetrics, target: Target, unit: str) -> str:
    """How many seconds a hold was too short or too long."""
    if value < target.hold_min_s:
        left = "went on" if _goes_on(metrics) else "let go"
        return f"{left} {fixed(target.hold_min_s - value, 1)} s early"
    return f"held {fixed(value - target.hold_max_s, 1)} s too long"


def _goes_on(metrics: HoldMetrics) -> bool:
    """Whether another level followed, so that nobody let go."""
    return metrics.not_measurable.get("release_rate_n_per_s") == GOES_ON


def _longer(hold_s: float, metrics: HoldMetrics, target: Target) -> str:
    missing = fixed(target.hold_min_s - hold_s, 1)
    until = significant(target.hold_min_s, 3)
    if _goes_on(metrics):
        return f"You went on {missing} s early. Stay until {until} s, then go on."
    return f"You let go {missing} s early. Stay until {until} s, then let go slowly."


def loading_range(target: Target, unit: str) -> str:
    """The rates of pressing in that earn all, as `5-25 N/s`."""
    return range_text(target.loading_min_n_per_s, target.loading_max_n_per_s, f"{unit}/s")


def loading_rate_advice(value: float, metrics: HoldMetrics, target: Target, unit: str) -> str:
    """What to try where the way in was too fast or too slow."""
    window = loading_range(target, unit)
    if value > target.loading_max_n_per_s:
        return f"You arrived at {fixed(value, 0)} {unit}/s. Sink in slowly: {window}."
    return f"You arrived at {fixed(value, 1)} {unit}/s. Go a little faster: {window}."


def overshoot_advice(value: float, metrics: HoldMetrics, target: Target, unit: str) -> str:
    """What to try where the force went past the target."""
    return f"You went {fixed(value, 0)} % past the target. Slow down before you get there."


def release_range(target: Target, unit: str) -> str:
    """The rates of letting go that earn all, as `8-64 N/s`."""
    return range_text(target.release_min_n_per_s, target.release_max_n_per_s, f"{unit}/s")


def release_rate_advice(value: float, metrics: HoldMetrics, target: Target, unit: str) -> str:
    """What to try where the way out was too fast or too slow."""
    window = release_range(target, unit)
    if value > target.release_max_n_per_s:
        return f"You let go at {fixed(value, 0)} {unit}/s. Melt away slowly: {window}."
    return f"You let go at {fixed(value, 1)} {unit}/s. A little quicker is fine: {window}."
