"""Answers of running code held against the schemas that are checked in."""

import functools
import json
import re
from typing import Any
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator

from tests.schemas.documents import FOLDER

# What any request may be refused with, by the guard or for a body of another form.
OF_THE_GUARD = (400, 401, 403, 405, 408, 413, 415, 429)


@functools.cache
def schema(name: str) -> Any:
    """A schema as it is checked in."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


@functools.cache
def _validator(name: str, place: str = "") -> Draft202012Validator:
    """A validator of a schema, or of what lies at a place within it."""
    whole = schema(name)
    return Draft202012Validator(whole | {"$ref": f"#{place}"} if place else whole)


def check_document(told: Any) -> None:
    """Hold the JSON of a command against the schema of its name."""
    name = told["schema"].removeprefix("steadyhold.").partition("/")[0]
    _validator(name).validate(told)


def check_line(told: Any) -> None:
    """Hold one line of a stream against its schema."""
    _validator("lines").validate(told)


def check_message(told: Any) -> None:
    """Hold a text message of the live socket against its schema."""
    _validator("live").validate(told)


def check_answer(method: str, address: str, asked: Any, status: int, kind: str, body: bytes) -> str:
    """Hold an answer of the hub, and what it was asked, against the OpenAPI document.

    Args:
        method: of the request.
        address: path and query of the request.
        asked: JSON it was asked with; None without a body.
        status: of the answer.
        kind: media type of the answer.
        body: of the answer.

    Returns:
        The path as the document has it; empty where it is not one of the API.
    """
    paths = schema("openapi")["paths"]
    path = next((each for each in paths if _fits(each, urlsplit(address).path)), "")
    operation = paths.get(path, {}).get(method.lower())
    if operation is None:
        return ""
    pointer = f"/paths/{_escaped(path)}/{method.lower()}"
    good = str(status) in operation["responses"]
    answer = str(status) if good else "default"
    described = good or status in OF_THE_GUARD
    assert described, f"{method} {path} answers {status}, which is not described"
    content = operation["responses"][answer]["content"]
    assert kind in content, f"{method} {path} answers {kind}, not {list(content)}"
    if kind == "application/json":
        place = f"{pointer}/responses/{answer}/content/{_escaped(kind)}/schema"
        _validator("openapi", place).validate(json.loads(body))
    if status < 400 and asked is not None:
        place = f"{pointer}/requestBody/content/application~1json/schema"
        _validator("openapi", place).validate(asked)
    return path


def _fits(path: str, found: str) -> bool:
    return _pattern(path).fullmatch(found) is not None


@functools.cache
def _pattern(path: str) -> re.Pattern[str]:
    return re.compile("[^/]+".join(re.escape(part) for part in re.split(r"{\w+}", path)))


def _escaped(part: str) -> str:
    return part.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D")
