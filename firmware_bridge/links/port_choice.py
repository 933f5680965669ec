"""Which serial ports are worth opening for one sensor."""

from dataclasses import dataclass
from pathlib import Path

from firmware_bridge.links.ports import identity_of_port, paths_like, port_is_there, seen_ports

TRIES_WRONG = 3
"""So often a port may turn out to carry something else before it is left alone."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is known of a sensor and where it may be.

    Attributes:
        path: port it is on, or was last; empty where none is known.
        uid: hardware id that must answer; empty where any may.
        usb: identity of its USB plug; empty without one.
        also: pattern of further paths it may turn up at.
        was_met: it was heard before in this session.
    """

    path: str
    uid: str
    usb: str
    also: str
    was_met: bool


def candidates(wanted: Wanted, wrong: dict[str, int]) -> list[str]:
    """Ports worth opening now, the likeliest first.

    Args:
        wanted: the sensor.
        wrong: by path, how often something else answered there; ports that went away are
            dropped: one that comes back may carry another device and gets new tries.
    """
    ports = seen_ports()
    paths = [wanted.path] if wanted.path else [port.path for port in ports if port.identity]
    if wanted.was_met or wanted.uid:
        paths += [port.path for port in ports if wanted.usb and port.identity == wanted.usb]
        paths += paths_like(wanted.also)
    if wanted.usb and not wanted.uid:
        # Nothing but its plug tells such a device from a stranger on the same path.
        paths = [path for path in paths if identity_of_port(path, ports) == wanted.usb]
    there = {path for path in paths if port_is_there(path, ports)}
    for path in set(wrong) - there:
        del wrong[path]
    seen_real: set[Path | str] = set()
    chosen = []
    for path in paths:
        real = path if "://" in path else Path(path).resolve()
        if path in there and real not in seen_real:
            seen_real.add(real)
            if wrong.get(path, 0) < TRIES_WRONG:
                chosen.append(path)
    return chosen
