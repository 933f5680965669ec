"""What a criterion of a score is; those there are stand in `rig.engine.scoring.criteria`."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from rig.engine.hold import HoldMetrics
from rig.engine.scoring.target import Target
from rig.errors import ConfigError

Sentence = Callable[[float, HoldMetrics, Target, str], str]
"""Words of the value shown, the metrics, the target and the unit of the force."""

Anchors = tuple[float, ...]
"""The values of a rubric for one criterion, most often those for full marks and for none."""


class UnknownCriterionError(ConfigError):
    """A criterion that this release does not know.

    Attributes:
        name: what it is called.
        known: names of the criteria there are.
    """

    exit_code = 2

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(
            f"no criterion is called {name!r}; there are {', '.join(known)}. Correct the weights "
            "of the protocol or rubric, or install the release that made it"
        )
        self.name = name
        self.known = known


def _no_cap(value: float | None, target: Target) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing a hold is judged by.

    Attributes:
        name: in files and JSON.
        title: for people, everywhere the same.
        metric: field of `HoldMetrics` it is judged by.
        unit: of the value shown; an `N` in it stands for the unit of the force.
        anchor: what its anchors are called in a rubric file; criteria may share one.
        anchors: of a rubric that does not say otherwise; changing them changes no stored score.
        share: value shown and share earned (0..1), of the metric, the target and the anchors.
        aim: what earns full marks, in words, of the target, the anchors and the unit of the force.
        advice: one thing to try next, of the value shown, the metrics, the target and the unit.
        praise: what went well where nearly all was earned; empty where that is nothing to praise.
        loss: what cost points, of the same as the advice.
        cap: why next to no share of it limits the whole score; empty where it does not limit it.
        over_window: judged over the steadiness window, so it needs a hold that leaves one.
    """

    name: str
    title: str
    metric: str
    unit: str
    anchor: str
    anchors: Anchors
    share: Callable[[float, Target, Anchors], tuple[float, float]]
    aim: Callable[[Target, Anchors, str], str]
    advice: Sentence
    praise: str
    loss: Sentence
    cap: Callable[[float | None, Target], str] = _no_cap
    over_window: bool = False


def falling(value: float, full: float, zero: float) -> float:
    """1 up to `full`, 0 from `zero`, a line between; full is below zero."""
    return min(max((zero - value) / (zero - full), 0.0), 1.0)


def edge(rate: float, low: float, high: float, factor_zero: float) -> float:
    """1 inside the window, falling with the logarithm to 0 at a factor outside."""
    if low <= rate <= high:
        return 1.0
    if rate <= 0.0:
        return 0.0
    off = abs(math.log(rate / (low if rate < low else high)))
    return max(1.0 - off / math.log(factor_zero), 0.0)
