"""Requests of a shape that no page sends, refused before Dash stumbles over them."""

from collections.abc import Container, Mapping
from typing import Any

from flask import Flask, Response, request

_CALLBACKS = "/_dash-update-component"
_SUITES = "/_dash-component-suites/"


def refuse_malformed(server: Flask, outputs: Container[str], suites: Container[str]) -> None:
    """Answer 400 to what is no callback, and 404 to files of libraries that are not here.

    Args:
        server: of the Dash app.
        outputs: what the callbacks of the app make.
        suites: names of the libraries whose files are served.
    """

    def refused() -> Response | None:
        if request.path.startswith(_SUITES):
            if request.path.removeprefix(_SUITES).partition("/")[0] not in suites:
                return Response("there is no such file here\n", 404, content_type="text/plain")
        elif request.path == _CALLBACKS and not _is_callback(_said(), outputs):
            return Response("no page of ours asks this\n", 400, content_type="text/plain")
        return None

    server.before_request(refused)


def _said() -> object:
    try:
        return request.get_json(silent=True)
    except RecursionError:
        return None


def _is_callback(said: object, outputs: Container[str]) -> bool:
    return (
        isinstance(said, Mapping)
        and isinstance(said.get("output"), str)
        and said["output"] in outputs
        and all(_are_values(said.get(key, [])) for key in ("inputs", "state"))
        and isinstance(said.get("inputs"), list)
        and _are_texts(said.get("changedPropIds", []))
    )


def _are_values(said: Any) -> bool:
    # A group of components of one pattern comes as a list of its own.
    return isinstance(said, list) and all(
        _are_values(one)
        if isinstance(one, list)
        else isinstance(one, Mapping) and isinstance(one.get("property"), str) and "id" in one
        for one in said
    )


def _are_texts(said: Any) -> bool:
    return isinstance(said, list) and all(isinstance(one, str) for one in said)
