"""Routes of practice hours: a learner's sheet, a file of it, a correction (docs/api.md)."""

import asyncio
import base64
from datetime import date

from rig.hub.errors import AskError
from rig.hub.http.hours.hours_answers import HoursAnswer, HoursFileAnswer
from rig.hub.http.json_route import Call, QueryDay, changes, reads
from rig.school.errors import WordsError
from rig.school.hours.answers import Called, hours_row
from rig.school.hours.correction import HoursCorrection, HoursCorrectionError
from rig.school.hours.sheet import DEFINITIONS, HoursSheet
from rig.school.hours.sheet_file import hours_file_name
from rig.school.roles import INSTRUCTORS, THE_CLASS
from rig.store.errors import LearnerMissingError
from rig.store.exams.withheld import withheld_sessions
from rig.store.hours.corrections import correct_hours
from rig.store.hours.exporting import export_hours
from rig.store.hours.reading import EVER, Period, hours_of_learner
from rig.store.marks import gradebook

HOURS = "/api/learners/{learner}/hours"
FROM, TO = QueryDay("from"), QueryDay("to")
ADDED = {"type": "integer"}
A_DAY = "a day, as 2026-11-30"
MISSING = (LearnerMissingError,)


async def _hours(call: Call) -> HoursAnswer:
    return await _answer(call, Period(call.day(FROM), call.day(TO)))


async def _export(call: Call) -> HoursFileAnswer:
    learner_id = call.path_part("learner")
    name, sheet = await _sheet(call, Period(_day(call, "from"), _day(call, "to")))
    content = await asyncio.to_thread(
        export_hours,
        call.hub.store,
        learner_id,
        {learner_id: (name, sheet)},
        _called(call),
        call.actor,
    )
    return HoursFileAnswer(
        name=hours_file_name(name),
        media_type="text/csv; charset=utf-8",
        content=base64.b64encode(content).decode(),
    )


async def _correct(call: Call) -> HoursAnswer:
    day, added_s = _day(call, "day"), call.asked.get("added_s")
    if day is None:
        raise AskError("day", A_DAY)
    if type(added_s) is not int:
        raise AskError("added_s", "a whole number of seconds")
    await asyncio.to_thread(
        correct_hours,
        call.hub.store,
        call.path_part("learner"),
        day,
        added_s,
        call.text("reason"),
        call.actor,
    )
    return await _answer(call, EVER)


async def _answer(call: Call, wanted: Period) -> HoursAnswer:
    learner_id = call.path_part("learner")
    name, sheet = await _sheet(call, wanted)
    row = await asyncio.to_thread(hours_row, learner_id, name, sheet, _called(call))
    return HoursAnswer(hours=row, definitions=dict(DEFINITIONS))


async def _sheet(call: Call, wanted: Period) -> tuple[str, HoursSheet]:
    """Name and sheet of the learner that the path names.

    Raises:
        LearnerMissingError: it is nobody, or somebody else, which is answered alike.
    """
    store, actor, learner_id = call.hub.store, call.actor, call.path_part("learner")
    if not actor.may_see_presses_of(learner_id):
        raise LearnerMissingError(learner_id)
    withheld = await asyncio.to_thread(withheld_sessions, store)
    hidden = withheld.from_students if actor.role == "student" else withheld.from_all
    pressed = {
        about.session
        for about in (each.about for each in call.hub.channels)
        if about.exam is not None and about.session is not None
    }
    return await asyncio.to_thread(hours_of_learner, store, learner_id, wanted, hidden | pressed)


def _called(call: Call) -> Called:
    """What whoever wrote a correction is called here: to students an instructor has no login."""
    store, is_student = call.hub.store, call.actor.role == "student"

    def called(correction: HoursCorrection) -> str:
        return "an instructor" if is_student else gradebook.called(store, correction.by)

    return called


def _day(call: Call, key: str) -> date | None:
    """A day of the body; None where it is left out."""
    text = call.text(key, "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise AskError(key, A_DAY) from error


ROUTES = (
    reads(
        HOURS,
        _hours,
        HoursAnswer,
        "The practice hours of a learner; a student's own alone",
        open_to=THE_CLASS,
        refusals=MISSING,
        query=(FROM, TO),
    ),
    changes(
        f"{HOURS}/export",
        _export,
        HoursFileAnswer,
        "The same as a file; the audit log says who took it",
        open_to=THE_CLASS,
        refusals=MISSING,
        optional={"from": str, "to": str},
    ),
    changes(
        f"{HOURS}/correct",
        _correct,
        HoursAnswer,
        "Write a correction beside the measured hours, with its reason",
        open_to=INSTRUCTORS,
        refusals=(*MISSING, HoursCorrectionError, WordsError),
        asked={"day": str, "added_s": ADDED, "reason": str},
    ),
)
