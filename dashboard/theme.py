"""One look for pages and charts: the theme of Mantine, and what every chart starts from."""

from typing import Any

FONT = (
    "-apple-system, 'Segoe UI Variable Text', 'Segoe UI', Roboto, 'Helvetica Neue', "
    "'Liberation Sans', Arial, sans-serif"
)

# Okabe and Ito 2008, in the order charts use them.
OKABE_ITO = ("#0072B2", "#009E73", "#D55E00", "#E69F00", "#56B4E9", "#CC79A7", "#F0E442", "#000000")

# The one accent, around the bluish green of Okabe and Ito; shade 7 carries white text at 5.6:1.
_ACCENT = (
    "#e8f6f1", "#cfebe1", "#a3d9c6", "#73c6aa", "#45b28e",
    "#1f9f78", "#008a64", "#007556", "#006049", "#004a38",
)  # fmt: skip

# Mantine's greys of the dark scheme, tinted towards the accent so that pages and controls agree.
_DARK = (
    "#ecf2ef", "#c9d5cf", "#a5b4ad", "#7d8c86", "#4d5b56",
    "#38453f", "#1d2724", "#131b18", "#0e1412", "#090d0c",
)  # fmt: skip

MANTINE_THEME: dict[str, Any] = {
    "fontFamily": FONT,
    "headings": {"fontFamily": FONT, "fontWeight": "650"},
    "colors": {"sage": list(_ACCENT), "dark": list(_DARK)},
    "primaryColor": "sage",
    "primaryShade": {"light": 7, "dark": 4},
    "autoContrast": True,
    "luminanceThreshold": 0.32,
    "defaultRadius": "md",
    "focusRing": "auto",
    "respectReducedMotion": True,
    "cursorType": "pointer",
}

# Any: the typed dictionary of dcc.Graph does not know the newer keys of plotly.js.
GRAPH_CONFIG: Any = {
    "displaylogo": False,
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "responsive": True,
    "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d"],
}


def chart_layout(**changes: Any) -> dict[str, Any]:
    """Layout every chart starts from; colours of text and grid follow the page by theme.css."""
    axis = {
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "automargin": True,
        "title": {"standoff": 12},
    }
    layout: dict[str, Any] = {
        "font": {"family": FONT, "size": 14},
        "colorway": list(OKABE_ITO),
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 56, "r": 16, "t": 16, "b": 48},
        "hovermode": "x unified",
        "dragmode": "zoom",
        "xaxis": dict(axis),
        "yaxis": dict(axis),
        "showlegend": False,
    }
    for name, value in changes.items():
        known = layout.get(name)
        layout[name] = {**known, **value} if isinstance(known, dict) else value
    return layout
