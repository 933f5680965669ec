"""Frozen values written as JSON and read back equal, floats to the last bit."""

from __future__ import annotations

import dataclasses
import json
import types
from typing import (
    TYPE_CHECKING,
    Any,
    Literal,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

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
    value: T = _read(kind, json.loads(text), kind.__name__)
    return value


def _read(kind: Any, found: Any, place: str) -> Any:
    if dataclasses.is_dataclass(kind):
        return _read_fields(kind, found, place)
    origin = get_origin(kind)
    if origin is tuple:
        return _read_tuple(get_args(kind), found, place)
    if origin is Literal:
        if found not in get_args(kind):
            raise ValueError(f"{place} is {found!r}, none of {get_args(kind)}")
        return found
    if origin in (Union, types.UnionType):
        if found is None:
            return None
        [other] = [each for each in get_args(kind) if each is not type(None)]
        return _read(other, found, place)
    if kind is float and type(found) is int:
        return float(found)
    if type(found) is not kind:
        raise ValueError(f"{place} is {found!r}, not {kind.__name__}")
    return found


def _read_fields(kind: Any, found: Any, place: str) -> Any:
    if not isinstance(found, dict):
        raise ValueError(f"{place} is {found!r}, not an object")
    hints = get_type_hints(kind)
    values: dict[str, Any] = {}
    for field in dataclasses.fields(kind):
        if field.name in found:
            values[field.name] = _read(
                hints[field.name], found[field.name], f"{place}.{field.name}"
            )
        elif field.default is dataclasses.MISSING:
            raise ValueError(f"{place}.{field.name} is absent")
    return kind(**values)


def _read_tuple(kinds: tuple[Any, ...], found: Any, place: str) -> tuple[Any, ...]:
    if not isinstance(found, list):
        raise ValueError(f"{place} is {found!r}, not a list")
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        kinds = (kinds[0],) * len(found)
    if len(kinds) != len(found):
        raise ValueError(f"{place} has {len(found)} entries, not {len(kinds)}")
    return tuple(
        _read(kind, each, f"{place}[{at}]")
        for at, (kind, each) in enumerate(zip(kinds, found, strict=True))
    )
