"""A set is begun and the answer is lost on its way: the page says what is true, and finds it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.served import (
    ONE_PAD,
    OWN_SESSION,
    OpenPage,
    Rig,
    answered,
    begin_set,
    configured,
)
from tests.faults.network import Network
from tests.patience import wait_until

pytestmark = [pytest.mark.browser]


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    with configured(tmp_path_factory.mktemp("lost"), ONE_PAD) as running:
        yield running


@pytest.fixture(autouse=True)
def _free(rig: Rig) -> Iterator[None]:
    yield
    rig.free()


def running_sessions(page: Page, rig: Rig) -> list[str]:
    rows = page.request.get(f"{rig.url}/api/sessions").json()["sessions"]
    return [row["session_id"] for row in rows if row["state"] == "running"]


def test_f48_a_start_whose_answer_is_lost_leads_into_the_set_it_has_begun(
    rig: Rig, open_page: OpenPage
) -> None:
    def lose(route: Route) -> None:
        assert route.fetch().ok
        route.abort("connectionreset")

    page = open_page(width=390, height=844)
    page.route("**/start", lose)
    begin_set(page, rig.url)
    page.wait_for_selector(".press[data-phase=ready], .press[data-phase=loading]")
    assert wait_until(lambda: running_sessions(page, rig)) == [answered(page, OWN_SESSION)]
    expect(page.locator("#start-problem")).to_have_text("")
    expect(page.get_by_role("button", name="End this set")).to_be_visible()


def test_f48_a_start_that_never_arrived_is_said_until_the_network_is_back(
    rig: Rig, open_page: OpenPage
) -> None:
    with Network(int(rig.url.rpartition(":")[2])) as network:
        page = open_page(width=390, height=844)
        page.goto(f"{network.url}/practice")
        page.get_by_role("textbox", name="Your name").fill("Ana")
        page.keyboard.press("Escape")
        network.cut_off = True
        network.cut()
        page.get_by_role("button", name="Start").click()
        expect(page.locator("#start-problem")).to_contain_text("Steadyhold is not running")
        network.cut_off = False
        expect(page.locator("#start-problem")).to_have_text("")
        assert running_sessions(page, rig) == []
        page.get_by_role("button", name="Start").click()
        page.wait_for_selector(".press[data-phase=ready], .press[data-phase=loading]")


def test_f48_whoever_starts_again_where_their_own_set_is_under_way_is_led_into_it(
    rig: Rig, open_page: OpenPage
) -> None:
    first = open_page(width=390, height=844)
    begin_set(first, rig.url)
    first.wait_for_selector(".press[data-phase=ready], .press[data-phase=loading]")
    began = wait_until(lambda: running_sessions(first, rig))
    # Another browser, which has heard nothing of it.
    second = open_page(width=390, height=844)
    begin_set(second, rig.url, name="ana")
    second.wait_for_selector(".press[data-phase]")
    assert answered(second, OWN_SESSION) == began[0]
    assert running_sessions(second, rig) == began
    other = open_page(width=390, height=844)
    begin_set(other, rig.url, name="Ben")
    expect(other.locator("#start-problem")).to_contain_text("Ana is using Pad 1")
