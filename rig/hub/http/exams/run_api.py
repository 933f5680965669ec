"""Routes of an exam at work (docs/api.md): seats, checks, begin, go on, end."""

import asyncio

from rig.hub.exam_answers import (
    ExamAnswer,
    ExamBegunAnswer,
    SeatCheckJson,
    SeatChecksAnswer,
    SeatChecksJson,
)
from rig.hub.exams.desk import SeatsBegun
from rig.hub.http.exams.told import (
    EXAM,
    THERE,
    ids_asked,
    seats_asked,
    stage_asked,
    station_names,
    told,
)
from rig.hub.http.json_route import Call, changes, reads
from rig.school.exams.seat_checks import worst_of
from rig.school.exams.seating import everybody_seated
from rig.school.roles import INSTRUCTORS
from rig.store.exams.changes import close_attempt
from rig.store.exams.errors import ExamStateError, NotInExamError

IN_STATE = (*THERE, ExamStateError)


async def _seat(call: Call) -> ExamAnswer:
    seats = seats_asked(call)
    for learner_id in seats:
        await asyncio.to_thread(call.hub.learner, learner_id)
    await call.hub.exams.seat(call.path_part("exam"), seats, call.actor)
    return await told(call)


async def _seat_all(call: Call) -> ExamAnswer:
    exam_id, desk = call.path_part("exam"), call.hub.exams
    record = await desk.record(exam_id)
    sits = {each.about.learner_id: each.about.id for each in call.hub.channels}
    seated = {each: at or sits.get(each, "") for each, at in record.stations.items()}
    # The pad on a screen is there only while a page is.
    pads = [key for key, task in call.hub.stations.items() if not task.plan.is_on_screen]
    found = everybody_seated(tuple(record.stations), seated, pads)
    new = {key: at for key, at in found.items() if record.stations.get(key) != at}
    if new:
        await desk.seat(exam_id, new, call.actor)
    return await told(call)


async def _checks(call: Call) -> SeatChecksAnswer:
    record = await call.hub.exams.record(call.path_part("exam"))
    known = station_names(call)
    stations = [each for each in known if each in record.stations.values()]
    return SeatChecksAnswer(stations=[_checks_at(call, each, known[each]) for each in stations])


def _checks_at(call: Call, station_id: str, name: str) -> SeatChecksJson:
    found = call.hub.exams.seats.checks_at(station_id)
    return {
        "station": station_id,
        "station_name": name,
        "state": worst_of(found),
        "checks": [
            SeatCheckJson(kind=each.kind, state=each.state, text=each.text) for each in found
        ],
    }


async def _begin(call: Call) -> ExamBegunAnswer:
    exam_id, learners, stage = (
        call.path_part("exam"),
        ids_asked(call, "learners"),
        stage_asked(call),
    )
    anyway = call.text("anyway", "")
    begun = await call.hub.exams.begin(exam_id, learners, stage, call.actor, anyway)
    return await _begun(call, begun)


async def _resume(call: Call) -> ExamBegunAnswer:
    begun = await call.hub.exams.resume(call.path_part("exam"), call.actor, call.text("anyway", ""))
    return await _begun(call, begun)


async def _begun(call: Call, begun: SeatsBegun) -> ExamBegunAnswer:
    now = await told(call)
    return {**now, "begun": dict(begun.begun), "refused": dict(begun.refused)}


async def _stop(call: Call) -> ExamAnswer:
    await call.hub.exams.stop(call.path_part("exam"), call.text("learner_id"), call.actor)
    return await told(call)


async def _close(call: Call) -> ExamAnswer:
    exam_id, learner_id, stage = call.path_part("exam"), call.text("learner_id"), stage_asked(call)
    record = await call.hub.exams.record(exam_id)
    if record.attempt(learner_id, stage).is_pressing:
        await call.hub.exams.stop(exam_id, learner_id, call.actor)
    await asyncio.to_thread(
        close_attempt, call.hub.store, exam_id, learner_id, stage, call.text("reason", ""),
        call.actor,
    )  # fmt: skip
    return await told(call)


async def _end(call: Call) -> ExamAnswer:
    await call.hub.exams.end(call.path_part("exam"), call.actor, call.text("reason", ""))
    return await told(call)


ROUTES = (
    changes(
        f"{EXAM}/seat",
        _seat,
        ExamAnswer,
        "Say who sits where; an empty station is no seat",
        refusals=IN_STATE,
        asked={"seats": dict[str, str]},
        open_to=INSTRUCTORS,
    ),
    changes(
        f"{EXAM}/seat-all",
        _seat_all,
        ExamAnswer,
        "Give everybody a seat who has none: where they sit, else one after the other",
        refusals=IN_STATE,
        open_to=INSTRUCTORS,
    ),
    reads(
        f"{EXAM}/checks",
        _checks,
        SeatChecksAnswer,
        "What is found at the stations of its seats",
        refusals=THERE,
        open_to=INSTRUCTORS,
    ),
    changes(
        f"{EXAM}/begin",
        _begin,
        ExamBegunAnswer,
        "Let learners begin or go on, or the next at each station",
        refusals=IN_STATE,
        optional={"learners": list[str], "stage": str, "anyway": str},
        open_to=INSTRUCTORS,
    ),
    changes(
        f"{EXAM}/resume",
        _resume,
        ExamBegunAnswer,
        "Go on after Steadyhold was stopped in mid-exam",
        refusals=IN_STATE,
        optional={"anyway": str},
        open_to=INSTRUCTORS,
    ),
    changes(
        f"{EXAM}/stop",
        _stop,
        ExamAnswer,
        "End the set of a learner; what was pressed counts, and they can go on",
        refusals=(*THERE, NotInExamError),
        asked={"learner_id": str},
        open_to=INSTRUCTORS,
    ),
    changes(
        f"{EXAM}/close",
        _close,
        ExamAnswer,
        "Close an attempt: presses that are missing count 0",
        refusals=(*IN_STATE, NotInExamError),
        asked={"learner_id": str},
        optional={"stage": str, "reason": str},
        open_to=INSTRUCTORS,
    ),
    changes(
        f"{EXAM}/end",
        _end,
        ExamAnswer,
        "The exam is over; its stations are everybody's again",
        refusals=IN_STATE,
        optional={"reason": str},
        open_to=INSTRUCTORS,
    ),
)
