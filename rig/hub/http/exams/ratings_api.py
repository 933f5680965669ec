"""Routes of the marks of an exam (docs/api.md): the examiner's own, release, appeals."""

import asyncio

from rig.hub.errors import AskError
from rig.hub.exam_answers import ExamAnswer
from rig.hub.http.exams.exam_json import changed_json, own_exam_json
from rig.hub.http.exams.own_exam_answers import OwnExamsAnswer
from rig.hub.http.exams.told import (
    EXAM,
    THERE,
    overrides,
    stage_asked,
    station_names,
    told,
)
from rig.hub.http.json_route import Call, changes, reads
from rig.school.exams.exam import ExamState, is_released
from rig.school.exams.examiner import ExaminersMark, ExaminersMarkError
from rig.school.roles import INSTRUCTORS, THE_CLASS
from rig.store.exams import changes as acts
from rig.store.exams.errors import (
    ExamMissingError,
    ExamStateError,
    NotInExamError,
    RatedAlreadyError,
)
from rig.store.exams.read import ExamRecord

YOUR_INSTRUCTOR = "your instructor"
NULL_OR_WHOLE = {"type": ["integer", "null"]}


async def _rate(call: Call) -> ExamAnswer:
    exam_id, learner_id, stage = call.path_part("exam"), call.text("learner_id"), stage_asked(call)
    no_mark = acts.one_line(call.text("no_mark", ""))
    mark = ExaminersMark(
        global_rating=None if no_mark else _whole(call, "global_rating"),
        checklist=() if no_mark else _checklist(call),
        supervision=None if no_mark else _whole(call, "supervision"),
        no_mark=no_mark,
        by=call.actor.id,
        at_utc="",
        before_score=True,
    )
    await asyncio.to_thread(acts.rate, call.hub.store, exam_id, learner_id, stage, mark, call.actor)
    return await told(call)


async def _release(call: Call) -> ExamAnswer:
    released = call.asked.get("released", True)
    if not isinstance(released, bool):
        raise AskError("released", "true or false")
    state: ExamState = "released" if released else "withdrawn"
    reason = call.text("reason", "")
    await asyncio.to_thread(
        acts.change_state, call.hub.store, call.path_part("exam"), state, call.actor, reason
    )
    return await told(call)


async def _own(call: Call) -> OwnExamsAnswer:
    own = call.actor.learner_id
    if not own:
        return OwnExamsAnswer(exams=[])
    records = await call.hub.exams.records(call.class_id)
    return await _own_answer(call, [each for each in records if own in each.stations])


async def _appeal(call: Call) -> OwnExamsAnswer:
    """A student's, of their own released mark; what is somebody else's is not there."""
    exam_id, own = call.path_part("exam"), call.actor.learner_id
    record = await call.hub.exams.record(exam_id)
    if not own or own not in record.stations:
        raise ExamMissingError(exam_id)
    if not is_released(record.acts):
        raise ExamStateError("the marks of this exam are not released yet")
    await asyncio.to_thread(
        acts.appeal, call.hub.store, exam_id, own, call.text("text"), call.actor
    )
    return await _own_answer(call, [await call.hub.exams.record(exam_id)])


async def _answer(call: Call) -> ExamAnswer:
    exam_id, learner_id = call.path_part("exam"), call.text("learner_id")
    await asyncio.to_thread(
        acts.answer_appeal, call.hub.store, exam_id, learner_id, call.text("text"), call.actor
    )
    return await told(call)


async def _own_answer(call: Call, records: list[ExamRecord]) -> OwnExamsAnswer:
    own, stations = call.actor.learner_id, station_names(call)
    exams = []
    for each in records:
        change = (await overrides(call, each)).get(own)
        changed = None if change is None else changed_json(change, YOUR_INSTRUCTOR)
        exams.append(own_exam_json(each, own, stations, changed))
    return OwnExamsAnswer(exams=exams)


def _whole(call: Call, key: str) -> int | None:
    value = call.asked.get(key)
    if value is not None and type(value) is not int:
        raise AskError(key, "a whole number, or null")
    return value


def _checklist(call: Call) -> tuple[int, ...]:
    found = call.asked.get("checklist", [])
    if not isinstance(found, list) or not all(type(each) is int for each in found):
        raise AskError("checklist", "a list of 0, 1 and 2")
    return tuple(found)


ROUTES = (
    reads(
        "/api/exams/own",
        _own,
        OwnExamsAnswer,
        "The own exams, with the marks that were released",
        open_to=THE_CLASS,
    ),
    changes(
        f"{EXAM}/rate",
        _rate,
        ExamAnswer,
        "Give the examiner's own mark of an attempt, or say why none; then its score is shown",
        refusals=(*THERE, NotInExamError, RatedAlreadyError, ExaminersMarkError),
        asked={"learner_id": str},
        optional={
            "stage": str,
            "global_rating": NULL_OR_WHOLE,
            "checklist": list[int],
            "supervision": NULL_OR_WHOLE,
            "no_mark": str,
        },
        open_to=INSTRUCTORS,
    ),
    changes(
        f"{EXAM}/release",
        _release,
        ExamAnswer,
        "Let students see their marks, or take that back",
        refusals=(*THERE, ExamStateError),
        optional={"released": bool, "reason": str},
        open_to=INSTRUCTORS,
    ),
    changes(
        f"{EXAM}/appeal",
        _appeal,
        OwnExamsAnswer,
        "Ask that the own mark be looked at again",
        refusals=(ExamMissingError, ExamStateError),
        asked={"text": str},
        open_to=THE_CLASS,
    ),
    changes(
        f"{EXAM}/answer",
        _answer,
        ExamAnswer,
        "Answer an appeal, with the reason",
        refusals=(*THERE, ExamStateError),
        asked={"learner_id": str, "text": str},
        open_to=INSTRUCTORS,
    ),
)
