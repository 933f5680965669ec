"""A protocol written back as TOML, in one form: read again it is the same protocol."""

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any, Final

from rig.engine.scoring.target import Protocol, Target

Table = dict[str, Any]

_TOP: Final = ("id", "version", "name", "purpose", "contact", "repetitions", "rest_s", "feedback")
_MOST_DECIMALS: Final = 17


def protocol_table(protocol: Protocol) -> Table:
    """The table that `rig.protocols.reader` makes the protocol from, keys in their usual order.

    What all levels of a press share stands once, under the target.
    """
    table: Table = {key: _plain(getattr(protocol, key)) for key in _TOP}
    if protocol.assessment:
        table["assessment"] = True
    if protocol.pass_score is not None:
        table["pass_score"] = _plain(protocol.pass_score)
    table["evidence"] = protocol.evidence
    table["sources"] = list(protocol.sources)
    table["target"] = _target_table(protocol.targets)
    table["weights"] = {name: _plain(weight) for name, weight in protocol.weights}
    return table


def toml_of(protocol: Protocol) -> str:
    """The text of a school's own file."""
    table = protocol_table(protocol)
    target, weights = table.pop("target"), table.pop("weights")
    levels = target.pop("level", [])
    parts = [_lines(table), ["[target]", *_lines(target)]]
    parts += [["[[target.level]]", *_lines(level)] for level in levels]
    parts.append(["[weights]", *_lines(weights)])
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def _target_table(targets: tuple[Target, ...]) -> Table:
    levels = [_level(each) for each in targets]
    first = levels[0]
    if len(levels) == 1:
        return first
    shared = {
        key: value
        for key, value in first.items()
        if key != "force_n" and all(each[key] == value for each in levels)
    }
    own = [{key: value for key, value in each.items() if key not in shared} for each in levels]
    return {**shared, "level": own}


def _level(target: Target) -> Table:
    return {
        "force_n": _plain(target.force_n),
        "band_pct": _plain(_percent(target.band_frac)),
        "hold_s": _plain(target.hold_s),
        "hold_window_s": _pair(target.hold_min_s, target.hold_max_s),
        "loading_n_per_s": _pair(target.loading_min_n_per_s, target.loading_max_n_per_s),
        "release_n_per_s": _pair(target.release_min_n_per_s, target.release_max_n_per_s),
        "ceiling_n": _plain(target.ceiling_n),
    }


def _percent(share_frac: float) -> float:
    """The shortest percentage that a hundredth of is exactly this share."""
    about = 100.0 * share_frac
    near = (about, math.nextafter(about, 0.0), math.nextafter(about, math.inf))
    shortest = (round(each, decimals) for decimals in range(_MOST_DECIMALS) for each in near)
    return next((each for each in (*shortest, *near) if each / 100.0 == share_frac), about)


def _pair(low: float, high: float) -> list[object]:
    return [_plain(low), _plain(high)]


def _plain(value: object) -> object:
    """A whole number without its point."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _lines(table: Mapping[str, Any]) -> list[str]:
    return [line for key, value in table.items() for line in _entry(key, value)]


def _entry(key: str, value: object) -> Iterator[str]:
    if isinstance(value, list) and value and isinstance(value[0], str):
        yield f"{key} = ["
        yield from (f"  {_text(each)}," for each in value)
        yield "]"
    else:
        yield f"{key} = {_value(value)}"


def _value(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_value(each) for each in value)}]"
    return _text(value) if isinstance(value, str) else json.dumps(value)


def _text(text: str) -> str:
    # Texts hold no character that TOML wants escaped and JSON does not: the reader refuses them.
    return json.dumps(text, ensure_ascii=False)
