"""The questions `doctor` asks of a machine, each a function that answers with findings."""

import errno
import os
import shutil
import socket
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Literal

from firmware_bridge.links.ports import seen_ports
from firmware_bridge.rounding import fixed
from rig.firmware.files import firmware_folder
from rig.lan.addresses import (
    LocalAddress,
    addresses_on_the_way_out,
    private_addresses,
    seen_addresses,
)
from rig.store.folder import STORE_NAME, folder_warning, is_claimed

# An hour of one 1 kHz station is about 10 MB; a class day of forty fits into this.
LITTLE_SPACE_BYTES = 4_000_000_000
NO_SPACE_BYTES = 200_000_000
CLOCK_ASKS = 20_000
UDEV_RULES = "udev/60-steadyhold.rules"
# Times in the archive begin with the first release; a clock before it was never set.
FIRST_RELEASE = datetime(2025, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class DoctorFinding:
    """One answer.

    Attributes:
        subject: what was looked at.
        state: `ok`, `note` (works, worth knowing) or `bad`.
        words: what was found.
        mend: what to do about it; empty where nothing needs doing.
    """

    subject: str
    state: Literal["ok", "note", "bad"]
    words: str
    mend: str = ""

    def as_json(self) -> dict[str, str]:
        """The finding as plain JSON."""
        return asdict(self)


def every_check(folder: Path, port: int) -> list[DoctorFinding]:
    """All findings of this machine, in the order a person would look."""
    return [
        *serial_ports(),
        bluetooth(),
        folder_writable(folder),
        *folder_kind(folder),
        disk_space(folder),
        *passport_findings(folder),
        dashboard_port(port),
        local_network(seen_addresses()),
        wall_clock(datetime.now(UTC)),
        steady_clock(),
        web_parts(),
    ]


def serial_ports() -> list[DoctorFinding]:
    """Whether each serial port may be opened by this person."""
    ports = [each for each in seen_ports() if each.identity]
    if not ports:
        return [
            DoctorFinding(
                "sensor",
                "note",
                "no USB serial sensor is plugged in",
                "plug the pad in with a data cable, or practise with `steadyhold demo`",
            )
        ]
    return [port_permission(each.path, each.title) for each in ports]


def port_permission(device: str, title: str) -> DoctorFinding:
    """Whether `device` may be read and written by this person."""
    if sys.platform == "win32" or os.access(device, os.R_OK | os.W_OK):
        return DoctorFinding(f"port {device}", "ok", title)
    return DoctorFinding(
        f"port {device}",
        "bad",
        f"{title}: you may not open it",
        "run `sudo usermod -aG dialout $USER`, then log out and in again; or for everyone here: "
        f"`sudo cp {firmware_folder() / UDEV_RULES} /etc/udev/rules.d/`, then plug it in again",
    )


def bluetooth() -> DoctorFinding:
    """Whether the system shows a Bluetooth adapter."""
    if sys.platform != "linux":
        return DoctorFinding("Bluetooth", "note", "not examined on this system")
    adapters = Path("/sys/class/bluetooth")
    if adapters.is_dir() and any(adapters.iterdir()):
        return DoctorFinding("Bluetooth", "ok", "an adapter is there")
    return DoctorFinding("Bluetooth", "note", "no adapter; needed only for wireless gauges")


def folder_writable(folder: Path) -> DoctorFinding:
    """Whether recordings can be written, tried by writing."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial = folder / f".doctor-{os.getpid()}"
        trial.write_bytes(b"")
        trial.unlink()
    except OSError as error:
        return DoctorFinding(
            "data folder",
            "bad",
            f"{folder} cannot be written ({error.strerror})",
            "make it writable, or set STEADYHOLD_DATA to a folder that is",
        )
    if is_claimed(folder):
        return DoctorFinding(
            "data folder", "note", f"{folder}; a Steadyhold is recording into it now"
        )
    holds = "recordings are there" if (folder / STORE_NAME).exists() else "no recordings yet"
    return DoctorFinding("data folder", "ok", f"{folder}; {holds}")


def folder_kind(folder: Path) -> list[DoctorFinding]:
    """A warning about folders that are synchronised or on a network."""
    warning = folder_warning(folder)
    return [DoctorFinding("data folder", "bad", warning)] if warning else []


def disk_space(folder: Path) -> DoctorFinding:
    """Whether there is room for recordings."""
    place = next(each for each in (folder, *folder.absolute().parents) if each.exists())
    free_bytes = shutil.disk_usage(place).free
    words = f"{fixed(free_bytes / 1e9, 1)} GB free"
    if free_bytes < NO_SPACE_BYTES:
        return DoctorFinding(
            "disk", "bad", words, "make room: recording stops when the disk is full"
        )
    if free_bytes < LITTLE_SPACE_BYTES:
        return DoctorFinding("disk", "note", words, "an hour of a 1 kHz pad takes about 10 MB")
    return DoctorFinding("disk", "ok", words)


def passport_findings(folder: Path) -> list[DoctorFinding]:
    """Kept passports that cannot be read: their sensors are for practice until that is mended."""
    from rig.trust.passport_store import PassportStore

    return [
        DoctorFinding(
            "calibration passport",
            "bad",
            f"{one.path}: {one.reason}",
            "restore the file from a backup, or calibrate its sensor again and delete it",
        )
        for one in PassportStore(folder).damaged()
    ]


def dashboard_port(port: int) -> DoctorFinding:
    """Whether the dashboard's port is free on this machine."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as trial:
        if sys.platform != "win32":
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError as error:
            taken = error.errno in (errno.EADDRINUSE, errno.EACCES)
            words = "another program uses it" if taken else str(error)
            return DoctorFinding(
                f"port {port}",
                "note",
                f"{words}; perhaps a Steadyhold that is already running",
                f"close that program, or start with `--port {port + 1}`",
            )
    return DoctorFinding(f"port {port}", "ok", "free for the dashboard")


def local_network(seen: Sequence[LocalAddress]) -> DoctorFinding:
    """Whether a class could reach this machine."""
    found = private_addresses(seen, addresses_on_the_way_out())
    if found:
        words = ", ".join(f"{each.address} ({each.interface})" for each in found)
        return DoctorFinding("local network", "ok", f"{words}; `run --lan` serves a class there")
    return DoctorFinding(
        "local network",
        "note",
        "this computer is in no local network",
        "only for a class on its own phones: join the Wi-Fi, then `steadyhold run --lan`",
    )


def wall_clock(now: datetime) -> DoctorFinding:
    """Whether the date can be true; it is written into every recording."""
    local = now.astimezone().strftime("%Y-%m-%d %H:%M %Z")
    if now < FIRST_RELEASE:
        return DoctorFinding(
            "date", "bad", f"{local} lies before Steadyhold existed", "set the clock of the system"
        )
    return DoctorFinding("date", "ok", local)


def steady_clock() -> DoctorFinding:
    """Whether the clock that times arrivals runs fine enough and only forwards."""
    seen = [time.monotonic() for _ in range(CLOCK_ASKS)]
    steps = [later - sooner for sooner, later in pairwise(seen)]
    if min(steps) < 0.0:
        return DoctorFinding("clock", "bad", "the steady clock of this machine ran backwards")
    tick_s = min((step for step in steps if step > 0.0), default=1.0)
    if tick_s > 0.02:
        return DoctorFinding("clock", "note", f"ticks only every {fixed(tick_s * 1e3, 0)} ms")
    return DoctorFinding("clock", "ok", "fine and steady")


def web_parts() -> DoctorFinding:
    """Whether the parts of the dashboard are installed; they are found, not imported."""
    from importlib.util import find_spec

    needed = ("dash", "dash_mantine_components", "starlette", "uvicorn", "httpx", "waitress")
    missing = [name for name in needed if find_spec(name) is None]
    if missing:
        return DoctorFinding(
            "dashboard",
            "bad",
            f"missing: {', '.join(missing)}",
            "install Steadyhold again, with all that it depends on",
        )
    return DoctorFinding("dashboard", "ok", "every part is installed")
