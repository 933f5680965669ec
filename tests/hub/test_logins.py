"""Who comes into a rig that a network reaches, how long they stay, and how they are sent away."""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
import websockets

from rig.hub.doors.doors import Came
from rig.hub.doors.errors import NobodyLogsInError
from rig.hub.doors.logins import Logins
from rig.hub.doors.secrets_kept import token_hash
from rig.school.actor import NOBODY
from rig.store.people.accounts import accounts_of, add_account, change_role, end_account
from rig.store.people.errors import WeakPasswordError
from rig.store.people.joining import put_setup_code
from rig.store.people.logins import live_logins
from tests.audit_lines import newest_lines
from tests.hub.conftest import Rig, RunRig
from tests.hub.entering import (
    GOOD,
    MIRA,
    browser,
    cookies_of,
    front,
    hashed,
    heard_to_the_end,
    live,
    name_of,
    set_up,
)
from tests.patience import until


@pytest.fixture
async def lan(run_rig: RunRig) -> AsyncIterator[Rig]:
    async with run_rig(front=front()) as rig:
        yield rig


async def test_whoever_has_not_logged_in_reaches_the_entry_only(lan):
    async with browser(lan) as http:
        for path in ("/api/stations", "/api/devices", "/api/nothing", "/_dash-layout", "/board"):
            assert (await http.get(path)).status_code == 401, path
        page = await http.get("/board", headers={"accept": "text/html"})
        assert (page.status_code, page.headers["location"]) == (303, "/login?next=/board")
        assert (await http.get("/healthz")).status_code == 200
        me = (await http.get("/api/me")).json()
        assert me["role"] == "anonymous"
        assert me["logs_in"]
        assert me["needs_setup"]


async def test_a_first_run_has_no_account_and_its_code_makes_one_once(lan):
    assert accounts_of(lan.store) == ()
    code = lan.service.doors.setup_code
    async with browser(lan) as http:
        came = await set_up(lan, http)
        assert came.json() == {"role": "instructor", "home": "/board", "needs_code": False}
        assert (await http.get("/api/devices")).status_code == 200
        assert not (await http.get("/api/me")).json()["needs_setup"]
    async with browser(lan) as http:
        again = await http.post(
            "/api/setup", json={"code": code, "login": "other", "password": GOOD}
        )
        assert again.status_code == 403
    assert [each.login for each in accounts_of(lan.store)] == ["mira"]


async def test_a_setup_code_is_good_for_a_quarter_of_an_hour(lan):
    ago = datetime.now(UTC) - timedelta(seconds=1)
    put_setup_code(lan.store, token_hash("ABCD-EFGH"), ago.isoformat(timespec="milliseconds"))
    async with browser(lan) as http:
        late = await http.post("/api/setup", json={"code": "abcd efgh", **MIRA})
    assert late.status_code == 403
    assert "run --lan" in late.json()["error"]


async def test_a_password_that_others_guess_is_refused_before_the_code_is_used(lan):
    async with browser(lan) as http:
        for weak in ("short", "password1234", "Qwertyuiop12", "mira-mira-mira"):
            asked = {"code": lan.service.doors.setup_code, "login": "mira", "password": weak}
            assert (await http.post("/api/setup", json=asked)).status_code == 400, weak
        assert (await set_up(lan, http)).status_code == 200


async def test_a_login_that_cannot_be_one_is_refused_before_the_code_is_used(lan):
    async with browser(lan) as http:
        code = lan.service.doors.setup_code
        bad = await http.post("/api/setup", json={"code": code, **MIRA, "login": "m"})
        assert bad.status_code == 400
        guessed = await http.post("/api/setup", json={"code": "AAAA-AAAA", **MIRA})
        assert guessed.status_code == 403
        assert newest_lines(lan.store, 1)[0].action == "setup failed"
        assert (await set_up(lan, http)).status_code == 200


