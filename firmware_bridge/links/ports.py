"""Serial ports of this machine: which there are, who holds one, and what a refusal means."""

import contextlib
import errno
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from firmware_bridge.errors import (
    PortBusyError,
    PortError,
    PortFailedError,
    PortForbiddenError,
    PortNotFoundError,
)
from firmware_bridge.links.port_users import KEPT_S, USERS, is_open_here

GONE_ERRNOS = {errno.ENOENT, errno.ENODEV, errno.ENXIO}
BUSY_ERRNOS = {errno.EBUSY, errno.EAGAIN, errno.EWOULDBLOCK}
FORBIDDEN_ERRNOS = {errno.EACCES, errno.EPERM}
MOST_LOOKS = 5


@dataclass(frozen=True, slots=True)
class SeenPort:
    """A serial port that is there now.

    Attributes:
        path: what to open.
        title: name for a person.
        identity: `usb:VID:PID:SERIAL`, the same wherever it is plugged in; empty without USB.
    """

    path: str
    title: str
    identity: str


def seen_ports() -> tuple[SeenPort, ...]:
    """The ports of this machine; those on USB first."""
    found = []
    for port in _listed():
        identity = ""
        if port.vid is not None:
            identity = f"usb:{port.vid:04x}:{port.pid:04x}:{port.serial_number or ''}"
        found.append(SeenPort(port.device, port.description or port.device, identity))
    return tuple(sorted(found, key=lambda port: (not port.identity, port.path)))


def identity_of_port(path: str, ports: Iterable[SeenPort]) -> str:
    """USB identity of a port by any of its names; empty without one.

    Args:
        path: a device path, or a link to one such as /dev/serial/by-id/...
        ports: the ports there are.
    """
    real = Path(path).resolve()
    return next((port.identity for port in ports if Path(port.path).resolve() == real), "")


def port_is_there(path: str, ports: Iterable[SeenPort]) -> bool:
    """Whether it makes sense to open a port; URLs always are."""
    if "://" in path or Path(path).exists():
        return True
    return any(port.path.lower() == path.lower() for port in ports)


def paths_like(pattern: str) -> list[str]:
    """Existing paths that fit an absolute pattern such as `/tmp/pads/*`; none for no pattern."""
    anchor = Path(pattern).anchor
    if not anchor:
        return []
    try:
        return sorted(map(str, Path(anchor).glob(pattern[len(anchor) :])))
    except FileNotFoundError:
        # A folder on the way was taken away while it was read.
        return []


def port_error(port: str, error: BaseException, *, windows: bool) -> PortError:
    """The refusal of the system as one sentence with its way out.

    Args:
        port: what was opened.
        error: what pyserial or the system raised.
        windows: whether the system is Windows, where a port in use is `access denied`.
    """
    number = getattr(error, "errno", None)
    text = str(error)
    if number in GONE_ERRNOS or "FileNotFoundError" in text:
        return PortNotFoundError(port, seen=tuple(seen.path for seen in seen_ports()))
    denied = number in FORBIDDEN_ERRNOS or "PermissionError" in text
    if number in BUSY_ERRNOS or (denied and windows) or "exclusively lock" in text:
        return PortBusyError(port, holder=holder_of(port))
    if denied:
        return PortForbiddenError(port, way_out=_permission_fix(port))
    return PortFailedError(port, why=text.strip() or type(error).__name__)


def holder_of(port: str) -> str:
    """Who has a port open, in words, where the system lets us look; else empty."""
    other = USERS.other(port, readers_only=False)
    if not other and is_open_here(port):
        return "another station of this program"
    return other


def other_reader_of(port: str) -> str:
    """Another program that may take bytes out of a port; one that only writes there does not."""
    return USERS.other(port, readers_only=True, kept_s=KEPT_S)


def _listed() -> Iterable[Any]:
    from serial.tools import list_ports

    for _ in range(MOST_LOOKS):
        # Of a plug that is pulled at this moment pyserial reads nothing, and makes numbers of it.
        with contextlib.suppress(OSError, TypeError, ValueError):
            return tuple(list_ports.comports())
    return ()


def _permission_fix(port: str) -> str:
    if sys.platform == "win32":
        return "close every program that uses it"
    try:
        import grp

        group = grp.getgrgid(Path(port).stat().st_gid).gr_name
    except (OSError, KeyError, ImportError):
        group = "dialout"
    return f"run: sudo usermod -a -G {group} $USER, then log out and in again"
