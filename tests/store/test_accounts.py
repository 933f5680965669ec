"""Accounts, and the log of what was done to them, in the record."""

import sqlite3
from contextlib import closing

import pytest

from rig.school.actor import LOCAL, NOBODY, Actor
from rig.store.people.accounts import (
    account_of,
    accounts_of,
    add_account,
    change_password,
    change_role,
    end_account,
)
from rig.store.people.audit import Audited, write_line
from rig.store.people.errors import (
    AccountMissingError,
    LastInstructorError,
    LoginNameError,
    LoginTakenError,
)
from rig.store.people.logins import StoredLogin, begin_login, live_logins
from rig.store.verifying.salvage import salvage
from rig.store.verifying.verify import verify_store
from tests.audit_lines import newest_lines

FAR = "2999-01-01T00:00:00.000+00:00"


@pytest.fixture
def store(tmp_path):
    """A record with one instructor, who is logged in."""
    path = tmp_path / "steadyhold.db"
    mira = add_account(path, "mira", "kept", "instructor", NOBODY)
    login = StoredLogin("digest", Actor(mira.id, "instructor"), FAR, FAR, FAR)
    begin_login(path, login, "password")
    return path


@pytest.mark.parametrize("login", ["", "ab", "two words", "a" * 41, ".dot", "élan", "a\nb"])
def test_a_login_is_something_that_can_be_typed(store, login):
    with pytest.raises(LoginNameError):
        add_account(store, login, "kept", "partner", LOCAL)


def test_a_login_is_one_persons_until_the_account_ends(store):
    with pytest.raises(LoginTakenError):
        add_account(store, " MIRA ", "kept", "partner", LOCAL)
    add_account(store, "noa", "kept", "instructor", LOCAL)
    end_account(store, "mira", LOCAL)
    again = add_account(store, "mira", "other", "partner", LOCAL)
    assert account_of(store, "Mira") == again


def test_nobody_can_be_changed_who_is_not_there(store):
    for change in (
        lambda: change_password(store, "noa", "kept", LOCAL),
        lambda: change_role(store, "noa", "partner", LOCAL),
        lambda: end_account(store, "noa", LOCAL),
    ):
        with pytest.raises(AccountMissingError):
            change()


def test_the_only_instructor_stays_one(store):
    with pytest.raises(LastInstructorError):
        end_account(store, "mira", LOCAL)
    with pytest.raises(LastInstructorError):
        change_role(store, "mira", "researcher", LOCAL)
    assert [each.role for each in accounts_of(store)] == ["instructor"]


def test_every_change_of_an_account_ends_its_logins_and_leaves_a_line(store):
    assert len(live_logins(store)) == 1
    change_password(store, "mira", "other", LOCAL)
    assert live_logins(store) == ()
    newest = newest_lines(store, 1)[0]
    assert (newest.actor, newest.action) == ("local", "password changed")


def test_the_log_only_grows(store):
    with closing(sqlite3.connect(store)) as connection:
        for change in (
            "UPDATE audit SET actor = 'x'",
            "DELETE FROM audit",
            "INSERT OR REPLACE INTO audit SELECT * FROM audit LIMIT 1",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="only grows"):
                connection.execute(change)


def test_what_is_typed_makes_no_line_of_its_own_and_does_not_fill_the_log(store):
    write_line(store, Audited("", "anonymous", "login failed", "a\nb\x1b[2J" + "c" * 999))
    [line] = newest_lines(store, 1)
    assert line.about.startswith("a?b?[2J")
    assert len(line.about) == 200


def test_a_changed_row_of_the_doors_is_named_and_lets_nobody_in(store):
    assert verify_store(store).is_sound
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("UPDATE logins SET role = 'partner'")
    assert live_logins(store) == ()
    assert [bad.reason for bad in verify_store(store).bad] == ["checksum"]


def test_accounts_and_the_log_survive_the_loss_of_the_head_of_the_file(store, tmp_path):
    before = (accounts_of(store), newest_lines(store, 10))
    content = store.read_bytes()
    store.write_bytes(bytes(4096) + content[4096:])
    salvage(store, tmp_path / "saved.db")
    saved = tmp_path / "saved.db"
    assert (accounts_of(saved), newest_lines(saved, 10)) == before
