"""Routes of the Class page: classes, who is in them, and lists of learners (docs/api.md)."""

import asyncio
import base64
import binascii

from rig.hub.class_answers import (
    ClassesAnswer,
    ClassJson,
    Json,
    RosterAnswer,
    class_json,
    roster_json,
)
from rig.hub.errors import AskError
from rig.hub.http.json_route import Call, changes, reads
from rig.school.errors import RosterFileError
from rig.school.roles import INSTRUCTORS
from rig.school.roster_import import ListedClass, listed_class
from rig.store.errors import BlankNameError, LearnerMissingError
from rig.store.people import importing, roster
from rig.store.people.errors import ClassEndedError, ClassMissingError, ClassTitleError
from rig.store.people.import_json import ImportAnswer, import_json

CLASS = "/api/classes/{class}"
THERE = (ClassMissingError,)
TAUGHT = (ClassMissingError, ClassEndedError)
LONGEST_FILE_NAME = 200


async def _classes(call: Call) -> ClassesAnswer:
    found = await asyncio.to_thread(roster.classes_of, call.hub.store)
    return ClassesAnswer(classes=[class_json(each) for each in found])


async def _create(call: Call) -> Json:
    title, term = call.text("title"), call.text("term", "")
    class_id = await asyncio.to_thread(roster.create_class, call.hub.store, title, term)
    await call.doors.note(call.actor, "class made", class_id)
    return class_json(await asyncio.to_thread(roster.class_of, call.hub.store, class_id))


async def _roster(call: Call) -> RosterAnswer:
    store, class_id = call.hub.store, call.path_part("class")
    about = await asyncio.to_thread(roster.class_of, store, class_id)
    return roster_json(about, await asyncio.to_thread(roster.roster_of, store, class_id))


async def _rename(call: Call) -> RosterAnswer:
    title, term = call.text("title"), call.text("term", "")
    store, class_id = call.hub.store, call.path_part("class")
    await asyncio.to_thread(roster.rename_class, store, class_id, title, term)
    await call.doors.note(call.actor, "class renamed", class_id)
    return await _roster(call)


async def _end(call: Call) -> RosterAnswer:
    is_over = call.asked.get("over")
    if not isinstance(is_over, bool):
        raise AskError("over", "true or false")
    store, class_id = call.hub.store, call.path_part("class")
    await asyncio.to_thread(roster.end_class, store, class_id, is_over=is_over)
    if is_over and call.doors.logins is not None:
        await call.doors.logins.end_all_of_class(class_id)
    done = "class ended" if is_over else "class begun again"
    await call.doors.note(call.actor, done, class_id)
    return await _roster(call)


async def _add(call: Call) -> RosterAnswer:
    store, class_id, name = call.hub.store, call.path_part("class"), call.text("name")
    learner_id = await asyncio.to_thread(roster.add_to_class, store, class_id, name)
    await call.doors.note(call.actor, "learner added", learner_id, class_id)
    return await _roster(call)


async def _enrol(call: Call) -> RosterAnswer:
    store, class_id = call.hub.store, call.path_part("class")
    learner = await asyncio.to_thread(call.hub.learner, call.text("learner_id"))
    await asyncio.to_thread(roster.enrol, store, class_id, learner.id)
    await call.doors.note(call.actor, "learner enrolled", learner.id, class_id)
    return await _roster(call)


async def _leave(call: Call) -> RosterAnswer:
    store, class_id = call.hub.store, call.path_part("class")
    await asyncio.to_thread(roster.leave, store, class_id, call.text("learner_id"))
    await call.doors.send_away(call.text("learner_id"), call.actor)
    await call.doors.note(call.actor, "learner left", call.text("learner_id"), class_id)
    return await _roster(call)


async def _preview(call: Call) -> ImportAnswer:
    store, class_id = call.hub.store, call.path_part("class")
    listed = await asyncio.to_thread(_listed, call)
    plan = await asyncio.to_thread(importing.planned_import, store, class_id, listed)
    return import_json(listed, plan, written=False)


async def _import(call: Call) -> ImportAnswer:
    store, class_id = call.hub.store, call.path_part("class")
    listed = await asyncio.to_thread(_listed, call)
    plan = await asyncio.to_thread(importing.import_class, store, class_id, listed)
    await call.doors.note(call.actor, "list imported", class_id, plan.counts)
    return import_json(listed, plan, written=True)


def _listed(call: Call) -> ListedClass:
    name = " ".join(call.text("file").split())[:LONGEST_FILE_NAME]
    try:
        content = base64.b64decode(call.text("content"), validate=True)
    except (binascii.Error, ValueError) as error:
        raise AskError("content", "the file in base64") from error
    return listed_class(name if name.isprintable() else "the file", content)


ROUTES = (
    reads("/api/classes", _classes, ClassesAnswer, "Every class", open_to=INSTRUCTORS),
    changes(
        "/api/classes",
        _create,
        ClassJson,
        "Make a class",
        open_to=INSTRUCTORS,
        refusals=(ClassTitleError,),
        asked={"title": str},
        optional={"term": str},
        status=201,
    ),
    reads(CLASS, _roster, RosterAnswer, "A class", open_to=INSTRUCTORS, refusals=THERE),
    changes(
        f"{CLASS}/rename",
        _rename,
        RosterAnswer,
        "Give a class another title",
        open_to=INSTRUCTORS,
        refusals=(*THERE, ClassTitleError),
        asked={"title": str},
        optional={"term": str},
    ),
    changes(
        f"{CLASS}/end",
        _end,
        RosterAnswer,
        "Say that a class is over, or goes on",
        open_to=INSTRUCTORS,
        refusals=THERE,
        asked={"over": bool},
    ),
    changes(
        f"{CLASS}/learners",
        _add,
        RosterAnswer,
        "Add somebody new to a class",
        open_to=INSTRUCTORS,
        refusals=(*TAUGHT, BlankNameError),
        asked={"name": str},
        status=201,
    ),
    changes(
        f"{CLASS}/enrol",
        _enrol,
        RosterAnswer,
        "Take somebody known into a class",
        open_to=INSTRUCTORS,
        refusals=(*TAUGHT, LearnerMissingError),
        asked={"learner_id": str},
    ),
    changes(
        f"{CLASS}/leave",
        _leave,
        RosterAnswer,
        "Note that somebody has left a class",
        open_to=INSTRUCTORS,
        refusals=(*THERE, LearnerMissingError),
        asked={"learner_id": str},
    ),
    changes(
        f"{CLASS}/preview",
        _preview,
        ImportAnswer,
        "What importing a list would do",
        open_to=INSTRUCTORS,
        refusals=(*TAUGHT, RosterFileError),
        asked={"file": str, "content": str},
    ),
    changes(
        f"{CLASS}/import",
        _import,
        ImportAnswer,
        "Import a list of learners",
        open_to=INSTRUCTORS,
        refusals=(*TAUGHT, RosterFileError),
        asked={"file": str, "content": str},
    ),
)
