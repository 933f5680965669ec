"""`backup`: the data folder as one file."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from rig.cli.console import answer_json, remarks_console, results_console
from rig.cli.options import DataFolder, Json

if TYPE_CHECKING:
    from rig.backup.take import TakenBackup
    from rig.cli.answers import BackupAnswer

SCHEMA: Final = "steadyhold.backed-up/1"


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("backup")(backup)


def backup(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="The backup, or a folder for it; else it goes here."),
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace FILE where it exists.")
    ] = False,
    data: DataFolder = None,
    json: Json = False,
) -> None:
    """Copy the data folder into one file, also while a hub records.

    Record, passports, check weights, settings. Exit code 1 when the record is damaged; the file is
    made all the same.
    """
    from rig.backup.take import default_name, take_backup
    from rig.school.actor import LOCAL
    from rig.store.folder import STORE_NAME, existing_folder
    from rig.store.people.audit import by, write_where_kept

    target = file or Path()
    if target.is_dir():
        target /= default_name(datetime.now(UTC))
    folder = existing_folder(data)
    taken = take_backup(folder, target, overwrite=overwrite)
    if taken.record is not None:
        write_where_kept(folder / STORE_NAME, by(LOCAL, "backup made"))
    if json:
        _answer(taken)
    else:
        _tell(taken)
    if taken.manifest.damage:
        sys.exit(1)


def _answer(taken: "TakenBackup") -> None:
    told: BackupAnswer = {
        "schema": SCHEMA,
        "file": str(taken.path),
        "size_bytes": taken.path.stat().st_size,
        "parts": len(taken.manifest.parts),
        "sessions": taken.record.sessions if taken.record else 0,
        "damaged": len(taken.manifest.damage),
        "left_out": list(taken.left_out),
    }
    answer_json(told)


def _tell(taken: "TakenBackup") -> None:
    console, aside = results_console(), remarks_console()
    console.print(str(taken.path), soft_wrap=True)
    sessions = taken.record.sessions if taken.record else 0
    aside.print(
        f"{sessions} sessions and {len(taken.manifest.parts)} files; names of learners are in it, "
        "so keep it as you keep the record",
        soft_wrap=True,
    )
    for each in taken.left_out:
        aside.print(f"not in it: {each}", soft_wrap=True)
    if taken.manifest.damage:
        aside.print(
            f"the record is DAMAGED in {len(taken.manifest.damage)} places and is in the backup as "
            "it is; `steadyhold verify` names them",
            soft_wrap=True,
        )
