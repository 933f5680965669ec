"""A school's own rubric: a TOML file of the anchors it wants to differ from the default."""

import math
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from rig.cli.errors import RubricFileError
from rig.engine.scoring.criteria import CRITERIA, NAMES
from rig.engine.scoring.criterion import Anchors
from rig.engine.scoring.rubric import HOLD_SCORE_1, Rubric, covering

WEIGHT_SUM = 100.0

LIMITS: Final = ("poor_share_frac", "cap_poor", "cap_ceiling", "implausible_cv_pct")
"""Numbers of a rubric that belong to no criterion."""

USUAL: Final = {each.anchor: each.anchors for each in CRITERIA}


def load_rubric(path: Path) -> Rubric:
    """The rubric of a file: `id`, any anchor of `hold-score/1`, and `[weights]`.

    Raises:
        RubricFileError: no TOML, an unknown key, or a value of the wrong kind; all at once.
        OSError: the file cannot be read.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise RubricFileError(path, (f"is no TOML ({error})",)) from error
    mistakes: list[str] = []
    if not isinstance(table.get("id"), str) or table.get("id") == HOLD_SCORE_1.id:
        mistakes.append(f"id: give the rubric a name of its own, not {HOLD_SCORE_1.id}")
    weights = HOLD_SCORE_1.weights
    limits: dict[str, float] = {}
    anchors: dict[str, Anchors] = {}
    for key, found in table.items():
        if key == "weights":
            weights = _weights(found, mistakes)
        elif key in LIMITS:
            limits[key] = _limit(key, found, mistakes)
        elif key in USUAL:
            anchors[key] = _anchors(key, found, len(USUAL[key]), mistakes)
        elif key != "id":
            known = ("id", "weights", *USUAL, *LIMITS)
            mistakes.append(f"{key}: unknown; known are {', '.join(known)}")
    if mistakes:
        raise RubricFileError(path, tuple(mistakes))
    return _changed(table["id"], weights, anchors, limits)


def _changed(
    rubric_id: str,
    weights: tuple[tuple[str, float], ...],
    anchors: dict[str, Anchors],
    limits: dict[str, float],
) -> Rubric:
    """`hold-score/1` with what a file says otherwise."""
    own_anchors = (each.name for each in CRITERIA if each.anchor in anchors)
    whole = covering(HOLD_SCORE_1, (*dict(weights), *own_anchors))
    key_of = {each.name: each.anchor for each in CRITERIA}
    own = tuple((name, anchors.get(key_of[name], usual)) for name, usual in whole.anchors)
    return replace(whole, id=rubric_id, weights=weights, anchors=own, **limits)


def _anchors(key: str, found: Any, count: int, mistakes: list[str]) -> Anchors:
    if count == 1:
        return (_limit(key, found, mistakes),)
    if not (isinstance(found, list) and len(found) == count and all(map(_is_number, found))):
        mistakes.append(f"{key}: {found!r} is not two numbers, [full marks, none]")
        return ()
    if found[0] == found[1]:
        mistakes.append(f"{key}: full marks and none cannot both be at {found[0]}")
    return tuple(map(float, found))


def _limit(key: str, found: Any, mistakes: list[str]) -> float:
    if not _is_number(found):
        mistakes.append(f"{key}: {found!r} is not a number")
        return math.nan
    return float(found)


def _weights(found: object, mistakes: list[str]) -> tuple[tuple[str, float], ...]:
    if not isinstance(found, dict):
        mistakes.append("weights: write a table of criterion = points")
        return HOLD_SCORE_1.weights
    for name, weight in found.items():
        if name not in NAMES:
            mistakes.append(f"weights.{name}: unknown; known are {', '.join(NAMES)}")
        elif not _is_number(weight) or weight < 0:
            mistakes.append(f"weights.{name}: {weight!r} is not a number of points")
    numbers = [weight for weight in found.values() if _is_number(weight)]
    if not math.isclose(sum(numbers), WEIGHT_SUM, abs_tol=1e-6):
        mistakes.append(f"weights: sum is {sum(numbers):g}, must be {WEIGHT_SUM:g}")
    return tuple((name, float(found[name])) for name in NAMES if _is_number(found.get(name)))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
