"""The audit log told in plain words."""

import re
from pathlib import Path

import pytest

import rig
from rig.school.audit_messages import ACTIONS, KINDS, actions_of, audit_text, is_kind
from rig.school.roles import ROLES

WRITTEN = re.compile(
    r"""(?:by\((?:NOBODY|LOCAL|actor|call\.actor)|note\((?:call\.)?actor|note_change\(store
    |Audited\(""|Audited\("",\ "\w+"),\s*"([a-zA-Z ]+)\"""",
    re.VERBOSE,
)


def test_whatever_the_code_writes_into_the_log_has_words() -> None:
    text = "\n".join(path.read_text() for path in Path(rig.__file__).parent.rglob("*.py"))
    written = set(WRITTEN.findall(text)) - set(ROLES)
    assert len(written) > 20
    assert written - set(ACTIONS) == set()


def test_every_action_is_of_one_kind() -> None:
    assert sorted(name for kind in KINDS for name in actions_of(kind)) == sorted(ACTIONS)
    assert is_kind("coming")
    assert not is_kind("anything")


@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_is_a_sentence_after_whoever_did_it(action: str) -> None:
    told = audit_text(action, "mira", "asked")
    assert told[0].islower()
    assert "{" not in told


def test_an_action_of_another_release_is_told_as_it_stands_there() -> None:
    assert audit_text("station painted", "pad-1", "{blue}") == "station painted pad-1 {blue}"
    assert audit_text("logout", "", "over") == "logged out (time was up)"
