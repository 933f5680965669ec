"""Routes that plan exams and list them (docs/api.md)."""

import asyncio

from rig.hub.errors import AskError
from rig.hub.exam_answers import ExamAnswer, ExamsAnswer
from rig.hub.http.exams.exam_json import summary_json
from rig.hub.http.exams.told import EXAM, THERE, ids_asked, number_asked, told, whole_asked
from rig.hub.http.json_route import Call, QueryText, changes, reads
from rig.hub.http.stations_api import protocol_asked
from rig.school.exams.exam import (
    MOST_CHECKLIST,
    MOST_GREY_POINTS,
    MOST_MINUTES,
    MOST_REPETITIONS,
    MOST_TITLE_CHARACTERS,
    USUAL_CHECKLIST,
    USUAL_PASS_MARK,
    USUAL_REPETITIONS,
    Exam,
    PassRule,
    locked_protocol,
)
from rig.school.roles import INSTRUCTORS
from rig.school.tidy_name import tidy_name
from rig.store.exams.plans import plan_exam
from rig.store.people.errors import ClassEndedError, ClassMissingError
from rig.store.people.roster import roster_of

CLASS = QueryText("class_id")


async def _exams(call: Call) -> ExamsAnswer:
    desk = call.hub.exams
    records = await desk.records(call.query_text(CLASS))
    return ExamsAnswer(
        exams=[summary_json(each, is_interrupted=desk.is_interrupted(each)) for each in records]
    )


async def _exam(call: Call) -> ExamAnswer:
    return await told(call)


async def _plan(call: Call) -> ExamAnswer:
    class_id = call.text("class_id")
    roster = await asyncio.to_thread(roster_of, call.hub.store, class_id)
    present = [each.learner_id for each in roster if each.state == "in"]
    learners = ids_asked(call, "learners")
    if learners is None:
        learners = tuple(present)
    if not set(learners) <= set(present):
        raise AskError("learners", "ids of learners who are in the class")
    protocol = protocol_asked(call, class_id)
    repetitions = whole_asked(call, "repetitions", USUAL_REPETITIONS, 1, MOST_REPETITIONS)
    usual = USUAL_PASS_MARK if protocol.pass_score is None else protocol.pass_score
    rule = _rule(call, usual, repetitions)
    exam = Exam(
        id="",
        class_id=class_id,
        title=_title(call.text("title", "") or protocol.name),
        protocol=locked_protocol(protocol, repetitions, rule.pass_mark),
        rule=rule,
        minutes=number_asked(call, "minutes", 0.0, 0.0, MOST_MINUTES),
        checklist=_checklist(call),
        by=call.actor.id,
        made_utc="",
    )
    exam_id = await asyncio.to_thread(plan_exam, call.hub.store, exam, learners, call.actor)
    return await told(call, exam_id)


def _rule(call: Call, usual: float, repetitions: int) -> PassRule:
    pass_mark = number_asked(call, "pass_mark", usual, 0.0, 100.0)
    grey_points = number_asked(call, "grey_points", 0.0, 0.0, MOST_GREY_POINTS)
    match call.text("rule", "mean"):
        case "mean":
            return PassRule("mean", pass_mark, 0, grey_points)
        case "n_of_m":
            needed = whole_asked(call, "needed", repetitions, 1, repetitions)
            return PassRule("n_of_m", pass_mark, needed, grey_points)
    raise AskError("rule", "'mean' or 'n_of_m'")


def _title(text: str) -> str:
    title = tidy_name(text)
    if not title:
        raise AskError("title", f"1 to {MOST_TITLE_CHARACTERS} characters that can be seen")
    return title


def _checklist(call: Call) -> tuple[str, ...]:
    found = call.asked.get("checklist", list(USUAL_CHECKLIST))
    wanted = f"up to {MOST_CHECKLIST} titles that can be read"
    if not isinstance(found, list) or len(found) > MOST_CHECKLIST:
        raise AskError("checklist", wanted)
    titles = tuple(tidy_name(each) if isinstance(each, str) else "" for each in found)
    if not all(titles):
        raise AskError("checklist", wanted)
    return titles


ROUTES = (
    reads(
        "/api/exams",
        _exams,
        ExamsAnswer,
        "Every exam, or those of a class",
        query=(CLASS,),
        open_to=INSTRUCTORS,
    ),
    changes(
        "/api/exams",
        _plan,
        ExamAnswer,
        "Plan an exam: a locked copy of a protocol, for the learners of a class",
        refusals=(ClassMissingError, ClassEndedError),
        asked={"class_id": str, "protocol": str},
        optional={
            "title": str,
            "learners": list[str],
            "repetitions": int,
            "rule": str,
            "pass_mark": float,
            "needed": int,
            "grey_points": float,
            "minutes": float,
            "checklist": list[str],
        },
        status=201,
        open_to=INSTRUCTORS,
    ),
    reads(EXAM, _exam, ExamAnswer, "One exam", refusals=THERE, open_to=INSTRUCTORS),
)
