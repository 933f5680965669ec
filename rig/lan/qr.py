"""An address as a code that phones scan: for the terminal and for a page."""

from itertools import zip_longest

import segno

# Enough for a smudge on a projector's screen; more makes the squares smaller.
ERROR_CORRECTION = "m"
QUIET_SQUARES = 2
# Upper and lower square of one character, dark or light.
BLOCKS = {(True, True): "█", (True, False): "▀", (False, True): "▄", (False, False): " "}


def qr_lines(text: str) -> list[str]:
    """The code as lines of half blocks: what is drawn is dark, what is blank is light."""
    rows = [
        [bool(square) for square in row] for row in _code(text).matrix_iter(border=QUIET_SQUARES)
    ]
    light = [False] * len(rows[0])
    pairs = zip_longest(rows[::2], rows[1::2], fillvalue=light)
    return ["".join(BLOCKS[pair] for pair in zip(*both, strict=True)) for both in pairs]


def qr_svg(text: str) -> str:
    """The code as a picture for a page, black on white, as an address that holds it whole."""
    return _code(text).svg_data_uri(border=QUIET_SQUARES, dark="#000", light="#fff", scale=8)


def _code(text: str) -> segno.QRCode:
    return segno.make_qr(text, error=ERROR_CORRECTION, boost_error=False)
