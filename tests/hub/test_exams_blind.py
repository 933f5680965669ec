"""In an exam nobody is told force, words or scores, and its stations obey it alone."""

import json
import math
import sqlite3
from contextlib import closing

import pytest

from rig.hub.exams.errors import SeatRefusedError
from rig.hub.station.learners import DemoLearner
from rig.hub.station.locking import StationInExamError
from rig.hub.station.requests import StationRequest
from rig.school.actor import LOCAL
from rig.store.people.roster import add_to_class, create_class
from tests.hub.conftest import pad, read_trace
from tests.hub.entering import browser, cookies_of, live
from tests.hub.exam_room import (
    RATING,
    WHY,
    acted,
    all_pressed,
    learner_of,
    once,
    planned,
    seen,
    two_pads,
)
from tests.patience import until

pytest_plugins = ["tests.hub.class_room"]


async def test_while_somebody_presses_no_screen_is_told_force_words_or_scores(run_rig):
    async with run_rig(pad(source="sim:?learner=expert&seed=1")) as rig:
        class_id = create_class(rig.store, "Tuesday", "")
        ana = add_to_class(rig.store, class_id, "Ana")
        exam = await planned(rig, class_id, repetitions=1)
        await acted(rig, exam, "seat", seats={ana: "pad-1"})
        await until(lambda: rig.hub.channels[0].about.basis)
        await acted(rig, exam, "begin", anyway=WHY)
        phases, kinds = set(), set()
        async with rig.live() as one, rig.live("all") as wall:
            while rig.hub.channels[0].about.session is not None:
                for message in (await one.recv(), await wall.recv()):
                    if isinstance(message, bytes):
                        kinds.add(message[0])
                        if message[0] == 1:
                            assert all(math.isnan(each) for each in read_trace(message).force_n)
                        continue
                    said = json.loads(message)
                    kinds.add(said["type"])
                    if said["type"] == "live":
                        phases.add(said["phase"])
                        assert said["zone"] == "none"
                        assert said["held_s"] == said["in_band_s"] == 0.0
                        assert said["cue"] in ("hands off", "press", "rest", "done", "")
                    for station in said.get("stations", ()):
                        assert station.get("last_score") is None
                newest = (await rig.http.get("/api/live?station=pad-1")).json()
                assert newest["force_n"] is None
        assert {"taring", "ready", "holding"} <= phases
        assert kinds <= {1, 2, "hello", "live", "link", "attention"}
        assert not phases & {"loading", "releasing"}


async def test_a_station_in_an_exam_obeys_nothing_but_the_exam(run_rig):
    async with run_rig(*two_pads()) as rig:
        class_id = create_class(rig.store, "Tuesday", "")
        ana, ben = (add_to_class(rig.store, class_id, name) for name in ("Ana", "Ben"))
        exam = await planned(rig, class_id, learners=[ana], title="Mid term")
        await acted(rig, exam, "seat-all")
        await until(lambda: all(each.about.basis for each in rig.hub.channels))
        await acted(rig, exam, "begin", anyway=WHY)
        for act, asked in (
            ("start", {"learner_id": ben}), ("tare", {}), ("stop", {}),
            ("sit", {"learner_id": ben}), ("protocol", {"protocol": "tp-hold"}),
        ):  # fmt: skip
            answer = await rig.post(f"/api/stations/pad-1/{act}", asked)
            assert answer.status_code == 409, act
            assert "used for the exam Mid term" in answer.json()["error"]
        assert (await rig.post("/api/checks/pad-1/begin", {})).status_code == 409
        refused = (await rig.post("/api/stop")).json()["refused"]
        assert "used for the exam Mid term" in refused["pad-1"]
        assert (await rig.post("/api/stations/pad-1/empty", {})).status_code == 200
        # The other pad is nobody's.
        assert (await rig.post("/api/stations/pad-2/sit", {"learner_id": ben})).status_code == 200
        await acted(rig, exam, "end")
        assert (await rig.post("/api/stations/pad-1/sit", {"learner_id": ben})).status_code == 200


async def test_an_examiner_who_marks_while_somebody_presses_sees_no_score_before_the_end(run_rig):
    """The mark opened what had been recorded until then, though presses were still to be made."""
    async with run_rig(pad(source="sim:?learner=expert&seed=1")) as rig:
        class_id = create_class(rig.store, "Tuesday", "")
        ana = add_to_class(rig.store, class_id, "Ana")
        exam = await planned(rig, class_id)
        await acted(rig, exam, "seat-all")
        await until(lambda: rig.hub.channels[0].about.basis)
        await acted(rig, exam, "begin", anyway=WHY)
        await acted(rig, exam, "rate", learner_id=ana, **RATING)
        await once(rig, exam, lambda now: learner_of(now, ana)["attempts"][0]["pressed"] == 1)
        cut = await acted(rig, exam, "stop", learner_id=ana)
        [session] = learner_of(cut, ana)["attempts"][0]["sessions"]
        for read in ("", "/trace"):
            assert (await rig.http.get(f"/api/sessions/{session}{read}")).status_code == 403
        [listed] = (await rig.http.get("/api/sessions")).json()["sessions"]
        assert (listed["mean_score"], listed["holds"]) == (None, 1)
        await acted(rig, exam, "close", learner_id=ana, reason="the bell rang")
        assert (await rig.http.get(f"/api/sessions/{session}")).status_code == 200