async def test_two_first_instructors_at_once_are_one(lan):
    async with browser(lan) as one, browser(lan) as other:
        answers = await asyncio.gather(set_up(lan, one), set_up(lan, other))
    assert sorted(answer.status_code for answer in answers) == [200, 403]


async def test_wrong_passwords_that_come_at_once_are_no_more_than_those_that_come_in_turn(lan):
    async with browser(lan) as http:
        await set_up(lan, http)
        asked = {"login": "mira", "password": "x" * 12}
        answers = await asyncio.gather(*(http.post("/api/login", json=asked) for _ in range(20)))
    assert sorted(answer.status_code for answer in answers) == [403] * 5 + [429] * 15


async def test_the_cookie_is_a_random_word_that_says_nothing_of_its_owner(lan):
    async with browser(lan) as http:
        sent = (await set_up(lan, http)).headers["set-cookie"]
    name, _, rest = sent.partition("=")
    token, *parts = rest.split("; ")
    assert name == f"steadyhold-{lan.service.port}"
    assert len(token) == 43
    assert set(parts) == {"Path=/", "HttpOnly", "SameSite=Strict"}
    [kept] = live_logins(lan.store)
    assert kept.token_hash == token_hash(token)
    for secret in (token, GOOD):
        for file in lan.store.parent.glob("steadyhold.db*"):
            assert secret.encode() not in file.read_bytes()


async def test_a_login_that_is_over_is_good_for_nothing(lan):
    async with browser(lan) as http:
        await set_up(lan, http)
        stolen = dict(http.cookies)
        left = await http.post("/api/logout", json={})
        assert left.json()["home"] == "/login"
        assert "Max-Age=0" in left.headers["set-cookie"]
    async with browser(lan) as http:
        http.cookies.update(stolen)
        assert (await http.get("/api/devices")).status_code == 401


async def test_logging_in_gives_a_new_token_and_ends_the_one_there_was(lan):
    async with browser(lan) as http:
        await set_up(lan, http)
        before = dict(http.cookies)
        assert (await http.post("/api/login", json=MIRA)).status_code == 200
        assert dict(http.cookies) != before
    async with browser(lan) as http:
        http.cookies.update(before)
        assert (await http.get("/api/devices")).status_code == 401


async def test_a_token_that_somebody_chose_beforehand_becomes_nobodys_login(lan):
    async with browser(lan) as http:
        http.cookies.set(f"steadyhold-{lan.service.port}", "x" * 43)
        await set_up(lan, http)
    assert token_hash("x" * 43) not in {each.token_hash for each in live_logins(lan.store)}


async def test_two_cookies_of_the_name_are_none(lan):
    async with browser(lan) as http:
        await set_up(lan, http)
        [(name, token)] = dict(http.cookies).items()
    async with browser(lan) as http:
        twice = {"cookie": f"{name}={token}; {name}=other"}
        assert (await http.get("/api/devices", headers=twice)).status_code == 401


async def test_logging_out_everywhere_ends_every_login_of_one_and_of_no_other(lan):
    async with browser(lan) as first, browser(lan) as second, browser(lan) as other:
        await set_up(lan, first)
        await second.post("/api/login", json=MIRA)
        noa = {"login": "noa", "password": GOOD}
        added = await first.post("/api/accounts", json={**noa, "role": "instructor"})
        assert added.status_code == 201
        await other.post("/api/login", json=noa)
        await first.post("/api/logout-all", json={})
        for http, status in ((first, 401), (second, 401), (other, 200)):
            assert (await http.get("/api/devices")).status_code == status


async def test_the_sixth_wrong_password_waits_even_if_it_is_the_right_one(lan):
    async with browser(lan) as http:
        await set_up(lan, http)
        for _ in range(5):
            wrong = await http.post("/api/login", json={"login": "mira", "password": "x" * 12})
            assert wrong.status_code == 403
        sixth = await http.post("/api/login", json=MIRA)
        assert sixth.status_code == 429
        assert 0 < int(sixth.headers["retry-after"]) <= 15 * 60
        assert "login failed" in [line.action for line in newest_lines(lan.store, 10)]


