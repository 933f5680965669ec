"""One thing to try next, in plain words, from the points that were lost."""

from typing import Final

from rig.engine.hold import HoldMetrics
from rig.engine.scoring.score import Criterion, HoldScore
from rig.engine.scoring.target import Target

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
    low, high = f"{target.low_n:.3g}", f"{target.high_n:.3g} {unit}"
    if worst.value is None:
        return f"Hold for at least {target.hold_min_s:.0f} s, so that the rest can be judged."
    value = worst.value
    match worst.name:
        case "accuracy":
            side, action = ("light", "Press a little more") if value < 0 else ("hard", "Ease off")
            return f"{abs(value):.0f} % too {side} on average. {action}: aim for {low}-{high}."
        case "time_in_band":
            if metrics.hold_s is not None and metrics.hold_s < target.hold_min_s - 0.5:
                return _longer(metrics.hold_s, target)
            outside = max(100.0 - value, 0.0)
            return f"{outside:.0f} % of the time outside {low}-{high}. Settle inside, then stay."
        case "steadiness":
            return (
                f"The force shook by {value:.0f} %. Lean in with straight joints and let your "
                "weight do the pressing."
            )
        case "drift":
            if value < 0:
                return f"The force sank by {-value:.0f} %. Add a little as the seconds pass."
            return f"The force crept up by {value:.0f} %. Arrive, then stop adding weight."
        case "hold_time":
            if value < target.hold_min_s:
                return _longer(value, target)
            return f"{value:.1f} s is long: let go by {target.hold_max_s:.0f} s."
        case "loading_rate":
            window = f"{target.loading_min_n_per_s:.3g}-{target.loading_max_n_per_s:.3g} {unit}/s"
            if value > target.loading_max_n_per_s:
                return f"You arrived at {value:.0f} {unit}/s. Sink in slowly: {window}."
            return f"You arrived at {value:.1f} {unit}/s. Go a little faster: {window}."
        case "overshoot":
            return f"You went {value:.0f} % past the target. Slow down before you get there."
        case _:
            window = f"{target.release_min_n_per_s:.3g}-{target.release_max_n_per_s:.3g} {unit}/s"
            if value > target.release_max_n_per_s:
                return f"You let go at {value:.0f} {unit}/s. Melt away slowly: {window}."
            return f"You let go at {value:.1f} {unit}/s. A little quicker is fine: {window}."


def _longer(hold_s: float, target: Target) -> str:
    return f"{hold_s:.1f} s is short: stay until {target.hold_min_s:.0f} s, then let go slowly."
