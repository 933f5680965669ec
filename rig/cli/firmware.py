"""`firmware install`: put the firmware of this version on a board."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from rig.firmware.files import Kit


class BoardName(StrEnum):
    """Boards there is firmware for."""

    UNO = "uno"
    MICROPYTHON = "micropython"


def register(app: typer.Typer) -> None:
    """Add the group to the command line."""
    group = typer.Typer(help="Firmware of the pad's board.", no_args_is_help=True)
    group.command("install")(install)
    app.add_typer(group, name="firmware")


def install(
    board: Annotated[
        BoardName | None, typer.Option(help="Kind of board; else told by its USB chip.")
    ] = None,
    port: Annotated[str, typer.Option(help="Port of the board; else the only one there is.")] = "",
    kit: Annotated[
        Kit | None, typer.Option(help="What is wired to a MicroPython board: a kit of hardware/.")
    ] = None,
    config: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="Your own config.py instead of a kit."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be run.")] = False,
) -> None:
    """Put the firmware of this version on a board; a MicroPython board keeps its own config.py."""
    import shlex

    from rig.discovery.ports import ports_now
    from rig.firmware.files import firmware_folder, kit_config
    from rig.firmware.install import (
        FirmwareFailedError,
        FirmwareToolMissingError,
        carry_out,
        choose_board,
        choose_port,
        plan_install,
    )

    if kit is not None and config is not None:
        raise typer.BadParameter("give either --kit or --config, not both")
    if kit is not None and board is BoardName.UNO:
        raise typer.BadParameter("an Uno is wired in one way only", param_hint="--kit")
    folder = firmware_folder()
    if kit is not None:
        board, config = BoardName.MICROPYTHON, kit_config(folder, kit)
    ports = ports_now()
    path = choose_port(port, ports)
    kind = choose_board(None if board is None else board.value, path, ports)
    try:
        plan = plan_install(kind, path, folder, config)
        if dry_run:
            for step in plan.steps:
                unless = f"  (unless it has one: {shlex.join(step.unless)})" if step.unless else ""
                command = "ask for --kit" if step.command is None else shlex.join(step.command)
                typer.echo(f"{command}{unless}")
            return
        carry_out(plan, typer.echo)
    except (FirmwareToolMissingError, FirmwareFailedError) as error:
        typer.echo(error.steps)
        raise
    typer.echo(f"The board on {path} has the firmware. Look at it with: steadyhold devices")
