"""The code that phones scan: the same squares in the terminal and on a page."""

from urllib.parse import unquote

import segno

from rig.lan.qr import BLOCKS, QUIET_SQUARES, qr_lines, qr_svg

ADDRESS = "http://192.168.100.200:8050/join"


def test_the_terminal_shows_every_square_of_the_code():
    squares = {block: pair for pair, block in BLOCKS.items()}
    lines = qr_lines(ADDRESS)
    drawn = [[squares[block][half] for block in line] for line in lines for half in (0, 1)]
    code = segno.make_qr(ADDRESS, error="m", boost_error=False)
    wanted = [[bool(each) for each in row] for row in code.matrix_iter(border=QUIET_SQUARES)]
    assert drawn[: len(wanted)] == wanted


def test_the_code_of_an_address_fits_a_small_terminal():
    lines = qr_lines(ADDRESS)
    assert len(lines) <= 20
    assert {len(line) for line in lines} == {len(lines[0])}
    assert len(lines[0]) <= 40


def test_the_picture_is_whole_within_its_own_address():
    picture = qr_svg(ADDRESS)
    assert picture.startswith("data:image/svg+xml")
    assert unquote(picture).count("//") == unquote(picture).count("//www.w3.org/2000/svg")
