"""Second factors in the record: who has one, and which codes were used."""

from pathlib import Path

from sqlalchemy import delete, select

from rig.school.actor import Actor
from rig.store.database import changing, has_table, open_for_reading
from rig.store.entries import now_utc
from rig.store.format.factor_tables import second_factors
from rig.store.format.sealed_rows import is_sealed
from rig.store.people.audit import by, note
from rig.store.people.logins import end_logins
from rig.store.people.sealed_table import change_rows, put_sealed


def second_factor_of(path: Path, account_id: str) -> str | None:
    """The secret of an account; None without a second factor.

    Raises:
        StoreError: the store cannot be read.
    """
    is_it = second_factors.c.account_id == account_id
    with open_for_reading(path) as connection:
        if not has_table(connection, second_factors):
            return None
        row = connection.execute(select(second_factors).where(is_it)).one_or_none()
    # No code fits a damaged one: it is taken away in the terminal, and set up again.
    return None if row is None else row.secret if is_sealed(second_factors, tuple(row)) else ""


def put_second_factor(path: Path, account_id: str, secret: str, step: int, actor: Actor) -> None:
    """From now on an account needs codes as well; whoever is logged in with it is no longer.

    Args:
        path: the store.
        account_id: whose.
        secret: as base32.
        step: of the code by which it was tried; it is used.
        actor: who did it.

    Raises:
        StoreError: the store cannot be written.
    """
    with changing(path) as connection:
        put_sealed(
            connection,
            second_factors,
            {
                "account_id": account_id,
                "secret": secret,
                "since_utc": now_utc(),
                "used_step": step,
            },
        )
        end_logins(connection, path, actor_id=account_id)
        note(connection, by(actor, "second factor set up", account_id))


def use_step(path: Path, account_id: str, step: int) -> bool:
    """Whether no code of this step or a later one was used before; this one is from now on.

    Raises:
        StoreError: the store cannot be written.
    """
    is_fresh = (second_factors.c.account_id == account_id) & (second_factors.c.used_step < step)
    with changing(path) as connection:
        return bool(change_rows(connection, path, second_factors, is_fresh, used_step=step))


def remove_second_factor(path: Path, account_id: str, actor: Actor) -> bool:
    """Whether there was one; the password alone is enough again.

    Raises:
        StoreError: the store cannot be written.
    """
    with changing(path) as connection:
        is_it = second_factors.c.account_id == account_id
        if not connection.execute(delete(second_factors).where(is_it)).rowcount:
            return False
        end_logins(connection, path, actor_id=account_id)
        note(connection, by(actor, "second factor removed", account_id))
    return True
