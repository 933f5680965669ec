"""A finder of one's own: the parameters that differ from the default, as people write them."""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from rig.engine.judging.finder import DEFAULT_FINDER, Finder
from rig.errors import ConfigError
from rig.protocols.table_reader import did_you_mean

KEYS: Final = tuple(field.name for field in fields(Finder))
ID_CHARACTERS: Final = 40
LONGEST_S: Final = 3600.0
MOST_PRESSES: Final = 1000
# A press rests below a valley, a valley lies below a dip, and a plateau is left below its arrival.
RISING: Final = ("rest_frac", "valley_frac", "left_frac", "arrived_frac")


class FinderFileError(ConfigError):
    """A file of finder parameters with mistakes.

    Attributes:
        path: the file.
        mistakes: one sentence each, with its key.
    """

    exit_code = 2

    def __init__(self, path: Path, mistakes: tuple[str, ...]) -> None:
        self.path = path
        self.mistakes = mistakes
        super().__init__(f"finder {path.name}: " + "; ".join(mistakes))


def load_finder(path: Path) -> Finder:
    """The finder of a file: an `id` and any parameter of the default.

    Raises:
        FinderFileError: no TOML, an unknown key, or a value that cannot be; all at once.
        OSError: the file cannot be read.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise FinderFileError(path, (f"is no TOML ({error})",)) from error
    mistakes: list[str] = []
    finder = finder_of(table, "", mistakes)
    if mistakes:
        raise FinderFileError(path, tuple(mistakes))
    return finder


def finder_of(table: Mapping[str, Any], path: str, mistakes: list[str]) -> Finder:
    """The default finder with what a table says otherwise, under an id of its own.

    Args:
        table: `id` and any parameter.
        path: of the table in its file, with the dot that ends it; empty for the file itself.
        mistakes: takes one sentence for each mistake; where it does, the default is answered.
    """
    found: list[str] = []
    if not _is_own_name(table.get("id")):
        found.append(
            f"id: give the finder a name of its own, 1 to {ID_CHARACTERS} visible characters, "
            f"not {DEFAULT_FINDER.id}"
        )
    for key, value in table.items():
        if key not in KEYS:
            hint = did_you_mean(key, KEYS) or f"; known are {', '.join(KEYS)}"
            found.append(f"{key}: unknown{hint}")
        elif key != "id" and not _fits(key, value):
            found.append(f"{key}: {value!r} is not {_range(key)}")
    if not found:
        numbers = {key: float(table[key]) for key in table if key not in ("id", "train_n")}
        finder = replace(DEFAULT_FINDER, **(dict(table) | numbers))
        values = asdict(finder)
        found.extend(
            f"{high}: must lie above {low}, and {values[high]:g} does not lie above {values[low]:g}"
            for low, high in pairwise(RISING)
            if values[high] <= values[low]
        )
    mistakes.extend(path + sentence for sentence in found)
    return DEFAULT_FINDER if found else finder


def _is_own_name(name: object) -> bool:
    return (
        isinstance(name, str)
        and name.isprintable()
        and 0 < len(name.strip()) <= len(name) <= ID_CHARACTERS
        and not name.startswith("finder/")
    )


def _fits(key: str, value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    if key == "train_n":
        return isinstance(value, int) and 0 < value <= MOST_PRESSES
    return 0 < value < 1 if key.endswith("_frac") else 0 < value <= LONGEST_S


def _range(key: str) -> str:
    if key == "train_n":
        return f"a whole number from 1 to {MOST_PRESSES}"
    if key.endswith("_frac"):
        return "a share between 0 and 1"
    return f"a number of seconds above 0, at most {LONGEST_S:g}"
