"""The row of links on top of the pages about marks."""

from dash import dcc, html, page_registry
from dash.development.base_component import Component

from dashboard.attributes import attributes

_PAGES = (
    ("Gradebook", "/marks"),
    ("Exams", "/exams"),
    ("Standards", "/standards"),
    ("Hours", "/hours"),
)


def marks_links(current: str) -> Component:
    """Links to the pages about marks that this app has.

    Args:
        current: address of the page they stand on, for example `/marks`.
    """
    served = {each["path"] for each in page_registry.values()}
    return html.Nav(
        [_link(title, path, current) for title, path in _PAGES if path in served],
        className="marks-links",
        **attributes(aria_label="Marks"),
    )


def _link(title: str, path: str, current: str) -> Component:
    if path == current:
        # Dash's own link takes no `aria-current`.
        here = attributes(aria_current="page")
        return html.A(title, href=path, className="marks-link", **here)
    return dcc.Link(title, href=path, className="marks-link")
