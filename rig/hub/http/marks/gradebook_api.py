"""Routes of the gradebook for instructors: marks, their changes and files of them (docs/api.md)."""

import asyncio
import base64
import binascii
from collections.abc import Mapping
from pathlib import Path

from rig.hub.class_answers import class_json
from rig.hub.errors import AskError
from rig.hub.http.json_route import Call, QueryText, changes, reads
from rig.hub.http.marks.marks_answers import (
    ChainJson,
    MarkHistoriesAnswer,
    MarkHistoryAnswer,
    MarksAnswer,
    MarksFileAnswer,
    file_json,
    history_json,
    item_json,
    mark_json,
)
from rig.school.errors import LmsFileError, PointsError, WordsError
from rig.school.marks.change import Entry, MarkChange
from rig.school.marks.class_marks import shown_name
from rig.school.marks.mark import MarkOutcome
from rig.school.roles import INSTRUCTORS
from rig.store.marks import gradebook
from rig.store.marks.class_marks import class_marks
from rig.store.marks.errors import (
    ItemMissingError,
    MarkChangedError,
    MarkMissingError,
    NoCanvasFileError,
    NothingToTakeBackError,
)
from rig.store.marks.exporting import FORMATS, MarksFormat, MarksQuestion, export_marks
from rig.store.marks.trail import chain_head
from rig.store.people.errors import ClassMissingError
from rig.store.people.shown import names_of_all

MARKS = "/api/classes/{class}/marks"
ITEM, LEARNER = QueryText("item"), QueryText("learner")
POINTS = {"type": ["number", "null"]}
THERE = (ClassMissingError, MarkMissingError)


async def _marks(call: Call) -> MarksAnswer:
    return await asyncio.to_thread(_answer, call.hub.store, call.path_part("class"))


def _answer(store: Path, class_id: str) -> MarksAnswer:
    found, head = class_marks(store, class_id), chain_head(store)
    names = {each.learner_id: shown_name(each) for each in found.roster}
    return MarksAnswer(
        about=class_json(found.about),
        items=[item_json(each, found.known.get(each.id, ())) for each in found.items.values()],
        marks=[
            mark_json(each, names[each.mark.learner_id])
            for each in found.entries
            if each.mark.learner_id in names
        ],
        chain=ChainJson(entries=head.entries, sha256=head.sha256),
    )


async def _histories(call: Call) -> MarkHistoriesAnswer:
    item_id, learner_id = call.query_text(ITEM), call.query_text(LEARNER)
    store, class_id = call.hub.store, call.path_part("class")

    def told() -> MarkHistoriesAnswer:
        found = [
            each
            for each in gradebook.gradebook_of(store, class_id)
            if item_id in ("", each.mark.item_id) and learner_id in ("", each.mark.learner_id)
        ]
        is_one = bool(item_id and learner_id)
        names = names_of_all(store)
        return MarkHistoriesAnswer(
            marks=[_told(store, each, names) for each in found if each.changes or is_one]
        )

    return await asyncio.to_thread(told)


async def _change(call: Call) -> MarkHistoryAnswer:
    entry = await _named(call)
    await asyncio.to_thread(
        gradebook.override_mark,
        call.hub.store,
        call.path_part("class"),
        entry.mark,
        seen=call.whole("seen"),
        points=_points(call),
        outcome=_outcome(call),
        reason=call.text("reason"),
        actor=call.actor,
    )
    return await _history_of(call, entry.mark.item_id, entry.mark.learner_id)


async def _withdraw(call: Call) -> MarkHistoryAnswer:
    entry = await _named(call)
    await asyncio.to_thread(
        gradebook.withdraw_override,
        call.hub.store,
        call.path_part("class"),
        entry.mark,
        seen=call.whole("seen"),
        reason=call.text("reason"),
        actor=call.actor,
    )
    return await _history_of(call, entry.mark.item_id, entry.mark.learner_id)


async def _reply(call: Call) -> MarkHistoryAnswer:
    entry = await _named(call)
    class_id, words = call.path_part("class"), call.text("words")
    await asyncio.to_thread(
        gradebook.add_note, call.hub.store, class_id, entry.mark, "answer", words, call.actor
    )
    return await _history_of(call, entry.mark.item_id, entry.mark.learner_id)


