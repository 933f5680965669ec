"""Routes of agreement and pass marks (docs/api.md): nothing here changes a mark by itself."""

import asyncio
from dataclasses import replace
from typing import Final

from rig.hub.errors import AskError
from rig.hub.http.json_route import Call, QueryText, changes, reads
from rig.hub.http.standards.asked import (
    SAID,
    asked_borderline_mark,
    asked_columns,
    asked_protocol,
    asked_reason,
    asked_sem_points,
)
from rig.hub.http.standards.panel import cut_of_panel
from rig.hub.http.standards.standard_json import (
    accepted_cut_json,
    as_pass_mark,
    standard_json,
)
from rig.hub.http.standards.standards_answers import (
    StandardsAnswer,
)
from rig.protocols.versions import (
    MOST_REASON_CHARACTERS,
    VersionMissingError,
    VersionTakenError,
)
from rig.school.roles import INSTRUCTORS
from rig.school.standards.answers import (
    AgreementAnswer,
    CutAnswer,
    agreement_answer,
    cut_answer,
)
from rig.school.standards.cut import LEAST_LEARNERS, LEAST_PANEL
from rig.school.standards.errors import ColumnsError, CutNotAcceptableError
from rig.store.people.errors import ClassMissingError
from rig.store.people.roster import class_of
from rig.store.standards.cuts import NewCut, accept_cut, accepted_cut_scores
from rig.store.standards.errors import CutMissingError

CLASS = QueryText("class_id")


async def _standards(call: Call) -> StandardsAnswer:
    await asyncio.to_thread(call.hub.protocols_in_use.refresh)
    cuts = await asyncio.to_thread(accepted_cut_scores, call.hub.store)
    known = call.hub.protocols_in_use.of(call.class_id).values()
    return StandardsAnswer(
        protocols=[standard_json(each, cuts) for each in known],
        cuts=[accepted_cut_json(each) for each in cuts],
        least_learners=LEAST_LEARNERS,
        least_judges=LEAST_PANEL,
        most_reason_characters=MOST_REASON_CHARACTERS,
    )


async def _agreement(call: Call) -> AgreementAnswer:
    return await asyncio.to_thread(agreement_answer, SAID, asked_columns(call))


async def _cut(call: Call) -> CutAnswer:
    return await asyncio.to_thread(
        cut_answer, SAID, asked_columns(call), asked_borderline_mark(call), asked_sem_points(call)
    )


async def _accept(call: Call) -> StandardsAnswer:
    protocol, method, reason = (
        asked_protocol(call, call.text("protocol")),
        call.text("method"),
        asked_reason(call),
    )
    sem = asked_sem_points(call)
    if method == "angoff":
        cut = await asyncio.to_thread(cut_of_panel, call.hub.store, protocol, sem)
    elif method == "borderline":
        columns = asked_columns(call)
        found = await asyncio.to_thread(cut_answer, SAID, columns, asked_borderline_mark(call), sem)
        cut = _new_cut(protocol.id, found)
    else:
        raise AskError("method", "'borderline' or 'angoff'")
    await asyncio.to_thread(accept_cut, call.hub.store, cut, reason=reason, by=call.actor.id)
    return await _standards(call)


async def _use(call: Call) -> StandardsAnswer:
    number, base, reason, class_id = (
        _cut_number(call),
        call.whole("base"),
        asked_reason(call),
        call.class_id,
    )
    kept = await asyncio.to_thread(accepted_cut_scores, call.hub.store)
    found = next((each for each in kept if each.number == number), None)
    if found is None:
        raise CutMissingError(number, [each.number for each in kept])
    if class_id:
        await asyncio.to_thread(class_of, call.hub.store, class_id)
    protocol = replace(
        asked_protocol(call, found.cut.protocol_id), pass_score=as_pass_mark(found.cut)
    )
    why = f"cut score {number}: {reason}"
    known, by = call.hub.protocols_in_use, call.actor.id
    await asyncio.to_thread(known.save, protocol, class_id, base, by, why)
    await call.hub.follow_versions(protocol.id, by)
    return await _standards(call)


def _new_cut(protocol_id: str, found: CutAnswer) -> NewCut:
    line = found["regression"]
    if line is None or found["against"]:
        raise CutNotAcceptableError(tuple(found["against"]))
    interval = line["interval"] or {"low": None, "high": None}
    return NewCut(
        protocol_id=protocol_id,
        method="borderline",
        cut_points=line["cut_points"],
        low_points=interval["low"],
        high_points=interval["high"],
        sem_points=found["sem_points"],
        n=line["n"],
        basis=found["marks"],
    )


def _cut_number(call: Call) -> int:
    text = call.path_part("cut")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


NUMBER_OR_NULL: Final = {"type": ["number", "null"]}
NAMES: Final = {"type": "array", "items": {"type": "string"}}
OF_A_CUT: Final = {
    "columns": NAMES,
    "borderline_mark": NUMBER_OR_NULL,
    "sem_points": NUMBER_OR_NULL,
}

ROUTES = (
    reads(
        "/api/standards",
        _standards,
        StandardsAnswer,
        "The pass marks in use, and the cut scores that were accepted",
        query=(CLASS,),
        open_to=INSTRUCTORS,
    ),
    changes(
        "/api/standards/agreement",
        _agreement,
        AgreementAnswer,
        "How far columns of marks agree; nothing is kept",
        refusals=(ColumnsError,),
        asked={"text": str},
        optional={"columns": NAMES},
        open_to=INSTRUCTORS,
    ),
    changes(
        "/api/standards/cut",
        _cut,
        CutAnswer,
        "The cut score of an exam by borderline regression; nothing is kept",
        refusals=(ColumnsError,),
        asked={"text": str},
        optional=OF_A_CUT,
        open_to=INSTRUCTORS,
    ),
    changes(
        "/api/standards/accept",
        _accept,
        StandardsAnswer,
        "Accept a cut score; no pass mark changes yet",
        refusals=(VersionMissingError, ColumnsError, CutNotAcceptableError),
        asked={"protocol": str, "method": str, "reason": str},
        optional={"text": str, "class_id": str, **OF_A_CUT},
        status=201,
        open_to=INSTRUCTORS,
    ),
    changes(
        "/api/standards/cuts/{cut}/use",
        _use,
        StandardsAnswer,
        "Make an accepted cut score the pass mark, as a new version of its protocol",
        refusals=(CutMissingError, VersionMissingError, VersionTakenError, ClassMissingError),
        asked={"base": int, "reason": str},
        optional={"class_id": str},
        open_to=INSTRUCTORS,
    ),
)
