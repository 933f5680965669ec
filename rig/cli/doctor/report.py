"""`doctor`: what is wrong on this machine, in words, and how to mend it."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from rig.cli.console import answer_json, results_console
from rig.cli.options import DataFolder, Json

if TYPE_CHECKING:
    from rig.cli.answers import DoctorAnswer

SCHEMA: Final = "steadyhold.doctor/1"
DEFAULT_PORT = 8050
MARKS = {"ok": "ok  ", "note": "note", "bad": "BAD "}


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("doctor")(examine)


def examine(
    data: DataFolder = None,
    port: Annotated[int, typer.Option(help="Port the dashboard is meant to use.")] = DEFAULT_PORT,
    json: Json = False,
) -> None:
    """What is wrong here and how to mend it.

    Exit code 1 when something is.
    """
    from rig.cli.doctor.checks import every_check
    from rig.cli.versions import versions

    findings = every_check(_folder(data), port)
    if json:
        told: DoctorAnswer = {
            "schema": SCHEMA,
            "versions": versions(),
            "findings": [finding.as_json() for finding in findings],
        }
        answer_json(told)
    else:
        console = results_console()
        for finding in findings:
            console.print(f"{MARKS[finding.state]} {finding.subject}: {finding.words}")
            if finding.mend:
                console.print(f"     -> {finding.mend}")
        console.print()
        for name, value in versions().items():
            console.print(f"{name} {value}")
    if any(finding.state == "bad" for finding in findings):
        sys.exit(1)


def _folder(data: Path | None) -> Path:
    from rig.store.folder import data_folder

    return data if data is not None else data_folder()
