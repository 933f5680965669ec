"""Points of each criterion, out of scores as they were stored."""

import statistics
from collections.abc import Iterable, Mapping
from typing import Any


def mean_criterion_points(scores: Iterable[Mapping[str, Any]]) -> dict[str, float]:
    """Points per criterion, mean over what was scored; what a sensor cannot support is left out.

    Args:
        scores: as stored (`rig.engine.scoring.results.score_json`); those without points do not
            count.
    """
    points: dict[str, list[float]] = {}
    for score in scores:
        if score["score"] is None:
            continue
        for each in score["criteria"]:
            if each["weight"] > 0.0:
                points.setdefault(each["name"], []).append(each["points"])
    return {name: statistics.fmean(of) for name, of in points.items()}
