"""`verify`, `export`: whether the record is whole, and out with it."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from rig.cli.console import answer_json, remarks_console, results_console
from rig.cli.options import DataFolder, Json
from rig.cli.sessions import SessionId, store_of
from rig.export.formats import FORMATS

if TYPE_CHECKING:
    from rig.cli.answers import ExportedAnswer, VerifyAnswer
    from rig.store.verifying.verify import Report

VERIFY_SCHEMA: Final = "steadyhold.verify/1"
EXPORTED_SCHEMA: Final = "steadyhold.exported/1"
SHOWN_BAD: Final = 40


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("verify")(verify)
    app.command("export")(export)


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


def _format(name: str) -> str:
    if name not in FORMATS:
        known = ", ".join(repr(each) for each in FORMATS)
        raise typer.BadParameter(f"{name!r} is not one of {known}.")
    return name


def export(
    session: SessionId,
    to: Annotated[Path, typer.Option(metavar="FOLDER", help="Where the files go.")] = Path(),
    form: Annotated[
        str,
        typer.Option("--format", parser=_format, metavar=f"[{'|'.join(FORMATS)}]", help="Kind."),
    ] = "csv",
    data: DataFolder = None,
    json: Json = False,
) -> None:
    """Write a session as files for other programs.

    Raw counts, device ticks, newtons, flags, events and scores, units in the headers, and a JSON
    beside them that says where every number is from.
    """
    from rig.export.session import export_session
    from rig.store.session_named import session_named

    store = store_of(data)
    whole = session_named(store, session)
    files = export_session(store, whole, to, form)
    if json:
        named = [str(each) for each in files]
        told: ExportedAnswer = {"schema": EXPORTED_SCHEMA, "session": whole, "files": named}
        answer_json(told)
        return
    for each in files:
        results_console().print(str(each), soft_wrap=True)


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
