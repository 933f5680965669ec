"""`watch SOURCE`: a gauge in the terminal that a person can practise with."""

import math
import sys
from contextlib import aclosing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rig.cli.console import remark_assumed, remarks_console
from rig.cli.options import Json, ProtocolFolder, Rest, rest_value

if TYPE_CHECKING:
    from firmware_bridge.source import Source
    from rig.cli.live.drive import SittingOptions
    from rig.cli.live.screens import SittingScreen

SourceUri = Annotated[
    str,
    typer.Argument(
        metavar="SOURCE",
        help="sim:?learner=novice, serial:/dev/ttyACM0, serial:COM3, ble:NAME or file:PATH; "
        "`steadyhold devices` shows the address of each sensor.",
    ),
]
Gain = Annotated[
    float | None,
    typer.Option("--gain", help="Newtons per raw unit, instead of what the sensor states."),
]
CalibrationFile = Annotated[
    Path | None, typer.Option("--calibration", help="Passport, or file of `calibrate fit --save`.")
]
ForSeconds = Annotated[
    float | None, typer.Option("--for", min=0.0, help="Stop after this many seconds.")
]


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("watch")(watch)


def watch(
    source: SourceUri,
    protocol: Annotated[str | None, typer.Option("--protocol", help="What to practise.")] = None,
    protocols: ProtocolFolder = None,
    for_s: ForSeconds = None,
    rest: Rest = "auto",
    gain: Gain = None,
    calibration: CalibrationFile = None,
    json: Json = False,
) -> None:
    """Practise with a gauge in the terminal.

    The force against its band, one word, the seconds held; after each press its score.
    """
    import asyncio

    from firmware_bridge.source import open_source
    from rig.cli.live.screens import GaugeScreen, JsonScreen, LinesScreen

    asked = sitting_asked(protocol, protocols, for_s, rest, gain, calibration)
    opened = open_source(source)
    remark_what_is_assumed(opened)
    try:
        if json:
            asyncio.run(_watch(opened, asked, JsonScreen()))
        elif sys.stdout.isatty():
            with GaugeScreen(asked.protocol) as gauge:
                asyncio.run(_watch(opened, asked, gauge))
        else:
            asyncio.run(_watch(opened, asked, LinesScreen(asked.protocol)))
    except KeyboardInterrupt:
        remarks_console().print("stopped")


def sitting_asked(
    protocol: str | None,
    protocols: Path | None,
    for_s: float | None,
    rest: str,
    gain_n_per_raw: float | None,
    calibration: Path | None,
    data: Path | None = None,
) -> "SittingOptions":
    """The sitting that the options of `watch` and `record` describe."""
    from rig.cli.live.drive import SittingOptions, calibration_asked, opening_commands
    from rig.cli.protocols.in_use import protocol_in_use
    from rig.protocols.library import DEFAULT_ID
    from rig.store.folder import STORE_NAME, data_folder
    from rig.trust.passport_store import PassportStore

    folder = data or data_folder()
    passport_store = PassportStore(folder)
    return SittingOptions(
        protocol=protocol_in_use(protocol or DEFAULT_ID, protocols, folder / STORE_NAME),
        calibration=calibration_asked(gain_n_per_raw, calibration, passport_store),
        passport_store=passport_store,
        commands=opening_commands(rest_value(rest)),
        for_s=math.inf if for_s is None else for_s,
    )


def remark_what_is_assumed(source: "Source") -> None:
    """Say on stderr what a recording that is played does not say itself."""
    from firmware_bridge.links.file_source import FileSource

    if isinstance(source, FileSource):
        remark_assumed(source.table.assumed)


async def _watch(source: "Source", asked: "SittingOptions", screen: "SittingScreen") -> None:
    from rig.cli.live.drive import Began, StepTaken, drive
    from rig.store.database import software_id
    from rig.store.sitting import Sitting

    sitting = Sitting(None, asked.passport_store, software_id())
    try:
        async with aclosing(drive(source, asked, sitting)) as happenings:
            async for happening in happenings:
                if isinstance(happening, StepTaken):
                    screen.show(happening.step)
                elif isinstance(happening, Began):
                    screen.begin(happening.station)
                else:
                    screen.show_link(happening)
    finally:
        await source.close()
