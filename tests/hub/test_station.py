"""A station at work: sets begin, are recorded, end, and belong to whoever pressed start."""

import asyncio
import dataclasses
import json

import pytest

from rig.engine.judging.finder import DEFAULT_FINDER
from rig.hub.errors import StationSilentError
from rig.hub.station.requests import StationRequest
from rig.store.people.names import names
from rig.store.read import load_session
from rig.store.rescore import rescore_record
from rig.store.session_list import list_sessions
from tests.hub.conftest import demo_pad, pad, short_protocol
from tests.hub.test_live_socket import hear
from tests.patience import until

FAST = "sim:?learner=good&seed=1&speed=8"


async def test_a_set_is_told_recorded_and_can_be_read_again(run_rig):
    async with run_rig(pad(source=FAST)) as rig, rig.live() as live:
        someone = (await rig.post("/api/learners", {"name": "Zoë"})).json()["id"]
        started = await rig.post(
            "/api/stations/pad-1/start", {"protocol": "short", "learner_id": someone}
        )
        session = started.json()["session"]
        hold = await hear(live, "hold")
        ended = await hear(live, "set")
        assert hold["session"] == ended["session"] == session
        assert 0 <= hold["hold"]["score"]["score"] <= 100
        assert ended["result"]["done"] == ended["result"]["asked"] == 1
        await until(lambda: list_sessions(rig.store, 1)[0].state == "ended")
        told = (await rig.http.get(f"/api/sessions/{session}")).json()
        trace = (await rig.http.get(f"/api/sessions/{session}/trace?max_points=500")).json()
        listed = (await rig.http.get("/api/sessions")).json()["sessions"]
    assert told["learner_name"] == "Zoë"
    assert told["session"]["holds"] == [hold["hold"]]
    assert told["session"]["sets"] == [ended["result"]]
    assert told["session"]["ended"]["how"] == "done"
    assert max(force for force in trace["force_n"] if force is not None) > 20
    assert len(trace["t_s"]) == len(trace["force_n"]) <= 501
    assert listed[0]["session_id"] == session
    assert "Zoë" not in json.dumps(load_session(rig.store, session).header.learner_id)


async def test_the_band_moves_on_live_and_the_press_is_told_with_all_its_levels(run_rig):
    async with run_rig(pad(source="sim:?learner=expert&seed=1&speed=8")) as rig, rig.live() as live:
        await rig.post("/api/stations/pad-1/start", {"protocol": "surround-centre"})
        while (told := await hear(live, "live"))["level"] == 1:
            pass
        assert told["level"] == told["levels"] == 2
        light = (await hear(live, "hold"))["hold"]
        centre = (await hear(live, "hold"))["hold"]
        stations = (await rig.http.get("/api/stations")).json()["stations"]
    assert (light["level_number"], light["press_score"]) == (1, None)
    assert centre["level_number"] == 2
    assert centre["press_score"]["score"] > 90.0
    assert stations[0]["last_score"] == centre["press_score"]["score"]
    assert [each["force_n"] for each in stations[0]["protocol"]["levels"]] == [10.0, 25.0]


async def test_a_session_keeps_the_numbers_that_told_its_holds_apart(run_rig):
    own = dataclasses.replace(DEFAULT_FINDER, id="our-school/1", hold_s=1.5)
    async with (
        run_rig(dataclasses.replace(pad(source=FAST), finder=own)) as rig,
        rig.live() as live,
    ):
        started = await rig.post("/api/stations/pad-1/start", {"protocol": "short"})
        await hear(live, "set")
        await until(lambda: list_sessions(rig.store, 1)[0].state == "ended")
    record = load_session(rig.store, started.json()["session"])
    assert record.header.finder == own
    assert rescore_record(record).is_identical


async def test_the_hello_is_told_again_when_a_set_begins(run_rig):
    async with run_rig(pad(source=FAST)) as rig, rig.live() as live:
        await hear(live, "hello")
        session = (await rig.post("/api/stations/pad-1/start", {})).json()["session"]
        while (await hear(live, "hello"))["stations"][0]["session"] != session:
            pass


