"""One thing to try next, in plain words, from the points that were lost."""

from typing import Final

from firmware_bridge.rounding import fixed
from rig.engine.hold import HoldMetrics
from rig.engine.scoring.criteria import criterion_named
from rig.engine.scoring.score import HoldScore
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
    if worst.value is None:
        return f"Hold for at least {fixed(target.hold_min_s, 0)} s, so that the rest can be judged."
    return criterion_named(worst.name).advice(worst.value, metrics, target, unit)