async def _export(call: Call) -> MarksFileAnswer:
    wanted = MarksQuestion(
        format=_format(call),
        item_id=call.text("item_id", ""),
        with_criteria=call.asked.get("criteria") is True,
        file=" ".join(call.text("file", "").split()) or "the file",
        content=_content(call),
        column=call.text("column", ""),
    )
    class_id = call.path_part("class")
    made = await asyncio.to_thread(export_marks, call.hub.store, class_id, wanted, call.actor)
    return file_json(made)


async def _named(call: Call) -> Entry:
    """The entry that the body names."""
    return await asyncio.to_thread(
        gradebook.entry_named,
        call.hub.store,
        call.path_part("class"),
        call.text("item_id"),
        call.text("learner_id"),
    )


async def _history_of(call: Call, item_id: str, learner_id: str) -> MarkHistoryAnswer:
    store, class_id = call.hub.store, call.path_part("class")

    def told() -> MarkHistoryAnswer:
        entry = gradebook.entry_named(store, class_id, item_id, learner_id)
        return _told(store, entry, names_of_all(store))

    return await asyncio.to_thread(told)


def _told(store: Path, entry: Entry, names: Mapping[str, str]) -> MarkHistoryAnswer:
    def called(change: MarkChange) -> str:
        return names.get(change.by) or gradebook.called(store, change.by)

    return history_json(entry, names.get(entry.mark.learner_id, ""), called)


def _points(call: Call) -> float | None:
    value = call.asked.get("points")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise AskError("points", "a number from 0 to 100, or null")
    return float(value)


def _outcome(call: Call) -> MarkOutcome:
    asked = call.text("outcome")
    if asked not in tuple(MarkOutcome):
        raise AskError("outcome", f"one of {', '.join(MarkOutcome)}")
    return MarkOutcome(asked)


def _format(call: Call) -> MarksFormat:
    asked = call.text("format")
    found = next((each for each in FORMATS if each == asked), None)
    if found is None:
        raise AskError("format", f"one of {', '.join(FORMATS)}")
    return found


def _content(call: Call) -> bytes:
    try:
        return base64.b64decode(call.text("content", ""), validate=True)
    except (binascii.Error, ValueError) as error:
        raise AskError("content", "the file in base64") from error


ROUTES = (
    reads(
        MARKS,
        _marks,
        MarksAnswer,
        "The gradebook of a class",
        open_to=INSTRUCTORS,
        refusals=(ClassMissingError,),
    ),
    reads(
        f"{MARKS}/history",
        _histories,
        MarkHistoriesAnswer,
        "Marks that were changed or noted on, with everything that was added to them",
        open_to=INSTRUCTORS,
        refusals=(ClassMissingError,),
        query=(ITEM, LEARNER),
    ),
    changes(
        f"{MARKS}/change",
        _change,
        MarkHistoryAnswer,
        "Put an instructor's mark in the place of the measured one",
        open_to=INSTRUCTORS,
        refusals=(*THERE, MarkChangedError, PointsError, WordsError),
        asked={
            "item_id": str, "learner_id": str, "seen": int, "points": POINTS, "outcome": str,
            "reason": str,
        },
    ),
    changes(
        f"{MARKS}/withdraw",
        _withdraw,
        MarkHistoryAnswer,
        "Let the measured mark count again",
        open_to=INSTRUCTORS,
        refusals=(*THERE, MarkChangedError, NothingToTakeBackError, WordsError),
        asked={"item_id": str, "learner_id": str, "seen": int, "reason": str},
    ),
    changes(
        f"{MARKS}/answer",
        _reply,
        MarkHistoryAnswer,
        "Answer a learner's note on a mark",
        open_to=INSTRUCTORS,
        refusals=(*THERE, WordsError),
        asked={"item_id": str, "learner_id": str, "words": str},
    ),
    changes(
        f"{MARKS}/export",
        _export,
        MarksFileAnswer,
        "Make a file of marks; the audit log says who took it",
        open_to=INSTRUCTORS,
        refusals=(ClassMissingError, ItemMissingError, LmsFileError, NoCanvasFileError),
        asked={"format": str},
        optional={
            "item_id": str, "criteria": bool, "file": str, "content": str, "column": str,
        },
    ),
)  # fmt: skip
