"""Requests of a shape that no page sends, refused before Dash stumbles over them."""

from collections.abc import Container, Mapping, Sequence
from typing import Any

from flask import Flask, Response, request

_CALLBACKS = "/_dash-update-component"
_SUITES = "/_dash-component-suites/"


def refuse_malformed(
    server: Flask, callbacks: Mapping[str, Mapping[str, Any]], suites: Container[str]
) -> None:
    """Answer 400 to what is no callback, and 404 to files of libraries that are not here.

    Dash counts what it is asked with and takes ids, properties and values as they come.

    Args:
        server: of the Dash app.
        callbacks: Dash's map of them: what they make, and of what.
        suites: names of the libraries whose files are served.
    """

    def refused() -> Response | None:
        if request.path.startswith(_SUITES):
            if request.path.removeprefix(_SUITES).partition("/")[0] not in suites:
                return Response("there is no such file here\n", 404, content_type="text/plain")
        elif request.path == _CALLBACKS and not _is_callback(_said(), callbacks):
            return Response("no page of ours asks this\n", 400, content_type="text/plain")
        return None

    server.before_request(refused)


def _said() -> object:
    try:
        return request.get_json(silent=True)
    except RecursionError:
        return None


def _is_callback(said: object, callbacks: Mapping[str, Mapping[str, Any]]) -> bool:
    if not isinstance(said, Mapping) or not isinstance(said.get("output"), str):
        return False
    known = callbacks.get(said["output"])
    # Those without a function run in the browser and are never asked for here.
    return (
        known is not None
        and "callback" in known
        and _are_those(said.get("inputs"), known["inputs"])
        and _are_those(said.get("state", []), known["state"])
        and _make_those(said.get("outputs"), said["output"])
        and _are_texts(said.get("changedPropIds", []))
    )


def _are_those(said: Any, wanted: Sequence[Mapping[str, Any]]) -> bool:
    """Whether values are said of the components a callback is made of, in their order."""
    return (
        isinstance(said, list)
        and all(isinstance(one, Mapping) for one in said)
        and [(one.get("id"), one.get("property")) for one in said]
        == [(one["id"], one["property"]) for one in wanted]
        # Addresses are all that is asked with.
        and all(isinstance(one.get("value", ""), str) for one in said)
    )


def _make_those(said: Any, output: str) -> bool:
    listed = said if isinstance(said, list) else [said]
    names = [f"{one.get('id')}.{one.get('property')}" for one in listed if isinstance(one, Mapping)]
    return output == (f"..{'...'.join(names)}.." if isinstance(said, list) else "".join(names))


def _are_texts(said: Any) -> bool:
    return isinstance(said, list) and all(isinstance(one, str) for one in said)
