"""A school's own rubric: a TOML file of the anchors it wants to differ from the default."""

import math
import tomllib
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from rig.cli.errors import RubricFileError
from rig.engine.scoring.rubric import HOLD_SCORE_1, Rubric
from rig.engine.scoring.target import CRITERIA

WEIGHT_SUM = 100.0


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
    known = asdict(HOLD_SCORE_1)
    mistakes: list[str] = []
    if not isinstance(table.get("id"), str) or table.get("id") == HOLD_SCORE_1.id:
        mistakes.append(f"id: give the rubric a name of its own, not {HOLD_SCORE_1.id}")
    values: dict[str, Any] = {}
    for key, found in table.items():
        if key == "weights":
            values[key] = _weights(found, mistakes)
        elif key not in known:
            mistakes.append(f"{key}: unknown; known are {', '.join(known)}")
        elif key != "id":
            values[key] = _anchor(key, found, known[key], mistakes)
    if mistakes:
        raise RubricFileError(path, tuple(mistakes))
    return replace(HOLD_SCORE_1, id=table["id"], **values)


def _anchor(key: str, found: object, default: object, mistakes: list[str]) -> object:
    if isinstance(default, tuple):
        if isinstance(found, list) and len(found) == 2 and all(map(_is_number, found)):
            if found[0] != found[1]:
                return (float(found[0]), float(found[1]))
            mistakes.append(f"{key}: full marks and none cannot both be at {found[0]}")
        else:
            mistakes.append(f"{key}: {found!r} is not two numbers, [full marks, none]")
    elif _is_number(found):
        return float(found)  # type: ignore[arg-type]
    else:
        mistakes.append(f"{key}: {found!r} is not a number")
    return default


def _weights(found: object, mistakes: list[str]) -> tuple[tuple[str, float], ...]:
    if not isinstance(found, dict):
        mistakes.append("weights: write a table of criterion = points")
        return HOLD_SCORE_1.weights
    for name, weight in found.items():
        if name not in CRITERIA:
            mistakes.append(f"weights.{name}: unknown; known are {', '.join(CRITERIA)}")
        elif not _is_number(weight) or weight < 0:
            mistakes.append(f"weights.{name}: {weight!r} is not a number of points")
    numbers = [weight for weight in found.values() if _is_number(weight)]
    if not math.isclose(sum(numbers), WEIGHT_SUM, abs_tol=1e-6):
        mistakes.append(f"weights: sum is {sum(numbers):g}, must be {WEIGHT_SUM:g}")
    return tuple((name, float(found[name])) for name in CRITERIA if _is_number(found.get(name)))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
