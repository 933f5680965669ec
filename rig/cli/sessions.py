"""`sessions`, `verify`, `rescore`, `export`: the archive from the command line."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from rig.cli.console import answer, answer_json, aside
from rig.cli.options import DataFolder, Json

if TYPE_CHECKING:
    from rig.store.read import SessionRecord

LIST_SCHEMA = "steadyhold.sessions/1"
SHORT_ID = 12

SessionId = Annotated[str, typer.Argument(metavar="SESSION", help="Id, or how it begins.")]

group = typer.Typer(
    help="What was recorded.", no_args_is_help=True, rich_markup_mode=None
)


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.add_typer(group, name="sessions")
    app.command("verify")(verify_archive)
    app.command("rescore")(rescore_session)
    app.command("export")(export_session)


@group.command("list")
def list_recorded(
    limit: Annotated[int, typer.Option(help="How many, newest first.")] = 20,
    data: DataFolder = None,
    json: Json = False,
) -> None:
    """The newest sessions."""
