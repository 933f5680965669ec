"""Which column is meant, and in which unit, told from the names people give to columns."""

import re
from dataclasses import dataclass

from firmware_bridge.units import SECONDS, Unit, unit_of

_BRACKET = re.compile(r"^(.*?)\s*[\[({]\s*([^\])}]*?)\s*[\])}]\s*$")
_TIME = (
    re.compile(r"t|time|times|timestamp|zeit|tiempo|temps|tempo|elapsed|clock|datetime|seconds|"
               r"sec|s|ms|us|millis|micros|secs|milliseconds|microseconds", re.IGNORECASE),
    re.compile(r".*(time|zeit|elapsed|clock|millis|seconds).*", re.IGNORECASE),
)  # fmt: skip
_FORCE = (
    re.compile(r"force|kraft|newtons?|f|fuerza|for[cç]a|for[cz]a|force total|total force|thrust",
               re.IGNORECASE),
    re.compile(r"load|weight|mass|masse|gewicht|last|pressure|druck|reading|value|wert|grip|pull|"
               r"push|charge|poids|peso|carga", re.IGNORECASE),
    re.compile(r".*(force|kraft|newton|load|weight|mass|pressure|grip|press|druck).*",
               re.IGNORECASE),
)  # fmt: skip
_RAW = re.compile(r".*(raw|count|adc).*", re.IGNORECASE)
_NEVER = re.compile(
    r"sample|index|row|nr|no|number|marker|event|trigger|trig|flags?|tick|ticks|segment|sweep|"
    r"trial|target.*|phase|zone|set|rep|repetition|hold|comment|note|seq|average.*|max.*|min.*|"
    r"mean.*|pass|lost|rfd|battery|temperature|temp",
    re.IGNORECASE,
)
_MASS = re.compile(r".*(weight|mass|masse|gewicht|poids|peso).*", re.IGNORECASE)
_AXES = ("fx", "fy", "fz")


@dataclass(frozen=True, slots=True)
class ColumnName:
    """A header cell taken apart.

    Attributes:
        text: as written.
        stem: without its unit, lower case, words joined by spaces.
        unit: unit text in it, as written; empty without one.
    """

    text: str
    stem: str
    unit: str


def column_name(text: str) -> ColumnName:
    """Take a header cell apart: `Force (N)`, `force_kgf`, `load kg`, `t_ms`."""
    bracket = _BRACKET.match(text)
    if bracket and bracket[1]:
        return ColumnName(text, _stem(bracket[1]), bracket[2])
    for split in re.finditer(r"[_\s/-]+", text):
        tail = text[split.end() :]
        if split.start() and (unit_of(tail) or tail.lower() in SECONDS):
            return ColumnName(text, _stem(text[: split.start()]), tail)
    return ColumnName(text, _stem(text), "")


def guess_time(names: tuple[ColumnName, ...]) -> int | None:
    """Position of the time column, by its name."""
    for pattern in _TIME:
        for at, name in enumerate(names):
            if pattern.fullmatch(name.stem) and not _is_value(name):
                return at
    return None


def guess_values(names: tuple[ColumnName, ...], *, but: int | None) -> tuple[list[int], str]:
    """Positions of the value column (three where they are axes), and what was assumed, if anything.

    Args:
        names: all columns.
        but: the time column, which is none.
    """
    free = [at for at, name in enumerate(names) if at != but and not _NEVER.fullmatch(name.stem)]
    if but is None and not free:
        free = list(range(len(names)))
    axes = [at for at in free if names[at].stem in _AXES]
    ranked = sorted(free, key=lambda at: -_rank(names[at]))
    if not ranked:
        return [], ""
    best = _rank(names[ranked[0]])
    if len(axes) == len(_AXES) and best <= _rank(names[axes[0]]):
        text = ", ".join(names[at].text for at in axes)
        return axes, f"force is the vector length of {text}; choose others with --column"
    rivals = [at for at in ranked if _rank(names[at]) == best]
    if len(rivals) > 1:
        others = ", ".join(names[at].text for at in rivals[1:])
        chosen = names[ranked[0]].text
        return [ranked[0]], f"column {chosen} taken (also there: {others}); choose with --column"
    return [ranked[0]], ""


def guess_unit(name: ColumnName, *, has_header: bool) -> tuple[Unit | None, str]:
    """The unit of a value column, and what was assumed, if anything."""
    written = unit_of(name.unit) if name.unit else None
    if written is not None:
        return written, ""
    if _RAW.fullmatch(name.stem):
        return unit_of("counts"), ""
    if name.unit:
        hint = f"{name.unit!r} in column {name.text} is no unit known here"
        return unit_of("unknown"), f"{hint}: values stay as they are; say --unit"
    hint = f"unit of column {name.text} is not stated"
    if _MASS.fullmatch(name.stem):
        return unit_of("kg"), f"{hint}: kilograms assumed; say --unit"
    if not has_header or any(pattern.fullmatch(name.stem) for pattern in _FORCE):
        return unit_of("N"), f"{hint}: newtons assumed; say --unit"
    return unit_of("unknown"), f"{hint}: values stay as they are; say --unit"


def _stem(text: str) -> str:
    return re.sub(r"[_\s-]+", " ", text).strip().lower()


def _is_value(name: ColumnName) -> bool:
    unit = unit_of(name.unit)
    return unit is not None and unit.quantity != "other" and name.unit.lower() not in SECONDS


def _rank(name: ColumnName) -> int:
    for rank, pattern in zip((9, 8), _FORCE, strict=False):
        if pattern.fullmatch(name.stem):
            return rank
    unit = unit_of(name.unit)
    if unit is not None and unit.quantity != "other":
        return 7
    if _FORCE[2].fullmatch(name.stem):
        return 6
    return 5 if unit is not None or _RAW.fullmatch(name.stem) else 1
