"""`export`: a session as files for other programs."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from rig.cli.console import answer_json, results_console
from rig.cli.options import DataFolder, Json
from rig.cli.sessions import SessionId, store_of
from rig.export.formats import FORMATS

if TYPE_CHECKING:
    from rig.cli.answers import ExportedAnswer, StudyExportedAnswer

EXPORTED_SCHEMA: Final = "steadyhold.exported/1"
STUDY_EXPORTED_SCHEMA: Final = "steadyhold.study-exported/1"


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("export")(export)


def _format(name: str) -> str:
    if name not in FORMATS:
        known = ", ".join(repr(each) for each in FORMATS)
        raise typer.BadParameter(f"{name!r} is not one of {known}.")
    return name


def export(
    session: SessionId = "",
    to: Annotated[Path, typer.Option(metavar="FOLDER", help="Where the files go.")] = Path(),
    form: Annotated[
        str,
        typer.Option(
            "--format", parser=_format, metavar=f"[{'|'.join(FORMATS)}]", help="Kind of file."
        ),
    ] = "csv",
    study: Annotated[
        str, typer.Option(metavar="STUDY", help="Everything of whoever agreed to this study.")
    ] = "",
    data: DataFolder = None,
    json: Json = False,
) -> None:
    """Write a session as files for other programs.

    Raw counts, device ticks, newtons, flags, events and scores, units in the headers, and a JSON
    beside them that says where every number is from.

    With --study instead of SESSION: recordings of those who agreed (`study consent`), under names
    that hold in that study only, without dates, typed texts and serial numbers.
    """
    if bool(session) == bool(study):
        raise typer.BadParameter("name a session, or a study with --study; one of the two")
    if study:
        _export_study(study, to, form, data, json=json)
    else:
        _export_session(session, to, form, data, json=json)


def _export_session(session: str, to: Path, form: str, data: Path | None, *, json: bool) -> None:
    from rig.export.session import export_session
    from rig.school.actor import LOCAL
    from rig.store.people.audit import by, write_where_kept
    from rig.store.session_named import session_named

    store = store_of(data)
    whole = session_named(store, session)
    files = export_session(store, whole, to, form)
    write_where_kept(store, by(LOCAL, "session exported", whole, form))
    if json:
        named = [str(each) for each in files]
        told: ExportedAnswer = {"schema": EXPORTED_SCHEMA, "session": whole, "files": named}
        answer_json(told)
        return
    for each in files:
        results_console().print(str(each), soft_wrap=True)


def _export_study(study: str, to: Path, form: str, data: Path | None, *, json: bool) -> None:
    from rig.export.study import export_study
    from rig.school.actor import LOCAL
    from rig.store.people.audit import by, write_where_kept

    store = store_of(data)
    files = export_study(store, study, to, form)
    write_where_kept(store, by(LOCAL, "study exported", study, study))
    if json:
        told: StudyExportedAnswer = {
            "schema": STUDY_EXPORTED_SCHEMA,
            "study": study,
            "files": [str(each) for each in files],
        }
        answer_json(told)
        return
    for each in files:
        results_console().print(str(each), soft_wrap=True)
