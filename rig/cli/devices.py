"""`devices`: the kinds that are understood, and what is plugged in now."""

from dataclasses import asdict, dataclass

import typer

from rig.cli.console import answer, answer_json
from rig.cli.options import Json

SCHEMA = "steadyhold.devices/1"
NONE_FOUND = (
    "No USB serial device is plugged in. Use a cable that carries data, not only power; try "
    "another port; then `steadyhold doctor`. To practise without one: `steadyhold demo`."
)


@dataclass(frozen=True, slots=True)
class Port:
    """A serial port of this machine that a sensor may be on.

    Attributes:
        source: the SOURCE to give to `watch` and `record`.
        title: what the system calls the device.
        identity: maker, product and serial number; the same on any port.
        allowed: whether this person may open it.
    """

    source: str
    title: str
    identity: str
    allowed: bool


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("devices")(devices)


def devices(json: Json = False) -> None:
    """Sensors understood, and ports in use."""
    from firmware_bridge.catalogue import all_devices

    kinds = [
        {
            "kind": device.kind,
            "title": device.title,
            "link": device.link,
            "unit": device.unit,
            "rate_hz": device.rate_hz,
        }
        for device in all_devices().values()
    ]
    ports = ports_now()
    if json:
        answer_json({"schema": SCHEMA, "kinds": kinds, "ports": [asdict(port) for port in ports]})
        return
    from rich.table import Table

    console = answer()
    table = Table("kind", "what it is", "link", "unit", "rate", box=None, pad_edge=False)
    for each in kinds:
        rate = f"{each['rate_hz']:g} Hz" if each["rate_hz"] else "any"
        table.add_row(
            str(each["kind"]), str(each["title"]), str(each["link"]), str(each["unit"]), rate
        )
    console.print(table)
    console.print()
    if not ports:
        console.print(NONE_FOUND)
    for port in ports:
        refusal = "" if port.allowed else "  (you may not open it: see `steadyhold doctor`)"
        console.print(f"{port.source}  {port.title}  {port.identity}{refusal}".rstrip())


def ports_now() -> list[Port]:
    """USB serial ports of this machine, and no others: built-in ports carry no sensor."""
    import os
    import sys

    from serial.tools import list_ports

    return [
        Port(
            source=f"serial:{port.device}",
            title=port.description,
            identity=_identity(port.vid, port.pid, port.serial_number),
            allowed=sys.platform == "win32" or os.access(port.device, os.R_OK | os.W_OK),
        )
        for port in list_ports.comports()
        if port.vid is not None
    ]


def _identity(vid: int, pid: int, serial_number: str | None) -> str:
    return f"{vid:04x}:{pid:04x} {serial_number or 'without a serial number'}"
