"""Classes in the record: made, ended, and who is in each."""

import secrets
from contextlib import suppress
from pathlib import Path
from typing import get_args

from sqlalchemy import Connection

from rig.school.roster import EnrolmentState, RosterEntry, SchoolClass
from rig.school.tidy_name import tidy_name
from rig.store.database import changing, open_for_reading
from rig.store.entries import now_utc
from rig.store.errors import DamagedRecordError, LearnerMissingError
from rig.store.format.roster_tables import classes, enrolments, external_ids, pseudonyms
from rig.store.format.sealed_rows import Sealable
from rig.store.people.errors import ClassEndedError, ClassMissingError, ClassTitleError
from rig.store.people.logins import end_logins_of_class
from rig.store.people.merging import all_ids_of, merged_into, root_of
from rig.store.people.names import new_learner, shown_names
from rig.store.people.sealed_table import change_rows, checked_rows, put_sealed

_STATES: tuple[str, ...] = get_args(EnrolmentState)


def classes_of(path: Path) -> tuple[SchoolClass, ...]:
    """Every class, those that are taught first, the newest first among them.

    Raises:
        StoreError: the store cannot be read.
    """
    if not path.is_file():
        return ()
    with open_for_reading(path) as connection:
        roots = merged_into(connection, path)
        counts: dict[str, set[str]] = {}
        for row in checked_rows(connection, path, enrolments):
            if row.state == "in":
                counts.setdefault(row.class_id, set()).add(root_of(row.learner_id, roots))
        found = [
            SchoolClass(
                row.class_id, row.title, row.term, row.created_utc, row.ended_utc,
                len(counts.get(row.class_id, ())),
            )
            for row in checked_rows(connection, path, classes)
        ]  # fmt: skip
    found.sort(key=lambda each: each.created_utc, reverse=True)
    return tuple(sorted(found, key=lambda each: each.ended_utc is not None))


def class_of(path: Path, class_id: str) -> SchoolClass:
    """One class.

    Raises:
        ClassMissingError: there is none of that id.
    """
    found = next((each for each in classes_of(path) if each.id == class_id), None)
    if found is None:
        raise ClassMissingError(class_id)
    return found


def create_class(path: Path, title: str, term: str) -> str:
    """The id of a new class.

    Raises:
        ClassTitleError: nobody could read its title or its term.
    """
    class_id = secrets.token_hex(8)
    values = {"class_id": class_id, **_titled(title, term), "created_utc": now_utc()}
    with changing(path) as connection:
        put_sealed(connection, classes, values)
    return class_id


def rename_class(path: Path, class_id: str, title: str, term: str) -> None:
    """Gives a class another title and term.

    Raises:
        ClassMissingError, ClassTitleError: there is none of that id, or nobody could read it.
    """
    _change_class(path, class_id, _titled(title, term))


def end_class(path: Path, class_id: str, *, is_over: bool) -> None:
    """Says that a class is over, or that it goes on after all; nobody is taken out of it.

    Of a class that is over nobody stays logged in.

    Raises:
        ClassMissingError: there is none of that id.
    """
    _change_class(path, class_id, {"ended_utc": now_utc() if is_over else None})
    if is_over:
        with changing(path) as connection:
            end_logins_of_class(connection, path, class_id)


def roster_of(path: Path, class_id: str) -> tuple[RosterEntry, ...]:
    """Who is in a class, by name; who asked to join and who has left as well.

    Raises:
        ClassMissingError: there is none of that id.
        StoreError: the store cannot be read.
    """
    class_of(path, class_id)
    with open_for_reading(path) as connection:
        roots = merged_into(connection, path)
        names = shown_names(connection, path)
        called = {
            row.learner_id: row.pseudonym for row in checked_rows(connection, path, pseudonyms)
        }
        external: dict[str, dict[str, str]] = {}
        for row in checked_rows(
            connection, path, external_ids, external_ids.c.class_id == class_id
        ):
            root = root_of(row.learner_id, roots)
            of_learner = external.setdefault(root, {})
            if row.learner_id == root or row.kind not in of_learner:
                of_learner[row.kind] = row.value
        states = _states(connection, path, class_id, roots)
    entries = [
        RosterEntry(
            learner_id=learner_id,
            pseudonym=called.get(learner_id, ""),
            name=names.get(learner_id, ""),
            state=state,
            since_utc=since_utc,
            external=tuple(sorted(external.get(learner_id, {}).items())),
            merged=tuple(
                (each, names.get(each, ""))
                for each in sorted(all_ids_of(learner_id, roots) - {learner_id})
            ),
        )
        for learner_id, (state, since_utc) in states.items()
    ]
    return tuple(sorted(entries, key=lambda each: (each.name or each.pseudonym).casefold()))


