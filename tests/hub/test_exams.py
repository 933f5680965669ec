"""An exam on a running rig: planned, pressed blind, rated, ended, released, appealed."""

import pytest

from rig.hub.http.exams.exam_json import attempt_json
from rig.school.exams.examiner import WITHHELD
from rig.school.exams.withheld import NOT_FINISHED, ScoreWithheldError
from rig.school.standards.exam_columns import BY_COMPUTER, NO_TWO
from rig.store.exams.marks import exam_marks, released_exams
from rig.store.people.roster import add_to_class, create_class
from tests.hub.conftest import pad
from tests.hub.exam_room import (
    RATING,
    WHY,
    acted,
    all_pressed,
    learner_of,
    once,
    planned,
    states_of,
    two_pads,
)
from tests.patience import until


@pytest.mark.parametrize("refusal", [ScoreWithheldError])
async def test_an_exam_from_the_plan_to_the_mark(run_rig, refusal):
    async with run_rig(*two_pads()) as rig:
        class_id = create_class(rig.store, "Tuesday", "")
        ana, ben = (add_to_class(rig.store, class_id, name) for name in ("Ana", "Ben"))
        exam = await planned(rig, class_id, title="Mid term")
        about = exam["about"]
        await rig.post("/api/stations/pad-1/sit", {"learner_id": ben})
        assert (about["state"], about["repetitions"], about["learners"]) == ("planned", 2, 2)
        assert about["protocol"]["assessment"]
        assert about["protocol"]["feedback"] == "none"
        assert "provisional" in about["rule"]["provisional"]
        assert about["unreliable"].startswith("2 presses say little")
        exam = await acted(rig, exam, "seat-all")
        # Who sits somewhere keeps that seat.
        assert {each["id"]: each["station"] for each in exam["learners"]} == {
            ana: "pad-2", ben: "pad-1"
        }  # fmt: skip
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
            assert (hidden.status_code, hidden.json()["error"]) == (403, str(refusal()))
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
        offered = (await rig.http.get(f"/api/standards/exams/{about['id']}")).json()
        # Ben has no mark of an examiner, and nobody has two.
        assert offered["cut"]["text"] == f"mark\tscore\n3\t{result['points']:.1f}\n"
        assert BY_COMPUTER in offered["cut"]["words"]
        assert offered["agreement"] == {"text": "", "rows": 0, "words": NO_TWO}
        marks = {each.learner_id: each for each in exam_marks(rig.store, class_id)}
        assert marks[ana].points == pytest.approx(result["points"])
        assert (marks[ana].session_ids, marks[ana].item_id) == ((session,), about["id"])
        assert not (await acted(rig, exam, "release", released=False))["about"]["released"]
        refused = await rig.http.get(f"/api/standards/exams/{about['id']}")
        assert (refused.status_code, "not released yet" in refused.json()["error"]) == (409, True)
        audit = (await rig.http.get("/api/audit?kind=exams")).json()["lines"]
        assert [each["action"] for each in reversed(audit)] == [
            "exam planned", "exam seated", "exam begun", "exam attempt begun",
            "exam attempt begun", "examiner mark given", "examiner mark given", "exam ended",
            "marks released", "marks withdrawn",
        ]  # fmt: skip
        assert all("Mid term" in each["what"] for each in audit), audit


async def test_several_press_at_one_pad_one_after_the_other(run_rig):
    # Nobody is put at a pad that is on a screen.
    screen = pad("screen", "screen:", "This screen")
    async with run_rig(pad(source="sim:?learner=expert&seed=1"), screen) as rig:
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
        rated = await acted(rig, exam, "rate", learner_id=ana, **RATING)
        own = learner_of(rated, ana)["attempts"][0]
        assert (len(own["examiners"]), own["given"], own["result"]) == (1, 1, None)
        record = await rig.hub.exams.record(exam["about"]["id"])
        other = attempt_json(record, ana, "pad", "another examiner")
        assert (other["examiners"], other["given"]) == ([], 1)
        assert (await rig.http.get(f"/api/sessions/{own['sessions'][0]}")).status_code == 403
        await acted(rig, exam, "begin", anyway=WHY)
        assert rig.hub.channels[0].about.protocol.repetitions == 1
        await until(lambda: rig.hub.channels[0].live.repetition == 2)
        assert rig.hub.channels[0].live.repetitions == 2
        done = await all_pressed(rig, exam, ana)
        assert len(learner_of(done, ana)["attempts"][0]["sessions"]) == 2
        record = await rig.hub.exams.record(exam["about"]["id"])
        assert attempt_json(record, ana, "pad", "another examiner")["examiners"]


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
        ("seat", {"seats": {"": "pad-1"}}, 400),
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
