"""Routes of protocols (docs/api.md): what is in use, its versions, and what one would change."""

import asyncio
import json
import tomllib
from collections.abc import Mapping
from typing import Any

from rig.engine.scoring.criteria import CRITERIA
from rig.engine.scoring.results import protocol_json
from rig.engine.scoring.rubric import HOLD_SCORE_1
from rig.engine.scoring.target import Protocol
from rig.hub.errors import AskError
from rig.hub.http.json_route import Call, QueryText, changes, reads
from rig.hub.process.preview_process import ASKED_S, PreviewFailedError
from rig.hub.protocol_answers import (
    CheckedProtocolAnswer,
    ChoiceJson,
    CriterionJson,
    FieldJson,
    MistakeJson,
    ProtocolFormAnswer,
    ProtocolsAnswer,
    ProtocolVersionsAnswer,
    VersionJson,
)
from rig.protocols.fields import FIELDS, MOST_LEVELS, ProtocolField
from rig.protocols.reader import ProtocolError, protocol_from, protocol_of_toml
from rig.protocols.versions import (
    MOST_REASON_CHARACTERS,
    SCHOOL,
    Version,
    VersionMissingError,
    VersionTakenError,
)
from rig.protocols.writer import protocol_table, toml_of
from rig.school.roles import EVERYBODY_KNOWN, INSTRUCTORS
from rig.store.people.errors import ClassMissingError
from rig.store.people.roster import class_of, learners_in
from rig.store.targets.preview_json import PreviewAnswer
from rig.store.targets.preview_program import PreviewQuestion

VERSIONS = "/api/protocols/{protocol}/versions"
CLASS = QueryText("class_id")
ANY_OBJECT = {"type": "object"}
SAID = "the protocol"


async def _protocols(call: Call) -> ProtocolsAnswer:
    await asyncio.to_thread(call.hub.protocols_in_use.refresh)
    known = call.hub.protocols_in_use.of(call.class_id).values()
    return ProtocolsAnswer(protocols=[protocol_json(each) for each in known])


async def _form(_: Call) -> ProtocolFormAnswer:
    usual = dict(HOLD_SCORE_1.weights)
    return ProtocolFormAnswer(
        fields=[_field_json(each) for each in FIELDS],
        criteria=[
            CriterionJson(name=each.name, title=each.title, points=usual.get(each.name))
            for each in CRITERIA
        ],
        most_levels=MOST_LEVELS,
        most_reason_characters=MOST_REASON_CHARACTERS,
    )


async def _versions(call: Call) -> ProtocolVersionsAnswer:
    await asyncio.to_thread(call.hub.protocols_in_use.refresh)
    return _versions_answer(call, call.path_part("protocol"))


async def _check(call: Call) -> CheckedProtocolAnswer:
    try:
        protocol = _protocol(call)
    except ProtocolError as error:
        return CheckedProtocolAnswer(
            mistakes=[MistakeJson(path=each.path, reason=each.reason) for each in error.found],
            document=_as_read(call),
            toml="",
            protocol=None,
            in_use=0,
        )
    now = call.hub.protocols_in_use.of(call.class_id).get(protocol.id)
    return CheckedProtocolAnswer(
        mistakes=[],
        document=protocol_table(protocol),
        toml=toml_of(protocol),
        protocol=protocol_json(protocol),
        in_use=now.version if now else 0,
    )


async def _save(call: Call) -> ProtocolVersionsAnswer:
    protocol, class_id, base = _protocol(call), call.class_id, call.whole("base")
    known, reason = call.hub.protocols_in_use, call.text("reason", "")
    if class_id:
        await asyncio.to_thread(class_of, call.hub.store, class_id)
    await asyncio.to_thread(known.save, protocol, class_id, base, call.actor.id, reason)
    await call.hub.follow_versions(protocol.id, call.actor.id)
    return _versions_answer(call, protocol.id)


async def _retire(call: Call) -> ProtocolVersionsAnswer:
    protocol_id, base = call.path_part("protocol"), call.whole("base")
    known, reason = call.hub.protocols_in_use, call.text("reason", "")
    await asyncio.to_thread(known.retire, protocol_id, call.class_id, base, call.actor.id, reason)
    await call.hub.follow_versions(protocol_id, call.actor.id)
    return _versions_answer(call, protocol_id)


async def _preview(call: Call) -> PreviewAnswer:
    protocol, class_id = _protocol(call), call.class_id
    ids = await asyncio.to_thread(learners_in, call.hub.store, class_id) if class_id else None
    question = PreviewQuestion(
        store=str(call.hub.store),
        protocol=protocol,
        learner_ids=None if ids is None else tuple(sorted(ids)),
        after=call.text("after", ""),
        most_s=ASKED_S,
    )
    return await call.hub.previews.answer(question)


