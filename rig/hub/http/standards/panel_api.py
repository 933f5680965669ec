"""Routes of a panel of judges (docs/api.md)."""

import asyncio
from typing import Final

from rig.hub.errors import AskError
from rig.hub.http.json_route import Call, QueryText, changes, reads
from rig.hub.http.standards.asked import asked_protocol
from rig.hub.http.standards.panel import panel_answer
from rig.hub.http.standards.standards_answers import PanelAnswer
from rig.protocols.versions import VersionMissingError
from rig.school.roles import INSTRUCTORS
from rig.school.standards.angoff import refuse_bad_judgement
from rig.school.standards.errors import JudgementError
from rig.store.standards.panel import add_judgement

MOST_JUDGES: Final = 99
POINTS: Final = {
    "type": ["object", "null"],
    "additionalProperties": {"type": "number", "minimum": 0, "maximum": 100},
}


async def _panel(call: Call) -> PanelAnswer:
    return await asyncio.to_thread(
        panel_answer, call.hub.store, asked_protocol(call, call.path_part("protocol"))
    )


async def _judge(call: Call) -> PanelAnswer:
    protocol, judge, points = (
        asked_protocol(call, call.path_part("protocol")),
        call.whole("judge"),
        call.asked.get("points"),
    )
    if not 1 <= judge <= MOST_JUDGES:
        raise AskError("judge", f"a whole number from 1 to {MOST_JUDGES}")
    if points is not None:
        if not isinstance(points, dict):
            raise AskError("points", "a JSON object, or null to take it back")
        if not all(isinstance(each, int | float) for each in points.values()):
            raise AskError("points", "a number for each criterion")
        refuse_bad_judgement(points, protocol.weights)
    store, by = call.hub.store, call.actor.id
    await asyncio.to_thread(add_judgement, store, protocol.id, judge, points, by)
    return await asyncio.to_thread(panel_answer, store, protocol)


ROUTES = (
    reads(
        "/api/standards/panel/{protocol}",
        _panel,
        PanelAnswer,
        "The judges of a protocol, and their cut score",
        refusals=(VersionMissingError,),
        query=(QueryText("class_id"),),
        open_to=INSTRUCTORS,
    ),
    changes(
        "/api/standards/panel/{protocol}/judge",
        _judge,
        PanelAnswer,
        "Keep what a judge wrote down, or take it back",
        refusals=(VersionMissingError, JudgementError),
        asked={"judge": int},
        optional={"points": POINTS, "class_id": str},
        open_to=INSTRUCTORS,
    ),
)
