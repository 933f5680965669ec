"""What stands in the audit log, in plain words: every action there is, and which kind it is of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

AuditKind = Literal["coming", "refused", "accounts", "class", "protocols", "copies"]
KINDS: tuple[AuditKind, ...] = get_args(AuditKind)


@dataclass(frozen=True, slots=True)
class AuditWords:
    """How an action is told.

    Attributes:
        kind: what it is listed under.
        text: after whoever did it; `{about}` and `{detail}` are put in.
    """

    kind: AuditKind
    text: str


ACTIONS: Mapping[str, AuditWords] = {
    "login": AuditWords("coming", "logged in ({detail})"),
    "logout": AuditWords("coming", "logged out ({detail})"),
    "sent away": AuditWords("coming", "logged {about} out everywhere"),
    "login ended": AuditWords("coming", "ended a login of {about}"),
    "login failed": AuditWords("refused", "typed a wrong {detail} for {about}"),
    "denied": AuditWords("refused", "asked for what is not open to them: {detail}"),
    "account added": AuditWords("accounts", "added the account {about} ({detail})"),
    "password changed": AuditWords("accounts", "changed the password of {about}"),
    "role changed": AuditWords("accounts", "changed the role of {about} to {detail}"),
    "account ended": AuditWords("accounts", "removed the account {about}"),
    "setup code made": AuditWords(
        "accounts", "began a rig without accounts: a setup code was made"
    ),
    "class made": AuditWords("class", "made the class {about}"),
    "class renamed": AuditWords("class", "renamed the class {about}"),
    "class ended": AuditWords("class", "ended the class {about}"),
    "class begun again": AuditWords("class", "started the class {about} again"),
    "list imported": AuditWords("class", "imported a list into {about}: {detail}"),
    "learner added": AuditWords("class", "added {about}"),
    "learner enrolled": AuditWords("class", "took {about} into a class"),
    "learner left": AuditWords("class", "took {about} out of a class"),
    "learner renamed": AuditWords("class", "renamed {about}"),
    "learners merged": AuditWords("class", "merged {about} with another learner"),
    "merge undone": AuditWords("class", "parted {about} from another learner"),
    "learner forgotten": AuditWords("class", "forgot who {about} was"),
    "class code made": AuditWords("class", "made a class code for {about}"),
    "class code ended": AuditWords("class", "ended the class code of {about}"),
    "PIN taken": AuditWords("class", "chose a PIN for {about}"),
    "PIN removed": AuditWords("class", "let {about} choose another PIN"),
    "protocol saved": AuditWords("protocols", "saved {about}, {detail}"),
    "protocol retired": AuditWords("protocols", "took {about} out of use, {detail}"),
    "session exported": AuditWords("copies", "exported session {about} ({detail})"),
    "session downloaded": AuditWords("copies", "downloaded session {about} ({detail})"),
    "backup made": AuditWords("copies", "made a backup"),
    "record restored": AuditWords("copies", "restored this record from a backup; {detail}"),
}
DETAILS: Mapping[str, str] = {
    "asked": "by themselves",
    "again": "logged in anew in the same browser",
    "over": "time was up",
    "all": "everywhere",
    "ended": "by an instructor",
}


def is_kind(text: str) -> bool:
    """Whether a text names a kind."""
    return text in KINDS


def actions_of(kind: str) -> frozenset[str]:
    """The actions of a kind."""
    return frozenset(name for name, each in ACTIONS.items() if each.kind == kind)


def audit_text(action: str, about: str, detail: str) -> str:
    """What was done, to be read after who did it.

    Args:
        action: as it stands in the log; one of another release is told as it stands there.
        about: what it was done to, as people call it.
        detail: as it stands in the log.
    """
    words = ACTIONS.get(action)
    if words is None:
        return " ".join(filter(None, (action, about, detail)))
    if action == "logout":
        detail = DETAILS.get(detail, detail)
    return words.text.format(about=about or "somebody unknown", detail=detail)
