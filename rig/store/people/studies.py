"""Who agreed to be part of a study, and who took that back."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from rig.school.actor import Actor
from rig.school.studies import study_name
from rig.store.database import changing, open_for_reading
from rig.store.entries import now_utc
from rig.store.errors import LearnerMissingError
from rig.store.format import schema
from rig.store.format.study_tables import consents
from rig.store.people.audit import by, note
from rig.store.people.errors import NoConsentError
from rig.store.people.merging import merged_into, root_of
from rig.store.people.sealed_table import change_rows, checked_rows, put_sealed


@dataclass(frozen=True, slots=True)
class Consent:
    """Of one learner to one study.

    Attributes:
        withdrawn_utc: when it was taken back; None while it holds.
    """

    study: str
    learner_id: str
    given_utc: str
    withdrawn_utc: str | None


def give_consent(path: Path, study: str, learner_id: str, actor: Actor) -> None:
    """From now on the learner is part of a study, with everything they recorded.

    Raises:
        StudyNameError: no study can be called so.
        LearnerMissingError: nobody has the id.
        StoreError: the store cannot be changed.
    """
    values = {"study": study_name(study), "learner_id": learner_id, "given_utc": now_utc()}
    with changing(path) as connection:
        is_it = schema.learners.c.learner_id == learner_id
        if connection.execute(select(schema.learners.c.learner_id).where(is_it)).first() is None:
            raise LearnerMissingError(learner_id)
        put_sealed(connection, consents, {**values, "withdrawn_utc": None})
        note(connection, by(actor, "consent given", learner_id, study))


def withdraw_consent(path: Path, study: str, learner_id: str, actor: Actor) -> None:
    """The next export of a study has nothing of the learner.

    Raises:
        NoConsentError: the learner never gave it.
        StoreError: the store cannot be changed.
    """
    is_it = (consents.c.study == study) & (consents.c.learner_id == learner_id)
    with changing(path) as connection:
        if not change_rows(connection, path, consents, is_it, withdrawn_utc=now_utc()):
            raise NoConsentError(study)
        note(connection, by(actor, "consent withdrawn", learner_id, study))


def consents_of(path: Path) -> tuple[Consent, ...]:
    """Every consent there was, by study.

    Raises:
        StoreError: the store cannot be read, or a row is not as it was sealed.
    """
    with open_for_reading(path) as connection:
        rows = checked_rows(connection, path, consents)
    found = [Consent(row.study, row.learner_id, row.given_utc, row.withdrawn_utc) for row in rows]
    return tuple(sorted(found, key=lambda each: (each.study, each.given_utc)))


def participants(path: Path, study: str) -> frozenset[str]:
    """Ids of the people who agreed; of one with several entries, no entry took it back.

    Raises:
        StoreError: as `consents_of`.
    """
    with open_for_reading(path) as connection:
        merged = merged_into(connection, path)
    of_study = [each for each in consents_of(path) if each.study == study]
    gone = {root_of(each.learner_id, merged) for each in of_study if each.withdrawn_utc}
    return frozenset(root_of(each.learner_id, merged) for each in of_study) - gone
