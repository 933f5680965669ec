"""Frozen values written as JSON and read back equal, floats to the last bit."""

from __future__ import annotations

import dataclasses
import json
import math
import re
from typing import TYPE_CHECKING, Any, TypeVar

from calibration.canonical import value_of

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T")

# JSON may name half of a character that needs two, which no file and no screen can hold.
_HALF_A_CHARACTER = re.compile(r"\\u[dD][89a-fA-F]")


def to_text(value: DataclassInstance, form: int) -> str:
    """Compact JSON of a dataclass of plain fields: its format, then the fields in their order.

    Raises:
        ValueError: a field is NaN or infinite.
    """
    document = {"format": form, **dataclasses.asdict(value)}
    return json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def format_of(text: str) -> int:
    """The format a document names; 1 where it names none, as the first did.

    Raises:
        ValueError: the text is no JSON object, or its format no number.
    """
    document = json.loads(text)
    form = document.get("format", 1) if isinstance(document, dict) else None
    if type(form) is not int:
        raise ValueError("its format is not a number")
    return form


def parsed(text: str | bytes) -> Any:
    """What a JSON text of a stranger says, however deep it is nested and long its numbers are.

    Raises:
        ValueError: it is no JSON, nested too deep, or holds a number no float can hold or a text
            that is none.
    """
    # Left to itself `json` reads bytes that are no UTF-8 as halves of characters.
    plain = text.decode("utf-8-sig") if isinstance(text, bytes) else text
    try:
        said = json.loads(plain, parse_float=_finite, parse_int=_whole)
        if _HALF_A_CHARACTER.search(plain):
            json.dumps(said, ensure_ascii=False).encode()
    except RecursionError:
        raise ValueError("it is nested too deep") from None
    return said


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(f"{text[:20]} is too large a number")
    return value


def _whole(text: str) -> int:
    _finite(text)
    return int(text)


def from_text(kind: type[T], text: str) -> T:
    """The dataclass that `to_text` was given; keys the class does not know are passed over.

    Raises:
        ValueError: the text is no JSON, a field is absent, or one has another type.
    """
    return value_of(kind, parsed(text))
