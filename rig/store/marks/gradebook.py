"""The gradebook of a class: every mark with what people made of it, and how it is changed."""

from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import ColumnElement, Connection

from rig.school.actor import LOCAL, Actor
from rig.school.marks.change import (
    MOST_UNANSWERED,
    ChangeKind,
    Entry,
    MarkChange,
    checked_points,
    checked_words,
    entry_of,
    newest_change,
)
from rig.school.marks.mark import Mark, MarkOutcome
from rig.school.marks.practice import is_practice_item
from rig.store.database import changing, open_for_reading
from rig.store.exams.marks import exam_marks, released_exams
from rig.store.exams.withheld import sessions_of_exams
from rig.store.format.mark_tables import mark_changes
from rig.store.marks.errors import (
    MarkChangedError,
    MarkMissingError,
    NotesWaitError,
    NothingToTakeBackError,
)
from rig.store.marks.practice_sets import practice_marks
from rig.store.marks.trail import add_to_trail, changes_where
from rig.store.people.accounts import accounts_ever
from rig.store.people.merging import merged_into, root_of


def marks_of_class(path: Path, class_id: str) -> list[Mark]:
    """Every mark of a class as it was measured: exams, then practice, the newest first.

    What was pressed in an exam is no practice.

    Raises:
        ClassMissingError: there is none of that id.
        StoreError: the store cannot be read.
    """
    return [*exam_marks(path, class_id), *practice_marks(path, class_id, sessions_of_exams(path))]


def marks_shown_to(path: Path, class_id: str, learner_id: str) -> list[Mark]:
    """The marks of a class that a learner may see: the own ones, as far as they were released.

    Raises:
        ClassMissingError: there is none of that id.
        StoreError: the store cannot be read.
    """
    released = released_exams(path, class_id)
    return [
        each
        for each in marks_of_class(path, class_id)
        if each.learner_id == learner_id
        and (is_practice_item(each.item_id) or each.item_id in released)
    ]


def gradebook_of(path: Path, class_id: str) -> tuple[Entry, ...]:
    """Every mark of a class with its changes.

    Raises:
        ClassMissingError: there is none of that id.
        DamagedRecordError: the trail of changes is not as it was written.
        StoreError: the store cannot be read.
    """
    return entries_of(path, class_id, marks_of_class(path, class_id))


def entries_of(path: Path, class_id: str, marks: Iterable[Mark]) -> tuple[Entry, ...]:
    """Marks of a class with their changes.

    Raises:
        DamagedRecordError: the trail of changes is not as it was written.
        StoreError: the store cannot be read.
    """
    with open_for_reading(path) as connection:
        changes = _by_mark(connection, path, class_id)
    return tuple(entry_of(each, changes.get((each.item_id, each.learner_id), ())) for each in marks)


def overrides_of(path: Path, class_id: str, item_id: str) -> dict[str, MarkChange]:
    """What counts in the place of the measured marks of an item, by learner.

    Raises:
        DamagedRecordError: the trail of changes is not as it was written.
        StoreError: the store cannot be read.
    """
    with open_for_reading(path) as connection:
        changes = _by_mark(connection, path, class_id, mark_changes.c.item_id == item_id)
    newest = {learner_id: newest_change(own) for (_, learner_id), own in changes.items()}
    return {who: each for who, each in newest.items() if each and each.kind == "override"}


def entry_named(path: Path, class_id: str, item_id: str, learner_id: str) -> Entry:
    """One mark with its changes.

    Raises:
        MarkMissingError: there is none.
        StoreError: the store cannot be read.
    """
    return _entry_in(gradebook_of(path, class_id), item_id, learner_id)


def own_entry(path: Path, class_id: str, item_id: str, learner_id: str) -> Entry:
    """The same, as far as its learner may see it.

    Raises:
        MarkMissingError: there is none, or it was not released.
        StoreError: the store cannot be read.
    """
    shown = marks_shown_to(path, class_id, learner_id)
    return _entry_in(entries_of(path, class_id, shown), item_id, learner_id)


