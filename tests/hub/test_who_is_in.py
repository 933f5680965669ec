"""Who is logged in now, the own password, and the audit log in plain words."""

import logging
from collections.abc import AsyncIterator

import pytest

from rig.hub.doors.doors import Came
from rig.hub.doors.errors import LoginMissingError
from rig.hub.doors.who_is_in import (
    change_own_password,
    end_logins_of_account,
    end_one_login,
    logins_now,
)
from rig.school.actor import LOCAL
from rig.store.people.accounts import accounts_of
from rig.store.people.errors import AccountMissingError
from tests.audit_lines import newest_lines
from tests.hub.conftest import Rig, RunRig
from tests.hub.entering import GOOD, MIRA, browser, front, set_up
from tests.patience import until

OTHER, PIN = "quiet boat under stars", "480213"


@pytest.fixture
async def lan(run_rig: RunRig) -> AsyncIterator[Rig]:
    async with run_rig(front=front()) as rig:
        yield rig


async def student(rig: Rig, http, name: str = "Ana Testova") -> str:
    """Somebody of a class, logged in; their id."""
    class_id = (await rig.post("/api/classes", {"title": "Tuesday"})).json()["id"]
    roster = await rig.post(f"/api/classes/{class_id}/learners", {"name": name})
    code = (await rig.post(f"/api/classes/{class_id}/code")).json()["code"]
    learner_id = roster.json()["learners"][0]["id"]
    asked = {"code": code, "learner_id": learner_id, "pin": PIN}
    assert (await http.post("/api/join", json=asked)).status_code == 200
    return str(learner_id)


async def test_whoever_is_logged_in_is_listed_and_can_be_logged_out_one_by_one(lan):
    async with browser(lan) as mira, browser(lan) as ana:
        await set_up(lan, mira)
        await student(lan, ana)
        rows = (await mira.get("/api/logins")).json()["logins"]
        assert [(each["who"], each["role"], each["class_title"]) for each in rows] == [
            ("mira", "instructor", ""), ("Ana Testova", "student", "Tuesday"),
        ]  # fmt: skip
        assert [each["is_own"] for each in rows] == [True, False]
        assert 0 <= rows[1]["seen_ago_s"] <= rows[1]["begun_ago_s"] + 1e-6
        left = await mira.post("/api/logins/end", json={"id": rows[1]["id"]})
        assert [each["who"] for each in left.json()["logins"]] == ["mira"]
        assert (await ana.get("/api/stations")).status_code == 401
        again = await mira.post("/api/logins/end", json={"id": rows[1]["id"]})
        assert again.status_code == 404
    with pytest.raises(LoginMissingError):
        await end_one_login(lan.service.doors, "x", LOCAL)


async def test_where_nobody_logs_in_nobody_is_listed(rig):
    assert (await rig.http.get("/api/logins")).json() == {"logins": []}
    assert logins_now(rig.service.doors) == ()


async def test_an_account_is_logged_out_everywhere_and_stays(lan):
    async with browser(lan) as here, browser(lan) as there:
        await set_up(lan, here)
        await here.post("/api/accounts", json={"login": "noa", "password": GOOD, "role": "partner"})
        await there.post("/api/login", json={"login": "noa", "password": GOOD})
        assert (await there.get("/api/protocols")).status_code == 200
        done = await here.post("/api/accounts/logout", json={"login": "noa"})
        [noa] = [each for each in done.json()["accounts"] if each["login"] == "noa"]
        assert noa["seen_utc"] >= noa["created_utc"]
        assert noa["ended_utc"] is None
        assert (await there.get("/api/protocols")).status_code == 401
        assert (await there.post("/api/login", json={"login": "noa", "password": GOOD})).is_success
        gone = (await here.post("/api/accounts/end", json={"login": "noa"})).json()["accounts"]
        assert [(each["login"], each["ended_utc"] is None) for each in gone] == [
            ("mira", True), ("noa", False),
        ]  # fmt: skip
    with pytest.raises(AccountMissingError):
        await end_logins_of_account(lan.service.doors, "nobody", LOCAL)


async def test_the_own_password_is_changed_by_whoever_knows_the_old_one(lan):
    async with browser(lan) as here, browser(lan) as there:
        await set_up(lan, here)
        await there.post("/api/login", json=MIRA)
        wrong = await here.post("/api/me/password", json={"old": OTHER, "new": OTHER})
        weak = await here.post("/api/me/password", json={"old": GOOD, "new": "short"})
        assert (wrong.status_code, weak.status_code) == (403, 400)
        assert (await here.get("/api/devices")).status_code == 200
        # That of an account of others asks for none, and is no way round.
        own = {"login": "MIRA", "password": OTHER}
        around = await here.post("/api/accounts/password", json=own)
        assert (around.status_code, "under My password" in around.text) == (400, True)
        done = await here.post("/api/me/password", json={"old": GOOD, "new": OTHER})
        assert done.json()["role"] == "instructor"
        assert (await here.get("/api/devices")).status_code == 200
        assert (await there.get("/api/devices")).status_code == 401
        assert (await there.post("/api/login", json=MIRA)).status_code == 403
        assert (await there.post("/api/login", json=MIRA | {"password": OTHER})).is_success
    with pytest.raises(AccountMissingError):
        await change_own_password(lan.service.doors, LOCAL, GOOD, OTHER, Came("", None))


