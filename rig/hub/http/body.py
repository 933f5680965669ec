"""The body of a request as the JSON object it must be."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request

from rig.hub.errors import AskError
from rig.json_values import parsed


async def json_body(request: Request) -> Mapping[str, Any]:
    """What a request says; nothing where its body is empty.

    Raises:
        AskError: the body is not a JSON object.
    """
    try:
        said = parsed(await request.body() or b"{}")
    except ValueError as error:
        raise AskError("the body", "JSON") from error
    if not isinstance(said, dict):
        raise AskError("the body", "a JSON object")
    return said
