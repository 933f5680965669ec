"""A page shows the number that a terminal shows."""

import json
import random

import pytest

from dashboard.words import number, points
from firmware_bridge.rounding import fixed
from tests.browser.probes import of_module
from tests.browser.served import OpenPage, Rig

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


SHOWN = """(v) => [words.whole(v), words.points(v), words.plain(v), words.quantity(v, "N"),
  words.scoreText(v, Math.abs(v) / 16)]"""


def grid() -> list[float]:
    """Halves, quarters and eighths up to a score of 100, decimals that look like halves, others."""
    chance = random.Random(7)
    halves = [number / 8 for number in range(-808, 809)]
    looks_like_halves = [number / 1000 for number in range(5, 100_000, 50)]
    others = [chance.uniform(-1e4, 1e4) for _ in range(2000)]
    return [*halves, *looks_like_halves, *others]


def test_browser_and_python_round_every_number_alike(free_rig: Rig, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(free_rig.url)
    page.wait_for_selector("#start")
    values = grid()
    shown = page.evaluate(
        of_module("shared/numbers.js", f"(words) => {json.dumps(values)}.map({SHOWN})")
    )
    told = [
        [
            fixed(value, 0),
            points(value),
            number(value),
            f"{fixed(value, 1)} N",
            points(value, abs(value) / 16),
        ]
        for value in values
    ]
    assert [[each.replace("−", "-") for each in row] for row in shown] == told
