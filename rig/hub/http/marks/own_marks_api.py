"""Routes of the own marks of a learner: what counts, why, and a note about it (docs/api.md)."""

import asyncio
from pathlib import Path

from rig.hub.errors import AskError
from rig.hub.http.json_route import Call, changes, reads
from rig.hub.http.marks.marks_answers import (
    MarkHistoryAnswer,
    OwnMarksAnswer,
    history_json,
    item_json,
)
from rig.school.errors import WordsError
from rig.school.marks.change import Entry, MarkChange
from rig.school.marks.practice import is_practice_item
from rig.school.roles import THE_CLASS
from rig.store.marks import gradebook
from rig.store.marks.class_marks import mark_items
from rig.store.marks.errors import MarkMissingError, NotesWaitError
from rig.store.people.errors import ClassMissingError

NOTED = "what was practised on a day; the mark of an exam is appealed on the page Exams"


async def _own(call: Call) -> OwnMarksAnswer:
    actor = call.actor
    if not (actor.learner_id and actor.class_id):
        # Whoever teaches has none of their own.
        return OwnMarksAnswer(items=[], marks=[])
    return await asyncio.to_thread(_answer, call.hub.store, actor.class_id, actor.learner_id)


def _answer(store: Path, class_id: str, learner_id: str) -> OwnMarksAnswer:
    marks = gradebook.marks_shown_to(store, class_id, learner_id)
    return OwnMarksAnswer(
        items=[item_json(each, ()) for each in mark_items(store, marks).values()],
        marks=[_told(each) for each in gradebook.entries_of(store, class_id, marks)],
    )


async def _contest(call: Call) -> MarkHistoryAnswer:
    store, actor, item_id = call.hub.store, call.actor, call.text("item_id")
    own = (store, actor.class_id, item_id, actor.learner_id)
    entry = await asyncio.to_thread(gradebook.own_entry, *own)
    if not is_practice_item(item_id):
        # One place for what is said about an exam, beside its trace.
        raise AskError("item_id", NOTED)
    words = call.text("words")
    await asyncio.to_thread(
        gradebook.add_note, store, actor.class_id, entry.mark, "contest", words, actor
    )
    return _told(await asyncio.to_thread(gradebook.own_entry, *own))


def _told(entry: Entry) -> MarkHistoryAnswer:
    return history_json(entry, "", _called)


def _called(change: MarkChange) -> str:
    return "you" if change.role == "student" else "your instructor"


ROUTES = (
    reads("/api/marks", _own, OwnMarksAnswer, "The own marks of a learner", open_to=THE_CLASS),
    changes(
        "/api/marks/contest",
        _contest,
        MarkHistoryAnswer,
        "Write a note about an own mark; it changes nothing",
        open_to=THE_CLASS,
        refusals=(ClassMissingError, MarkMissingError, NotesWaitError, WordsError),
        asked={"item_id": str, "words": str},
    ),
)
