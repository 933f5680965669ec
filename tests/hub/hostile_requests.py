"""Requests of every route of the OpenAPI document: as it says, nearly so, and not at all."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from hypothesis import strategies as st

from tests.schemas.openapi import openapi

# One that is pressed, one whose sensor is not there, one that a page presses.
STATIONS = """
[[station]]
id = "pad-1"
name = "Window"
source = "sim:?learner=expert"

[[station]]
id = "pad-2"
name = "Door"
source = "serial:/dev/no-such-port"

[[station]]
id = "pad-3"
name = "This screen"
source = "screen:"
"""

TYPES = ("application/json", "application/json; charset=utf-16", "text/plain", "")
METHODS = ("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS")

TEXTS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        (
            "",
            "0",
            "-1",
            "1e999",
            "nan",
            "true",
            "null",
            "..",
            "../../etc/passwd",
            "%00",
            "a" * 3000,
            "9" * 400,
            "9" * 5000,
        )
    ),
)
NUMBERS = st.one_of(
    st.integers(),
    st.floats(allow_nan=False),
    st.sampled_from((0, -1, 1e308, -1e308, 2**63, 10**400)),
)
ANY_JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBERS, TEXTS),
    lambda within: st.one_of(
        st.lists(within, max_size=4), st.dictionaries(TEXTS, within, max_size=4)
    ),
    max_leaves=12,
)


@dataclass(frozen=True, slots=True)
class HostileRequest:
    """One request, as bytes of the wire.

    Attributes:
        headers: without `Host` and `Content-Length`.
    """

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


def requests(known: Mapping[str, tuple[str, ...]]) -> st.SearchStrategy[HostileRequest]:
    """Requests of all routes.

    Args:
        known: ids that exist, by the name of the parameter of a path.
    """
    document = openapi()
    schemas = document["components"]["schemas"]
    routes = [
        _requests_of(method.upper(), path, operation, schemas, known)
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    ]
    return st.one_of(routes)


def _requests_of(
    method: str,
    path: str,
    operation: dict[str, Any],
    schemas: dict[str, Any],
    known: Mapping[str, tuple[str, ...]],
) -> st.SearchStrategy[HostileRequest]:
    parts = {name: _ids(known.get(name, ())) for name in re.findall(r"{(\w+)}", path)}
    asked = {
        each["name"]: _as_text(each["schema"])
        for each in operation.get("parameters", ())
        if each["in"] == "query"
    }
    content = operation.get("requestBody", {}).get("content", {})
    schema = next((each["schema"] for each in content.values()), {})
    bodies = st.one_of(
        _valid(schema, schemas).map(_bytes_of),
        _nearly(schema, schemas).map(_bytes_of),
        ANY_JSON.map(_bytes_of),
        st.binary(max_size=200),
    )
    return st.builds(
        lambda names, query, body, kind, way: HostileRequest(
            way,
            path.format(**{name: quote(value, safe="") for name, value in names.items()})
            + ("?" + urlencode(query) if query else ""),
            {"Content-Type": kind} if kind else {},
            body if way != "GET" else b"",
        ),
        st.fixed_dictionaries(parts),
        st.fixed_dictionaries({}, optional=asked),
        bodies,
        st.sampled_from((*TYPES[:1] * 9, *TYPES)),
        st.sampled_from((*(method,) * 12, *METHODS)),
    )


def _ids(known: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.one_of(st.sampled_from(known or ("none",)), TEXTS.filter(bool))


def _as_text(schema: dict[str, Any]) -> st.SearchStrategy[str]:
    whole = schema.get("type") in ("integer", "number")
    return st.one_of(NUMBERS.map(str), TEXTS) if whole else TEXTS


def _valid(schema: dict[str, Any], schemas: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values of a schema; what this does not know of schemas is anything."""
    if "$ref" in schema:
        return st.deferred(lambda: _valid(schemas[schema["$ref"].rpartition("/")[2]], schemas))
    for choice in ("anyOf", "oneOf"):
        if choice in schema:
            return st.one_of([_valid(each, schemas) for each in schema[choice]])
    if "const" in schema or "enum" in schema:
        return st.sampled_from(schema.get("enum") or [schema["const"]])
    match schema.get("type"):
        case "string":
            return TEXTS
        case "integer" | "number":
            return NUMBERS
        case "boolean":
            return st.booleans()
        case "null":
            return st.none()
        case "array":
            return st.lists(_valid(schema.get("items", {}), schemas), max_size=4)
        case "object":
            return _object(schema, schemas, lambda each: _valid(each, schemas))
    return ANY_JSON


def _nearly(schema: dict[str, Any], schemas: dict[str, Any]) -> st.SearchStrategy[Any]:
    """The right keys with anything under them."""
    return _object(schema, schemas, lambda each: st.one_of(_valid(each, schemas), ANY_JSON))


def _object(schema: dict[str, Any], schemas: dict[str, Any], value: Any) -> st.SearchStrategy[Any]:
    if "$ref" in schema:
        return _object(schemas[schema["$ref"].rpartition("/")[2]], schemas, value)
    return st.fixed_dictionaries(
        {}, optional={name: value(each) for name, each in schema.get("properties", {}).items()}
    )


def _bytes_of(value: Any) -> bytes:
    return json.dumps(value).encode("utf-8", "surrogatepass")
