"""Stored documents with the number of their format, and read whichever release wrote them."""

import json
from collections.abc import Mapping
from typing import Any, Final, Literal

from calibration.canonical import value_of
from rig.engine.numbers import Engine
from rig.engine.scoring.results import dumps, hold_json, set_json
from rig.engine.step import ScoredHold, SetResult
from rig.store.errors import NewerFormatError
from rig.store.format.upgraders import UPGRADERS, Document, Kind

FORMATS: Final[Mapping[Kind, int]] = {kind: 1 + len(steps) for kind, steps in UPGRADERS.items()}
"""The format in which this release writes each kind."""

ResultKind = Literal["hold", "set"]

PARTS: Final[tuple[Kind, ...]] = ("calibration", "protocol", "rubric")
"""Documents within the header of a session, each with a number of its own."""


def stamped(kind: Kind, document: Mapping[str, Any]) -> Document:
    """A document of today with the number of its format."""
    return {"format": FORMATS[kind], **document}


def current(kind: Kind, found: object, place: str) -> Document:
    """The document as this release makes it, without the number, from any format there has been.

    Args:
        kind: what it is.
        found: its JSON.
        place: where it stands, for the sentence.

    Raises:
        NewerFormatError: a newer release wrote it.
        ValueError: it is no such document.
    """
    if not isinstance(found, dict):
        raise ValueError(f"the {kind} is {type(found).__name__}, not an object")
    number = found.get("format", 1)
    if type(number) is not int or number < 1:
        raise ValueError(f"the format of the {kind} is {number!r}, not a number from 1 on")
    if number > FORMATS[kind]:
        raise NewerFormatError(place, kind, number, FORMATS[kind])
    document = {key: value for key, value in found.items() if key != "format"}
    for upgrade in UPGRADERS[kind][number - 1 :]:
        try:
            document = upgrade(document)
        except (KeyError, TypeError) as error:
            raise ValueError(f"the {kind} is not as format {number} has it ({error})") from error
    return document


def current_header(text: str, place: str) -> Document:
    """The header of a session with its parts, all as this release makes them.

    Raises:
        NewerFormatError: a newer release wrote it, or a part of it.
        ValueError: the text is no header.
    """
    header = current("header", json.loads(text), place)
    for part in PARTS:
        header[part] = current(part, header.get(part), place)
    return header


def stamped_header(header: Mapping[str, Any]) -> Document:
    """The header of a session with the numbers of its format and those of its parts."""
    return stamped("header", header) | {part: stamped(part, header[part]) for part in PARTS}


def current_result(kind: ResultKind, text: str, place: str) -> str:
    """A stored result as this release would have told it.

    Raises:
        NewerFormatError: a newer release wrote it.
        ValueError: the text is no such result.
    """
    result = current(kind, json.loads(text), place)
    engine_of(kind, result)
    return dumps(result)


def engine_of(kind: ResultKind, result: Mapping[str, Any]) -> Engine:
    """What made a result.

    Raises:
        ValueError: it does not say.
    """
    named = result.get("score") if kind == "hold" else result
    return value_of(Engine, named.get("engine") if isinstance(named, dict) else None)


def hold_text(scored: ScoredHold, unit: str) -> str:
    """A judged press as it is stored."""
    return dumps(stamped("hold", hold_json(scored, unit)))


def set_text(result: SetResult) -> str:
    """The result of a set as it is stored."""
    return dumps(stamped("set", set_json(result)))


def document_text(document: Mapping[str, Any]) -> str:
    """Compact JSON, floats to the last bit.

    Raises:
        ValueError: a number is NaN or infinite.
    """
    return json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
