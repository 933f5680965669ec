"""What a corrected passport changes in a recording, line by line."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from firmware_bridge.rounding import fixed, significant
from rig.cli.points import score_text

# The longest first: `_n_per_s` ends in `_s`.
UNITS: Final = {"_n_per_s": "N/s", "_n_s": "N s", "_n": "N", "_pct": "%", "_s": "s"}
DIGITS: Final = 4

Result = dict[str, Any]


def change_lines(
    stored_holds: Sequence[str],
    stored_sets: Sequence[str],
    holds: Sequence[str],
    sets: Sequence[str],
) -> list[str]:
    """Each press and each set as it was and as it is, then the use where that changed.

    Args:
        stored_holds: JSON of the presses as recorded.
        stored_sets: JSON of the set results as recorded.
        holds: as they come out under the other passport.
        sets: likewise.
    """
    was = {hold["number"]: hold for hold in map(json.loads, stored_holds)}
    now = {hold["number"]: hold for hold in map(json.loads, holds)}
    lines: list[str] = []
    for number in sorted(was | now):
        before, after = was.get(number), now.get(number)
        told = [score_text(each) if each else "no press" for each in (before, after)]
        lines.append(_changed(f"Hold {number}", *told))
        if before and after:
            lines += _moved(before["metrics"], after["metrics"])
    sets_was, sets_now = list(map(json.loads, stored_sets)), list(map(json.loads, sets))
    for number in range(max(len(sets_was), len(sets_now))):
        told = [_mean(each[number : number + 1]) for each in (sets_was, sets_now)]
        lines.append(_changed(f"set {number + 1}", *told))
    uses = [hold["basis"] for hold in (*was.values(), *now.values())]
    if uses and uses[0]["use"] != uses[-1]["use"]:
        lines.append(f"use: was {uses[0]['use']}, now {uses[-1]['use']}")
    if uses and uses[-1]["reason"]:
        lines.append(uses[-1]["reason"])
    return lines


def _changed(what: str, was: str, now: str) -> str:
    return f"{what}: was {was}, {'unchanged' if was == now else f'now {now}'}"


def _moved(was: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """The metrics that show another number, also under a score that stayed."""
    return [
        f"  {_named(name, before)} -> {after}"
        for name in was
        if (before := _shown(was[name])) != (after := _shown(now.get(name)))
    ]


def _named(name: str, shown: str) -> str:
    ending = next((each for each in UNITS if name.endswith(each)), "")
    words = name.removesuffix(ending).replace("_", " ")
    unit = f" ({UNITS[ending]})" if ending else ""
    return f"{words}{unit}: {shown}"


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {reason}" for key, reason in value.items()) or "nothing"
    return significant(value, DIGITS) if isinstance(value, float) else str(value)


def _mean(results: list[Result]) -> str:
    from rig.engine.scoring.uncertainty import score_message

    if not results:
        return "no set"
    [one] = results
    if one["mean_score"] is None:
        return "no mean"
    mean = score_message(one["mean_score"], one["expanded"], one["outcome"])
    remark = f" ({one['remark']})" if one["remark"] else ""
    return f"mean {mean}, lowest {fixed(one['worst_score'], 1)}{remark}"
