"""A class comes in: by its code, a name of the list and an own PIN; and what a student reaches."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import websockets

from rig.hub.doors.doors import Came
from rig.hub.doors.errors import (
    CodeOverError,
    NotInClassError,
    PinFormError,
    TooManyTriesError,
    WrongSecretError,
)
from rig.hub.doors.joining import ask_in, join_as, make_code, to_join
from rig.school.actor import LOCAL
from rig.store.people.joining import ClassCode, learners_with_pins, put_class_code
from rig.store.people.logins import live_logins
from rig.store.people.roster import add_to_class, end_class, roster_of
from tests.hub.conftest import Rig, RunRig
from tests.hub.entering import (
    OTHER,
    PIN,
    Room,
    browser,
    cookies_of,
    front,
    heard_to_the_end,
    live,
    name_of,
    room_of,
)
from tests.patience import until


@pytest.fixture
async def lan(run_rig: RunRig) -> AsyncIterator[Rig]:
    async with run_rig(front=front()) as rig:
        yield rig


@pytest.fixture
async def room(lan: Rig) -> Room:
    return await room_of(lan)


async def test_a_student_picks_a_name_takes_a_pin_and_is_in(room):
    async with browser(room.rig) as http:
        shown = (await http.post("/api/join/class", json={"code": room.code.lower()})).json()
        assert shown["title"] == "Tuesday"
        assert [(each["name"], each["has_pin"]) for each in shown["learners"]] == [
            ("Ana", False), ("Ben", False),
        ]  # fmt: skip
        joined = await room.join(http, room.ana)
        assert joined.json() == {"state": "in", "learner_id": room.ana, "home": "/practice"}
        me = (await http.get("/api/me")).json()
        assert (me["role"], me["learner_id"], me["class_id"]) == (
            "student", room.ana, room.class_id,
        )  # fmt: skip
    for file in room.rig.store.parent.glob("steadyhold.db*"):
        assert PIN.encode() not in file.read_bytes()


async def test_somebody_elses_pin_is_wrong_and_a_name_with_a_pin_is_taken(room):
    async with browser(room.rig) as http:
        await room.join(http, room.ana)
    async with browser(room.rig) as http:
        assert (await room.join(http, room.ana, OTHER)).status_code == 403
        assert (await http.get("/api/me")).json()["role"] == "anonymous"
        assert (await room.join(http, room.ana)).status_code == 200


@pytest.mark.parametrize(
    "pin", ["", "12345", "1234567", "123456", "654321", "777777", "12345a", "１２３４５６"]
)
async def test_a_pin_that_everybody_takes_first_is_none(room, pin):
    with pytest.raises(PinFormError):
        await join_as(room.rig.service.doors, room.code, room.ana, pin, Came("here", None))


async def test_after_twenty_wrong_pins_the_right_one_is_no_longer_taken(room):
    doors = room.rig.service.doors
    await join_as(doors, room.code, room.ana, PIN, Came("192.0.2.1", None))
    refused = []
    for guess in range(20):
        seat = Came(f"192.0.2.{2 + guess // 5}", None)
        with pytest.raises((WrongSecretError, TooManyTriesError)) as told:
            await join_as(doors, room.code, room.ana, f"{guess:06}", seat)
        refused.append(told.type)
    assert refused == [WrongSecretError] * 20
    with pytest.raises(TooManyTriesError, match="new PIN"):
        await join_as(doors, room.code, room.ana, PIN, Came("192.0.2.99", None))
    assert (await join_as(doors, room.code, room.ben, PIN, Came("192.0.2.99", None))).token
    forgotten = await room.rig.post(
        f"/api/classes/{room.class_id}/forget-pin", {"learner_id": room.ana}
    )
    assert forgotten.json() == {"done": True}
    assert (await join_as(doors, room.code, room.ana, OTHER, Came("192.0.2.99", None))).token


async def test_wrong_pins_that_come_at_once_are_no_more_than_those_that_come_in_turn(room):
    doors, seat = room.rig.service.doors, Came("192.0.2.1", None)
    await join_as(doors, room.code, room.ana, PIN, Came("192.0.2.9", None))
    ends = await asyncio.gather(
        *(join_as(doors, room.code, room.ana, f"{guess:06}", seat) for guess in range(30)),
        return_exceptions=True,
    )
    kinds = [type(end) for end in ends]
    assert kinds.count(WrongSecretError) == 5
    assert kinds.count(TooManyTriesError) == 25
    # Those that were not compared are not counted either: Ana comes in from her own seat.
    assert (await join_as(doors, room.code, room.ana, PIN, Came("192.0.2.9", None))).token


async def test_a_code_of_any_letters_is_only_wrong(room):
    async with browser(room.rig) as http:
        for code in ("é" * 8, "٣" * 8, "", "\x00", "x" * 1000):
            assert (await http.post("/api/join/class", json={"code": code})).status_code == 403


async def test_forty_students_who_join_at_once_are_all_in(room):
    store, doors = room.rig.store, room.rig.service.doors
    learners = [add_to_class(store, room.class_id, f"Learner {n}") for n in range(40)]
    joined = await asyncio.gather(
        *(
            join_as(doors, room.code, each, f"4802{n:02}", Came("192.0.2.7", None))
            for n, each in enumerate(learners)
        )
    )
    assert {each.state for each in joined} == {"in"}
    assert len({each.token for each in joined}) == 40


async def test_a_code_is_good_for_its_day_for_its_class_and_until_another_is_made(room):
    doors, here = room.rig.service.doors, Came("here", None)
    for code in ("", "AAAA-AAAA", room.code[:-1]):
        with pytest.raises(CodeOverError):
            await to_join(doors, code, here)
    second = await make_code(doors, room.class_id, LOCAL)
    with pytest.raises(CodeOverError):
        await to_join(doors, room.code, here)
    late = ClassCode(room.class_id, second.code, "2000-01-01T00:00:00.000+00:00")
    put_class_code(room.rig.store, late, LOCAL)
    with pytest.raises(CodeOverError):
        await to_join(doors, second.code, here)
    third = (await room.rig.post(f"/api/classes/{room.class_id}/code")).json()["code"]
    assert await to_join(doors, third, here)
    await asyncio.to_thread(end_class, room.rig.store, room.class_id, is_over=True)
    with pytest.raises(CodeOverError):
        await to_join(doors, third, here)


async def test_an_instructor_takes_the_code_away(room):
    code = f"/api/classes/{room.class_id}/code"
    assert (await room.rig.http.get(code)).json()["code"] == room.code
    assert (await room.rig.post(f"{code}/end")).json() == {"code": None, "ends_utc": None}
    assert (await room.rig.http.get(code)).json()["code"] is None


async def test_a_new_name_waits_until_the_instructor_takes_it_in(room):
    async with browser(room.rig) as http:
        name = '<img src=x onerror="alert(1)">'
        asked = await http.post("/api/join", json={"code": room.code, "name": name, "pin": PIN})
        told = asked.json()
        assert (told["state"], told["home"]) == ("asked", "")
        assert (await room.join(http, told["learner_id"])).json()["state"] == "asked"
        assert (await http.get("/api/me")).json()["role"] == "anonymous"
        shown = (await http.post("/api/join/class", json={"code": room.code})).json()["learners"]
        assert told["learner_id"] not in [each["id"] for each in shown]
        await room.rig.post(
            f"/api/classes/{room.class_id}/enrol", {"learner_id": told["learner_id"]}
        )
        assert (await room.join(http, told["learner_id"])).json()["state"] == "in"
    [entry] = [
        each for each in roster_of(room.rig.store, room.class_id)
        if each.learner_id == told["learner_id"]
    ]  # fmt: skip
    assert entry.name == name


async def test_a_name_is_asked_for_or_one_is_picked_and_not_both(room):
    async with browser(room.rig) as http:
        for more in ({}, {"learner_id": room.ana, "name": "Ana"}):
            asked = {"code": room.code, "pin": PIN, **more}
            assert (await http.post("/api/join", json=asked)).status_code == 400
        with pytest.raises(PinFormError):
            await ask_in(room.rig.service.doors, room.code, "Cem", "1", Came("here", None))
        with pytest.raises(NotInClassError):
            await join_as(room.rig.service.doors, room.code, "f" * 16, PIN, Came("here", None))


async def test_who_leaves_the_class_is_sent_away(room):
    async with browser(room.rig) as http:
        await room.join(http, room.ana)
        headers = cookies_of(http)
        async with live(room.rig, headers) as socket:
            await socket.recv()
            await room.rig.post(f"/api/classes/{room.class_id}/leave", {"learner_id": room.ana})
            with pytest.raises(websockets.ConnectionClosed) as closed:
                await heard_to_the_end(socket)
        assert closed.value.rcvd.code == 4401
        assert (await room.join(http, room.ana)).status_code == 403


async def test_a_class_that_is_over_is_sent_away_and_hears_no_more(room):
    async with browser(room.rig) as http:
        await room.join(http, room.ana)
        async with live(room.rig, cookies_of(http)) as socket:
            await room.rig.post(f"/api/classes/{room.class_id}/end", {"over": True})
            with pytest.raises(websockets.ConnectionClosed) as told:
                await heard_to_the_end(socket)
        assert told.value.rcvd.code == 4401
        assert (await http.get("/api/stations")).status_code == 401


async def test_who_is_forgotten_is_sent_away_and_has_no_pin(room):
    async with browser(room.rig) as http:
        await room.join(http, room.ana)
        await room.rig.post(f"/api/learners/{room.ana}/forget")
        await until(lambda: live_logins(room.rig.store) == ())
        assert learners_with_pins(room.rig.store, room.class_id) == frozenset()
        await until(
            lambda: room.rig.service.doors.logins.of(http.cookies.get(name_of(room.rig))) is None
        )


@pytest.mark.parametrize(("way", "said"), [("code/end", {}), ("end", {"over": True})])
async def test_of_a_class_that_is_closed_nobody_stays_inside(room, way, said):
    async with browser(room.rig) as ana:
        await room.join(ana, room.ana)
        socket = await live(room.rig, cookies_of(ana))
        closed = await room.rig.post(f"/api/classes/{room.class_id}/{way}", said)
        assert closed.status_code == 200
        with pytest.raises(websockets.ConnectionClosed) as ended:
            await heard_to_the_end(socket)
        assert ended.value.rcvd.code == 4401
        assert (await ana.get("/api/me")).json()["role"] == "anonymous"
    assert live_logins(room.rig.store) == ()
