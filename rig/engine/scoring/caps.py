"""Limits of a score that nothing else can make up for, without a step anywhere but the ceiling."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from firmware_bridge.rounding import fixed, significant
from rig.engine.hold import HoldMetrics
from rig.engine.scoring.criteria import criterion_named
from rig.engine.scoring.rubric import Rubric
from rig.engine.scoring.target import Target

CEILING: Final = "ceiling"
# A cap stands in full at a poor share and is gone at this share more.
FADE_FRAC: Final = 0.55


@dataclass(frozen=True, slots=True)
class Cap:
    """One limit.

    Attributes:
        points: most that the score can be.
        by: the criterion it comes from, or `CEILING`.
        reason: in words, the beginning of a sentence.
    """

    points: float
    by: str
    reason: str

    @property
    def sentence(self) -> str:
        """The reason and what it does."""
        return f"{self.reason}, so the score stops at {fixed(self.points, 0)}"


def caps_of(
    shares: Mapping[str, tuple[float, float | None]],
    metrics: HoldMetrics,
    target: Target,
    rubric: Rubric,
) -> list[Cap]:
    """The caps below 100, the lowest first.

    Args:
        shares: name of each scored criterion to the share it earned and the value shown.
        metrics: for the highest force.
        target: for the ceiling.
        rubric: the limits.
    """
    caps: list[Cap] = []
    for name, (share, value) in shares.items():
        limit = _limit(share, rubric)
        reason = criterion_named(name).cap(value, target) if limit < 100.0 else ""
        if reason:
            caps.append(Cap(limit, name, reason))
    if is_over_ceiling(metrics, target):
        caps.append(ceiling_cap(target, rubric))
    return sorted(caps, key=lambda cap: cap.points)


def is_over_ceiling(metrics: HoldMetrics, target: Target) -> bool:
    """Whether the force rose above the ceiling."""
    return metrics.max_n is not None and metrics.max_n > target.ceiling_n


def ceiling_cap(target: Target, rubric: Rubric) -> Cap:
    """The limit for whoever pressed above the ceiling."""
    reason = f"You pressed above the ceiling of {significant(target.ceiling_n, 3)} N"
    return Cap(rubric.cap_ceiling, CEILING, reason)


def _limit(share: float, rubric: Rubric) -> float:
    """Most that a score can be with that share of a criterion that caps it."""
    above = share - rubric.poor_share_frac
    room = min(FADE_FRAC, 1.0 - rubric.poor_share_frac)
    if above < 0.0:
        return rubric.cap_poor
    if above >= room:
        return 100.0
    return rubric.cap_poor + (100.0 - rubric.cap_poor) * above / room
