"""Two learners who are one person: a mapping beside the recordings, which stay as they are."""

from pathlib import Path

from sqlalchemy import Connection, delete, select

from rig.store.database import changing, open_for_reading
from rig.store.entries import now_utc
from rig.store.errors import LearnerMissingError
from rig.store.format import schema
from rig.store.format.roster_tables import merges
from rig.store.people.errors import MergedAlreadyError, NotMergedError
from rig.store.people.sealed_table import checked_rows, put_sealed


def merge_learners(path: Path, learner_id: str, into_id: str) -> None:
    """From now on every list shows `into_id` for what `learner_id` recorded.

    Raises:
        LearnerMissingError: nobody has one of the ids.
        MergedAlreadyError: both are one person already, or the first is merged into a third.
    """
    with changing(path) as connection:
        known = set(connection.execute(select(schema.learners.c.learner_id)).scalars())
        for each in (learner_id, into_id):
            if each not in known:
                raise LearnerMissingError(each)
        roots = merged_into(connection, path)
        root = root_of(into_id, roots)
        if learner_id in roots or root == learner_id:
            raise MergedAlreadyError(learner_id, root_of(learner_id, roots))
        values = {"learner_id": learner_id, "into_id": root, "at_utc": now_utc()}
        put_sealed(connection, merges, values)


def unmerge_learner(path: Path, learner_id: str) -> None:
    """The learner is somebody else again.

    Raises:
        NotMergedError: it was not merged into anybody.
    """
    with changing(path) as connection:
        gone = connection.execute(delete(merges).where(merges.c.learner_id == learner_id))
        if not gone.rowcount:
            raise NotMergedError(learner_id)


def ids_of_person(path: Path, learner_id: str) -> frozenset[str]:
    """Every id under which somebody recorded.

    Raises:
        StoreError: the store cannot be read.
    """
    with open_for_reading(path) as connection:
        return all_ids_of(learner_id, merged_into(connection, path))


def merges_of(path: Path) -> dict[str, str]:
    """Ids of merged learners, and who they turned out to be.

    Raises:
        StoreError: the store cannot be read.
    """
    if not path.is_file():
        return {}
    with open_for_reading(path) as connection:
        found = merged_into(connection, path)
    return {each: root_of(each, found) for each in found}


def merged_into(connection: Connection, path: Path) -> dict[str, str]:
    """Ids of merged learners, and the id each was merged into, which may be merged itself.

    Raises:
        DamagedRecordError: a row is not as it was sealed.
    """
    return {row.learner_id: row.into_id for row in checked_rows(connection, path, merges)}


def root_of(learner_id: str, merged: dict[str, str]) -> str:
    """Who a learner turned out to be; the same id where nothing is known of it."""
    seen = {learner_id}
    while (into := merged.get(learner_id)) is not None and into not in seen:
        seen.add(into)
        learner_id = into
    return learner_id


def all_ids_of(learner_id: str, merged: dict[str, str]) -> frozenset[str]:
    """Every id under which a person recorded."""
    root = root_of(learner_id, merged)
    return frozenset({root, *(each for each in merged if root_of(each, merged) == root)})
