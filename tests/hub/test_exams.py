"""An exam on a running rig: planned, pressed blind, rated, ended, released, appealed."""

import asyncio
import json
import math

import pytest

from rig.school.exams.examiner import WITHHELD
from rig.school.exams.withheld import NOT_FINISHED, ScoreWithheldError
from rig.store.exams.marks import exam_marks, released_exams
from rig.store.people.roster import add_to_class, create_class
from tests.hub.conftest import pad, read_trace
from tests.hub.entering import browser, cookies_of, live
from tests.patience import until

pytest_plugins = ["tests.hub.class_room"]
RATING = {"global_rating": 3, "checklist": [2, 2, 1, 0, 2], "supervision": 4}
WHY = "shown on simulated pads"


async def planned(rig, class_id, **changes):
    asked = {"class_id": class_id, "protocol": "short", "repetitions": 2} | changes
    answer = await rig.post("/api/exams", asked)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def acted(rig, exam, act, **asked):
    answer = await rig.post(f"/api/exams/{exam['about']['id']}/{act}", asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def seen(rig, exam):
    return (await rig.http.get(f"/api/exams/{exam['about']['id']}")).json()


async def once(rig, exam, enough):
    """The exam, once it stands so."""
    while True:
        now = await seen(rig, exam)
        if enough(now):
            return now
        await asyncio.sleep(0.1)


async def all_pressed(rig, exam, *learners):
    """The exam, once these have made every press."""
    return await once(
        rig, exam, lambda now: all(states_of(now, each)[0] == "done" for each in learners)
    )


def states_of(exam, learner_id):
    return [each["state"] for each in learner_of(exam, learner_id)["attempts"]]


def two_pads():
    return [pad(f"pad-{n}", f"sim:?learner=expert&seed={n}", f"Pad {n}") for n in (1, 2)]


def learner_of(exam, learner_id):
    return next(each for each in exam["learners"] if each["id"] == learner_id)


async def test_an_exam_from_the_plan_to_the_mark(run_rig):
    async with run_rig(*two_pads()) as rig:
        class_id = create_class(rig.store, "Tuesday", "")
        ana, ben = (add_to_class(rig.store, class_id, name) for name in ("Ana", "Ben"))
        exam = await planned(rig, class_id, title="Mid term")
        about = exam["about"]
        assert (about["state"], about["repetitions"], about["learners"]) == ("planned", 2, 2)
        assert about["protocol"]["assessment"]
        assert about["protocol"]["feedback"] == "none"
        assert "provisional" in about["rule"]["provisional"]
        assert about["unreliable"].startswith("2 presses say little")
        exam = await acted(rig, exam, "seat-all")
        assert [each["station"] for each in exam["learners"]] == ["pad-1", "pad-2"]
        await until(lambda: all(each.about.basis for each in rig.hub.channels))
        refused = (await acted(rig, exam, "begin"))["refused"]
        assert set(refused) == {ana, ben}
        assert "Simulated pad" in refused[ana]
        begun = await acted(rig, exam, "begin", anyway=WHY)
        assert set(begun["begun"]) == {ana, ben}
        assert begun["about"]["state"] == "running"
        assert [act["state"] for act in begun["acts"]] == ["planned", "running"]
        early = learner_of(begun, ana)["attempts"][0]
        assert (early["withheld"], early["result"]) == (NOT_FINISHED, None)
        done = await all_pressed(rig, exam, ana, ben)
        attempt = learner_of(done, ana)["attempts"][0]
        assert (attempt["pressed"], attempt["withheld"], attempt["result"]) == (2, WITHHELD, None)
        [session] = attempt["sessions"]
        for read in ("", "/trace"):
            hidden = await rig.http.get(f"/api/sessions/{session}{read}")
            assert (hidden.status_code, hidden.json()["error"]) == (403, str(ScoreWithheldError()))
        listed = (await rig.http.get("/api/sessions")).json()["sessions"]
        assert [each["mean_score"] for each in listed] == [None, None]
        withheld = {each.learner_id: each for each in exam_marks(rig.store, class_id)}
        assert (withheld[ana].points, withheld[ana].reason) == (None, WITHHELD)

        rated = await acted(rig, exam, "rate", learner_id=ana, **RATING)
        attempt = learner_of(rated, ana)["attempts"][0]
        assert attempt["withheld"] == ""
        assert attempt["examiners"][0] | RATING == attempt["examiners"][0]
        result = attempt["result"]
        scores = [each["points"] for each in result["presses"]]
        assert result["points"] == pytest.approx(sum(scores) / 2)
        # Nobody knows how far a simulated pad is off: neither passed nor failed.
        assert (result["half_width"], result["outcome"]) == (None, "repeat")
        assert (await rig.http.get(f"/api/sessions/{session}")).status_code == 200
        assert learner_of(rated, ben)["attempts"][0]["withheld"] == WITHHELD
        again = await rig.post(
            f"/api/exams/{about['id']}/rate", {"learner_id": ana, **RATING, "global_rating": 5}
        )
        assert again.status_code == 409
        none_given = await acted(rig, exam, "rate", learner_id=ben, no_mark="the bell rang")
        assert learner_of(none_given, ben)["attempts"][0]["result"]["points"] is not None

        early = await rig.post(f"/api/exams/{about['id']}/release", {})
        assert early.status_code == 409
        ended = await acted(rig, exam, "end")
        assert ended["about"]["state"] == "ended"
        assert [each.about.exam for each in rig.hub.channels] == [None, None]
        assert (await acted(rig, exam, "release"))["about"]["released"]
        assert released_exams(rig.store, class_id) == {about["id"]}
        marks = {each.learner_id: each for each in exam_marks(rig.store, class_id)}
        assert marks[ana].points == pytest.approx(result["points"])
        assert (marks[ana].session_ids, marks[ana].item_id) == ((session,), about["id"])
        assert not (await acted(rig, exam, "release", released=False))["about"]["released"]
        audit = (await rig.http.get("/api/audit?kind=exams")).json()["lines"]
        assert [each["action"] for each in reversed(audit)] == [
            "exam planned", "exam seated", "exam begun", "exam attempt begun",
            "exam attempt begun", "examiner mark given", "examiner mark given", "exam ended",
            "marks released", "marks withdrawn",
        ]  # fmt: skip
        assert any("Mid term" in each["what"] for each in audit)


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
        # The other pad is nobody's.
        assert (await rig.post("/api/stations/pad-2/sit", {"learner_id": ben})).status_code == 200
        await acted(rig, exam, "end")
        assert (await rig.post("/api/stations/pad-1/sit", {"learner_id": ben})).status_code == 200


async def test_several_press_at_one_pad_one_after_the_other(run_rig):
    async with run_rig(pad(source="sim:?learner=expert&seed=1")) as rig:
        class_id = create_class(rig.store, "Tuesday", "")
        ana, ben = (add_to_class(rig.store, class_id, name) for name in ("Ana", "Ben"))
        exam = await planned(rig, class_id, repetitions=1)
        exam = await acted(rig, exam, "seat-all")
        assert [each["turn"] for each in exam["learners"]] == [1, 2]
        await until(lambda: rig.hub.channels[0].about.basis)
        assert set((await acted(rig, exam, "begin", anyway=WHY))["begun"]) == {ana}
        assert (await acted(rig, exam, "begin", anyway=WHY))["begun"] == {}
        busy = await acted(rig, exam, "begin", learners=[ben], anyway=WHY)
        assert "Somebody presses there now" in busy["refused"][ben]
        await all_pressed(rig, exam, ana)
        await until(lambda: rig.hub.channels[0].about.session is None)
        assert set((await acted(rig, exam, "begin", anyway=WHY))["begun"]) == {ben}


async def test_a_set_that_is_stopped_goes_on_with_the_presses_left(run_rig):
    async with run_rig(pad(source="sim:?learner=expert&seed=1")) as rig:
        class_id = create_class(rig.store, "Tuesday", "")
        ana = add_to_class(rig.store, class_id, "Ana")
        exam = await planned(rig, class_id, minutes=30)
        await acted(rig, exam, "seat-all")
        await until(lambda: rig.hub.channels[0].about.basis)
        await acted(rig, exam, "begin", anyway=WHY)
        await once(rig, exam, lambda now: learner_of(now, ana)["attempts"][0]["pressed"] == 1)
        cut = await acted(rig, exam, "stop", learner_id=ana)
        attempt = learner_of(cut, ana)["attempts"][0]
        assert (attempt["state"], attempt["pressed"], attempt["to_go"]) == ("interrupted", 1, 1)
        assert 0.0 < attempt["left_s"] < 1800.0
        assert cut["resumable"] == [ana]
        assert (await rig.post(f"/api/exams/{cut['about']['id']}/resume", {})).status_code == 409
        await acted(rig, exam, "begin", anyway=WHY)
        assert rig.hub.channels[0].about.protocol.repetitions == 1
        await until(lambda: rig.hub.channels[0].live.repetition == 2)
        assert rig.hub.channels[0].live.repetitions == 2
        done = await all_pressed(rig, exam, ana)
        assert len(learner_of(done, ana)["attempts"][0]["sessions"]) == 2


async def test_an_attempt_ends_when_its_time_is_up_and_what_is_missing_counts_nothing(run_rig):
    async with run_rig(pad(source="sim:?learner=expert&seed=1")) as rig:
        class_id = create_class(rig.store, "Tuesday", "")
        ana = add_to_class(rig.store, class_id, "Ana")
        exam = await planned(rig, class_id, repetitions=30, minutes=0.05)
        await acted(rig, exam, "seat-all")
        await until(lambda: rig.hub.channels[0].about.basis)
        await acted(rig, exam, "begin", anyway=WHY)
        now = await once(rig, exam, lambda now: states_of(now, ana) == ["closed"])
        attempt = learner_of(now, ana)["attempts"][0]
        assert "the time was up" in attempt["text"]
        assert attempt["missing"] == 30 - attempt["pressed"]
        again = await acted(rig, exam, "begin", learners=[ana], anyway=WHY)
        assert again["refused"] == {ana: "the attempt is closed"}


async def test_on_a_person_it_goes_on_after_the_pad(run_rig):
    async with run_rig(pad(source="sim:?learner=light&seed=1")) as rig:
        class_id = create_class(rig.store, "Tuesday", "")
        ana = add_to_class(rig.store, class_id, "Ana")
        exam = await planned(rig, class_id, repetitions=1)
        await acted(rig, exam, "seat-all")
        await until(lambda: rig.hub.channels[0].about.basis)
        first = await acted(rig, exam, "begin", stage="person", learners=[ana], anyway=WHY)
        assert "the pad comes first" in first["refused"][ana]
        await acted(rig, exam, "close", learner_id=ana, reason="pressed last week")
        begun = await acted(rig, exam, "begin", stage="person", learners=[ana], anyway=WHY)
        assert set(begun["begun"]) == {ana}
        now = await once(rig, exam, lambda now: states_of(now, ana) == ["closed", "done"])
        rated = await acted(rig, exam, "rate", learner_id=ana, stage="person", **RATING)
        assert "Pressed too lightly" in learner_of(rated, ana)["attempts"][1]["result"]["flag"]
        assert now["about"]["done"] == 0


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
        [own] = (await ana.get("/api/exams/own")).json()["exams"]
        assert (own["released"], own["result"], own["sessions"]) == (False, None, [])
        assert (await ana.get(f"/api/sessions/{session}")).status_code == 404
        assert (await ana.get("/api/sessions")).json()["sessions"] == []
        path = f"/api/exams/{exam_id}/appeal"
        assert (await ana.post(path, json={"text": "too soon"})).status_code == 409
        await acted(room.rig, exam, "release")
        [own] = (await ana.get("/api/exams/own")).json()["exams"]
        assert own["result"]["points"] is not None
        assert own["sessions"] == [session]
        assert (await ana.get(f"/api/sessions/{session}")).status_code == 200
        assert (await ben.get("/api/exams/own")).json() == {"exams": []}
        assert (await ben.post(path, json={"text": "me too"})).status_code == 404
        assert (await ben.get(f"/api/sessions/{session}")).status_code == 404

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


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"repetitions": 0}, "repetitions"), ({"rule": "median"}, "rule"),
        ({"rule": "n_of_m", "needed": 3}, "needed"), ({"pass_mark": 101}, "pass_mark"),
        ({"grey_points": True}, "grey_points"), ({"minutes": -1}, "minutes"),
        ({"checklist": [""]}, "checklist"), ({"checklist": "all"}, "checklist"),
        ({"learners": ["nobody"]}, "learners"), ({"learners": 3}, "learners"),
        ({"title": "\u202e"}, "title"), ({"protocol": "none"}, "protocol"),
    ],
)  # fmt: skip
async def test_a_plan_that_cannot_be_is_refused_at_its_key(rig, changes, key):
    class_id = create_class(rig.store, "Tuesday", "")
    asked = {"class_id": class_id, "protocol": "short", "repetitions": 2} | changes
    answer = await rig.post("/api/exams", asked)
    assert (answer.status_code, f"'{key}' must be" in answer.json()["error"]) == (400, True)
    assert (await rig.http.get("/api/exams")).json() == {"exams": []}