def learners_in(path: Path, class_id: str) -> frozenset[str]:
    """Ids of everybody who was ever in a class, as the recordings have them.

    Raises:
        ClassMissingError: there is none of that id.
    """
    found = roster_of(path, class_id)
    return frozenset(one for each in found for one in (each.learner_id, *dict(each.merged)))


def only_class_of(path: Path, learner_id: str) -> str:
    """The class a learner is in, where it is one that is taught and there is no other; else empty.

    Raises:
        StoreError: the store cannot be read. Damage in the roster is nobody's class: it stops no
            set.
    """
    if not learner_id or not path.is_file():
        return ""
    with open_for_reading(path) as connection, suppress(DamagedRecordError):
        ids = all_ids_of(learner_id, merged_into(connection, path))
        taught = {
            row.class_id
            for row in checked_rows(connection, path, classes, classes.c.ended_utc.is_(None))
        }
        found = {
            row.class_id
            for row in checked_rows(connection, path, enrolments, enrolments.c.state == "in")
            if row.learner_id in ids and row.class_id in taught
        }
        if len(found) == 1:
            return str(found.pop())
    return ""


def enrol(path: Path, class_id: str, learner_id: str, state: EnrolmentState = "in") -> None:
    """Puts a learner into a class, or notes that one asked to be in it.

    Raises:
        ClassMissingError, ClassEndedError: there is no such class, or it is over.
    """
    with changing(path) as connection:
        check_taught(connection, path, class_id)
        put_enrolment(connection, class_id, learner_id, state)


def leave(path: Path, class_id: str, learner_id: str) -> None:
    """Notes that a learner, and whoever was merged into it, has left a class.

    Raises:
        ClassMissingError: there is no such class.
        LearnerMissingError: the learner was never in it.
    """
    entry = next((one for one in roster_of(path, class_id) if one.learner_id == learner_id), None)
    if entry is None:
        raise LearnerMissingError(learner_id)
    with changing(path) as connection:
        where = enrolments.c.class_id == class_id
        ids = {learner_id, *dict(entry.merged)}
        for row in checked_rows(connection, path, enrolments, where):
            if row.learner_id in ids and row.state != "out":
                put_enrolment(connection, class_id, row.learner_id, "out")


def add_to_class(path: Path, class_id: str, name: str) -> str:
    """The id of a new learner, who is in the class from now on.

    Raises:
        ClassMissingError, ClassEndedError, BlankNameError: as their names say.
    """
    return _newcomer(path, class_id, name, "in")


def check_taught(connection: Connection, path: Path, class_id: str) -> None:
    """Refuses a class that is not there, or is over.

    Raises:
        ClassMissingError, ClassEndedError: as their names say.
    """
    found = checked_rows(connection, path, classes, classes.c.class_id == class_id)
    if not found:
        raise ClassMissingError(class_id)
    if found[0].ended_utc is not None:
        raise ClassEndedError(found[0].title)


def put_enrolment(
    connection: Connection, class_id: str, learner_id: str, state: EnrolmentState
) -> None:
    """Notes how a learner stands to a class from now on."""
    values = {
        "class_id": class_id, "learner_id": learner_id, "state": state, "since_utc": now_utc(),
    }  # fmt: skip
    put_sealed(connection, enrolments, values)


def _change_class(path: Path, class_id: str, changed: dict[str, Sealable]) -> None:
    with changing(path) as connection:
        if not change_rows(connection, path, classes, classes.c.class_id == class_id, **changed):
            raise ClassMissingError(class_id)


def _titled(title: str, term: str) -> dict[str, Sealable]:
    shown = tidy_name(title)
    if not shown or (term.strip() and not tidy_name(term)):
        raise ClassTitleError(term if shown else title)
    return {"title": shown, "term": tidy_name(term)}


def _states(
    connection: Connection, path: Path, class_id: str, roots: dict[str, str]
) -> dict[str, tuple[EnrolmentState, str]]:
    """How everybody stands to a class; of merged learners the one who is in counts."""
    found: dict[str, tuple[EnrolmentState, str]] = {}
    order = ("in", "asked", "out")
    for row in checked_rows(connection, path, enrolments, enrolments.c.class_id == class_id):
        if row.state not in _STATES:
            continue
        root = root_of(row.learner_id, roots)
        before = found.get(root)
        if before is None or order.index(row.state) < order.index(before[0]):
            found[root] = (row.state, row.since_utc)
    return found


def ask_to_join(path: Path, class_id: str, name: str) -> str:
    """The id of somebody new who asks to be in a class.

    Raises:
        ClassMissingError, ClassEndedError, BlankNameError: as their names say.
    """
    return _newcomer(path, class_id, name, "asked")


def _newcomer(path: Path, class_id: str, name: str, state: EnrolmentState) -> str:
    with changing(path) as connection:
        check_taught(connection, path, class_id)
        learner_id = new_learner(connection, name)
        put_enrolment(connection, class_id, learner_id, state)
    return learner_id
