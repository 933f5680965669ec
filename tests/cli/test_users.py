"""Accounts from the terminal, while the rig runs or not."""

import io
import re
import sys

import pyotp
import pytest

from rig.hub.doors.secrets_kept import argon2
from rig.store.people.accounts import account_of
from rig.store.people.second_factors import second_factor_of
from tests.audit_lines import newest_lines

GOOD = "river lamp otter nine"


@pytest.fixture
def typed(monkeypatch):
    """What is typed into the standard input."""
    return lambda text: monkeypatch.setattr(sys, "stdin", io.StringIO(f"{text}\n"))


@pytest.fixture
def mira(steadyhold, typed, tmp_path):
    typed(GOOD)
    assert steadyhold("user", "add", "Mira", "--data", tmp_path).code == 0
    return tmp_path / "steadyhold.db"


def test_an_account_is_made_listed_changed_and_ended(steadyhold, typed, tmp_path, mira):
    [row] = steadyhold("user", "list", "--json", "--data", tmp_path).json["users"]
    assert (row["login"], row["role"]) == ("mira", "instructor")
    typed(f"another {GOOD}")
    assert steadyhold("user", "add", "noa", "--role", "researcher", "--data", tmp_path).code == 0
    typed(f"a third {GOOD}")
    assert steadyhold("user", "password", "noa", "--data", tmp_path).code == 0
    assert argon2().verify(f"a third {GOOD}", account_of(mira, "noa").password_hash)
    assert steadyhold("user", "role", "noa", "--role", "partner", "--data", tmp_path).code == 0
    assert "partner" in steadyhold("user", "list", "--data", tmp_path).out
    assert steadyhold("user", "remove", "noa", "--data", tmp_path).code == 0
    assert account_of(mira, "noa") is None
    actions = [line.action for line in newest_lines(mira, 10)]
    assert actions == [
        "account ended", "role changed", "password changed", "account added", "account added",
    ]  # fmt: skip


def test_no_answer_has_a_password_or_its_hash(steadyhold, tmp_path, mira):
    kept = account_of(mira, "mira").password_hash
    assert kept.startswith("$argon2id$")
    for words in (("list",), ("list", "--json")):
        told = steadyhold("user", *words, "--data", tmp_path).out
        assert GOOD not in told
        assert kept not in told


def test_without_accounts_the_way_to_the_first_is_told(steadyhold, tmp_path):
    assert "run --lan" in steadyhold("user", "list", "--data", tmp_path).out


@pytest.mark.parametrize(
    ("words", "typed_words", "code", "told"),
    [
        (("add", "noa"), "password1234", 2, "guessed first"),
        (("add", "noa"), "short", 2, "at least 12"),
        (("add", "noa"), "x" * 201, 2, "more than 200"),
        (("add", "no one"), GOOD, 2, "3 to 40"),
        (("add", "MIRA"), GOOD, 4, "already"),
        (("password", "noa"), GOOD, 5, "user list"),
        (("remove", "mira"), "", 4, "only instructor"),
        (("role", "mira", "--role", "partner"), "", 4, "only instructor"),
    ],
)
def test_a_refusal_says_what_to_do(
    steadyhold, typed, tmp_path, mira, words, typed_words, code, told
):
    typed(typed_words)
    answer = steadyhold("user", *words, "--data", tmp_path)
    assert (answer.code, answer.err.count("\n")) == (code, 1)
    assert told in answer.err


class Phone:
    """An authenticator app that takes the secret from the terminal, and somebody who types."""

    def __init__(self, capsys, *, reads_well):
        self._capsys, self._reads_well = capsys, reads_well

    def isatty(self):
        return False

    def readline(self):
        [self.secret] = re.findall(r"\b[A-Z2-7]{32}\b", self._capsys.readouterr().err)
        right = pyotp.TOTP(self.secret).now()
        return f"{right if self._reads_well else 'no code'}\n"


def test_a_second_factor_is_scanned_tried_and_taken_away(
    steadyhold, monkeypatch, capsys, tmp_path, mira
):
    words, account = ("user", "second-factor", "mira", "--data", tmp_path), account_of(mira, "mira")
    monkeypatch.setattr(sys, "stdin", Phone(capsys, reads_well=False))
    refused = steadyhold(*words)
    assert (refused.code, "this code is not right" in refused.err) == (3, True)
    assert second_factor_of(mira, account.id) is None
    phone = Phone(capsys, reads_well=True)
    monkeypatch.setattr(sys, "stdin", phone)
    assert "mira needs a code as well" in steadyhold(*words).out
    assert second_factor_of(mira, account.id) == phone.secret
    assert "needs no code any more" in steadyhold(*words, "--remove").out
    assert "needed no code" in steadyhold(*words, "--remove").out
    assert second_factor_of(mira, account.id) is None
    assert steadyhold("user", "second-factor", "noa", "--data", tmp_path).code == 5
    actions = [line.action for line in newest_lines(mira, 2)]
    assert actions == ["second factor removed", "second factor set up"]
    assert phone.secret not in str(newest_lines(mira, 50))
