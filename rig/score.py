"""A score that explains itself: criteria, lost points, caps, and when there is none."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Criterion:
    """One part of a score.

    Attributes:
        name: one of `rig.target.CRITERIA`.
        value: what was measured, in `unit`; None where it could not be.
        share: 0..1 of the weight earned; None where not scored.
        weight: after re-normalisation, out of 100; 0 where not scored.
        points: share times weight.
        lost: weight minus points.
    """

    name: str
    value: float | None
    unit: str
    share: float | None
    weight: float
    points: float
    lost: float


@dataclass(frozen=True, slots=True)
class HoldScore:
    """0-100 with its reasons.

    Attributes:
        score: None where void.
        rubric: id of the rubric.
        criteria: in the order of `rig.target.CRITERIA`.
        caps: sentences, one for each cap that applied.
        void_reason: why there is no score; None where there is one.
        advice: one thing to try next, in plain words.
    """

    score: float | None
    rubric: str
    criteria: tuple[Criterion, ...]
    caps: tuple[str, ...]
    void_reason: str | None
    advice: str
