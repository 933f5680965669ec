"""Frozen values written as JSON and read back equal, floats to the last bit."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, TypeVar

from calibration.canonical import value_of

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T")


def to_text(value: DataclassInstance) -> str:
    """Compact JSON of a dataclass of plain fields, keys in the order of the class.

    Raises:
        ValueError: a field is NaN or infinite.
    """
    return json.dumps(
        dataclasses.asdict(value), ensure_ascii=False, allow_nan=False, separators=(",", ":")
    )


def from_text(kind: type[T], text: str) -> T:
    """The dataclass that `to_text` was given; keys the class does not know are passed over.

    Raises:
        ValueError: the text is no JSON, a field is absent, or one has another type.
    """
    return value_of(kind, json.loads(text))