async def test_nobody_can_tell_an_unknown_login_from_a_wrong_password(lan):
    async with browser(lan) as http:
        await set_up(lan, http)
        answers = [
            await http.post("/api/login", json={"login": login, "password": "y" * 12})
            for login in ("mira", "nobody-here")
        ]
    assert answers[0].json() == answers[1].json()
    hasher = lan.service.doors.at_work.hasher
    assert not await hasher.is_right(GOOD, None)


async def test_a_socket_is_closed_when_its_login_ends(lan):
    async with browser(lan) as http:
        await set_up(lan, http)
        headers = cookies_of(http)
        async with live(lan, headers) as socket:
            await socket.recv()
            await http.post("/api/logout", json={})
            with pytest.raises(websockets.ConnectionClosed) as closed:
                await heard_to_the_end(socket)
    assert closed.value.rcvd.code == 4401


async def test_a_socket_is_closed_when_another_program_ends_its_account(lan):
    add_account(lan.store, "noa", await hashed(lan), "instructor", NOBODY)
    async with browser(lan) as http:
        await set_up(lan, http)
        await http.post("/api/login", json={"login": "noa", "password": GOOD})
        headers = cookies_of(http)
        async with live(lan, headers) as socket:
            await socket.recv()
            await asyncio.to_thread(end_account, lan.store, "noa", NOBODY)
            with pytest.raises(websockets.ConnectionClosed) as closed:
                await heard_to_the_end(socket)
        assert closed.value.rcvd.code == 4401
        assert (await http.get("/api/devices")).status_code == 401


async def test_another_role_begins_with_another_login(lan):
    add_account(lan.store, "noa", await hashed(lan), "instructor", NOBODY)
    async with browser(lan) as http:
        noa = {"login": "noa", "password": GOOD}
        await http.post("/api/login", json=noa)
        await set_up(lan, http)
        await http.post("/api/login", json=noa)
        await asyncio.to_thread(change_role, lan.store, "noa", "researcher", NOBODY)
        await until(lambda: not lan.service.doors.logins.of(http.cookies.get(name_of(lan), "")))
        assert (await http.post("/api/login", json=noa)).json()["home"] == "/sessions"
        assert (await http.get("/api/devices")).status_code == 403
        assert (await http.get("/api/sessions")).status_code == 200


async def test_a_socket_without_a_login_hears_nothing_and_learns_why(lan):
    async with live(lan, {}) as socket:
        with pytest.raises(websockets.ConnectionClosed) as closed:
            await socket.recv()
    assert closed.value.rcvd.code == 4401


async def test_who_was_logged_in_is_still_after_a_start_of_the_rig(lan):
    async with browser(lan) as http:
        await set_up(lan, http)
        token = http.cookies[name_of(lan)]
    again = Logins(lan.store)
    again.load()
    assert again.of(token).actor.role == "instructor"


async def test_without_a_network_nobody_logs_in(rig):
    me = (await rig.http.get("/api/me")).json()
    assert (me["role"], me["logs_in"], me["needs_setup"]) == ("instructor", False, False)
    refused = await rig.post("/api/login", {"login": "mira", "password": GOOD})
    assert refused.status_code == 409
    assert (await rig.post("/api/logout")).json()["home"] == "/login"
    assert live_logins(rig.store) == ()
    with pytest.raises(NobodyLogsInError):
        await rig.service.doors.log_in("mira", GOOD, Came("here", None))


async def test_a_weak_password_is_refused_for_every_account(lan):
    with pytest.raises(WeakPasswordError):
        await lan.service.doors.add("noa", "password1234", "partner", NOBODY)


def test_a_code_has_no_letter_that_is_read_as_another(lan_code):
    assert re.fullmatch(r"[A-HJ-KMNP-Z2-9]{4}-[A-HJ-KMNP-Z2-9]{4}", lan_code)


@pytest.fixture
def lan_code():
    from rig.hub.doors.secrets_kept import new_code

    return new_code(2)
