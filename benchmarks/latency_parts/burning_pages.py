"""The dashboard as it is, plus one Dash callback that burns a second of a core."""

import sys
import time
from pathlib import Path

import dash
from dash import Input, Output

from dashboard import __main__ as start
from dashboard import app as pages

BURN_S = 1.0
plain = pages.make_dash_app


def burn(_: str) -> str:
    """A second of Python, as a careless report would take it."""
    until = time.perf_counter() + BURN_S
    while time.perf_counter() < until:
        pass
    return "burnt"


def with_burning(hub_url: str, hub_certificate: Path | None = None) -> dash.Dash:
    """The real app with the careless callback beside its own."""
    app = plain(hub_url, hub_certificate)
    app.callback(Output("burnt", "children"), Input("burn", "n_clicks"))(burn)
    return app


pages.make_dash_app = with_burning
sys.exit(start.main())
