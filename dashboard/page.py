"""A page as one value: its module makes it, `dashboard.app` lists it, and nothing else names it."""

from collections.abc import Callable
from dataclasses import dataclass

from dash.development.base_component import Component

from dashboard.browser_modules import BrowserModules
from rig.school.roles import Roles


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of the dashboard.

    Attributes:
        name: in our own lists, and of its tab.
        paths: addresses it answers to; what varies stands in angle brackets.
        title: of the window.
        layout: makes its content from the hub, the rest of the address and its query.
        open_to: the roles it is for; others get neither its content nor its tab.
        tab: what its tab is called; empty for a page without one, which others lead to.
        modules: of the browser's code, which it asks for as soon as it is there.
        register: ties its forms to the browser's functions; None where it has none.
    """

    name: str
    paths: tuple[str, ...]
    title: str
    layout: Callable[..., Component]
    open_to: Roles
    tab: str = ""
    modules: tuple[str, ...] = ()
    register: Callable[[BrowserModules], None] | None = None
