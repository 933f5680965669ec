"""A list of learners held against the record: who is known, who is new, who cannot be told."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection

from rig.school.roster import ID_TITLES, TELLS_APART
from rig.school.roster_import import ListedClass, ListedLearner, RefusedRow
from rig.store.database import changing, open_for_reading
from rig.store.format.roster_tables import enrolments, external_ids
from rig.store.people.merging import merged_into, root_of
from rig.store.people.names import new_learner, shown_names
from rig.store.people.roster import check_taught, put_enrolment
from rig.store.people.sealed_table import checked_rows, put_sealed

ImportStep = Literal["new", "enrol", "known"]


@dataclass(frozen=True, slots=True)
class PlannedLearner:
    """What is to be done with somebody on the list.

    Attributes:
        listed: as the file says.
        step: a new learner; one of another class, or who had left; one who is in the class.
        learner_id: empty for a new one.
        remark: what a person should look at; empty where nothing is odd.
    """

    listed: ListedLearner
    step: ImportStep
    learner_id: str
    remark: str


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import will do, or has done.

    Attributes:
        learners: those who are taken, in the order of the file.
        refused: rows that are not taken, of the file and of the record.
        missing: names of learners who are in the class and not on the list; they stay in it.
    """

    learners: tuple[PlannedLearner, ...]
    refused: tuple[RefusedRow, ...]
    missing: tuple[str, ...]

    @property
    def counts(self) -> str:
        """How many are taken, in words that name nobody."""
        return f"{len(self.learners)} taken, {len(self.refused)} refused"


@dataclass(frozen=True, slots=True)
class _Known:
    """What the record says of people."""

    names: Mapping[str, str]
    by_identity: Mapping[tuple[str, str], str]
    kinds: Mapping[str, frozenset[str]]
    members: frozenset[str]
    is_in: frozenset[str]


def planned_import(path: Path, class_id: str, listed: ListedClass) -> ImportPlan:
    """What an import of the list would do; nothing is written.

    Raises:
        ClassMissingError, ClassEndedError: there is no such class, or it is over.
        StoreError: the store cannot be read.
    """
    with open_for_reading(path) as connection:
        check_taught(connection, path, class_id)
        return _plan(listed, _known(connection, path, class_id))


def import_class(path: Path, class_id: str, listed: ListedClass) -> ImportPlan:
    """Puts everybody of the list into the class; what was done, which the plan foretold.

    A learner who is known keeps the name of the record.

    Raises:
        ClassMissingError, ClassEndedError: there is no such class, or it is over.
        StoreError: the store cannot be changed.
    """
    with changing(path) as connection:
        check_taught(connection, path, class_id)
        plan = _plan(listed, _known(connection, path, class_id))
        for each in plan.learners:
            learner_id = each.learner_id or new_learner(connection, each.listed.name)
            if each.step != "known":
                put_enrolment(connection, class_id, learner_id, "in")
            for kind, value in each.listed.external:
                row = {
                    "class_id": class_id, "learner_id": learner_id, "kind": kind, "value": value,
                }  # fmt: skip
                put_sealed(connection, external_ids, row)
    return plan


def _known(connection: Connection, path: Path, class_id: str) -> _Known:
    merged = merged_into(connection, path)
    by_identity: dict[tuple[str, str], str] = {}
    kinds: dict[str, set[str]] = {}
    for row in checked_rows(connection, path, external_ids):
        if row.kind in TELLS_APART:
            root = root_of(row.learner_id, merged)
            by_identity[(row.kind, row.value.casefold())] = root
            kinds.setdefault(root, set()).add(row.kind)
    of_class = checked_rows(connection, path, enrolments, enrolments.c.class_id == class_id)
    return _Known(
        shown_names(connection, path),
        by_identity,
        {root: frozenset(each) for root, each in kinds.items()},
        frozenset(root_of(row.learner_id, merged) for row in of_class),
        frozenset(root_of(row.learner_id, merged) for row in of_class if row.state == "in"),
    )


def _plan(listed: ListedClass, known: _Known) -> ImportPlan:
    planned: dict[int, PlannedLearner] = {}
    refused = list(listed.refused)
    taken: dict[str, ListedLearner] = {}
    # Whoever is known by an id first: a name may be that of two people.
    for each in sorted(listed.learners, key=lambda one: not _by_identity(one, known)):
        found = _matched(each, known, taken)
        if isinstance(found, str):
            refused.append(RefusedRow(each.row, each.name, found))
            continue
        planned[each.row] = found
        if found.learner_id:
            taken[found.learner_id] = each
    missing = sorted(known.names.get(each, "") for each in known.is_in if each not in taken)
    return ImportPlan(
        tuple(planned[row] for row in sorted(planned)),
        tuple(sorted(refused, key=lambda each: each.row)),
        tuple(filter(None, missing)),
    )


def _by_identity(listed: ListedLearner, known: _Known) -> dict[str, str]:
    """Learners that its ids lead to, each with the kind of the id."""
    return {
        known.by_identity[identity]: identity[0]
        for identity in sorted(listed.identities)
        if identity in known.by_identity
    }


def _matched(
    listed: ListedLearner, known: _Known, taken: Mapping[str, ListedLearner]
) -> PlannedLearner | str:
    """What is to be done with a row, or why nobody can know."""
    led_to = _by_identity(listed, known)
    if len(led_to) > 1:
        told = ", ".join(
            f"its {ID_TITLES[kind]} is that of {known.names.get(each) or 'somebody forgotten'}"
            for each, kind in led_to.items()
        )
        return f"{told}; merge the two if they are one person"
    same_name = [
        each
        for each, name in known.names.items()
        if name.casefold() == listed.name.casefold() and each not in taken
    ]
    if led_to:
        [learner_id] = led_to
        if learner_id in taken:
            return f"it is the learner of row {taken[learner_id].row}"
        name = known.names.get(learner_id, "")
        renamed = name and name.casefold() != listed.name.casefold()
        remark = f"known here as {name}; the name stays as it is" if renamed else ""
        return _placed(listed, learner_id, remark, known)
    kinds = {kind for kind, _ in listed.identities}
    in_class = [
        each
        for each in same_name
        if each in known.members and not kinds & known.kinds.get(each, frozenset())
    ]
    if len(in_class) == 1:
        return _placed(listed, in_class[0], "the same name is in the class", known)
    if len(in_class) > 1:
        return f"{len(in_class)} learners of the class are called {listed.name}"
    remark = ""
    if same_name:
        remark = f"another {listed.name} is known here; merge the two if they are one person"
    return PlannedLearner(listed, "new", "", remark)


def _placed(listed: ListedLearner, learner_id: str, remark: str, known: _Known) -> PlannedLearner:
    step: ImportStep = "known" if learner_id in known.is_in else "enrol"
    return PlannedLearner(listed, step, learner_id, remark)
