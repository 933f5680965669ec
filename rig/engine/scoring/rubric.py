"""The versioned rubric of a score: weights and the values that earn full marks and none.

Anchors of `hold-score/1` are proposals from the published variability of trained and untrained
presses (docs/scoring.md names the papers); a school may set its own weights in its protocols.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from rig.engine.scoring.criteria import criterion_named
from rig.engine.scoring.criterion import Anchors


@dataclass(frozen=True, slots=True)
class Rubric:
    """Weights and anchors; a pair of anchors is the value for full marks and for none.

    Attributes:
        id: name and version stamped on every score.
        weights: criterion name to weight, sum 100; protocols may override.
        anchors: criterion name to its anchors; the criteria that are judged, in their order.
        poor_share_frac: a criterion that earns less may cap the score.
        cap_poor: that cap.
        cap_ceiling: cap when the ceiling was exceeded.
        implausible_cv_pct: steadier than any hand; the hold is void.
    """

    id: str
    weights: tuple[tuple[str, float], ...]
    anchors: tuple[tuple[str, Anchors], ...]
    poor_share_frac: float
    cap_poor: float
    cap_ceiling: float
    implausible_cv_pct: float


def usual_anchors(names: Iterable[str]) -> tuple[tuple[str, Anchors], ...]:
    """The anchors of criteria for which nobody has set others.

    Raises:
        UnknownCriterionError: there is no such criterion.
    """
    return tuple((name, criterion_named(name).anchors) for name in names)


def covering(rubric: Rubric, names: Iterable[str]) -> Rubric:
    """The rubric with the usual anchors of those criteria that it does not name itself.

    Raises:
        UnknownCriterionError: there is no such criterion.
    """
    named = dict(rubric.anchors)
    further = usual_anchors(name for name in dict.fromkeys(names) if name not in named)
    return replace(rubric, anchors=rubric.anchors + further)


_WEIGHTS: Final = (
    ("accuracy", 20.0),
    ("time_in_band", 25.0),
    ("steadiness", 15.0),
    ("drift", 5.0),
    ("hold_time", 15.0),
    ("loading_rate", 10.0),
    ("overshoot", 5.0),
    ("release_rate", 5.0),
)

HOLD_SCORE_1: Final = Rubric(
    id="hold-score/1",
    weights=_WEIGHTS,
    anchors=usual_anchors(name for name, _ in _WEIGHTS),
    poor_share_frac=0.25,
    cap_poor=69.0,
    cap_ceiling=49.0,
    implausible_cv_pct=0.5,
)
"""The same numbers for ever: other anchors or weights are another rubric, under another id."""
