"""Serial ports of this machine as a person needs them: names that stay, and who holds each."""

import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from firmware_bridge.links.ports import paths_like, seen_ports
from rig.discovery.familiar import chip_title, is_board, usb_key

BY_ID = Path("/dev/serial/by-id")
PSEUDO = "/dev/pts/"
UNIQUE_USB_PARTS = 4


@dataclass(frozen=True, slots=True)
class Port:
    """A port a sensor may be on.

    Attributes:
        path: what to open now.
        stable_path: name that is the same after a restart, where the system gives one.
        title: what the system, or our list of chips, calls it.
        usb: `usb:VID:PID:SERIAL`; empty without USB.
        holder: program that has it open, in words; empty if free or not to be seen.
        is_own: whether that program is this one.
        allowed: whether this person may open it.
    """

    path: str
    stable_path: str
    title: str
    usb: str
    holder: str
    is_own: bool
    allowed: bool

    @property
    def vid_pid(self) -> str:
        """Maker and product, `2341:0043`; empty without USB."""
        return usb_key(self.usb)

    @property
    def serial_number(self) -> str:
        """Serial number of the USB plug; empty where it has none."""
        parts = self.usb.split(":", UNIQUE_USB_PARTS - 1)
        return parts[-1] if len(parts) == UNIQUE_USB_PARTS else ""

    @property
    def identity(self) -> str:
        """What tells this plug from others: its USB serial number, else only its place."""
        return self.usb if self.serial_number else f"port:{self.stable_path or self.path}"

    @property
    def is_board(self) -> bool:
        """Whether it may be asked who it is without disturbing a stranger."""
        return is_board(self.usb)

    @property
    def is_held(self) -> bool:
        """Whether another program has it open."""
        return bool(self.holder) and not self.is_own

    @property
    def source(self) -> str:
        """The SOURCE to give to `watch` and `record`."""
        return f"serial:{self.path}"


def ports_now(also: str = "") -> tuple[Port, ...]:
    """USB ports, and paths that fit a pattern; built-in ports carry no sensor.

    Args:
        also: absolute pattern of further paths, for example `/dev/rfcomm*`; empty for none.
    """
    found = [(port.path, port.title, port.identity) for port in seen_ports() if port.identity]
    known = {os.path.realpath(path) for path, _, _ in found}
    for path in paths_like(also):
        if os.path.realpath(path) not in known:
            known.add(os.path.realpath(path))
            found.append((path, "Serial port", ""))
    stable = _stable_names()
    holders = _holders(path for path, _, _ in found)
    return tuple(
        Port(
            path=path,
            stable_path=stable.get(os.path.realpath(path), ""),
            title=chip_title(usb) or title,
            usb=usb,
            holder=holders.get(os.path.realpath(path), ("", False))[0],
            is_own=holders.get(os.path.realpath(path), ("", False))[1],
            allowed=sys.platform == "win32" or os.access(path, os.R_OK | os.W_OK),
        )
        for path, title, usb in found
    )


def plug_of(port: Port) -> tuple[str, ...]:
    """What changes when something else is plugged in under the same path."""
    real = os.path.realpath(port.path)
    try:
        found = Path(real).stat()
    except OSError:
        return (port.usb, real)
    return (port.usb, real, str(found.st_ino), str(found.st_ctime_ns))


def _stable_names() -> Mapping[str, str]:
    try:
        return {os.path.realpath(link): str(link) for link in sorted(BY_ID.iterdir())}
    except OSError:
        # The system makes the folder with the first plug and takes it away with the last.
        return {}


def _holders(paths: Iterable[str]) -> Mapping[str, tuple[str, bool]]:
    """Who has each of some paths open, by real path, and whether it is this process."""
    # A pseudo-terminal is always open at its other end too: by whoever plays the device.
    wanted = {real for path in paths if not (real := os.path.realpath(path)).startswith(PSEUDO)}
    found: dict[str, tuple[str, bool]] = {}
    if not wanted or not sys.platform.startswith("linux"):
        return found
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            for path in wanted & _open_paths(process):
                is_own = int(process.name) == os.getpid()
                if is_own or path not in found:
                    found[path] = (_name_of(process), is_own)
    return found


def _open_paths(process: Path) -> set[str]:
    opened: set[str] = set()
    try:
        for link in (process / "fd").iterdir():
            try:
                opened.add(str(link.readlink()))
            except OSError:
                # Closed between listing and looking.
                continue
    except OSError:
        return opened
    return opened


def _name_of(process: Path) -> str:
    try:
        name = (process / "comm").read_text(encoding="utf-8").strip()
    except OSError:
        name = "a program"
    return f"{name} (process {process.name})"
