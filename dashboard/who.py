"""Who asks for the page that is being made, as the door of this process found it."""

from flask import has_request_context, request

from rig.hub.actor import HEADER, actor_in
from rig.school.actor import NOBODY, Actor


def asking() -> Actor:
    """Whoever the hub signed this request for; nobody outside of one."""
    return actor_in(request.environ) if has_request_context() else NOBODY


def signed_line() -> dict[str, str]:
    """The header by which the hub knows for whom this process asks it; none outside a request."""
    line = request.headers.get(HEADER, "") if has_request_context() else ""
    return {HEADER: line} if line else {}
