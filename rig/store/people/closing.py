"""What let somebody in yesterday, closed as a whole: a record on another machine begins shut."""

from pathlib import Path

from sqlalchemy import delete, select

from rig.school.actor import NOBODY
from rig.store.database import changing, has_table, open_for_reading
from rig.store.entries import now_utc
from rig.store.format.door_tables import class_codes, logins, setup_codes
from rig.store.format.sealed_rows import is_sealed
from rig.store.people.audit import by, note
from rig.store.people.sealed_table import put_sealed


def close_every_way_in(path: Path) -> bool:
    """End every login and take every class code and setup code away; accounts and PINs stay.

    Answers whether there was one; a record without any is left byte for byte.

    Raises:
        StoreError: the store cannot be read or written.
    """
    if not _has_any(path):
        return False
    with changing(path) as connection:
        for table in (class_codes, setup_codes):
            connection.execute(delete(table))
        for row in connection.execute(select(logins).where(logins.c.ended_utc.is_(None))).all():
            # A damaged row is nobody's login already, and stays as it is.
            if is_sealed(logins, tuple(row)):
                before = dict(zip(logins.columns.keys(), row, strict=True))
                put_sealed(connection, logins, before | {"ended_utc": now_utc()})
        note(connection, by(NOBODY, "record restored", detail="logins and codes ended"))
    return True


def _has_any(path: Path) -> bool:
    with open_for_reading(path) as connection:
        return any(
            connection.execute(select(table.c[key]).where(which).limit(1)).first() is not None
            for table, key, which in (
                (logins, "token_hash", logins.c.ended_utc.is_(None)),
                (class_codes, "code", class_codes.c.code.is_not(None)),
                (setup_codes, "code_hash", setup_codes.c.code_hash.is_not(None)),
            )
            if has_table(connection, table)
        )
