"""An exam asked for over the API, as tests of it do."""

import asyncio

from tests.hub.conftest import pad

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
