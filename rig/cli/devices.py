"""`devices`: what is plugged in and in sight, what each says of itself, and the kinds there are."""

from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from firmware_bridge.rounding import fixed
from rig.cli.console import answer_json, remarks_console, results_console
from rig.cli.options import Json

if TYPE_CHECKING:
    from rig.cli.answers import DevicesListing, KindRow
    from rig.discovery.rows import DeviceRow
    from rig.discovery.survey import Survey

SCHEMA: Final = "steadyhold.devices/1"
DASHBOARD_PORT = 8050
TEST_S = 10.0
NONE_FOUND = (
    "No pad is plugged in. Use a cable that carries data, not only power; try another port; then "
    "`steadyhold doctor`. A Bluetooth gauge has to be switched on, close by, and not connected to "
    "a phone. To practise without one: `steadyhold demo`."
)
PLAIN: Final[dict[str, Any]] = {"box": None, "pad_edge": False}
STATES = {
    "free": "free",
    "asking": "says nothing yet",
    "unasked": "not asked; --probe asks",
    "silent": "silent",
    "other": "not a pad",
    "refused": "cannot be opened",
    "held": "in use",
}


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("devices")(devices)


def devices(
    json: Json = False,
    probe: Annotated[
        bool,
        typer.Option("--probe", help="Ask every port and gauge who it is, strangers too."),
    ] = False,
    scan: Annotated[
        float, typer.Option(min=0.0, max=30.0, help="Seconds to look for Bluetooth gauges.")
    ] = 4.0,
    also: Annotated[
        str, typer.Option(help="Pattern of further paths, for example '/dev/rfcomm*'.")
    ] = "",
    port: Annotated[
        int, typer.Option(min=1, max=65535, help="Port of a running dashboard, to name stations.")
    ] = DASHBOARD_PORT,
    test: Annotated[
        str,
        typer.Option(
            "--test",
            metavar="SOURCE",
            help="Listen to one sensor, hands off, and say what is wrong with it.",
        ),
    ] = "",
    for_s: Annotated[
        float, typer.Option("--for", min=1.0, max=600.0, help="Seconds of the test.")
    ] = TEST_S,
) -> None:
    """Ports and gauges: kind, identity, battery, signal, rate, and who uses them.

    Boards our firmware is made for are asked who they are; anything else only with --probe.
    """
    import asyncio

    if test:
        _test(test, for_s, json=json)
        return
    from rig.cli.running_hub import stations_by_path
    from rig.discovery.survey import survey

    found = asyncio.run(
        survey(
            also,
            scan,
            may_ask=lambda each: probe or each.is_board or not each.usb,
            may_connect=lambda _: probe,
        )
    )
    stations = stations_by_path(port) if any(row.state == "held" for row in found.ports) else {}
    if json:
        told: DevicesListing = {
            "schema": SCHEMA,
            "kinds": _kinds(),
            "ports": [_port_json(row, stations) for row in found.ports],
            "gauges": [row.as_json() | {"source": _source(row)} for row in found.gauges],
            "bluetooth": found.bluetooth,
        }
        answer_json(told)
        return
    _show(found, stations)


def _test(uri: str, for_s: float, *, json: bool) -> None:
    import asyncio

    from firmware_bridge.source import open_source
    from rig.cli.look.sensor_test import test_json, test_sentences, tested

    source = open_source(uri)
    if not json:
        remarks_console().print(f"hands off: listening for {for_s:g} s ...")
    found = asyncio.run(tested(source, for_s))
    if json:
        answer_json(test_json(uri, found))
        return
    for sentence in test_sentences(found):
        results_console().print(sentence, soft_wrap=True)


def _show(found: "Survey", stations: dict[str, str]) -> None:
    from rich.table import Column, Table

    console = results_console()
    rows = [*found.ports, *found.gauges]
    for row in rows:
        console.print(f"{row.title or 'Unknown'}: {_state(row, stations)}", soft_wrap=True)
        table = Table(Column(no_wrap=True), Column(overflow="fold"), **PLAIN, show_header=False)
        for name, value in _facts(row):
            table.add_row(f"  {name}", value)
        console.print(table)
    if not rows:
        console.print(NONE_FOUND, soft_wrap=True)
    if found.bluetooth:
        console.print(f"Bluetooth: {found.bluetooth}", soft_wrap=True)
    console.print()
    kinds = _kinds()
    table = Table(Column("kind", no_wrap=True), "what it is", "link", "unit", "rate", **PLAIN)
    for each in kinds:
        rate = f"{each['rate_hz']:g} Hz" if each["rate_hz"] else "any"
        table.add_row(each["kind"], each["title"], each["link"], each["unit"], rate)
    console.print(table)
    console.print("\nTheir limits:")
    for each in kinds:
        if each["limits"]:
            console.print(f"  {each['kind']}: {each['limits']}", soft_wrap=True)


def _facts(row: "DeviceRow") -> list[tuple[str, str]]:
    """What is known of a sensor; each on a line of its own, to be read and copied whole."""
    alone = "only its socket tells it from others"
    facts = (
        ("source", _source(row)),
        ("identity", alone if row.identity.startswith("port:") else row.identity),
        ("rate", f"{fixed(row.now.rate_hz, 1)} Hz" if row.now.rate_hz else ""),
        ("battery", _battery(row)),
        ("signal", "" if row.now.signal_dbm is None else f"{row.now.signal_dbm} dBm"),
    )
    return [(name, value) for name, value in facts if value]


def _kinds() -> "list[KindRow]":
    from firmware_bridge.catalogue import all_devices
    from firmware_bridge.device import limits_of

    return [
        {
            "kind": device.kind,
            "title": device.title,
            "link": device.link,
            "unit": device.unit,
            "rate_hz": device.rate_hz,
            "graded": device.graded,
            "limits": limits_of(device),
        }
        for device in all_devices().values()
    ]


def _source(row: "DeviceRow") -> str:
    if row.link == "ble":
        return f"ble:{row.identity}?device={row.kind}"
    return f"serial:{row.path}"


def _battery(row: "DeviceRow") -> str:
    if row.now.battery_pct is not None:
        return f"{row.now.battery_pct} %"
    return "" if row.now.battery_mv is None else f"{fixed(row.now.battery_mv / 1000, 2)} V"


def _state(row: "DeviceRow", stations: dict[str, str]) -> str:
    if row.path in stations:
        return f"in use by station {stations[row.path]}"
    if row.state == "held":
        return row.words
    said = STATES.get(row.state, row.state)
    return f"{said}: {row.words}" if row.words and row.state != "free" else said


def _port_json(row: "DeviceRow", stations: dict[str, str]) -> dict[str, Any]:
    words = row.as_json() | {"source": _source(row), "allowed": row.state != "refused"}
    return words | {"station": stations.get(row.path, "")}
