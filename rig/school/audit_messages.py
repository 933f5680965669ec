"""What stands in the audit log, in plain words: every action there is, and which kind it is of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

AuditKind = Literal[
    "coming", "refused", "accounts", "class", "protocols", "exams", "marks", "copies"
]
KINDS: tuple[AuditKind, ...] = get_args(AuditKind)


@dataclass(frozen=True, slots=True)
class AuditMessage:
    """How an action is told.

    Attributes:
        kind: what it is listed under.
        text: after whoever did it; `{about}` and `{detail}` are put in.
    """

    kind: AuditKind
    text: str


ACTIONS: Mapping[str, AuditMessage] = {
    "login": AuditMessage("coming", "logged in ({detail})"),
    "logout": AuditMessage("coming", "logged out ({detail})"),
    "sent away": AuditMessage("coming", "logged {about} out everywhere"),
    "login ended": AuditMessage("coming", "ended a login of {about}"),
    "login failed": AuditMessage("refused", "typed a wrong {detail} for {about}"),
    "denied": AuditMessage("refused", "asked for what is not open to them: {detail}"),
    "account added": AuditMessage("accounts", "added the account {about} ({detail})"),
    "password changed": AuditMessage("accounts", "changed the password of {about}"),
    "role changed": AuditMessage("accounts", "changed the role of {about} to {detail}"),
    "account ended": AuditMessage("accounts", "removed the account {about}"),
    "second factor set up": AuditMessage("accounts", "gave {about} a second factor"),
    "second factor removed": AuditMessage("accounts", "took the second factor of {about} away"),
    "setup code made": AuditMessage(
        "accounts", "began a rig without accounts: a setup code was made"
    ),
    "class made": AuditMessage("class", "made the class {about}"),
    "class renamed": AuditMessage("class", "renamed the class {about}"),
    "class ended": AuditMessage("class", "ended the class {about}"),
    "class begun again": AuditMessage("class", "started the class {about} again"),
    "list imported": AuditMessage("class", "imported a list into {about}: {detail}"),
    "learner added": AuditMessage("class", "added {about}"),
    "learner enrolled": AuditMessage("class", "took {about} into a class"),
    "learner left": AuditMessage("class", "took {about} out of a class"),
    "learner renamed": AuditMessage("class", "renamed {about}"),
    "learners merged": AuditMessage("class", "merged {about} with another learner"),
    "merge undone": AuditMessage("class", "parted {about} from another learner"),
    "learner forgotten": AuditMessage("class", "forgot who {about} was"),
    "class code made": AuditMessage("class", "made a class code for {about}"),
    "class code ended": AuditMessage("class", "ended the class code of {about}"),
    "PIN taken": AuditMessage("class", "chose a PIN for {about}"),
    "PIN changed": AuditMessage("class", "changed the PIN of {about}"),
    "PIN removed": AuditMessage("class", "let {about} choose another PIN"),
    "protocol saved": AuditMessage("protocols", "saved {about}, {detail}"),
    "protocol retired": AuditMessage("protocols", "took {about} out of use, {detail}"),
    "exam planned": AuditMessage("exams", "planned the exam {about} for {detail}"),
    "exam seated": AuditMessage("exams", "gave seats in the exam {about} to {detail}"),
    "exam begun": AuditMessage("exams", "began or resumed the exam {about}"),
    "exam ended": AuditMessage("exams", "ended the exam {about}"),
    "exam attempt begun": AuditMessage("exams", "let {about} begin in the exam {detail}"),
    "exam attempt closed": AuditMessage("exams", "closed the attempt of {about} ({detail})"),
    "examiner mark given": AuditMessage("exams", "gave an examiner's mark to {about} ({detail})"),
    "marks released": AuditMessage("exams", "released the marks of the exam {about}"),
    "marks withdrawn": AuditMessage("exams", "withdrew the marks of the exam {about}"),
    "mark appealed": AuditMessage("exams", "appealed the mark of {about} ({detail})"),
    "appeal answered": AuditMessage("exams", "answered the appeal of {about} ({detail})"),
    "mark changed": AuditMessage("marks", "changed a mark of {about} (entry {detail})"),
    "mark change taken back": AuditMessage(
        "marks", "took a change of a mark of {about} back (entry {detail})"
    ),
    "mark contested": AuditMessage("marks", "wrote a note on a mark of {about} (entry {detail})"),
    "note on a mark answered": AuditMessage(
        "marks", "answered the note of {about} on a mark (entry {detail})"
    ),
    "hours corrected": AuditMessage(
        "marks", "wrote a correction of practice hours of {about} (entry {detail})"
    ),
    "marks exported": AuditMessage("copies", "exported marks of {about} ({detail})"),
    "hours exported": AuditMessage("copies", "exported practice hours of {about} ({detail})"),
    "report made": AuditMessage("copies", "made a report of {about} ({detail})"),
    "judgement kept": AuditMessage("protocols", "kept a judgement of {about} ({detail})"),
    "judgement taken back": AuditMessage(
        "protocols", "took back a judgement of {about} ({detail})"
    ),
    "cut score accepted": AuditMessage("protocols", "accepted cut score {detail} for {about}"),
    "session exported": AuditMessage("copies", "exported session {about} ({detail})"),
    "consent given": AuditMessage("copies", "noted that {about} is part of the study {detail}"),
    "consent withdrawn": AuditMessage(
        "copies", "noted that {about} is no longer part of the study {detail}"
    ),
    "study exported": AuditMessage("copies", "exported the study {detail}"),
    "session downloaded": AuditMessage("copies", "downloaded session {about} ({detail})"),
    "backup made": AuditMessage("copies", "made a backup"),
    "old data removed": AuditMessage("copies", "removed what was kept too long: {detail}"),
    "record restored": AuditMessage("copies", "restored this record from a backup; {detail}"),
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
