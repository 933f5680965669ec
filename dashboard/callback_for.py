"""The one way to tie an answer of this process to a form: the callback names whose it is.

Which components a callback is asked with, their ids and their values, are the sender's: whoever
may load one page may send anything to `/_dash-update-component`. So each callback looks at who
asks before it looks at what. `dash.callback` by itself is banned, by ruff and by a test over the
map of callbacks.
"""

import functools
from collections.abc import Callable, Mapping
from typing import Any

import dash
from flask import abort

from dashboard.who import asking
from rig.school.roles import Roles

# Of Dash itself: chooses the page, whose layout asks for the role on its own.
OF_DASH = ".._pages_content.children..._pages_store.data.."


def callback_for(
    open_to: Roles, *dependencies: Any, **options: Any
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """As `dash.callback`, for these roles; 403 for whoever has another."""

    def tied(answer: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(answer)
        def guarded(*given: Any) -> Any:
            if asking().role not in open_to:
                abort(403)
            return answer(*given)

        guarded.open_to = open_to  # type: ignore[attr-defined]
        tie: Callable[[Callable[..., Any]], Any] = dash.callback(  # noqa: TID251 - the one place
            *dependencies, **options
        )
        tie(guarded)
        return guarded

    return tied


def without_a_role(callback_map: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Outputs of callbacks that run here and do not say whose they are."""
    return [
        output
        for output, tied in callback_map.items()
        if output != OF_DASH and "callback" in tied and open_to_of(tied) is None
    ]


def open_to_of(tied: Mapping[str, Any]) -> Roles | None:
    """The roles of one entry of Dash's map of callbacks."""
    # Dash wraps what it is given with functools.wraps.
    found: Roles | None = getattr(tied["callback"], "open_to", None)
    return found
