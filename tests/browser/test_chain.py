"""From the conversion in the chip to the number on the page, over everything in between.

The Uno's own machine code in an emulator, its UART on a pty, a module that carries the bytes as
notifications (GATT, L2CAP and HCI of Bumble at an interval of 30 ms), bleak, decoder, clock, fold,
record, socket, Chromium. Emulator, hub, page maker and browser are processes of their own, and
time passes as on the clock.
"""

import json
import re
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import numpy as np
import pytest
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from rig.store.folder import STORE_NAME
from rig.store.read import SessionRecord, load_session
from rig.store.session_list import list_sessions
from tests.browser.chain import chain
from tests.browser.conftest import QUICK
from tests.browser.probes import NUMBERS_DRAWN
from tests.browser.served import OpenPage, answered, begin_set
from tests.presses import block, counts, holds_in, practise, press, station

pytestmark = [pytest.mark.browser, pytest.mark.heavy]

RATE_HZ = 92.5
TABLE_HZ = 80
NUMBERS = 20
FORCE_N, FOR_S = 25.0, 10.0
PERIODS = {"rest_s": 2.0, "load_s": 2.0, "release_s": 1.0}

STATIONS = """
protocols = "protocols"
protocol = "minute"

[[station]]
id = "pad-1"
name = "Window"
source = "auto"
"""


@pytest.fixture(
    params=[pytest.param(1, id="1 press"), pytest.param(4, id="a minute", marks=pytest.mark.prove)]
)
def presses_n(request: pytest.FixtureRequest) -> int:
    """How often it is pressed."""
    count: int = request.param
    return count


@pytest.fixture
def config(tmp_path: Path, presses_n: int) -> Path:
    """One station without a pad, and a protocol of some presses of a quarter of a minute."""
    (tmp_path / "protocols").mkdir()
    text = QUICK.format(id="minute", name="A minute", feedback="concurrent")
    for before, after in (
        ("repetitions = 2", f"repetitions = {presses_n}"),
        ("force_n = 20", f"force_n = {FORCE_N:g}"),
        ("hold_s = 3", "hold_s = 8"),
        ("hold_window_s = [3, 8]", "hold_window_s = [8, 14]"),
        ("ceiling_n = 26", "ceiling_n = 40"),
    ):
        assert before in text
        text = text.replace(before, after)
    (tmp_path / "protocols/minute.toml").write_text(text)
    path = tmp_path / "steadyhold.toml"
    path.write_text(STATIONS)
    return path


def give_to_station(page: Page, url: str) -> None:
    """Find the board by its radio and hand it to the only station, as a person does."""
    page.goto(f"{url}/devices")
    page.get_by_role("button", name="Look for Bluetooth gauges").click()
    row = page.locator(".device", has_text="Nordic_UART_Service")
    row.get_by_role("button", name="Listen").click()
    row.get_by_role("combobox", name="Station").select_option("Window")
    expect(row).to_contain_text("In use by Window")
    # A set that is begun before the pad has said anything is refused after some seconds, in words.
    while (live := live_of(url))["link"]["state"] != "streaming" or not live["t_s"]:
        page.wait_for_timeout(200)


def wait_until_ready(page: Page, url: str) -> None:
    """Wait for the word to press; where it does not come, say what stands there instead."""
    try:
        page.wait_for_selector(".press[data-phase=ready]")
    except PlaywrightTimeoutError as error:
        raise AssertionError(f"never ready: {page.inner_text('body')}, {live_of(url)}") from error


def live_of(url: str) -> dict[str, Any]:
    """What the rig says of the station now."""
    with urlopen(f"{url}/api/live?station=pad-1") as answer:
        found: dict[str, Any] = json.load(answer)
    return found


def test_from_the_chip_to_the_page_no_sample_is_lost(
    tmp_path: Path, config: Path, presses_n: int, open_page: OpenPage
) -> None:
    parts = [press(force_n=FORCE_N, for_s=FOR_S, seed=seed, **PERIODS) for seed in range(presses_n)]
    force_n = np.concatenate([part for _, part in parts])
    t_s = np.arange(len(force_n)) / TABLE_HZ
    with chain(tmp_path, config, t_s, force_n) as running:
        page = open_page()
        page.add_init_script(NUMBERS_DRAWN)
        give_to_station(page, running.rig.url)
        begin_set(page, running.rig.url)
        wait_until_ready(page, running.rig.url)
        running.uno.press()
        page.wait_for_selector(".press[data-phase=holding]")
        page.evaluate("drawn.length = 0")
        answered(page, f"drawn.length > {NUMBERS}")
        shown_n = [int(number) for number in page.evaluate("drawn")][:NUMBERS]
        page.wait_for_selector("body[data-view=summary]")
        expect(page.locator(".hold")).to_have_count(presses_n)
        with urlopen(f"{running.rig.url}/api/devices") as answer:
            [row] = json.load(answer)["devices"]
    store = tmp_path / "data" / STORE_NAME
    record = load_session(store, list_sessions(store, 1)[0].session_id)
    # The set ends once its last press is over, not with the rest after it.
    pressed_s = float(np.flatnonzero(force_n > 1.0)[-1]) / TABLE_HZ
    assert_every_conversion_was_kept(record, running.uno.truth, pressed_s)
    assert_the_holds_are_those_of_the_force(record, force_n)
    assert min(shown_n) >= 0.88 * FORCE_N
    assert max(shown_n) <= 1.12 * FORCE_N
    assert row["rate_hz"] == pytest.approx(RATE_HZ, rel=1e-3)
    assert re.fullmatch("[0-9a-f]{16}", record.header.identity)


def assert_every_conversion_was_kept(
    record: SessionRecord, truth: np.ndarray, at_least_s: float
) -> None:
    """What was recorded is a stretch of what the chip converted: whole, in order, in time."""
    kept = np.concatenate([each.raw.raw[:, 0] for each in record.blocks]).astype(np.int64)
    tick = np.concatenate([each.raw.tick for each in record.blocks])
    first = next(at for at in range(len(truth)) if np.array_equal(truth[at : at + 8], kept[:8]))
    assert np.array_equal(kept, truth[first : first + len(kept)])
    assert sum(each.raw.lost for each in record.blocks) == 0
    assert np.abs(np.diff(tick) - 1e6 / RATE_HZ).max() < 100
    assert (tick[-1] - tick[0]) / 1e6 >= at_least_s
    assert len(kept) >= at_least_s * RATE_HZ


def assert_the_holds_are_those_of_the_force(record: SessionRecord, force_n: np.ndarray) -> None:
    """Mean and duration as if the force had come straight from a table."""
    lead_n = np.concatenate([np.zeros(4 * TABLE_HZ), force_n])
    t_s = np.arange(len(lead_n)) / TABLE_HZ
    pad = station(record.header.protocol)
    straight = holds_in(practise(pad, [block(t_s, counts(lead_n))]))
    over_air = [json.loads(text) for text in record.holds]
    assert len(over_air) == len(straight) == record.header.protocol.repetitions
    for one, other in zip(over_air, straight, strict=True):
        assert one["hold_s"] == pytest.approx(other.hold.hold_s, abs=0.05)
        assert one["metrics"]["mean_n"] == pytest.approx(other.metrics.mean_n, rel=0.002)
