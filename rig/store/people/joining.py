"""Codes and PINs in the record: how a class comes in, and the first instructor."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import delete, select

from rig.school.actor import Actor
from rig.store.database import changing, has_table, open_for_reading
from rig.store.entries import now_utc
from rig.store.format.door_tables import class_codes, pins, setup_codes
from rig.store.format.roster_tables import classes
from rig.store.format.sealed_rows import is_sealed
from rig.store.people.audit import Audited, by, note
from rig.store.people.logins import end_logins, end_logins_of_class
from rig.store.people.sealed_table import change_rows, put_sealed


@dataclass(frozen=True, slots=True)
class ClassCode:
    """What a class types to come in.

    Attributes:
        class_id: the class.
        code: as it is shown.
        ends_utc: when it is good no longer.
    """

    class_id: str
    code: str
    ends_utc: str


def class_codes_of(path: Path) -> tuple[ClassCode, ...]:
    """The codes of classes that are taught, which are good now.

    Raises:
        StoreError: the store cannot be read.
    """
    if not path.is_file():
        return ()
    with open_for_reading(path) as connection:
        if not has_table(connection, class_codes):
            return ()
        taught = select(classes.c.class_id).where(classes.c.ended_utc.is_(None))
        rows = connection.execute(
            select(class_codes).where(class_codes.c.class_id.in_(taught))
        ).all()
    now = now_utc()
    return tuple(
        ClassCode(row.class_id, row.code, row.ends_utc)
        for row in rows
        if is_sealed(class_codes, tuple(row)) and row.ends_utc > now
    )


def put_class_code(path: Path, made: ClassCode, actor: Actor) -> None:
    """A new code of a class, in the place of the one before.

    Raises:
        StoreError: the store cannot be written.
    """
    with changing(path) as connection:
        put_sealed(
            connection,
            class_codes,
            {
                "class_id": made.class_id,
                "code": made.code,
                "made_utc": now_utc(),
                "ends_utc": made.ends_utc,
            },
        )
        note(connection, by(actor, "class code made", made.class_id))


def end_class_code(path: Path, class_id: str, actor: Actor) -> None:
    """The lesson is over: the code is good no longer, and whoever came in with it is logged out.

    Raises:
        StoreError: the store cannot be written.
    """
    with changing(path) as connection:
        connection.execute(delete(class_codes).where(class_codes.c.class_id == class_id))
        end_logins_of_class(connection, path, class_id)
        note(connection, by(actor, "class code ended", class_id))


def pin_hash_of(path: Path, class_id: str, learner_id: str) -> str | None:
    """What is kept of a learner's PIN; None before they took one.

    Raises:
        StoreError: the store cannot be read.
    """
    is_it = (pins.c.class_id == class_id) & (pins.c.learner_id == learner_id)
    with open_for_reading(path) as connection:
        if not has_table(connection, pins):
            return None
        row = connection.execute(select(pins).where(is_it)).one_or_none()
    # A damaged one fits nothing: the instructor takes it away, and the learner takes another.
    return None if row is None else row.pin_hash if is_sealed(pins, tuple(row)) else ""


def learners_with_pins(path: Path, class_id: str) -> frozenset[str]:
    """Who of a class has taken a PIN.

    Raises:
        StoreError: the store cannot be read.
    """
    with open_for_reading(path) as connection:
        if not has_table(connection, pins):
            return frozenset()
        rows = connection.execute(select(pins.c.learner_id).where(pins.c.class_id == class_id))
        return frozenset(rows.scalars())


def put_pin(path: Path, class_id: str, learner_id: str, pin_hash: str) -> bool:
    """Whether that is the first PIN of a learner, and kept from now on.

    Raises:
        StoreError: the store cannot be written.
    """
    is_it = (pins.c.class_id == class_id) & (pins.c.learner_id == learner_id)
    with changing(path) as connection:
        if connection.execute(select(pins.c.since_utc).where(is_it)).one_or_none() is not None:
            return False
        values = {"class_id": class_id, "learner_id": learner_id, "pin_hash": pin_hash}
        put_sealed(connection, pins, {**values, "since_utc": now_utc()})
        note(connection, Audited("", "student", "PIN taken", learner_id, class_id))
    return True


def remove_pin(path: Path, class_id: str, learner_id: str, actor: Actor) -> None:
    """The learner takes a new one at the next time; whoever was logged in with it is no longer.

    Raises:
        StoreError: the store cannot be written.
    """
    is_it = (pins.c.class_id == class_id) & (pins.c.learner_id == learner_id)
    with changing(path) as connection:
        connection.execute(delete(pins).where(is_it))
        end_logins(connection, path, actor_id=learner_id)
        note(connection, by(actor, "PIN removed", learner_id, class_id))


def change_pin(path: Path, class_id: str, learner_id: str, pin_hash: str, actor: Actor) -> bool:
    """Whether a learner has another PIN from now on; every login with the one before ends.

    Raises:
        StoreError: the store cannot be written.
    """
    is_it = (pins.c.class_id == class_id) & (pins.c.learner_id == learner_id)
    with changing(path) as connection:
        if connection.execute(select(pins.c.since_utc).where(is_it)).one_or_none() is None:
            return False
        change_rows(connection, path, pins, is_it, pin_hash=pin_hash, since_utc=now_utc())
        end_logins(connection, path, actor_id=learner_id)
        note(connection, by(actor, "PIN changed", learner_id, class_id))
    return True


def put_setup_code(path: Path, code_hash: str, ends_utc: str) -> None:
    """The code that makes the first instructor; those before it are good no longer.

    Raises:
        StoreError: the store cannot be written.
    """
    with changing(path) as connection:
        connection.execute(delete(setup_codes))
        values = {"code_hash": code_hash, "made_utc": now_utc(), "ends_utc": ends_utc}
        put_sealed(connection, setup_codes, {**values, "used_utc": None})
        note(connection, Audited("", "anonymous", "setup code made"))


def use_setup_code(path: Path, code_hash: str) -> bool:
    """Whether the code is good; it is used from now on.

    Raises:
        StoreError: the store cannot be written.
    """
    now = now_utc()
    is_good = (
        (setup_codes.c.code_hash == code_hash)
        & setup_codes.c.used_utc.is_(None)
        & (setup_codes.c.ends_utc > now)
    )
    with changing(path) as connection:
        if connection.execute(select(setup_codes).where(is_good)).one_or_none() is None:
            return False
        change_rows(connection, path, setup_codes, is_good, used_utc=now)
    return True
