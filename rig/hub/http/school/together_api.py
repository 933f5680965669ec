"""Routes by which an instructor asks several stations at once (docs/api.md)."""

import secrets
from typing import Any, Final

from rig.hub.answers import RefusedAnswer
from rig.hub.errors import AskError, StationMissingError
from rig.hub.http.json_route import Call, changes
from rig.hub.http.stations_api import class_of_set, newest_protocol, protocol_asked
from rig.hub.station.errors import NobodyThereError, NoSetError
from rig.hub.station.learners import DemoLearner
from rig.hub.station.requests import StationRequest
from rig.hub.station.station_task import StationTask
from rig.hub.station.together import ask_together
from rig.school.notice import MOST_CHARACTERS, StationNotice, notice_text
from rig.school.roles import INSTRUCTORS

WHICH: Final[dict[str, Any]] = {"stations": list[str]}


async def _choose(call: Call) -> RefusedAnswer:
    request = StationRequest(None, call.actor.id, protocol_asked(call, call.class_id))
    return RefusedAnswer(refused=await ask_together(_asked(call), lambda task: task.ask(request)))


async def _start(call: Call) -> RefusedAnswer:
    async def begin(task: StationTask) -> None:
        about = task.channel.about
        if not about.learner_id:
            raise NobodyThereError(about.name)
        learner = DemoLearner(about.learner_id, about.learner_name)
        class_id = await class_of_set(call, about.learner_id)
        protocol = newest_protocol(call, task.channel, class_id)
        request = StationRequest("start_set", call.actor.id, protocol, learner)
        await call.hub.begin_set(task, request)

    return RefusedAnswer(refused=await ask_together(_asked(call), begin))


async def _stop(call: Call) -> RefusedAnswer:
    async def end(task: StationTask) -> None:
        if task.channel.about.session is None:
            raise NoSetError(task.plan.name)
        await task.ask(StationRequest("stop_set", call.actor.id))

    return RefusedAnswer(refused=await ask_together(_asked(call), end))


async def _tell(call: Call) -> RefusedAnswer:
    text = notice_text(call.text("text"))
    if text is None:
        raise AskError("text", f"1 to {MOST_CHARACTERS} characters that can be seen")
    for task in _asked(call):
        task.channel.change(notice=StationNotice(secrets.token_hex(8), text))
    return RefusedAnswer(refused={})


def _asked(call: Call) -> tuple[StationTask, ...]:
    """The stations a request names, each once; every one where it names none.

    Raises:
        AskError: that is not a list of ids.
        StationMissingError: there is none of an id.
    """
    ids = call.asked.get("stations")
    if ids is None:
        return tuple(call.hub.stations.values())
    if not isinstance(ids, list) or not all(isinstance(each, str) for each in ids):
        raise AskError("stations", "a list of ids")
    return tuple(call.hub.station(each) for each in dict.fromkeys(ids))


ROUTES = (
    changes(
        "/api/protocol",
        _choose,
        RefusedAnswer,
        "Choose a protocol for several stations, or all",
        refusals=(StationMissingError,),
        asked={"protocol": str},
        optional=WHICH | {"class_id": str},
        open_to=INSTRUCTORS,
    ),
    changes(
        "/api/start",
        _start,
        RefusedAnswer,
        "Begin a set at several stations, or all, of whoever sits there",
        refusals=(StationMissingError,),
        optional=WHICH | {"class_id": str},
        open_to=INSTRUCTORS,
    ),
    changes(
        "/api/stop",
        _stop,
        RefusedAnswer,
        "End the sets of several stations, or all",
        refusals=(StationMissingError,),
        optional=WHICH,
        open_to=INSTRUCTORS,
    ),
    changes(
        "/api/message",
        _tell,
        RefusedAnswer,
        "Send a short message to several stations, or all",
        refusals=(StationMissingError,),
        asked={"text": str},
        optional=WHICH,
        open_to=INSTRUCTORS,
    ),
)
