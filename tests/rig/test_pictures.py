"""The pictures of presses in docs/adr/0021 say what is found in them today."""

import re

import pytest

from benchmarks.press_pictures import FOLDER, SHEETS, sheet

WORDS = re.compile(r"<text[^>]*>([^<]*)</text>")
LARGEST_BYTES = 20_000


@pytest.mark.parametrize("name", SHEETS)
def test_a_picture_says_what_is_found_in_its_presses_today(name):
    kept = (FOLDER / f"presses-{name}.svg").read_text(encoding="utf-8")
    assert WORDS.findall(kept) == WORDS.findall(sheet(SHEETS[name]))
    assert len(kept) < LARGEST_BYTES