def _protocol(call: Call) -> Protocol:
    """The protocol of the body, as keys and values or as the text of a file."""
    if "toml" in call.asked:
        return protocol_of_toml(call.text("toml"), SAID)
    document = call.asked.get("document")
    if not isinstance(document, Mapping):
        raise AskError("document", "a JSON object, or 'toml' a text")
    return protocol_from(document, SAID)


def _as_read(call: Call) -> dict[str, Any] | None:
    """What a form can show of a protocol with mistakes; None where that is nothing."""
    try:
        found = tomllib.loads(call.text("toml")) if "toml" in call.asked else call.asked["document"]
        told: dict[str, Any] = json.loads(json.dumps(found, default=str, allow_nan=False))
    except (ValueError, RecursionError):
        return None
    return told


def _versions_answer(call: Call, protocol_id: str) -> ProtocolVersionsAnswer:
    known = call.hub.protocols_in_use
    now, file = known.of(call.class_id).get(protocol_id), known.library.get(protocol_id)
    kept = known.versions_of(protocol_id)
    if file is None and not kept:
        raise VersionMissingError(protocol_id, 0, ())
    return ProtocolVersionsAnswer(
        protocol=protocol_id,
        in_use=now.version if now else 0,
        library=(
            None
            if file is None
            else _version_json(Version(file.id, file.version, SCHOOL, file, "", "", ""))
        ),
        versions=[_version_json(each) for each in kept],
    )


def _version_json(version: Version) -> VersionJson:
    kept = version.protocol
    return VersionJson(
        number=version.number,
        class_id=version.class_id,
        by=version.by,
        at_utc=version.at_utc,
        reason=version.reason,
        protocol=None if kept is None else protocol_json(kept),
        document=None if kept is None else protocol_table(kept),
        toml="" if kept is None else toml_of(kept),
    )


def _field_json(field: ProtocolField) -> FieldJson:
    return FieldJson(
        path=field.path,
        kind=field.kind,
        part=field.part,
        title=field.title,
        words=field.words,
        unit=field.unit,
        low=field.low,
        high=field.high,
        of_level=field.is_of_level,
        optional=field.is_optional,
        choices=[ChoiceJson(value=value, words=words) for value, words in field.choices],
    )


PROTOCOL_IN_BODY = {"document": ANY_OBJECT, "toml": str}

ROUTES = (
    reads(
        "/api/protocols",
        _protocols,
        ProtocolsAnswer,
        "Every protocol in use",
        query=(CLASS,),
        open_to=EVERYBODY_KNOWN,
    ),
    reads(
        "/api/protocols/form",
        _form,
        ProtocolFormAnswer,
        "What a form of a protocol asks for",
        open_to=INSTRUCTORS,
    ),
    reads(
        VERSIONS,
        _versions,
        ProtocolVersionsAnswer,
        "The versions of a protocol, the newest first",
        refusals=(VersionMissingError,),
        query=(CLASS,),
        open_to=INSTRUCTORS,
    ),
    changes(
        "/api/protocols/check",
        _check,
        CheckedProtocolAnswer,
        "Name every mistake of a protocol; nothing is kept",
        optional={**PROTOCOL_IN_BODY, "class_id": str},
        open_to=INSTRUCTORS,
    ),
    changes(
        "/api/protocols/save",
        _save,
        ProtocolVersionsAnswer,
        "Keep a protocol as its newest version",
        refusals=(ProtocolError, ClassMissingError, VersionTakenError),
        asked={"base": int},
        optional={**PROTOCOL_IN_BODY, "class_id": str, "reason": str},
        status=201,
        open_to=INSTRUCTORS,
    ),
    changes(
        "/api/protocols/{protocol}/retire",
        _retire,
        ProtocolVersionsAnswer,
        "Take what was saved of a protocol out of use",
        refusals=(VersionMissingError, VersionTakenError),
        asked={"base": int},
        optional={"class_id": str, "reason": str},
        open_to=INSTRUCTORS,
    ),
    changes(
        "/api/protocols/preview",
        _preview,
        PreviewAnswer,
        "What a protocol would change in old recordings; nothing is written",
        refusals=(ProtocolError, ClassMissingError, PreviewFailedError),
        optional={**PROTOCOL_IN_BODY, "class_id": str, "after": str},
        open_to=INSTRUCTORS,
    ),
)