async def test_a_set_under_way_is_not_disturbed_by_others(run_rig):
    async with run_rig(pad()) as rig:
        assert (await rig.post("/api/stations/pad-1/start", {})).status_code == 200
        again = await rig.post("/api/stations/pad-1/start", {})
        other = await rig.post("/api/stations/pad-1/protocol", {"protocol": "touch-10n"})
        everywhere = await rig.post("/api/protocol", {"protocol": "touch-10n"})
        assert again.status_code == other.status_code == 409
        assert "is using Pad 1" in again.json()["error"]
        assert list(everywhere.json()["refused"]) == ["pad-1"]


async def test_a_stopped_set_ends_in_the_record_as_stopped(run_rig):
    async with run_rig(pad()) as rig:
        await rig.post("/api/stations/pad-1/start", {})
        assert (await rig.post("/api/stations/pad-1/stop")).json() == {"session": None}
        await until(lambda: [s.how for s in list_sessions(rig.store, 1)] == ["stopped"])


async def test_a_rig_that_is_shut_down_ends_its_sessions(run_rig):
    async with run_rig(pad()) as rig:
        await rig.post("/api/stations/pad-1/start", {})
    assert list_sessions(rig.store, 1)[0].how == "server stopped"


async def test_whoever_asked_is_answered_when_the_station_ends(run_rig):
    async with run_rig(pad(source="auto")) as rig:
        station = rig.hub.station("pad-1")
        # Without a sensor the first of them waits for a sample, and the others for the first.
        asked = [
            asyncio.create_task(station.ask(StationRequest(kind, "someone")))
            for kind in ("start_set", "stop_set", None)
        ]
        await asyncio.sleep(0)
        await until(lambda: station.reader.source)
    answers = await asyncio.gather(*asked, return_exceptions=True)
    assert [type(answer) for answer in answers] == [StationSilentError] * 3


async def test_a_protocol_chosen_for_all_reaches_every_screen(run_rig):
    async with run_rig(pad("pad-1"), pad("pad-2")) as rig:
        answer = await rig.post("/api/protocol", {"protocol": "touch-10n"})
        stations = (await rig.http.get("/api/stations")).json()["stations"]
    assert answer.json() == {"refused": {}}
    assert [one["protocol"]["id"] for one in stations] == ["touch-10n", "touch-10n"]


async def test_a_simulated_learner_practises_without_being_asked(run_rig, tmp_path):
    plan = demo_pad(tmp_path / "data" / "steadyhold.db", source=FAST)
    async with run_rig(plan) as rig, rig.live() as live:
        ended = await hear(live, "set")
        [row] = (await rig.http.get("/api/sessions?limit=1")).json()["sessions"]
    assert ended["result"]["done"] == 1
    assert row["learner_name"] == "Ana"


async def test_a_person_takes_a_demonstration_over(run_rig, tmp_path):
    store = tmp_path / "data" / "steadyhold.db"
    async with run_rig(demo_pad(store, source=FAST)) as rig:
        await until(lambda: rig.hub.channels[0].about.session)
        someone = (await rig.post("/api/learners", {"name": "Mika"})).json()["id"]
        start = {"protocol": "touch-10n", "learner_id": someone}
        session = (await rig.post("/api/stations/pad-1/start", start)).json()["session"]
        about = rig.hub.channels[0].about
        assert (about.session, about.learner_name) == (session, "Mika")
        assert about.protocol.id == "touch-10n"
        assert (await rig.post("/api/stations/pad-1/start", start)).status_code == 409
    before = list_sessions(store, 2)[1]
    assert before.how == "stopped"
    assert names(store)[before.learner_id] == "Ana"


