"""`retention`: what was kept too long, told beforehand and taken away."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Final

import typer

from rig.cli.archive.errors import NotRemovedError
from rig.cli.console import answer_json, remarks_console, results_console
from rig.cli.options import DataFolder, Json
from rig.cli.sessions import store_of

if TYPE_CHECKING:
    from pathlib import Path

    from rig.cli.school.answers import RetentionListing
    from rig.store.people.expired import Expired

SCHEMA: Final = "steadyhold.retention/1"
NOTHING: Final = "Nothing is older."


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("retention")(retention)


def _before(what: str, help_text: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(
        f"--{what}", metavar="DATE", formats=["%Y-%m-%d"], help=help_text
    )
    return option


def retention(
    recordings: Annotated[
        datetime | None, _before("recordings", "Recordings that ended before this day.")
    ] = None,
    names: Annotated[
        datetime | None,
        _before("names", "Who did nothing since and is in no class; accounts ended before it."),
    ] = None,
    logins: Annotated[
        datetime | None, _before("logins", "Logins and codes that were over before this day.")
    ] = None,
    audit: Annotated[
        datetime | None, _before("audit", "Lines of the log of the doors before this day.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would go; change nothing.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    data: DataFolder = None,
    json: Json = False,
) -> None:
    """Remove what is older than a day, for good; what is younger is never touched.

    Name at least one kind with its day. Recordings go whole, names as `forget` takes them. Stop
    Steadyhold first. Copies in the data folder that still hold some of it are listed.
    """
    from rig.school.actor import LOCAL
    from rig.store.people.expired import KeptSince
    from rig.store.people.retention import find_expired, remove_expired, removed_detail

    days = {"recordings": recordings, "names": names, "logins": logins, "audit": audit}
    since = KeptSince(**{kind: _day(kind, moment) for kind, moment in days.items()})
    if not any(days.values()):
        raise typer.BadParameter("name at least one of --recordings, --names, --logins, --audit")
    store = store_of(data)
    found, copies = find_expired(store, since)
    if not dry_run and not found.is_nothing:
        question = f"Remove {removed_detail(found)}? It cannot be undone."
        if not yes and not typer.confirm(question, err=True):
            raise NotRemovedError
        found, copies = remove_expired(store, since, LOCAL)
    if json:
        told: RetentionListing = {
            "schema": SCHEMA,
            "is_dry_run": dry_run,
            "before": {kind: str(day.date()) for kind, day in days.items() if day is not None},
            "sessions": list(found.sessions),
            "learners": list(found.learners),
            "accounts": list(found.accounts),
            "logins": found.logins,
            "audit_lines": found.audit_lines,
            "copies": [str(each) for each in copies],
        }
        answer_json(told)
    else:
        _tell(found, copies, dry_run=dry_run)


def _day(kind: str, moment: datetime | None) -> date | None:
    if moment is None:
        return None
    if moment.date() > datetime.now().astimezone().date():
        raise typer.BadParameter(
            f"{moment:%Y-%m-%d} is not over yet; name a day up to today", param_hint=f"--{kind}"
        )
    return moment.date()


def _tell(found: "Expired", copies: "tuple[Path, ...]", *, dry_run: bool) -> None:
    from rig.store.people.retention import removed_detail

    console, aside = results_console(), remarks_console()
    if found.is_nothing:
        console.print(NOTHING)
        return
    console.print(f"{'Would remove' if dry_run else 'Removed'}: {removed_detail(found)}.")
    for kind, ids in (("recording", found.sessions), ("learner", found.learners)):
        for each in ids if dry_run else ():
            aside.print(f"{kind} {each}", soft_wrap=True)
    for copy in copies:
        aside.print(f"still holds some of it: {copy}", soft_wrap=True)
    aside.print("Backups that were copied elsewhere still hold it.", soft_wrap=True)
