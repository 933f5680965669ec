"""`restore`: a data folder out of its backup."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from rig.cli.console import answer_json, results_console
from rig.cli.options import DataFolder, Json

if TYPE_CHECKING:
    from rig.cli.answers import RestoreAnswer

SCHEMA: Final = "steadyhold.restored/1"


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("restore")(restore)


def restore(
    file: Annotated[Path, typer.Argument(help="A backup made by `steadyhold backup`.")],
    data: DataFolder = None,
    json: Json = False,
) -> None:
    """Put a backup back into an empty data folder, on any machine.

    Every checksum and the whole record are checked first; if anything is wrong, nothing changes.
    """
    from rig.backup.restore import restore_backup
    from rig.store.folder import STORE_NAME, data_folder

    restored = restore_backup(file, data if data is not None else data_folder())
    manifest, record = restored.manifest, restored.record
    sessions = record.sessions if record else 0
    logins = _logins_in(restored.folder / STORE_NAME)
    if json:
        told: RestoreAnswer = {
            "schema": SCHEMA,
            "folder": str(restored.folder),
            "made_utc": manifest.made_utc,
            "software": manifest.software,
            "parts": len(manifest.parts),
            "sessions": sessions,
            "accounts": logins,
            "damaged": len(manifest.damage),
        }
        answer_json(told)
        return
    console = results_console()
    console.print(
        f"{restored.folder}: {sessions} sessions and {len(manifest.parts)} files, as "
        f"{manifest.software} had them at {manifest.made_utc}",
        soft_wrap=True,
    )
    if logins:
        console.print(
            f"whoever had a password there has it here: {', '.join(logins)}; `steadyhold user "
            "password LOGIN` gives another, `user remove LOGIN` keeps them out",
            soft_wrap=True,
        )
    if manifest.damage:
        console.print(
            f"the record was DAMAGED in {len(manifest.damage)} places when the backup was made; "
            "`steadyhold verify` names them, `verify --salvage FILE` saves the rest",
            soft_wrap=True,
        )


def _logins_in(store: Path) -> list[str]:
    """Who can log in as they could there; nobody where that is damaged, for nobody can then."""
    from rig.store.errors import DamagedRecordError
    from rig.store.people.accounts import accounts_of
    from rig.visible_text import visible_text

    try:
        return [visible_text(each.login) for each in accounts_of(store)]
    except DamagedRecordError:
        return []