async def test_an_instructor_gives_simulated_learners_another_protocol(run_rig, tmp_path):
    store = tmp_path / "data" / "steadyhold.db"
    async with run_rig(demo_pad(store, source="sim:?learner=expert&speed=8")) as rig:
        first = await until(lambda: rig.hub.channels[0].about.session)
        light = short_protocol(id="light")
        assert (await rig.post("/api/protocol", {"protocol": "touch-10n"})).status_code == 200
        await until(lambda: rig.hub.channels[0].about.session not in (None, first))
        ring = rig.hub.channels[0].ring
        await until(lambda: rig.hub.channels[0].live.phase == "holding")
        assert rig.hub.channels[0].live.force_n == pytest.approx(10.0, rel=0.4)
        assert ring.count > 0
        assert light.target.force_n == 25.0


@pytest.mark.parametrize(
    ("path", "body", "status", "words"),
    [
        ("stations/nowhere/start", {}, 404, "there is no station 'nowhere'"),
        ("stations/pad-1/start", {"protocol": "nothing"}, 400, "one of"),
        ("stations/pad-1/start", {"learner_id": "f00"}, 404, "no learner has the id"),
        ("stations/pad-1/start", {"learner_id": 7}, 400, "must be a text"),
        ("stations/pad-1/protocol", {}, 400, "'protocol' must be a text"),
        ("learners", {"name": "  "}, 400, "no name"),
        ("learners", {}, 400, "'name' must be a text"),
        ("protocol", [1], 400, "a JSON object"),
        ("nothing", {}, 404, "no such path"),
    ],
)
async def test_a_wrong_request_is_refused_in_words(rig, path, body, status, words):
    answer = await rig.http.post(f"/api/{path}", json=body, headers={"origin": rig.service.url})
    assert (answer.status_code, words in answer.json()["error"]) == (status, True), answer.text


async def test_broken_json_is_refused_in_words(rig):
    headers = {"origin": rig.service.url, "content-type": "application/json"}
    answer = await rig.http.post("/api/protocol", content=b'{"protocol": NaN', headers=headers)
    assert (answer.status_code, answer.json()["error"]) == (400, "'the body' must be JSON")


@pytest.mark.parametrize("query", ["limit=0", "limit=x", "limit=-1", "limit=100000000"])
async def test_a_list_has_a_sensible_length(rig, query):
    assert (await rig.http.get(f"/api/sessions?{query}")).status_code == 400


async def test_a_session_that_is_not_there_is_not_found(rig):
    await rig.post("/api/stations/pad-1/start", {})
    for path in ("/api/sessions/f00", "/api/sessions/f00/trace"):
        await until(lambda: rig.store.exists())
        assert (await rig.http.get(path)).status_code == 404


async def test_a_station_without_a_sensor_says_why_and_does_not_stop_the_others(run_rig):
    async with run_rig(pad("pad-1", "serial:/dev/no-such-port"), pad("pad-2")) as rig:
        await until(lambda: rig.hub.channels[0].about.link_state == "lost")
        await until(lambda: rig.hub.channels[1].ring.count > 10)
        answer = await rig.post("/api/stations/pad-1/start", {})
        assert answer.status_code == 409
        assert "/dev/no-such-port" in answer.json()["error"]


async def test_a_pulled_plug_is_told_on_every_screen_and_the_set_goes_on(run_rig):
    source = "sim:?learner=good&seed=1&fault=unplug@6+2"
    async with run_rig(pad(source=source)) as rig, rig.live() as live, rig.live("all") as wall:
        session = (await rig.post("/api/stations/pad-1/start", {})).json()["session"]
        for screen in (live, wall):
            while (news := await hear(screen, "link"))["state"] != "lost":
                pass
            assert news["reason"]
        while (await hear(live, "link"))["state"] != "streaming":
            pass
        assert rig.hub.channels[0].about.session == session


async def test_trouble_with_the_record_is_told_before_anything_else(rig):
    trouble = "NOT RECORDING: the disk is full"
    async with rig.live() as live:
        # The recorder of this rig is well, and the hub says so at each of its heart beats.
        rig.hub.channels[0].say(trouble, "")
        while (await hear(live, "live"))["note"] != trouble:
            rig.hub.channels[0].say(trouble, "")
