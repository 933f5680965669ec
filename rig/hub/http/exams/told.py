"""What several routes of exams answer and read."""

import asyncio
from collections.abc import Mapping
from typing import Final

from rig.hub.errors import AskError
from rig.hub.exam_answers import ExamAnswer
from rig.hub.http.exams.exam_json import changed_json, exam_answer
from rig.hub.http.json_route import Call
from rig.school.exams.exam import Stage
from rig.school.marks.change import MarkChange
from rig.store.errors import DamagedRecordError, NewerFormatError
from rig.store.exams.errors import ExamMissingError
from rig.store.exams.read import ExamRecord
from rig.store.marks.gradebook import called, overrides_of
from rig.store.people.shown import names_of_all

EXAM: Final = "/api/exams/{exam}"
THERE: Final = (ExamMissingError, DamagedRecordError, NewerFormatError)


async def told(call: Call, exam_id: str = "") -> ExamAnswer:
    """The exam of the path, or another, as it stands now."""
    record = await call.hub.exams.record(exam_id or call.path_part("exam"))
    changes = await overrides(call, record)
    store = call.hub.store
    return exam_answer(
        record,
        viewer=call.actor.id,
        is_interrupted=call.hub.exams.is_interrupted(record),
        names=await asyncio.to_thread(names_of_all, store),
        stations=station_names(call),
        changed={
            learner_id: changed_json(each, await asyncio.to_thread(called, store, each.by))
            for learner_id, each in changes.items()
        },
    )


async def overrides(call: Call, record: ExamRecord) -> dict[str, MarkChange]:
    """What the gradebook has in the place of measured marks of an exam, by learner."""
    exam = record.exam
    return await asyncio.to_thread(overrides_of, call.hub.store, exam.class_id, exam.id)


def station_names(call: Call) -> dict[str, str]:
    """Names of the stations, by id."""
    return {task.plan.id: task.plan.name for task in call.hub.stations.values()}


def stage_asked(call: Call) -> Stage:
    """The stage a request names; the pad where it names none.

    Raises:
        AskError: it is another word.
    """
    match call.text("stage", "pad"):
        case "pad":
            return "pad"
        case "person":
            return "person"
    raise AskError("stage", "'pad' or 'person'")


def ids_asked(call: Call, key: str) -> tuple[str, ...] | None:
    """A list of ids, each once; None where it is left out.

    Raises:
        AskError: it is none.
    """
    found = call.asked.get(key)
    if found is None:
        return None
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise AskError(key, "a list of ids")
    return tuple(dict.fromkeys(found))


def seats_asked(call: Call) -> Mapping[str, str]:
    """Stations by learner.

    Raises:
        AskError: that is no such object, names nobody, or a station is not there.
    """
    found = call.asked.get("seats")
    if not isinstance(found, dict) or not all(isinstance(each, str) for each in found.values()):
        raise AskError("seats", "an object: ids of stations by ids of learners")
    if "" in found:
        # A guest is nobody whose mark could be given.
        raise AskError("seats", "an object in which every learner has an id")
    known = {"", *call.hub.stations}
    if not known.issuperset(found.values()):
        raise AskError("seats", f"ids of stations: {', '.join(call.hub.stations)}, or empty")
    return found


def number_asked(call: Call, key: str, usual: float, low: float, high: float) -> float:
    """A number of the body between two bounds.

    Raises:
        AskError: it is none.
    """
    value = call.asked.get(key, usual)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not low <= value <= high:
        raise AskError(key, f"a number from {low:g} to {high:g}")
    return float(value)


def whole_asked(call: Call, key: str, usual: int, low: int, high: int) -> int:
    """A whole number of the body between two bounds.

    Raises:
        AskError: it is none.
    """
    value = call.asked.get(key, usual)
    if type(value) is not int or not low <= value <= high:
        raise AskError(key, f"a whole number from {low} to {high}")
    return value
