"""One thing to try next, in plain words, from the points that were lost."""

from typing import Final

from firmware_bridge.rounding import fixed, significant
from rig.hold import HoldMetrics
from rig.score import Criterion, HoldScore
from rig.target import Target

# Below this nobody needs to hear about it.
WORTH_SAYING: Final = 1.0


def advice_for(score: HoldScore, metrics: HoldMetrics, target: Target, unit: str) -> str:
    """A sentence about the criterion that lost most; praise where nothing worth saying was lost.

    Args:
        score: criteria with lost points.
        metrics: what was measured.
        target: what was asked.
        unit: unit of the force, for example `N`.
    """
    worst = max(score.criteria, key=lambda criterion: criterion.lost)
    if worst.lost < WORTH_SAYING:
        return "Steady and on target: do the same again."
    return _sentence(worst, metrics, target, unit)


def _sentence(worst: Criterion, metrics: HoldMetrics, target: Target, unit: str) -> str:
    low, high = significant(target.low_n, 3), f"{significant(target.high_n, 3)} {unit}"
    if worst.value is None:
        return f"Hold for at least {fixed(target.hold_min_s, 0)} s, so that the rest can be judged."
    value = worst.value
    match worst.name:
        case "accuracy":
            side, action = ("light", "Press a little more") if value < 0 else ("hard", "Ease off")
            return (
                f"{fixed(abs(value), 0)} % too {side} on average. {action}: aim for {low}-{high}."
            )
        case "time_in_band":
            if metrics.hold_s is not None and metrics.hold_s < target.hold_min_s - 0.5:
                return _longer(metrics.hold_s, target)
            outside = max(100.0 - value, 0.0)
            return (
                f"{fixed(outside, 0)} % of the time outside {low}-{high}. Settle inside, then stay."
            )
        case "steadiness":
            return (
                f"The force shook by {fixed(value, 0)} %. Lean in with straight joints and let "
                "your weight do the pressing."
            )
        case "drift":
            if value < 0:
                return f"The force sank by {fixed(-value, 0)} %. Add a little as the seconds pass."
            return f"The force crept up by {fixed(value, 0)} %. Arrive, then stop adding weight."
        case "hold_time":
            if value < target.hold_min_s:
                return _longer(value, target)
            return f"{fixed(value, 1)} s is long: let go by {fixed(target.hold_max_s, 0)} s."
        case "loading_rate":
            window = _window(target.loading_min_n_per_s, target.loading_max_n_per_s, unit)
            if value > target.loading_max_n_per_s:
                return f"You arrived at {fixed(value, 0)} {unit}/s. Sink in slowly: {window}."
            return f"You arrived at {fixed(value, 1)} {unit}/s. Go a little faster: {window}."
        case "overshoot":
            return f"You went {fixed(value, 0)} % past the target. Slow down before you get there."
        case _:
            window = _window(target.release_min_n_per_s, target.release_max_n_per_s, unit)
            if value > target.release_max_n_per_s:
                return f"You let go at {fixed(value, 0)} {unit}/s. Melt away slowly: {window}."
            return f"You let go at {fixed(value, 1)} {unit}/s. A little quicker is fine: {window}."


def _longer(hold_s: float, target: Target) -> str:
    return (
        f"{fixed(hold_s, 1)} s is short: stay until {fixed(target.hold_min_s, 0)} s, then let go "
        "slowly."
    )


def _window(low_n_per_s: float, high_n_per_s: float, unit: str) -> str:
    return f"{significant(low_n_per_s, 3)}-{significant(high_n_per_s, 3)} {unit}/s"
