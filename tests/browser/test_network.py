"""What a phone does to a network, as a page meets it: cut lines, holes, delays, closed doors."""

import random
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.probes import of_module
from tests.browser.served import (
    ONE_PAD,
    OWN_SESSION,
    OpenPage,
    Rig,
    answered,
    begin_set,
    configured,
)
from tests.conftest import Measure
from tests.faults.network import Network

pytestmark = [pytest.mark.browser, pytest.mark.heavy]

# Keeps, of every moment a trace was drawn, how old its newest sample was; on the clock of the page.
KEEPS_AGES = of_module(
    "shared/drawn.js",
    """({ onDrawn }) => {
      window.ages_ms = [];
      onDrawn((epochs) => {
        const now_ms = performance.timeOrigin + performance.now();
        if (epochs.length) window.ages_ms.push([now_ms, now_ms - Math.max(...epochs)]);
      });
    }""",
)
DRAWN_AGAIN = "(from_ms) => window.ages_ms.find(([at_ms]) => at_ms > from_ms)"
NOW_MS = "performance.timeOrigin + performance.now()"


@pytest.fixture(scope="module")
def line_rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    with configured(tmp_path_factory.mktemp("line"), ONE_PAD) as rig:
        yield rig


def port_of(rig: Rig) -> int:
    return int(rig.url.rpartition(":")[2])


def drawn_after(page: Page, from_ms: float) -> tuple[float, float]:
    """When the trace was drawn again after a moment, and how old its newest sample was, in ms."""
    at_ms, age_ms = answered(page, f"({DRAWN_AGAIN})({from_ms})")
    return at_ms - from_ms, age_ms


def test_f42_f47_a_cut_and_a_hole_end_with_what_is_new_and_the_recording_never_notices(
    line_rig: Rig, open_page: OpenPage, measured: Measure
) -> None:
    chance = random.Random(1)
    with Network(port_of(line_rig), delay_s=lambda: chance.uniform(0.25, 0.35)) as network:
        page = open_page(width=390, height=844)
        begin_set(page, network.url)
        # The view changes before the rig has answered: a cut now would take the start along.
        answered(page, OWN_SESSION)
        page.wait_for_selector("body[data-view=press]")
        page.evaluate(KEEPS_AGES)
        answered(page, "window.ages_ms.length > 5")
        network.cut_off = True
        network.cut()
        expect(page.locator(".press-word")).to_have_text("no signal")
        network.cut_off = False
        back_ms, age_ms = drawn_after(page, page.evaluate(NOW_MS))
        measured("back_after_a_cut_s", back_ms / 1e3, promised=5.0)
        measured("age_after_a_cut_s", age_ms / 1e3, promised=1.0)

        network.hold()
        expect(page.locator(".press-word")).to_have_text("no signal")
        page.wait_for_timeout(6000)
        network.release()
        _, age_ms = drawn_after(page, page.evaluate(NOW_MS))
        measured("age_after_a_hole_s", age_ms / 1e3, promised=1.0)
        # A queue that is played again would show what was measured in the hole, 8 s late.
        assert age_ms < 5000
        page.get_by_role("button", name="End this set").click()
        session = answered(page, OWN_SESSION)
        record = page.request.get(f"{line_rig.url}/api/sessions/{session}").json()["session"]
        assert record["lost_samples"] == 0
    answered(
        open_page_of(line_rig, open_page),
        "fetch('/healthz').then(r => r.json()).then(h => h.clients === 1)",
    )


def open_page_of(rig: Rig, open_page: OpenPage) -> Page:
    page = open_page()
    page.goto(rig.url)
    page.wait_for_selector("#start")
    return page


def test_f46_behind_a_proxy_without_sockets_numbers_come_by_asking_and_say_so(
    line_rig: Rig, open_page: OpenPage, measured: Measure
) -> None:
    with Network(port_of(line_rig), no_sockets=True) as network:
        page = open_page()
        page.add_init_script("delete window.SharedWorker")
        page.goto(network.url)
        page.wait_for_selector("#start")
        counters = of_module("shared/drawn.js", "({ counters }) => counters.polls")
        answered(page, of_module("shared/drawn.js", "({ counters }) => counters.polls > 2"))
        first, began_ms = page.evaluate(counters), page.evaluate(NOW_MS)
        answered(page, f"({counters})().then((polls) => polls > {first + 5})")
        measured("between_two_s", (page.evaluate(NOW_MS) - began_ms) / 6e3, promised=0.5)
        expect(page.locator("#pad-state")).to_contain_text("Pad 1 is ready")
        expect(page.locator(".slow-link")).to_contain_text("Slow link")