async def test_a_student_sees_the_own_mark_once_released_and_nobody_elses(room):
    async with browser(room.rig) as ana, browser(room.rig) as ben:
        await room.join(ana, room.ana)
        await room.join(ben, room.ben)
        exam = await planned(room.rig, room.class_id, repetitions=1, learners=[room.ana])
        exam_id = exam["about"]["id"]
        await acted(room.rig, exam, "seat-all")
        await until(lambda: room.rig.hub.channels[0].about.basis)
        await acted(room.rig, exam, "begin", anyway=WHY)
        async with live(room.rig, cookies_of(ana)) as socket:
            while not isinstance(message := await socket.recv(), bytes):
                pass
            assert all(math.isnan(each) for each in read_trace(message).force_n)
        assert (await ana.get(f"/api/exams/{exam_id}")).status_code == 403
        session = room.rig.hub.channels[0].about.session
        await all_pressed(room.rig, exam, room.ana)
        await acted(room.rig, exam, "rate", learner_id=room.ana, **RATING)
        await acted(room.rig, exam, "end")
        marks = f"/api/classes/{room.class_id}/marks"
        mine = {"item_id": exam_id, "learner_id": room.ana}
        other = {**mine, "seen": 0, "points": 88.5, "outcome": "pass", "reason": "the pad slipped"}
        version = (await room.rig.post(f"{marks}/change", other)).json()["mark"]["version"]
        changed = learner_of(await seen(room.rig, exam), room.ana)["changed"]
        assert (changed["points"], changed["outcome"], changed["reason"]) == (
            88.5, "pass", "the pad slipped",
        )  # fmt: skip
        [own] = (await ana.get("/api/exams/own")).json()["exams"]
        assert (own["released"], own["result"], own["sessions"]) == (False, None, [])
        assert own["changed"] is None
        assert (await ana.get(f"/api/sessions/{session}")).status_code == 404
        assert (await ana.get("/api/sessions")).json()["sessions"] == []
        path = f"/api/exams/{exam_id}/appeal"
        assert (await ana.post(path, json={"text": "too soon"})).status_code == 409
        await acted(room.rig, exam, "release")
        [own] = (await ana.get("/api/exams/own")).json()["exams"]
        assert own["result"]["points"] is not None
        assert own["changed"] == {**changed, "who": "your instructor"}
        back = {**mine, "seen": version, "reason": "seen again"}
        assert (await room.rig.post(f"{marks}/withdraw", back)).status_code == 200
        assert learner_of(await seen(room.rig, exam), room.ana)["changed"] is None
        assert own["sessions"] == [session]
        assert (await ana.get(f"/api/sessions/{session}")).status_code == 200
        assert (await ben.get("/api/exams/own")).json() == {"exams": []}
        assert (await ben.post(path, json={"text": "me too"})).status_code == 404
        assert (await ben.get(f"/api/sessions/{session}")).status_code == 404

        [item] = (await ana.get("/api/marks")).json()["items"]
        assert (item["id"], item["exam"]) == (exam_id, True)
        note = {"item_id": exam_id, "words": "The pad moved."}
        noted = await ana.post("/api/marks/contest", json=note)
        assert (noted.status_code, "appealed" in noted.json()["error"]) == (400, True)
        assert (await ana.post(path, json={"text": "  "})).status_code == 409
        answer = await ana.post(path, json={"text": "The pad moved in the second press."})
        assert answer.status_code == 200
        answered = await acted(
            room.rig, exam, "answer", learner_id=room.ana, text="Looked at the trace: it stands."
        )
        entries = learner_of(answered, room.ana)["appeals"]
        assert [each["kind"] for each in entries] == ["asked", "answered"]
        none = await room.rig.post(
            f"/api/exams/{exam_id}/answer", {"learner_id": room.ben, "text": "What?"}
        )
        assert none.status_code == 409


async def test_a_set_that_cannot_be_noted_as_an_attempt_ends_at_once(run_rig):
    """It went on as practice, whose score everybody sees, and counted in no exam."""
    async with run_rig(*two_pads()) as rig:
        class_id = create_class(rig.store, "Tuesday", "")
        ana = add_to_class(rig.store, class_id, "Ana")
        exam = await planned(rig, class_id, learners=[ana])
        await acted(rig, exam, "seat-all")
        await until(lambda: rig.hub.channels[0].about.basis)
        with closing(sqlite3.connect(rig.store)) as connection, connection:
            connection.execute(
                "CREATE TRIGGER full BEFORE INSERT ON exam_attempts "
                "BEGIN SELECT RAISE(FAIL, 'disk is full'); END"
            )
        refused = (await acted(rig, exam, "begin", anyway=WHY))["refused"]
        assert "disk is full" in refused[ana]
        assert [each.about.session for each in rig.hub.channels] == [None, None]


async def test_what_an_exam_refuses_names_the_place_and_the_way_out(run_rig):
    async with run_rig(*two_pads()) as rig:
        class_id = create_class(rig.store, "Tuesday", "")
        ana = add_to_class(rig.store, class_id, "Ana")
        exam = await planned(rig, class_id, repetitions=1, title="Mid term")
        other = await planned(rig, class_id, repetitions=1, title="Finals")
        for each in (exam, other):
            await acted(rig, each, "seat-all")
        await until(lambda: rig.hub.channels[0].about.basis)
        await acted(rig, exam, "begin", anyway=WHY)
        with pytest.raises(StationInExamError, match="Pad 1 is used for the exam Mid term"):
            await rig.hub.station("pad-1").ask(StationRequest("tare", "local"))
        seats, learner = rig.hub.exams.seats, DemoLearner(ana, "Ana")
        record = await rig.hub.exams.record(exam["about"]["id"])
        with pytest.raises(SeatRefusedError, match="under way already"):
            await seats.begin(record, learner, "pad", LOCAL, WHY)
        record = await rig.hub.exams.record(other["about"]["id"])
        with pytest.raises(StationInExamError):
            await seats.begin(record, learner, "pad", LOCAL, WHY)