async def test_the_log_says_in_plain_words_who_did_what_and_names_no_learner(lan):
    async with browser(lan) as mira, browser(lan) as ana:
        await set_up(lan, mira)
        learner_id = await student(lan, ana)
        await ana.post("/api/stations/pad-1/start", json={"protocol": "short"})
        await until(lambda: lan.hub.station("pad-1").channel.about.session)
        session = lan.hub.station("pad-1").channel.about.session
        await ana.post("/api/stations/pad-1/stop", json={})
        assert "t_s" in (await ana.post(f"/api/sessions/{session}/download", json={})).json()
        answer = (await mira.get("/api/audit?limit=100")).json()
        lines = answer["lines"]
        pseudonym = lines[0]["who"]
        assert [(each["who"], each["what"]) for each in lines[:7]] == [
            (pseudonym, f"downloaded session {session[:8]} (force)"),
            (pseudonym, "logged in (PIN)"),
            ("", f"chose a PIN for {pseudonym}"),
            ("this computer", "made a class code for Tuesday"),
            ("this computer", f"added {pseudonym}"),
            ("this computer", "made the class Tuesday"),
            ("mira", "logged in (setup code)"),
        ]
        assert answer["total"] == len(lines)
        assert "Testova" not in str(lines)
        second = (await mira.get("/api/audit?limit=2&skip=1")).json()
        assert second["lines"] == lines[1:3]
        copies = (await mira.get("/api/audit?kind=copies")).json()
        assert (copies["total"], copies["lines"]) == (1, lines[:1])
        hers = (await mira.get(f"/api/audit?actor={learner_id}")).json()["lines"]
        assert {learner_id} == {each["actor"] or each["about"] for each in hers if each["who"]} - {
            LOCAL.id
        }
        assert (await mira.get("/api/audit?kind=anything")).status_code == 400


async def test_what_is_done_to_a_class_stands_in_the_log(rig):
    made = (await rig.post("/api/classes", {"title": "Secret title"})).json()["id"]
    at = f"/api/classes/{made}"
    await rig.post(f"{at}/rename", {"title": "Another"})
    added = (await rig.post(f"{at}/learners", {"name": "Ana Testova"})).json()["learners"][0]["id"]
    await rig.post(f"{at}/leave", {"learner_id": added})
    await rig.post(f"{at}/enrol", {"learner_id": added})
    await rig.post(f"{at}/end", {"over": True})
    await rig.post(f"{at}/end", {"over": False})
    lines = newest_lines(rig.store, 20)
    assert [(each.action, each.about) for each in reversed(lines)] == [
        ("class made", made), ("class renamed", made), ("learner added", added),
        ("learner left", added), ("learner enrolled", added), ("class ended", made),
        ("class begun again", made),
    ]  # fmt: skip
    assert not {"Secret", "Another", "Testova"} & set(str(lines).replace("'", " ").split())


async def test_no_secret_of_a_lesson_is_in_a_log_or_in_the_record(lan, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    code = lan.service.doors.setup_code
    async with browser(lan) as mira, browser(lan) as ana:
        await set_up(lan, mira)
        await mira.post("/api/login", json=MIRA)
        await mira.post("/api/login", json=MIRA | {"password": OTHER})
        await student(lan, ana)
        await ana.post("/api/join", json={"code": "ABCD-EFGH", "learner_id": "x", "pin": "917254"})
        await ana.post("/api/stations/pad-1/start", json={"protocol": "short"})
        await mira.post("/api/me/password", json={"old": GOOD, "new": OTHER})
        await mira.get("/api/audit")
        tokens = [value for http in (mira, ana) for value in dict(http.cookies).values()]
        await ana.post("/api/logout", json={})
    out, err = capfd.readouterr()
    kept = b"".join(path.read_bytes() for path in lan.store.parent.rglob("*") if path.is_file())
    # What the browser of this test says of itself is not ours.
    ours = [each.getMessage() for each in caplog.records if not each.name.startswith("httpcore")]
    told = "\n".join((*ours, out, err, str(newest_lines(lan.store, 1000))))
    assert any("/api/join" in each for each in ours)
    secrets = (GOOD, OTHER, PIN, "917254", code, *tokens)
    assert len(tokens) == 2
    for secret in secrets:
        assert secret not in told
        assert secret.encode() not in kept


async def test_a_refusal_tells_no_student_where_the_record_lies(lan):
    async with browser(lan) as ana:
        await student(lan, ana)
        told = (await ana.get("/api/sessions/nothing-here")).json()["error"]
    assert "'nothing-here' is not in the record" in told
    assert str(lan.store.parent) not in told


async def test_the_log_has_ids_and_never_a_name_or_a_secret(lan):
    async with browser(lan) as http:
        await set_up(lan, http)
        await http.post("/api/login", json={"login": "mira\nadmin login", "password": "p" * 12})
        lines = (await http.get("/api/audit")).json()["lines"]
    [account] = accounts_of(lan.store)
    assert {"login", "login failed", "account added"} <= {line["action"] for line in lines}
    assert any(line["about"] == account.id for line in lines)
    # What an instructor reads has the logins of accounts beside their ids; what is kept has not.
    told = str(newest_lines(lan.store, 100))
    assert "mira" not in told
    assert GOOD not in told
    assert lan.service.doors.setup_code not in told
