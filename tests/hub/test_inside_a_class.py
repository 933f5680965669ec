"""What a student who came in reaches of a rig, and what not; a researcher beside it."""

import pytest
import websockets

from rig.store.people.roster import roster_of
from tests.hub.entering import browser, cookies_of, heard_to_the_end, live
from tests.patience import until

pytest_plugins = ["tests.hub.class_room"]


async def test_a_student_starts_and_stops_only_what_is_free_or_their_own(room):
    path = "/api/stations/pad-1"
    async with browser(room.rig) as ana, browser(room.rig) as ben:
        await room.join(ana, room.ana)
        await room.join(ben, room.ben)
        for other in (room.ben, ""):
            asked = {"protocol": "short", "learner_id": other}
            assert (await ana.post(f"{path}/start", json=asked)).status_code == 404
        begun = await ana.post(f"{path}/start", json={"protocol": "short"})
        session = begun.json()["session"]
        assert begun.status_code == 200
        await until(lambda: room.rig.hub.station("pad-1").channel.about.session == session)
        assert room.rig.hub.station("pad-1").channel.about.learner_id == room.ana
        for act in ("tare", "empty", "stop"):
            assert (await ben.post(f"{path}/{act}", json={})).status_code == 404, act
        assert (await ben.post(f"{path}/start", json={"protocol": "short"})).status_code == 409
        assert (await ben.get("/api/live?station=pad-1")).status_code == 404
        [shown] = (await ben.get("/api/stations")).json()["stations"]
        assert (shown["learner_id"], shown["learner_name"], shown["session"]) == ("", "", "taken")
        [own] = (await ana.get("/api/stations")).json()["stations"]
        assert (own["learner_name"], own["session"]) == ("Ana", session)
        with pytest.raises(websockets.InvalidStatus):
            async with live(room.rig, cookies_of(ben)):
                pass
        async with live(room.rig, cookies_of(ana)) as socket:
            assert "Ana" in await socket.recv()
        assert (await ana.post(f"{path}/stop", json={})).status_code == 200
        await until(lambda: room.rig.hub.station("pad-1").channel.about.session is None)
        for read in (f"/api/sessions/{session}", f"/api/sessions/{session}/trace"):
            assert (await ana.get(read)).status_code == 200
            assert (await ben.get(read)).status_code == 404
        mine = (await ana.get("/api/sessions")).json()["sessions"]
        theirs = (await ben.get("/api/sessions")).json()["sessions"]
        assert ([each["session_id"] for each in mine], theirs) == ([session], [])
        recorded = (await ana.get(f"/api/sessions/{session}")).json()
        assert room.ana in str(recorded)


async def test_a_socket_at_a_free_station_ends_when_somebody_else_begins_there(room):
    async with browser(room.rig) as ana, browser(room.rig) as ben:
        await room.join(ana, room.ana)
        await room.join(ben, room.ben)
        async with live(room.rig, cookies_of(ben)) as socket:
            await socket.recv()
            await ana.post("/api/stations/pad-1/start", json={"protocol": "short"})
            with pytest.raises(websockets.ConnectionClosed) as closed:
                await heard_to_the_end(socket)
    assert closed.value.rcvd.code == 4404


async def test_a_student_has_three_sockets_and_not_the_wall(room):
    async with browser(room.rig) as ana:
        await room.join(ana, room.ana)
        headers = cookies_of(ana)
        async with live(room.rig, headers), live(room.rig, headers), live(room.rig, headers):
            with pytest.raises(websockets.InvalidStatus):
                async with live(room.rig, headers):
                    pass
        with pytest.raises(websockets.InvalidStatus):
            async with live(room.rig, headers, "all"):
                pass


async def test_a_researcher_reads_sessions_under_pseudonyms(room):
    async with browser(room.rig) as ana:
        await room.join(ana, room.ana)
        await ana.post("/api/stations/pad-1/start", json={"protocol": "short"})
        await until(lambda: room.rig.hub.station("pad-1").channel.about.session)
        await ana.post("/api/stations/pad-1/stop", json={})
    added = {"login": "rea", "password": "river lamp otter nine", "role": "researcher"}
    await room.rig.post("/api/accounts", added)
    async with browser(room.rig) as rea:
        await rea.post("/api/login", json={key: added[key] for key in ("login", "password")})
        [row] = (await rea.get("/api/sessions")).json()["sessions"]
        one = (await rea.get(f"/api/sessions/{row['session_id']}")).json()
    [entry] = [
        each for each in roster_of(room.rig.store, room.class_id) if each.learner_id == room.ana
    ]
    assert row["learner_name"] == one["learner_name"] == entry.pseudonym
    assert "Ana" not in str(row) + str(one)


async def test_a_refusal_tells_no_student_where_the_record_lies(room):
    async with browser(room.rig) as ana:
        await room.join(ana, room.ana)
        told = (await ana.get("/api/sessions/nothing-here")).json()["error"]
    assert "'nothing-here' is not in the record" in told
    assert str(room.rig.store.parent) not in told


async def test_a_session_that_has_just_begun_is_found(rig):
    for _ in range(5):
        begun = (await rig.post("/api/stations/pad-1/start", {})).json()["session"]
        assert (await rig.http.get(f"/api/sessions/{begun}")).status_code == 200
        await rig.post("/api/stations/pad-1/stop", {})
