"""`verify`: whether the record is whole."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from rig.cli.console import answer_json, remarks_console, results_console
from rig.cli.options import DataFolder, Json
from rig.cli.sessions import store_of

if TYPE_CHECKING:
    from rig.cli.answers import VerifyAnswer
    from rig.store.verifying.verify import Report

VERIFY_SCHEMA: Final = "steadyhold.verify/1"
SHOWN_BAD: Final = 40


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("verify")(verify)


def verify(
    data: DataFolder = None,
    salvage: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Save all that is sound into a new store.")
    ] = None,
    json: Json = False,
) -> None:
    """Check the file of the archive, its indexes and every record.

    Exit code 1 when something is damaged.
    """
    from rig.store.verifying.verify import verify_store as examine

    store = store_of(data)
    report = examine(store)
    if json:
        answer_json(_report_json(report))
    else:
        console = results_console()
        console.print(f"{store}: {'sound' if report.is_sound else 'DAMAGED'}")
        console.print(
            f"{report.sessions} sessions, {report.ended} ended in good order, "
            f"{report.blocks} blocks, {report.samples} samples, {report.rows} other rows, "
            f"{report.names} names"
        )
        for bad in report.bad[:SHOWN_BAD]:
            console.print(f"{bad.record}: {bad.reason}", soft_wrap=True)
        if len(report.bad) > SHOWN_BAD:
            console.print(f"and {len(report.bad) - SHOWN_BAD} more; --json shows them all")
        if report.bad and salvage is None:
            console.print("`steadyhold verify --salvage FILE` saves all that is sound into FILE")
    if salvage is not None:
        _save_what_is_sound(store, salvage)
    if not report.is_sound:
        sys.exit(1)


def _report_json(report: "Report") -> "VerifyAnswer":
    from dataclasses import asdict

    return {
        "schema": VERIFY_SCHEMA,
        "source": str(report.path),
        "sound": report.is_sound,
        "sessions": report.sessions,
        "ended": report.ended,
        "blocks": report.blocks,
        "samples": report.samples,
        "rows": report.rows,
        "names": report.names,
        "bad": [asdict(each) for each in report.bad],
    }


def _save_what_is_sound(store: Path, target: Path) -> None:
    from rig.store.verifying.salvage import salvage

    try:
        saved = salvage(store, target)
    except FileExistsError:
        raise typer.BadParameter(
            f"{target} exists; choose a new name", param_hint="--salvage"
        ) from None
    remarks_console().print(
        f"{saved.samples} samples of {saved.parts} sessions and {saved.names} names saved into "
        f"{target}"
    )
    for each in saved.loose:
        remarks_console().print(
            f"{each}: of a session whose own row is lost; raw, without calibration and protocol",
            soft_wrap=True,
        )
