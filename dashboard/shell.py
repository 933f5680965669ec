"""What every page stands in: header, page, footer, and the HTML around them."""

import json
from collections.abc import Sequence

import dash
import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard.attributes import attributes
from dashboard.page import Page
from dashboard.theme import MANTINE_THEME
from rig.engine.scoring.criteria import CRITERIA

NOT_A_DEVICE = "Steadyhold is a training aid, not a medical device."

# Data for the scripts of the page: a `<` would end it.
_CRITERIA = json.dumps(
    {each.name: {"title": each.title, "unit": each.unit} for each in CRITERIA}
).replace("<", "\\u003c")

BROWSER_MODULES = "<!-- browser modules -->"
INDEX = """<!DOCTYPE html>
<html lang="en" data-mantine-color-scheme="light">
  <head>
    {%metas%}
    <meta name="color-scheme" content="light dark">
    <title>{%title%}</title>
    <link rel="icon" type="image/svg+xml" href="/assets/mark.svg">
    <!-- browser modules -->
    <script type="application/json" id="criteria">{%criteria%}</script>
    {%css%}
  </head>
  <body>
    {%app_entry%}
    <noscript>Steadyhold shows live force and needs JavaScript; please switch it on.</noscript>
    <div hidden>
      {%config%}
      {%scripts%}
      {%renderer%}
    </div>
  </body>
</html>""".replace("{%criteria%}", _CRITERIA)


def frame(pages: Sequence[Page], way_out: tuple[str, str] | None) -> Component:
    """The layout of the app; pages appear inside its `main`, tabs in their order.

    Args:
        pages: those of whoever asks.
        way_out: name and address of the page by which they log out; None where nobody logs in.
    """
    provider: Component = dmc.MantineProvider(
        theme=MANTINE_THEME,
        defaultColorScheme="auto",
        children=[
            html.A("Skip to the page", href="#page", className="skip"),
            html.Header(
                className="top",
                children=[
                    html.A(
                        [
                            html.Span(className="mark", **attributes(aria_hidden="true")),
                            "Steadyhold",
                        ],
                        href="/",
                        className="brand",
                    ),
                    html.Nav(
                        [
                            dcc.Link(
                                page.tab,
                                href=page.paths[0],
                                className="tab",
                                id=f"nav-{page.name}",
                            )
                            for page in pages
                            if page.tab
                        ],
                        className="tabs",
                        **attributes(aria_label="Pages"),
                    ),
                    *([] if way_out is None else [_own(*way_out)]),
                    dmc.ColorSchemeToggle(
                        id="scheme",
                        variant="subtle",
                        color="gray",
                        size=44,
                        lightIcon=html.Span(className="icon icon-sun"),
                        darkIcon=html.Span(className="icon icon-moon"),
                        **attributes(aria_label="Switch between light and dark"),
                    ),
                ],
            ),
            html.Div(
                [NOT_A_DEVICE, html.Span(id="paper-day")],
                className="paper",
                **attributes(aria_hidden="true"),
            ),
            html.Main(dash.page_container, id="page", tabIndex=-1),
            html.Footer(
                [
                    NOT_A_DEVICE,
                    " ",
                    dcc.Link("Use, marks and data", href="/law", className="foot-link"),
                ],
                className="foot",
            ),
        ],
    )
    return provider


def _own(name: str, href: str) -> Component:
    """The way out, by way of what is one's own; one place, for the bar is full."""
    picture = html.Span(className="icon icon-own", **attributes(aria_hidden="true"))
    return dcc.Link(
        [picture, html.Span(name, className="sr")], href=href, className="own", title=name
    )


def page_head(title: str, lead: str) -> Component:
    """Heading of a page and one sentence under it."""
    return html.Header(
        [html.H1(title), html.P(lead, className="lead")] if lead else [html.H1(title)],
        className="page-head",
    )


def empty_page(title: str, text: str, action: str, href: str) -> Component:
    """What a page says while it has nothing to show: why, and how to change that."""
    return html.Div(
        className="empty",
        children=[
            html.Div(className="empty-shape", **attributes(aria_hidden="true")),
            html.H2(title),
            html.P(text),
            dcc.Link(action, href=href, className="act"),
        ],
    )


def missing_page(page: str, title: str, text: str, action: str, href: str) -> Component:
    """What a page says where nothing has the name in its address; arguments as `empty_page`."""
    return html.Div([page_head(page, ""), empty_page(title, text, action, href)])


def no_page(**_: str) -> Component:
    """What stands under an address that has no page; the answer carries 404."""
    return _nothing_here(
        "This page does not exist",
        "The address may be mistyped, or from an older release.",
        dcc.Link("Go to Practice", href="/", className="act"),
    )


def no_entry() -> Component:
    """What stands on a page for whoever it is not open to."""
    return _nothing_here(
        "This page is not open to you",
        "Log in as somebody who may see it, or ask the instructor.",
        html.A("Go to the first page", href="/", className="act"),
    )


def no_hub() -> Component:
    """What a page says while the hub does not answer its questions."""
    return html.Div(
        className="empty",
        role="alert",
        children=[
            html.H1("Steadyhold is not running"),
            html.P(
                "Start it again on the computer the pads are plugged into: steadyhold run. "
                "This page comes back when it runs."
            ),
            html.A("Load again", href="", className="act"),
        ],
    )


def _nothing_here(title: str, lead: str, way_on: Component) -> Component:
    head = [page_head(title, ""), html.P(lead, className="lead")]
    return html.Div([*head, way_on], className="no-page")
