"""`verify`, `rescore`, `export`: whether the record is whole, what it says now, and out with it."""

import json as json_text
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from rig.cli.console import answer, answer_json, aside, complain
from rig.cli.options import DataFolder, Json
from rig.cli.sessions import SessionId, store_of, whole_id

if TYPE_CHECKING:
    from rig.store.verify import Report

VERIFY_SCHEMA = "steadyhold.verify/1"
EXPORTED_SCHEMA = "steadyhold.exported/1"


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("verify")(verify)
    app.command("rescore")(rescore)
    app.command("export")(export)


def verify(
    data: DataFolder = None,
    salvage: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Save all that is sound into a new store.")
    ] = None,
    json: Json = False,
) -> None:
    """Check every record of the archive.

    Exit code 1 when one is damaged.
    """
    from rig.store.verify import verify as examine

    store = store_of(data)
    report = examine(store)
    if json:
        answer_json(_report_json(report))
    else:
        console = answer()
        console.print(f"{store}: {'sound' if report.is_sound else 'DAMAGED'}")
        console.print(
            f"{report.sessions} sessions, {report.ended} ended in good order, "
            f"{report.blocks} blocks, {report.samples} samples, {report.rows} other rows"
        )
        for bad in report.bad:
            console.print(f"{bad.record}: {bad.reason}")
    if salvage is not None:
        _save_what_is_sound(store, salvage)
    if not report.is_sound:
        sys.exit(1)


def rescore(session: SessionId, data: DataFolder = None, json: Json = False) -> None:
    """Score a stored session again.

    From its raw record; exit code 1 when a value differs from what was stored.
    """
    from rig.results import SCORE_SCHEMA, envelope
    from rig.store.rescore import rescore as again

    store = store_of(data)
    scored = again(store, whole_id(store, session))
    holds = [json_text.loads(each) for each in scored.holds]
    if json:
        sets = [json_text.loads(each) for each in scored.sets]
        answer_json(
            envelope(
                SCORE_SCHEMA,
                scored.session_id,
                scored.unit,
                (),
                holds=holds,
                sets=sets,
                identical=scored.is_identical,
            )
        )
    else:
        console = answer()
        for hold in holds:
            score = hold["score"]["score"]
            points = "no score" if score is None else f"{score:.1f} of 100"
            console.print(f"press {hold['number']}: {points}")
        if scored.is_identical:
            console.print("to the last bit as it was recorded")
    for difference in scored.differences:
        complain(
            f"{difference.place} was {difference.stored or 'absent'} and is now "
            f"{difference.replayed or 'absent'} (recorded by {scored.recorded_by})"
        )
    if not scored.is_identical:
        sys.exit(1)


def export(
    session: SessionId,
    to: Annotated[Path, typer.Option(metavar="FOLDER", help="Where the files go.")] = Path(),
    form: Annotated[Literal["csv", "parquet"], typer.Option("--format", help="Kind.")] = "csv",
    data: DataFolder = None,
    json: Json = False,
) -> None:
    """Write a session as CSV or Parquet.

    Raw counts, device ticks, newtons, flags, events and scores, units in the headers, and a JSON
    beside them that says where every number is from.
    """
    from rig.export.session import export_session

    store = store_of(data)
    whole = whole_id(store, session)
    files = export_session(store, whole, to, form)
    if json:
        named = [str(each) for each in files]
        answer_json({"schema": EXPORTED_SCHEMA, "session": whole, "files": named})
        return
    for each in files:
        answer().print(str(each), soft_wrap=True)


def _report_json(report: "Report") -> dict[str, object]:
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
        "bad": [asdict(each) for each in report.bad],
    }


def _save_what_is_sound(store: Path, target: Path) -> None:
    from rig.store.salvage import salvage

    try:
        saved = salvage(store, target)
    except FileExistsError:
        raise typer.BadParameter(
            f"{target} exists; choose a new name", param_hint="--salvage"
        ) from None
    aside().print(f"{saved.samples} samples saved into {target}")
