"""A finder of one's own: a TOML file of the parameters that differ from the default."""

import math
import tomllib
from dataclasses import asdict, replace
from pathlib import Path

from rig.cli.errors import FinderFileError
from rig.engine.judging.finder import DEFAULT_FINDER, Finder


def load_finder(path: Path) -> Finder:
    """The finder of a file: an `id` and any parameter of the default.

    Raises:
        FinderFileError: no TOML, an unknown key, or a value that cannot be; all at once.
        OSError: the file cannot be read.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FinderFileError(path, (f"is no TOML ({error})",)) from error
    known = asdict(DEFAULT_FINDER)
    mistakes: list[str] = []
    if not isinstance(table.get("id"), str) or table["id"] == DEFAULT_FINDER.id:
        mistakes.append(f"id: give the finder a name of its own, not {DEFAULT_FINDER.id}")
    for key, value in table.items():
        if key not in known:
            mistakes.append(f"{key}: unknown; known are {', '.join(known)}")
        elif key != "id" and not _fits(key, value):
            mistakes.append(f"{key}: {value!r} is not {_range(key)}")
    if mistakes:
        raise FinderFileError(path, tuple(mistakes))
    return replace(DEFAULT_FINDER, **table)


def _fits(key: str, value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return False
    if key == "train_n":
        return isinstance(value, int) and value > 0
    return 0.0 < value < 1.0 if key.endswith("_frac") else value > 0.0


def _range(key: str) -> str:
    if key == "train_n":
        return "a whole number above 0"
    return "a share between 0 and 1" if key.endswith("_frac") else "a number of seconds above 0"
