"""The live connection of a page: one, brisk, honest about its own end."""

import signal
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.probes import TELLS_OF_THE_END, drawn_ms, of_counters
from tests.browser.served import OpenPage, Rig, answered, begin_set
from tests.conftest import Measure

pytestmark = [pytest.mark.browser, pytest.mark.heavy]

SAMPLES = 320

UNPLUGGED = """
[[station]]
id = "pad-1"
name = "Pad 1"
source = "sim:?learner=good&fault=unplug@9+5"
"""


def test_changing_pages_leaves_exactly_one_connection_open(
    free_rig: Rig, open_page: OpenPage
) -> None:
    page = open_page()
    page.goto(free_rig.url)
    nav = page.get_by_role("navigation")
    for _ in range(5):
        nav.get_by_role("link", name="Board").click()
        page.wait_for_selector(".wall canvas")
        nav.get_by_role("link", name="Practice").click()
        page.wait_for_selector(".press-plot canvas", state="attached")
    answered(page, of_counters("counters.sockets === 1"))
    answered(page, "async () => (await (await fetch('/healthz')).json()).clients === 1")
    nav.get_by_role("link", name="Protocols").click()
    page.wait_for_selector(".protocol")
    answered(page, of_counters("counters.sockets === 0"))


def test_every_sample_is_drawn_once_and_in_order(
    free_rig: Rig,
    open_page: OpenPage,
    measured: Measure,
) -> None:
    page = open_page()
    begin_set(page, free_rig.url)
    page.wait_for_selector("body[data-view=press]")
    drawn, draws, turns = page.evaluate(drawn_ms(SAMPLES))
    due_ms, late_ms = np.array(drawn).T
    page.get_by_role("button", name="End this set").click()
    assert len(np.unique(due_ms)) == len(due_ms), "each once"
    # Where the machine stands still, one step is a long one.
    assert np.mean(np.abs(np.diff(due_ms) - 12.5) < 2.0) > 0.95, "in order, and none left out"
    measured("late_p10_ms", np.quantile(late_ms, 0.1), promised=150)
    # A trace that moves in jumps shows some samples at once, too.
    assert draws > turns / 8, (draws, turns)


def test_f43_a_killed_hub_is_said_within_two_seconds_and_the_page_comes_back_by_itself(
    own_folder: Path, open_page: OpenPage, measured: Measure
) -> None:
    with Rig(own_folder, "demo", "--stations", "2") as rig:
        page = open_page()
        page.goto(f"{rig.url}/practice?station=pad-1")
        page.locator("#pad-state button", has_text="Watch").click()
        page.wait_for_selector(".press-plot canvas")
        wall = open_page()
        wall.goto(f"{rig.url}/board")
        wall.wait_for_selector(".wall canvas")
        expect(wall.locator(".wall-lost")).to_be_hidden()
        for screen, place in ((page, ".press-note"), (wall, ".wall-lost")):
            answered(screen, of_counters("counters.frames > 0"))
            screen.evaluate(TELLS_OF_THE_END, place)
        rig.stop(signal.SIGKILL)
        expect(wall.locator(".wall-lost[role=status]")).to_be_visible()
        for screen in (page, wall):
            measured("told_ms", answered(screen, "window.told_ms"), promised=2_000)
        expect(page.locator(".press-word")).to_have_text("no signal")
        rig.start()
        expect(wall.locator(".wall-lost")).to_be_hidden()
        expect(page.locator(".press[data-zone=lost]")).to_have_count(0)


def test_a_pulled_cable_is_told_in_words_and_forgotten_when_it_is_back(
    own_folder: Path, open_page: OpenPage, tmp_path: Path
) -> None:
    config = tmp_path / "steadyhold.toml"
    config.write_text(UNPLUGGED)
    with Rig(own_folder, "run", "--config", str(config)) as rig:
        page = open_page(width=390, height=844)
        begin_set(page, rig.url)
        expect(page.locator(".press[data-zone=lost]")).to_have_count(1)
        expect(page.locator(".press-word")).to_have_text("no signal")
        assert len(page.locator(".press-note").inner_text()) > 20
        expect(page.locator(".press[data-zone=lost]")).to_have_count(0)
