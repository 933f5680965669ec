"""Routes that rename a learner, merge two into one, and forget one (docs/api.md)."""

import asyncio
from collections.abc import Collection

from rig.hub.class_answers import DoneAnswer, ForgottenAnswer, forgotten_json
from rig.hub.errors import StationBusyError
from rig.hub.http.json_route import Call, changes
from rig.school.roles import INSTRUCTORS
from rig.store.errors import BlankNameError, LearnerMissingError
from rig.store.people import merging, names
from rig.store.people.errors import MergedAlreadyError, NotMergedError
from rig.store.people.forgetting import forget_learner
from rig.store.people.shown import names_of_all

LEARNER = "/api/learners/{learner}"
DONE = DoneAnswer(done=True)


async def _rename(call: Call) -> DoneAnswer:
    store, learner_id = call.hub.store, call.path_part("learner")
    await asyncio.to_thread(names.rename_learner, store, learner_id, call.text("name"))
    await call.doors.note(call.actor, "learner renamed", learner_id)
    await _show_anew(call)
    return DONE


async def _merge(call: Call) -> DoneAnswer:
    store, learner_id = call.hub.store, call.path_part("learner")
    into_id = call.text("into")
    await asyncio.to_thread(merging.merge_learners, store, learner_id, into_id)
    await call.doors.note(call.actor, "learners merged", learner_id, into_id)
    await _show_anew(call)
    return DONE


async def _unmerge(call: Call) -> DoneAnswer:
    learner_id = call.path_part("learner")
    await asyncio.to_thread(merging.unmerge_learner, call.hub.store, learner_id)
    await call.doors.note(call.actor, "merge undone", learner_id)
    await _show_anew(call)
    return DONE


async def _forget(call: Call) -> ForgottenAnswer:
    store, learner_id = call.hub.store, call.path_part("learner")
    ids = await asyncio.to_thread(merging.ids_of_person, store, learner_id)
    _refuse_while_pressing(call, ids)
    for each in sorted(ids):
        await call.doors.send_away(each, call.actor)
    done = await asyncio.to_thread(forget_learner, store, learner_id)
    await call.doors.note(call.actor, "learner forgotten", learner_id)
    await _show_anew(call)
    return forgotten_json(done)


def _refuse_while_pressing(call: Call, ids: Collection[str]) -> None:
    for channel in call.hub.channels:
        if channel.about.session is not None and channel.about.learner_id in ids:
            raise StationBusyError(channel.about.name, channel.about.learner_name)


async def _show_anew(call: Call) -> None:
    """The names on the stations, as they are from now on."""
    known = await asyncio.to_thread(names_of_all, call.hub.store)
    for channel in call.hub.channels:
        about = channel.about
        if about.learner_id and about.learner_name != known.get(about.learner_id, ""):
            channel.change(learner_name=known.get(about.learner_id, ""))


ROUTES = (
    changes(
        f"{LEARNER}/rename",
        _rename,
        DoneAnswer,
        "Give a learner another name",
        open_to=INSTRUCTORS,
        refusals=(LearnerMissingError, BlankNameError),
        asked={"name": str},
    ),
    changes(
        f"{LEARNER}/merge",
        _merge,
        DoneAnswer,
        "Show what a learner recorded as another's",
        open_to=INSTRUCTORS,
        refusals=(LearnerMissingError, MergedAlreadyError),
        asked={"into": str},
    ),
    changes(
        f"{LEARNER}/unmerge",
        _unmerge,
        DoneAnswer,
        "Undo that",
        open_to=INSTRUCTORS,
        refusals=(NotMergedError,),
    ),
    changes(
        f"{LEARNER}/forget",
        _forget,
        ForgottenAnswer,
        "Forget who a learner was",
        open_to=INSTRUCTORS,
        refusals=(LearnerMissingError, StationBusyError),
    ),
)
