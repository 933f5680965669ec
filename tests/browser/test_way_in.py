"""The way in as people go it: a setup code, a class on the projector, a phone that scans."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import PATIENCE_MS
from tests.browser.probes import CUT_OFF, TOO_SMALL_TO_TAP
from tests.browser.test_pages import WORDS_OF_CODE, axe_findings
from tests.lan.started import SETUP, ended, run_lan, started, told_until_ready, url_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]
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


def test_once_there_is_an_instructor_the_first_start_leads_to_the_login(
    classroom: Classroom,
) -> None:
    page = classroom.phone()
    page.goto(f"{classroom.url}/setup")
    page.wait_for_url(f"{classroom.url}/login")
    assert page.get_by_role("heading", level=1).inner_text() == "Log in"


def test_the_login_is_kept_where_only_this_rig_gets_it_back(classroom: Classroom) -> None:
    [cookie] = classroom.instructor.cookies()
    assert cookie["name"].startswith("__Host-")
    assert (cookie["secure"], cookie["httpOnly"], cookie["sameSite"]) == (True, True, "Strict")


def test_a_student_scans_the_code_and_is_in(classroom: Classroom) -> None:
    door = classroom.instructor.new_page()
    door.set_default_timeout(PATIENCE_MS)
    door.goto(f"{classroom.url}/class/door")
    door.get_by_text("No class yet").wait_for()
    made = door.request.post(
        f"{classroom.url}/api/classes",
        data={"title": "Autumn 2026"},
        headers={"Origin": classroom.url},
    ).json()
    door.request.post(
        f"{classroom.url}/api/classes/{made['id']}/learners",
        data={"name": "Ana"},
        headers={"Origin": classroom.url},
    )
    door.get_by_role("button", name="Open the class").click()
    door.wait_for_selector(".door-code:not([hidden])")
    code = door.locator(".door-code").inner_text()
    assert re.fullmatch(r"[A-Z0-9]{4}-[A-Z0-9]{4}", code)
    phone = classroom.phone()
    phone.goto(f"{classroom.url}/join?code={code}")
    phone.get_by_label("Who are you?").select_option(label="Ana")
    phone.get_by_label("PIN").fill("482915")
    phone.get_by_role("button", name="Come in").click()
    phone.wait_for_url(f"{classroom.url}/practice")
    refused = phone.request.get(f"{classroom.url}/api/door")
    assert refused.status == 403
    phone.get_by_role("link", name="My PIN and log out").click()
    phone.get_by_text("You are logged in as student.").wait_for()
    phone.get_by_label("The PIN of now").fill("482915")
    phone.get_by_label("The new one").fill("915482")
    assert not axe_findings(phone)
    assert not phone.evaluate(TOO_SMALL_TO_TAP)
    phone.get_by_role("button", name="Change my PIN").click()
    phone.get_by_text("Your PIN is changed.").wait_for()
    assert phone.mischief == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1366, "light"), (3840, "light")])
def test_the_page_of_the_way_in_breaks_no_rule(
    classroom: Classroom, width: int, scheme: str
) -> None:
    page = watched(classroom.browser, classroom.url, width=width, height=844, scheme=scheme)
    page.context.add_cookies(classroom.instructor.cookies())
    page.goto(f"{classroom.url}/class/door")
    page.wait_for_selector(".door-findings li")
    page.wait_for_selector(".door-qr[src]")
    page.wait_for_timeout(400)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not page.evaluate(CUT_OFF)
    assert not page.evaluate(TOO_SMALL_TO_TAP)
    assert not WORDS_OF_CODE.search(page.locator("body").inner_text())
    assert not axe_findings(page)
    assert page.mischief == []  # type: ignore[attr-defined]


def test_accounts_are_made_changed_and_removed_and_the_log_says_so(classroom: Classroom) -> None:
    page = watched(classroom.browser, classroom.url, width=360, height=844, scheme="dark")
    page.context.add_cookies(classroom.instructor.cookies())
    page.goto(f"{classroom.url}/board")
    page.get_by_role("link", name="Accounts and log out").click()
    page.get_by_text("You are teacher, logged in as instructor.").wait_for()
    page.get_by_text("New account").click()
    page.get_by_label("Login", exact=True).fill("noa")
    page.get_by_label("Password, at least 12 characters").fill(PASSWORD)
    page.get_by_label("Role").select_option("partner")
    page.get_by_role("button", name="Add the account").press("Enter")
    page.get_by_role("button", name="Change noa").press("Enter")
    assert not axe_findings(page)
    page.get_by_role("dialog").get_by_label("Role").select_option("researcher")
    page.get_by_role("button", name="Save the role").press("Enter")
    page.get_by_text("changed the role of noa to researcher").wait_for()
    page.get_by_role("button", name="Change noa").press("Enter")
    page.get_by_role("button", name="Remove", exact=True).press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="Remove", exact=True).press("Enter")
    page.get_by_text("Removed accounts").wait_for()
    page.locator("#audit-kind").select_option("accounts")
    page.get_by_text("logged in (setup code)").wait_for(state="detached")
    page.get_by_text("removed the account noa").wait_for()
    for width in (360, 768, 1001, 1920):
        page.set_viewport_size({"width": width, "height": 844})
        page.wait_for_timeout(200)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert not page.evaluate(CUT_OFF)
        assert not page.evaluate(TOO_SMALL_TO_TAP)
        assert not axe_findings(page)
    assert not WORDS_OF_CODE.search(page.locator("main").inner_text())
    assert page.mischief == []  # type: ignore[attr-defined]
    page.context.close()


def set_up_on_the_page(page: Page, url: str) -> pyotp.TOTP:
    """Ada logs in, scans the code, and types what her app shows."""
    page.goto(f"{url}/login")
    page.get_by_label("Login", exact=True).fill("ada")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(f"{url}/board")
    page.goto(f"{url}/accounts")
    page.get_by_role("button", name="Set it up").click()
    app = pyotp.TOTP(page.locator(".factor-secret").inner_text())
    card = page.get_by_role("region", name="Second factor")
    card.get_by_role("img", name="Code for an authenticator app").wait_for()
    card.get_by_label("Your password").fill(PASSWORD)
    assert not axe_findings(page)
    assert not page.evaluate(TOO_SMALL_TO_TAP)
    # A code may be over before a busy machine has typed it; the next one is not.
    is_on, tries = card.get_by_text("On: you log in with"), 0
    while not is_on.is_visible() and tries < 4:
        tries += 1
        card.get_by_label("The six digits it shows").fill(app.now())
        card.get_by_role("button", name="Switch it on").click()
        is_on.or_(card.locator(".problem:not(:empty)")).wait_for()
    expect(is_on).to_be_visible()
    assert page.mischief == []  # type: ignore[attr-defined]
    return app


def test_whoever_has_a_second_factor_is_asked_for_its_code(classroom: Classroom) -> None:
    made = classroom.instructor.request.post(
        f"{classroom.url}/api/accounts",
        data={"login": "ada", "password": PASSWORD, "role": "instructor"},
        headers={"Origin": classroom.url},
    )
    assert made.ok
    setting_up = classroom.phone(scheme="dark")
    app = set_up_on_the_page(setting_up, classroom.url)
    page = classroom.phone(scheme="dark")
    page.goto(f"{classroom.url}/login")
    code = page.get_by_label("Code of your authenticator app")
    expect(code).to_be_hidden()
    page.get_by_label("Login", exact=True).fill("ada")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("alert")).to_contain_text(
        "six digits that your authenticator app shows"
    )
    expect(code).to_be_focused()
    assert not axe_findings(page)
    assert not page.evaluate(TOO_SMALL_TO_TAP)
    came_in, typed = f"{classroom.url}/board", 0
    # A code may be over before a busy machine has typed it; the next one is not.
    while page.url != came_in and typed < 4:
        typed += 1
        # That of this moment was used to set it up.
        code.fill(app.at(time.time() + 30))
        page.get_by_role("button", name="Log in").click()
        page.locator("#problem:not(:empty)").or_(page.locator(".wall")).first.wait_for()
    assert page.url == came_in
    assert page.mischief == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", ["/login", "/join", "/ca"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_everybody_may_see_breaks_no_rule(
    classroom: Classroom, path: str, scheme: str
) -> None:
    page = classroom.phone(width=360, scheme=scheme)
    page.goto(classroom.url + path)
    page.wait_for_selector("h1")
    page.wait_for_timeout(400)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert not axe_findings(page)
