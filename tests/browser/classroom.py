"""A class on the network as the tests of its pages meet it: a rig with TLS, and who has come in."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import PATIENCE_MS
from tests.lan.started import SETUP, ended, run_lan, started, told_until_ready, url_in

PASSWORD = "correct horse pony staple"


@dataclass
class Classroom:
    """A rig with TLS and an instructor who has logged in."""

    url: str
    browser: Browser
    instructor: BrowserContext

    def phone(self, width: int = 390, scheme: str = "light") -> Page:
        """A page of somebody else."""
        return watched(self.browser, self.url, width=width, height=844, scheme=scheme)


def watched(browser: Browser, url: str, *, width: int, height: int, scheme: str) -> Page:
    """A page that may ask this rig alone, and whose console is to stay silent."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        # The browser does not know the rig's own authority.
        ignore_https_errors=True,
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.mischief = []  # type: ignore[attr-defined]

    def asked(address: str) -> None:
        if not address.startswith((url, url.replace("http", "ws", 1), "data:", "blob:")):
            page.mischief.append(address)  # type: ignore[attr-defined]

    page.on("request", lambda request: asked(request.url))
    page.on("console", lambda said: page.mischief.append(said.text))  # type: ignore[attr-defined]
    return page


@pytest.fixture(scope="module")
def classroom(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Classroom]:
    folder: Path = tmp_path_factory.mktemp("class")
    made = started(folder, "tls", "init")
    assert made.wait() == 0
    made.communicate()
    process = run_lan(folder)
    try:
        told = told_until_ready(process)
        url = url_in(told)
        page = watched(browser, url, width=1366, height=768, scheme="light")
        page.goto(url)
        page.wait_for_url(f"{url}/setup")
        page.get_by_label("Setup code").fill(SETUP.search(told).group(1))
        page.get_by_label("Login").fill("teacher")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Make the account").click()
        page.wait_for_url(f"{url}/board")
        yield Classroom(url, browser, page.context)
        page.context.close()
    finally:
        ended(process)
