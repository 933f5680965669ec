"""What the terminal says when a class can come in: the code to scan, and what is exposed."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text

from rig.cli.console import results_console
from rig.lan.exposure import exposure, way_in
from rig.lan.qr import qr_lines

if TYPE_CHECKING:
    from rich.console import Console

    from rig.hub.process.listen_socket import FrontDoor

# Black on white by number, so that a scanner reads it on a dark and on a light terminal alike.
SQUARES = Style(color="color(16)", bgcolor="color(231)")
INDENT = "  "


def show_banner(front: "FrontDoor", setup_code: str) -> None:
    """Print it.

    Args:
        front: where the rig answers.
        setup_code: makes the first instructor's account; empty where there is one.
    """
    console = results_console()
    for line in _code(console, way_in(front.site)):
        console.print(INDENT, line, sep="")
    for sentence in exposure(front.site, front.tls, setup_code):
        console.print(f"{INDENT}{sentence}", soft_wrap=True)
    # A log file or the journal has the lines at once, not when its buffer is full.
    sys.stdout.flush()


def _code(console: "Console", url: str) -> Iterator[Text]:
    """The code where somebody can see it; nothing in a log or where its blocks cannot be drawn."""
    if not console.is_terminal:
        return
    lines = qr_lines(url)
    try:
        "".join(lines).encode(console.encoding)
    except UnicodeEncodeError:
        return
    for line in lines:
        yield Text(line, style=SQUARES) if console.color_system else Text(line.translate(_SWAPPED))
    yield Text("")


# Without colours only the drawn blocks are sure: they are the light squares of a dark terminal.
_SWAPPED = str.maketrans("█▀▄ ", " ▄▀█")
