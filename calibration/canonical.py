"""Frozen values as canonical JSON (RFC 8785), read back equal, and their digest.

The canonical form is one sequence of bytes for one value, whoever writes it: keys sorted, no
spaces, numbers as ECMAScript writes them. Anyone can recompute the digest with any JCS library.
"""

import dataclasses
import hashlib
import math
import types
from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import rfc8785

T = TypeVar("T")


def canonical(value: object) -> str:
    """Canonical JSON of plain values, mappings, sequences and dataclasses.

    Raises:
        ValueError: a number is NaN or infinite, or a value has no JSON form.
    """
    plain: Any = value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        plain = dataclasses.asdict(value)
    return rfc8785.dumps(plain).decode()


def sha256_of(value: object) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def value_of(kind: type[T], found: object, place: str = "") -> T:
    """The dataclass whose JSON was read; keys the class does not know are passed over.

    Raises:
        ValueError: a field is absent or has another type; the place is named.
    """
    value: T = _read(kind, found, place or kind.__name__)
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
    if kind is float and type(found) is float and not math.isfinite(found):
        raise ValueError(f"{place} is {found!r}, not a number")
    if type(found) is not kind:
        raise ValueError(f"{place} is {found!r}, not {kind.__name__}")
    return found


def _read_fields(kind: Any, found: Any, place: str) -> Any:
    if not isinstance(found, Mapping):
        raise ValueError(f"{place} is {found!r}, not an object")
    hints = _hints(kind)
    values: dict[str, Any] = {}
    for field in dataclasses.fields(kind):
        if field.name in found:
            values[field.name] = _read(
                hints[field.name], found[field.name], f"{place}.{field.name}"
            )
        elif field.default is dataclasses.MISSING:
            raise ValueError(f"{place}.{field.name} is absent")
    return kind(**values)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    """Kept, as working them out takes longer than reading by them."""
    return get_type_hints(kind)


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