def override_mark(
    path: Path,
    class_id: str,
    mark: Mark,
    *,
    seen: int,
    points: float | None,
    outcome: MarkOutcome,
    reason: str,
    actor: Actor,
) -> None:
    """Puts an instructor's mark in the place of the measured one; the old one stays in the trail.

    Args:
        path: the store.
        class_id: the class of its gradebook.
        mark: as it was measured.
        seen: version of the entry that was looked at.
        points: what is to count, 0 to 100; None for a mark without any.
        outcome: the same in a word.
        reason: why, in words.
        actor: who says so.

    Raises:
        MarkChangedError: somebody changed it since.
        PointsError, WordsError: the mark is impossible, or has no reason.
        StoreError: the store cannot be written.
    """
    kept, words = checked_points(points, outcome), checked_words(reason, "reason")
    with changing(path) as connection:
        now = _seen_entry(connection, path, class_id, mark, seen)
        _add(connection, class_id, now, "override", kept, outcome, words, actor)


def withdraw_override(
    path: Path, class_id: str, mark: Mark, *, seen: int, reason: str, actor: Actor
) -> None:
    """Lets the measured mark count again; arguments as `override_mark`.

    Raises:
        NothingToTakeBackError: it counts already.
        MarkChangedError, WordsError, StoreError: as `override_mark`.
    """
    words = checked_words(reason, "reason")
    with changing(path) as connection:
        now = _seen_entry(connection, path, class_id, mark, seen)
        if not now.is_overridden:
            raise NothingToTakeBackError(mark.item_id)
        _add(connection, class_id, now, "withdrawn", mark.points, mark.outcome, words, actor)


def add_note(
    path: Path, class_id: str, mark: Mark, kind: ChangeKind, words: str, actor: Actor
) -> None:
    """Adds a learner's note about the own mark, or the answer to it; no mark changes by it.

    Raises:
        WordsError: it says nothing.
        NotesWaitError: many notes wait for an answer.
        StoreError: the store cannot be written.
    """
    kept = checked_words(words, "note" if kind == "contest" else "answer")
    with changing(path) as connection:
        now = _entry_now(connection, path, class_id, mark)
        if kind == "contest" and now.unanswered >= MOST_UNANSWERED:
            raise NotesWaitError(now.unanswered)
        _add(connection, class_id, now, kind, now.points, now.outcome, kept, actor)


def called(path: Path, actor_id: str) -> str:
    """What people call whoever changed a mark: a login, or a word for this computer."""
    if actor_id == LOCAL.id:
        return "somebody at this computer"
    logins = {account.id: account.login for account, _ in accounts_ever(path)}
    return logins.get(actor_id, "somebody")


def _seen_entry(connection: Connection, path: Path, class_id: str, mark: Mark, seen: int) -> Entry:
    now = _entry_now(connection, path, class_id, mark)
    newest = newest_change(now.changes)
    if newest is not None and newest.seq != seen:
        raise MarkChangedError(
            newest.seq, newest.by, called(path, newest.by), now.points, now.outcome
        )
    return now


def _entry_now(connection: Connection, path: Path, class_id: str, mark: Mark) -> Entry:
    changes = _by_mark(connection, path, class_id)
    return entry_of(mark, changes.get((mark.item_id, mark.learner_id), ()))


def _by_mark(
    connection: Connection, path: Path, class_id: str, *which: ColumnElement[bool]
) -> dict[tuple[str, str], list[MarkChange]]:
    """Changes by item and by who the learner turned out to be."""
    roots = merged_into(connection, path)
    found: dict[tuple[str, str], list[MarkChange]] = {}
    for each in changes_where(connection, path, mark_changes.c.class_id == class_id, *which):
        of = (each.item_id, root_of(each.learner_id, roots))
        found.setdefault(of, []).append(each)
    return found


def _entry_in(entries: Iterable[Entry], item_id: str, learner_id: str) -> Entry:
    for each in entries:
        if (each.mark.item_id, each.mark.learner_id) == (item_id, learner_id):
            return each
    raise MarkMissingError(item_id, learner_id)


def _add(
    connection: Connection,
    class_id: str,
    now: Entry,
    kind: ChangeKind,
    points: float | None,
    outcome: MarkOutcome,
    words: str,
    actor: Actor,
) -> None:
    mark = now.mark
    change = MarkChange(
        0, kind, class_id, mark.item_id, mark.learner_id, points, outcome, now.points,
        now.outcome, words, actor.id, actor.role, "",
    )  # fmt: skip
    add_to_trail(connection, change, actor)
