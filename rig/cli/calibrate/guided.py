"""`calibrate SOURCE`: the guided calibration in a terminal, from the questions to the passport."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from rig.cli.options import DataFolder, Json, number_option

SourceUri = Annotated[
    str, typer.Argument(metavar="SOURCE", help="The sensor: serial:/dev/ttyACM0, ble:NAME.")
]
Masses = Annotated[Path | None, typer.Option("--masses", help="TOML or CSV file of your weights.")]
GravityHere = Annotated[
    float | None,
    number_option("--gravity", help="Gravity of this place, in m/s²; else --latitude."),
]
Latitude = Annotated[
    float | None,
    number_option("--latitude", help="Latitude of this place in degrees; south is negative."),
]
Height = Annotated[
    float | None,
    number_option("--height", help="Height above the sea, in metres."),
]
Operator = Annotated[str | None, typer.Option("--operator", help="Who places the weights.")]
Place = Annotated[str | None, typer.Option("--place", help="Room and town.")]
School = Annotated[str, typer.Option("--school", help="School or laboratory.")]
Plan = Annotated[
    Literal["full", "short"] | None,
    typer.Option("--plan", help="full: 3 runs, can earn R; short: 1 run, T at most."),
]
RangeN = Annotated[
    float | None,
    number_option("--range-n", help="Largest force the sensor is made for, in N."),
]
FullScale = Annotated[
    float | None,
    number_option(
        "--full-scale", help="A force-sensing resistor: reading at full supply, 0 without divider."
    ),
]
Column = Annotated[int, typer.Option("--column", min=0, help="Channel of the sensor, from 0.")]
RoomDegc = Annotated[
    float | None,
    number_option("--room-degc", help="Temperature of the room."),
]
Humidity = Annotated[
    float | None,
    number_option("--humidity-pct", help="Humidity of the air, in percent."),
]
Resume = Annotated[
    bool | None,
    typer.Option("--resume/--anew", help="Go on with what was begun, or set it aside; else asked."),
]
OutFolder = Annotated[
    Path | None, typer.Option("--out", help="Folder for the certificate; else in the data folder.")
]


def guided(
    source: SourceUri,
    masses: Masses = None,
    gravity: GravityHere = None,
    latitude: Latitude = None,
    height: Height = None,
    operator: Operator = None,
    place: Place = None,
    school: School = "",
    plan: Plan = None,
    range_n: RangeN = None,
    full_scale: FullScale = None,
    column: Column = 0,
    room_degc: RoomDegc = None,
    humidity_pct: Humidity = None,
    resume: Resume = None,
    out: OutFolder = None,
    data: DataFolder = None,
    json: Json = False,
) -> None:
    """Calibrate a sensor with known weights, step by step, up to its passport.

    `steadyhold calibrate SOURCE` is short for this. What no option answers is asked. Every reading
    is kept at once: after a break, or a crash, the same command goes on.
    """
    from rig.cli.calibrate.questions import Given
    from rig.cli.calibrate.run import guide_through

    given = Given(
        masses=masses,
        gravity_m_per_s2=gravity,
        latitude_deg=latitude,
        height_m=height,
        operator=operator,
        place=place,
        school=school,
        plan=plan,
        range_n=range_n,
        full_scale_raw=full_scale,
        column=column,
        room_degc=room_degc,
        humidity_pct=humidity_pct,
    )
    guide_through(source, given, resume=resume, data=data, out=out, json=json)