async def test_what_cannot_be_done_to_an_exam_says_why(rig):
    class_id = create_class(rig.store, "Tuesday", "")
    ana = add_to_class(rig.store, class_id, "Ana")
    exam = await planned(rig, class_id)
    exam_id = exam["about"]["id"]
    for act, asked, status in (
        ("begin", {"stage": "foot"}, 400), ("seat", {"seats": {ana: "pad-9"}}, 400),
        ("seat", {"seats": 3}, 400), ("seat", {"seats": {"nobody": "pad-1"}}, 404),
        ("stop", {"learner_id": ana}, 404), ("close", {"learner_id": "nobody"}, 404),
        ("rate", {"learner_id": ana}, 400), ("rate", {"learner_id": ana, "global_rating": 6}, 400),
        ("rate", {"learner_id": ana, **RATING, "supervision": 9}, 400),
        ("rate", {"learner_id": ana, **RATING, "checklist": [2]}, 400),
        ("rate", {"learner_id": ana, **RATING, "checklist": "all"}, 400),
        ("rate", {"learner_id": ana, **RATING, "global_rating": "good"}, 400),
        ("rate", {"learner_id": "nobody", **RATING}, 404), ("release", {"released": 1}, 400),
    ):  # fmt: skip
        answer = await rig.post(f"/api/exams/{exam_id}/{act}", asked)
        assert answer.status_code == status, (act, asked, answer.text)
    refused = (await acted(rig, exam, "begin", learners=[ana, "nobody"]))["refused"]
    assert "no seat yet" in refused[ana]
    assert "does not take this exam" in refused["nobody"]
    await acted(rig, exam, "end")
    for act, asked in (("end", {}), ("begin", {}), ("seat", {"seats": {ana: "pad-1"}})):
        assert (await rig.post(f"/api/exams/{exam_id}/{act}", asked)).status_code == 409, act
    assert (await rig.http.get("/api/exams/none")).status_code == 404
    [mark] = exam_marks(rig.store, class_id)
    assert (mark.outcome, mark.reason) == ("missing", "Did not press.")
