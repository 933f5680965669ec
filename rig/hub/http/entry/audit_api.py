"""The route of the audit log, told in words (docs/api.md)."""

import asyncio
import re
from pathlib import Path

from rig.hub.door_answers import AuditAnswer, AuditLineJson
from rig.hub.errors import AskError
from rig.hub.http.json_route import Call, Count, QueryText, reads
from rig.school.actor import LOCAL
from rig.school.audit_messages import KINDS, actions_of, audit_text, is_kind
from rig.school.roles import INSTRUCTORS
from rig.store.exams.read import exam_titles
from rig.store.people.accounts import accounts_ever
from rig.store.people.audit import Audited, AuditFilter, audit_page
from rig.store.people.roster import classes_of
from rig.store.people.shown import pseudonyms_of_all

LINES = Count("limit", usual=50, most=5000)
SKIP = Count("skip", usual=0, most=10_000_000, least=0)
KIND, ACTOR = QueryText("kind"), QueryText("actor")
_RANDOM_ID = re.compile(r"[0-9a-f]{16,}")
_SHOWN = 8


async def _audit(call: Call) -> AuditAnswer:
    kind = call.query_text(KIND)
    if kind and not is_kind(kind):
        raise AskError("kind", f"one of {', '.join(KINDS)}")
    wanted = AuditFilter(actions_of(kind) if kind else None, call.query_text(ACTOR))
    return await asyncio.to_thread(
        _answer, call.doors.store, wanted, call.count(LINES), call.count(SKIP)
    )


def _answer(store: Path, wanted: AuditFilter, most: int, skip: int) -> AuditAnswer:
    lines, total = audit_page(store, wanted, most, skip)
    called = _called(store)
    return AuditAnswer(lines=[_line_json(each, called) for each in lines], total=total)


def _called(store: Path) -> dict[str, str]:
    """Whom and what ids in the log are: logins, pseudonyms and titles, never a name."""
    titles = {each.id: f"{each.title} {each.term}".strip() for each in classes_of(store)}
    logins = {account.id: account.login for account, _ in accounts_ever(store)}
    titles |= exam_titles(store)
    return titles | pseudonyms_of_all(store) | logins | {LOCAL.id: "this computer"}


def _line_json(line: Audited, called: dict[str, str]) -> AuditLineJson:
    about = called.get(line.about, _shortened(line.about))
    return AuditLineJson(
        at_utc=line.at_utc,
        actor=line.actor,
        role=line.role,
        action=line.action,
        about=line.about,
        detail=line.detail,
        who=called.get(line.actor, _shortened(line.actor)),
        what=audit_text(line.action, about, called.get(line.detail, line.detail)),
    )


def _shortened(kept: str) -> str:
    """An id that nobody has a word for; the first digits of a random one tell it from others."""
    return kept[:_SHOWN] if _RANDOM_ID.fullmatch(kept) else kept


ROUTES = (
    reads(
        "/api/audit",
        _audit,
        AuditAnswer,
        "Who did what at the doors, newest first",
        open_to=INSTRUCTORS,
        refusals=(AskError,),
        query=(LINES, SKIP, KIND, ACTOR),
    ),
)
