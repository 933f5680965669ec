"""A student who knows the PIN takes another."""

import pytest

from rig.hub.doors.doors import Came
from rig.hub.doors.errors import NotInClassError
from rig.hub.doors.joining import change_own_pin
from rig.school.actor import LOCAL, Actor
from rig.store.people.joining import change_pin
from tests.audit_lines import newest_lines
from tests.hub.entering import browser, set_up

pytest_plugins = ["tests.hub.class_room"]
PIN, OTHER = "480213", "917254"


async def changed(http, old, new):
    return await http.post("/api/me/pin", json={"old": old, "new": new})


async def test_a_student_changes_the_own_pin_and_is_logged_out_everywhere_else(room):
    async with browser(room.rig) as phone, browser(room.rig) as laptop, browser(room.rig) as ben:
        for http, who in ((phone, room.ana), (laptop, room.ana), (ben, room.ben)):
            await room.join(http, who)
        token = dict(phone.cookies)
        done = await changed(phone, PIN, OTHER)
        assert (done.status_code, done.json()["role"]) == (200, "student")
        assert dict(phone.cookies) != token
        assert (await phone.get("/api/stations")).status_code == 200
        assert (await laptop.get("/api/stations")).status_code == 401
        assert (await ben.get("/api/stations")).status_code == 200
        assert (await room.join(laptop, room.ana, PIN)).status_code == 403
        assert (await room.join(laptop, room.ana, OTHER)).status_code == 200
        assert (await room.join(ben, room.ben, PIN)).status_code == 200
    lines = newest_lines(room.rig.store, 100)
    [line] = [each for each in lines if each.action == "PIN changed"]
    assert (line.actor, line.about, line.detail) == (room.ana, room.ana, room.class_id)
    kept = b"".join(path.read_bytes() for path in room.rig.store.parent.glob("steadyhold.db*"))
    assert OTHER.encode() not in kept


async def test_whoever_does_not_know_the_pin_changes_nothing_and_waits_after_five(room):
    async with browser(room.rig) as http:
        await room.join(http, room.ana)
        guesses = [(await changed(http, f"{n:06}", OTHER)).status_code for n in range(5)]
        assert guesses == [403] * 5
        assert (await changed(http, PIN, OTHER)).status_code == 429
        assert (await http.get("/api/stations")).status_code == 200
    failed = [each for each in newest_lines(room.rig.store, 100) if each.action == "login failed"]
    assert [(each.about, each.detail) for each in failed] == [(room.ana, "PIN")] * 5


@pytest.mark.parametrize("pin", ["", "12345", "123456", "777777", "12345a"])
async def test_another_pin_is_as_hard_to_guess_as_the_first(room, pin):
    async with browser(room.rig) as http:
        await room.join(http, room.ana)
        assert (await changed(http, PIN, pin)).status_code == 400
        assert (await room.join(http, room.ana, PIN)).status_code == 200


async def test_whoever_has_no_pin_has_none_to_change(room):
    async with browser(room.rig) as mira:
        await set_up(room.rig, mira)
        assert (await changed(mira, PIN, OTHER)).status_code == 403
    doors, here = room.rig.service.doors, Came("here", None)
    with pytest.raises(NotInClassError):
        await change_own_pin(doors, LOCAL, PIN, OTHER, here)
    ben = Actor(room.ben, "student", room.ben, room.class_id)
    with pytest.raises(NotInClassError):
        await change_own_pin(doors, ben, PIN, OTHER, here)
    assert not change_pin(room.rig.store, room.class_id, room.ben, "hash", ben)
