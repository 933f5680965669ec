"""Routes by which a class comes in (docs/api.md)."""

import asyncio

from starlette.responses import Response

from rig.hub.class_answers import DoneAnswer
from rig.hub.door_answers import (
    ClassCodeAnswer,
    ClassToJoinAnswer,
    JoinedAnswer,
    LearnerToPickJson,
)
from rig.hub.doors.errors import (
    CodeOverError,
    NobodyLogsInError,
    NotInClassError,
    PinFormError,
    TooManyTriesError,
    WrongSecretError,
)
from rig.hub.doors.joining import Joined, ask_in, forget_pin, join_as, make_code, to_join
from rig.hub.doors.who_asks import cookie
from rig.hub.errors import AskError
from rig.hub.http.entry.entry_api import HOME
from rig.hub.http.json_route import JSON_TYPE, Call, changes, reads
from rig.hub.live.channel import json_text
from rig.school.roles import ANYBODY, INSTRUCTORS
from rig.store.errors import BlankNameError
from rig.store.people.errors import ClassMissingError
from rig.store.people.joining import class_codes_of, end_class_code

CLASS = "/api/classes/{class}"
REFUSALS = (CodeOverError, TooManyTriesError, NobodyLogsInError)


async def _class(call: Call) -> ClassToJoinAnswer:
    found, entries, with_pin = await to_join(call.doors, call.text("code"), call.came)
    return ClassToJoinAnswer(
        title=found.title,
        learners=[
            LearnerToPickJson(
                id=each.learner_id,
                name=each.name or each.pseudonym,
                has_pin=each.learner_id in with_pin,
            )
            for each in entries
        ],
    )


async def _join(call: Call) -> Response:
    code, pin = call.text("code"), call.text("pin")
    learner_id, name = call.text("learner_id", ""), call.text("name", "")
    if bool(learner_id) == bool(name):
        raise AskError("learner_id", "the id of somebody on the list, or 'name' a new name")
    if learner_id:
        return _answer(call, await join_as(call.doors, code, learner_id, pin, call.came))
    return _answer(call, await ask_in(call.doors, code, name, pin, call.came))


def _answer(call: Call, joined: Joined) -> Response:
    home = HOME["student"] if joined.state == "in" else ""
    told = JoinedAnswer(state=joined.state, learner_id=joined.learner_id, home=home)
    headers = {"set-cookie": cookie(call.doors.site, joined.token)} if joined.token else {}
    return Response(json_text(told), media_type=JSON_TYPE, headers=headers)


async def _code(call: Call) -> ClassCodeAnswer:
    found = await asyncio.to_thread(class_codes_of, call.doors.store)
    code = next((each for each in found if each.class_id == call.path_part("class")), None)
    if code is None:
        return ClassCodeAnswer(code=None, ends_utc=None)
    return ClassCodeAnswer(code=code.code, ends_utc=code.ends_utc)


async def _make_code(call: Call) -> ClassCodeAnswer:
    made = await make_code(call.doors, call.path_part("class"), call.actor)
    return ClassCodeAnswer(code=made.code, ends_utc=made.ends_utc)


async def _end_code(call: Call) -> ClassCodeAnswer:
    store, class_id = call.doors.store, call.path_part("class")
    await asyncio.to_thread(end_class_code, store, class_id, call.actor)
    return ClassCodeAnswer(code=None, ends_utc=None)


async def _forget_pin(call: Call) -> DoneAnswer:
    await forget_pin(call.doors, call.path_part("class"), call.text("learner_id"), call.actor)
    return DoneAnswer(done=True)


ROUTES = (
    changes(
        "/api/join/class",
        _class,
        ClassToJoinAnswer,
        "The class of a code, and who can be picked",
        open_to=ANYBODY,
        refusals=REFUSALS,
        asked={"code": str},
    ),
    changes(
        "/api/join",
        _join,
        JoinedAnswer,
        "Come in as somebody of the list, or ask to be on it",
        open_to=ANYBODY,
        refusals=(*REFUSALS, NotInClassError, WrongSecretError, PinFormError, BlankNameError),
        asked={"code": str, "pin": str},
        optional={"learner_id": str, "name": str},
    ),
    reads(
        f"{CLASS}/code",
        _code,
        ClassCodeAnswer,
        "What the class types to come in",
        open_to=INSTRUCTORS,
    ),
    changes(
        f"{CLASS}/code",
        _make_code,
        ClassCodeAnswer,
        "A new code, in the place of the one before",
        open_to=INSTRUCTORS,
        refusals=(ClassMissingError, NobodyLogsInError),
    ),
    changes(
        f"{CLASS}/code/end",
        _end_code,
        ClassCodeAnswer,
        "The code is good no longer, and the class is logged out",
        open_to=INSTRUCTORS,
    ),
    changes(
        f"{CLASS}/forget-pin",
        _forget_pin,
        DoneAnswer,
        "Let a learner choose another PIN",
        open_to=INSTRUCTORS,
        refusals=(NobodyLogsInError,),
        asked={"learner_id": str},
    ),
)
