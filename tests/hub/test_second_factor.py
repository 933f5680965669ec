"""A password and a code of an authenticator app: who comes in, and who does not."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing

import pyotp
import pytest

from rig.hub.doors.doors import Came
from rig.hub.doors.errors import (
    FactorThereError,
    SecondFactorNeededError,
    TooManyTriesError,
    WrongSecretError,
)
from rig.hub.doors.own_factor import set_up_factor
from rig.hub.doors.second_factor import STEP_S, enrolment_uri, new_secret, step_of
from rig.school.actor import LOCAL, Actor
from rig.store.people.accounts import account_of, end_account
from rig.store.people.second_factors import (
    put_second_factor,
    remove_second_factor,
    second_factor_of,
)
from tests.audit_lines import newest_lines
from tests.hub.conftest import Rig, RunRig
from tests.hub.entering import GOOD, MIRA, browser, front, set_up

NOW_S = 1_800_000_000.0
APP = pyotp.TOTP("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
HERE = Came("192.0.2.1", None)


def code(steps: int = 0) -> str:
    return APP.at(NOW_S + steps * STEP_S)


@pytest.fixture
async def lan(run_rig: RunRig) -> AsyncIterator[Rig]:
    """A rig whose only instructor needs a code, at a moment of its own."""
    async with run_rig(front=front()) as rig:
        async with browser(rig) as http:
            await set_up(rig, http)
        rig.service.doors.clock = lambda: NOW_S
        account = account_of(rig.store, "mira")
        put_second_factor(rig.store, account.id, APP.secret, int(NOW_S // STEP_S) - 5, LOCAL)
        yield rig


async def log_in(rig, with_code, came=HERE):
    return await rig.service.doors.log_in("mira", GOOD, came, with_code)


async def test_with_the_password_alone_nobody_comes_in_and_the_page_asks_for_the_code(lan):
    async with browser(lan) as http:
        asked = await http.post("/api/login", json=MIRA)
        assert (asked.status_code, asked.json()["needs_code"]) == (200, True)
        assert "set-cookie" not in asked.headers
        assert (await http.get("/api/me")).json()["role"] == "anonymous"
        wrong = await http.post("/api/login", json=MIRA | {"code": "000000"})
        assert wrong.status_code == 403
        came = await http.post("/api/login", json=MIRA | {"code": f"{code()[:3]} {code()[3:]}"})
        assert (came.json()["role"], came.json()["needs_code"]) == ("instructor", False)
        assert (await http.get("/api/accounts")).status_code == 200


async def test_without_the_password_nobody_learns_that_a_code_is_needed(lan):
    async with browser(lan) as http:
        for tried in ({}, {"code": code()}):
            wrong = await http.post("/api/login", json=MIRA | {"password": "x" * 12} | tried)
            assert wrong.status_code == 403
            assert "needs_code" not in wrong.json()
    assert (await log_in(lan, code()))[1]


async def test_a_code_is_good_once(lan):
    assert (await log_in(lan, code()))[1]
    with pytest.raises(WrongSecretError):
        await log_in(lan, code())
    # The one before it was seen by whoever looked on, too.
    with pytest.raises(WrongSecretError):
        await log_in(lan, code(-1))
    assert (await log_in(lan, code(1)))[1]


async def test_a_code_that_comes_twice_at_once_lets_one_in(lan):
    ends = await asyncio.gather(
        *(log_in(lan, code(), Came(f"192.0.2.{n}", None)) for n in range(4)),
        return_exceptions=True,
    )
    assert [type(end) for end in ends].count(tuple) == 1


@pytest.mark.parametrize(
    ("steps", "is_good"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
async def test_a_clock_may_be_one_step_off_and_no_more(lan, steps, is_good):
    if is_good:
        assert (await log_in(lan, code(steps)))[1]
    else:
        with pytest.raises(WrongSecretError):
            await log_in(lan, code(steps))


@pytest.mark.parametrize("typed", ["12345", "1234567", "abcdef", "１２３４５６", "\0", "x" * 1000])
async def test_what_is_no_code_is_only_wrong(lan, typed):
    with pytest.raises(WrongSecretError):
        await log_in(lan, typed)


async def test_after_five_wrong_codes_the_right_one_waits_too(lan):
    for guess in range(5):
        with pytest.raises(WrongSecretError):
            await log_in(lan, f"{guess:06}")
    with pytest.raises(TooManyTriesError):
        await log_in(lan, code())
    failed = [each for each in newest_lines(lan.store, 50) if each.action == "login failed"]
    account = account_of(lan.store, "mira")
    assert {(each.about, each.detail) for each in failed} == {(account.id, "code")}


async def test_twenty_wrong_codes_of_a_day_lock_it_from_everywhere(lan):
    for guess in range(20):
        with pytest.raises(WrongSecretError):
            await log_in(lan, f"{guess:06}", Came(f"192.0.2.{guess // 4}", None))
    with pytest.raises(TooManyTriesError):
        await log_in(lan, code(), Came("192.0.2.99", None))


async def test_whoever_was_in_is_logged_out_when_a_factor_comes_or_goes(lan):
    account = account_of(lan.store, "mira")
    async with browser(lan) as http:
        await http.post("/api/login", json=MIRA | {"code": code()})
        assert remove_second_factor(lan.store, account.id, LOCAL)
        await lan.service.doors.logins.look()
        assert (await http.get("/api/accounts")).status_code == 401
        assert (await http.post("/api/login", json=MIRA)).json()["role"] == "instructor"
    assert not remove_second_factor(lan.store, account.id, LOCAL)


async def test_the_own_password_is_changed_without_a_code_by_whoever_is_in(lan):
    async with browser(lan) as http:
        await http.post("/api/login", json=MIRA | {"code": code()})
        new = "quiet boat under stars"
        done = await http.post("/api/me/password", json={"old": GOOD, "new": new})
        assert done.status_code == 200
        assert (await http.get("/api/accounts")).status_code == 200
        asked = await http.post("/api/login", json=MIRA | {"password": new})
        assert asked.json()["needs_code"]


async def test_whoever_is_in_sets_it_up_by_a_scan_and_ends_it_with_a_code(lan):
    at = "/api/me/second-factor"
    remove_second_factor(lan.store, account_of(lan.store, "mira").id, LOCAL)
    async with browser(lan) as http, browser(lan) as other:
        for each in (http, other):
            await each.post("/api/login", json=MIRA)
        assert (await http.get(at)).json() == {"is_on": False}
        made = (await http.post(f"{at}/new", json={})).json()
        assert made["qr"].startswith("data:image/svg+xml")
        assert (await http.get(at)).json() == {"is_on": False}
        app, asked = pyotp.TOTP(made["secret"]), {"password": GOOD, "secret": made["secret"]}
        right = asked | {"code": app.at(NOW_S)}
        for wrong, status in (
            (right | {"password": "x" * 12}, 403),
            (right | {"code": "000000"}, 403),
            (right | {"secret": "short"}, 400),
        ):
            assert (await http.post(at, json=wrong)).status_code == status
        assert (await http.post(at, json=right)).json()["role"] == "instructor"
        assert (await http.get(at)).json() == {"is_on": True}
        assert (await other.get(at)).status_code == 401
        assert (await other.post("/api/login", json=MIRA)).json()["needs_code"]
        assert (await http.post(at, json=right)).status_code == 409
        used = {"password": GOOD, "code": app.at(NOW_S)}
        assert (await http.post(f"{at}/end", json=used)).status_code == 403
        fresh = used | {"code": app.at(NOW_S + STEP_S)}
        assert (await http.post(f"{at}/end", json=fresh)).status_code == 200
        assert (await other.post("/api/login", json=MIRA)).json()["role"] == "instructor"
    mira = Actor(account_of(lan.store, "mira").id, "instructor")
    put_second_factor(lan.store, mira.id, APP.secret, 0, LOCAL)
    with pytest.raises(FactorThereError):
        await set_up_factor(lan.service.doors, mira, GOOD, new_secret(), "000000", HERE)


async def test_a_damaged_factor_lets_nobody_in(lan):
    with closing(sqlite3.connect(lan.store)) as connection, connection:
        connection.execute("UPDATE second_factors SET secret = ''")
    with pytest.raises(WrongSecretError):
        await log_in(lan, code())
    with pytest.raises(SecondFactorNeededError):
        await log_in(lan, "")


async def test_an_account_that_is_ended_leaves_no_secret(lan):
    async with browser(lan) as http:
        await http.post("/api/login", json=MIRA | {"code": code()})
        await http.post(
            "/api/accounts", json={"login": "noa", "password": GOOD, "role": "instructor"}
        )
    account = account_of(lan.store, "mira")
    end_account(lan.store, "mira", LOCAL)
    assert second_factor_of(lan.store, account.id) is None


def test_an_app_scans_who_and_where_and_two_secrets_are_never_alike():
    assert new_secret() != new_secret()
    assert len(new_secret()) == 32
    uri = enrolment_uri(APP.secret, "mira")
    assert uri.startswith("otpauth://totp/Steadyhold:mira?")
    assert APP.secret in uri


def test_the_codes_are_those_of_the_standard():
    """RFC 6238, appendix B: the last six digits for SHA-1."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    for moment_s, told in ((59, "287082"), (1111111109, "081804"), (20000000000, "353130")):
        assert step_of(secret, told, moment_s) == moment_s // STEP_S
