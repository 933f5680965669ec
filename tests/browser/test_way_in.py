"""The way in as people go it: a setup code, a class on the projector, a phone that scans."""

import re
from typing import Any

import pytest
from playwright.sync_api import APIRequestContext, Page

from tests.browser.classroom import PASSWORD, Classroom, classroom, watched
from tests.browser.conftest import PATIENCE_MS
from tests.browser.probes import CUT_OFF, TOO_SMALL_TO_TAP
from tests.browser.test_pages import WORDS_OF_CODE, axe_findings

pytestmark = [pytest.mark.browser, pytest.mark.slow]
__all__ = ["classroom"]


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


PAGES_OF = {
    "student": ("/practice", "/sessions", "/protocols", "/board", "/marks", "/exams", "/hours",
                "/law"),
    "researcher": ("/sessions", "/protocols", "/accounts", "/board"),
    "partner": ("/protocols", "/accounts", "/board"),
    "instructor": ("/practice", "/board", "/sessions", "/protocols", "/devices", "/calibration",
                   "/class", "/class/door", "/accounts", "/protocols/tp-hold", "/marks",
                   "/exams", "/standards", "/hours", "/law"),
}  # fmt: skip
"""By role, with one that is not open to most of them."""


def came_in(classroom: Classroom, role: str, page: Page) -> None:
    """Let the browser of a page in as somebody of a role."""
    url, mine = classroom.url, classroom.instructor.request

    def asked(of: APIRequestContext, path: str, **body: str) -> dict[str, Any]:
        answer = of.post(f"{url}/api/{path}", data=body, headers={"Origin": url})
        assert answer.ok, answer.text()
        found: dict[str, Any] = answer.json()
        return found

    if role == "instructor":
        page.context.add_cookies(classroom.instructor.cookies())
    elif role == "student":
        made = asked(mine, "classes", title=f"Class {page.viewport_size}"[:80], term="")
        path = f"classes/{made['id']}"
        [learner] = asked(mine, f"{path}/learners", name="Eva")["learners"]
        code = asked(mine, f"{path}/code")["code"]
        joins = {"code": code, "learner_id": learner["id"], "pin": "482915"}
        asked(page.context.request, "join", **joins)
    else:
        known = mine.get(f"{url}/api/accounts").json()["accounts"]
        if role not in [each["login"] for each in known]:
            asked(mine, "accounts", login=role, password=PASSWORD, role=role)
        asked(page.context.request, "login", login=role, password=PASSWORD)


@pytest.mark.parametrize("role", PAGES_OF)
@pytest.mark.parametrize(
    ("width", "height", "scheme"),
    [
        (390, 844, "dark"),
        pytest.param(390, 844, "light", marks=pytest.mark.prove),
        pytest.param(1366, 768, "dark", marks=pytest.mark.prove),
        pytest.param(1366, 768, "light", marks=pytest.mark.prove),
        pytest.param(3840, 2160, "dark", marks=pytest.mark.prove),
        pytest.param(3840, 2160, "light", marks=pytest.mark.prove),
    ],
)
def test_no_page_of_any_role_breaks_a_rule(
    classroom: Classroom, role: str, width: int, height: int, scheme: str
) -> None:
    page = watched(classroom.browser, classroom.url, width=width, height=height, scheme=scheme)
    came_in(classroom, role, page)
    broken = {}
    for path in PAGES_OF[role]:
        page.goto(classroom.url + path)
        page.wait_for_selector("h1", state="attached")
        page.wait_for_timeout(400)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert not WORDS_OF_CODE.search(page.locator("body").inner_text()), path
        if found := axe_findings(page):
            broken[path] = found
    assert not broken
    page.context.close()
