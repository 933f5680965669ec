"""A second factor as an instructor sets it up and is asked for it."""

import time

import pyotp
import pytest
from playwright.sync_api import Page, expect

from tests.browser.classroom import PASSWORD, Classroom, classroom
from tests.browser.probes import TOO_SMALL_TO_TAP
from tests.browser.test_pages import axe_findings

__all__ = ["classroom"]

pytestmark = [pytest.mark.browser, pytest.mark.slow]


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
    is_on, tries = card.get_by_text("On: you log in with"), 0
    while not is_on.is_visible() and tries < 4:
        tries += 1
        card.get_by_label("The six digits it shows").fill(app.now())
        card.get_by_role("button", name="Switch it on").click()
        is_on.or_(card.locator(".problem:not(:empty)")).wait_for()
    expect(is_on).to_be_visible()
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
    while page.url != came_in and typed < 4:
        typed += 1
        # That of this moment was used to set it up.
        code.fill(app.at(time.time() + 30))
        page.get_by_role("button", name="Log in").click()
        page.locator("#problem:not(:empty)").or_(page.locator(".wall")).first.wait_for()
    assert page.url == came_in
    assert page.mischief == []  # type: ignore[attr-defined]
