"""Putting firmware on a board: which commands, in which order, and what to do without the tools."""

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from firmware_bridge.errors import PortNotFoundError
from rig.discovery.familiar import BOARDS
from rig.discovery.ports import Port
from rig.errors import ConfigError
from rig.firmware.files import Kit, micropython_files, uno_hex

Board = Literal["uno", "micropython"]

UNO_STEPS = """\
To put the firmware on an Arduino Uno or Nano by hand:
  1. Either the Arduino IDE: open the folder {folder}/uno, choose the board
     and the port {port}, press Upload.
  2. Or a terminal with avrdude (Debian: apt install avrdude; macOS: brew install avrdude):
       avrdude -p atmega328p -c arduino -b 115200 -P {port} -D -U flash:w:{folder}/uno/uno.hex:i
     Old Nano clones need -b 57600."""

MICROPYTHON_STEPS = """\
To put MicroPython itself on a board, once:
  Pico, Pico W: hold BOOTSEL while plugging it in, copy the UF2 file of MicroPython for your board
    (micropython.org/download) onto the drive that appears.
  ESP32: esptool --port {port} erase_flash, then
    esptool --port {port} write_flash 0x1000 FILE.bin (S3: 0x0), FILE from the same page.
Then run this command again."""


Command = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InstallStep:
    """One command of an installation.

    Attributes:
        title: what it does, for a person.
        command: must succeed; None where nobody said what is wired to the board.
        unless: where this command succeeds there is nothing to do; None always does it.
    """

    title: str
    command: Command | None
    unless: Command | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be run.

    Attributes:
        port: where the board is.
        steps: one after the other.
        by_hand: what to do where one of them fails, in lines.
    """

    port: str
    steps: tuple[InstallStep, ...]
    by_hand: str


class FirmwareToolMissingError(ConfigError):
    """A program or file that is needed to install firmware is not there.

    Attributes:
        tool: its name.
        steps: what to do by hand, in lines.
    """

    exit_code = 5

    def __init__(self, tool: str, way_out: str, steps: str) -> None:
        self.tool = tool
        self.steps = steps
        super().__init__(f"{tool} is not there: {way_out}")


class FirmwareFailedError(ConfigError):
    """A command that installs firmware failed.

    Attributes:
        command: what was run.
        code: what it left with.
        steps: what to do by hand, in lines.
    """

    def __init__(self, command: Sequence[str], code: int, steps: str) -> None:
        self.command = tuple(command)
        self.code = code
        self.steps = steps
        super().__init__(
            f"{Path(command[0]).name} left with {code}; its words are above. Is this the right "
            "port and board, and is no other program using it?"
        )


class WhichBoardError(ConfigError):
    """Several boards, or one that could be of either kind.

    Attributes:
        seen: ports there are.
    """

    exit_code = 2

    def __init__(self, what: str, option: str, seen: tuple[str, ...]) -> None:
        self.seen = seen
        there = ", ".join(seen) or "none"
        super().__init__(f"{what}; say which with {option} (ports seen: {there})")


class WhichKitError(ConfigError):
    """A board that does not know yet what is wired to it, and nobody said.

    Attributes:
        port: where it is.
        kits: that are known.
    """

    exit_code = 2

    def __init__(self, port: str) -> None:
        self.port = port
        self.kits = tuple(kit.value for kit in Kit)
        super().__init__(
            f"the board on {port} has its files, but no config.py that tells what is wired to it; "
            f"run this again with --kit ({', '.join(self.kits)}) or --config FILE"
        )


def choose_port(asked: str, ports: Sequence[Port]) -> str:
    """The port to install on.

    Args:
        asked: as it was given; empty takes the only board there is.
        ports: there now.

    Raises:
        PortNotFoundError: there is no board.
        WhichBoardError: there are several.
    """
    seen = tuple(port.path for port in ports)
    if asked:
        return asked
    boards = [port.path for port in ports if port.is_board] or list(seen)
    if not boards:
        raise PortNotFoundError("with a board", seen=seen)
    if len(boards) > 1:
        raise WhichBoardError("several boards are plugged in", "--port", seen)
    return boards[0]


def choose_board(asked: Board | None, path: str, ports: Sequence[Port]) -> Board:
    """The kind of board on a port.

    Args:
        asked: as it was given; None looks at its USB chip.
        path: the port.
        ports: there now.

    Raises:
        WhichBoardError: the chip may sit on either kind.
    """
    if asked is not None:
        return asked
    key = next((port.vid_pid for port in ports if path in (port.path, port.stable_path)), "")
    if key not in BOARDS:
        seen = tuple(port.path for port in ports)
        raise WhichBoardError(f"{path} may be a board of any kind", "--board", seen)
    return "uno" if "Uno" in BOARDS[key] else "micropython"


def plan_install(board: Board, port: str, folder: Path, config: Path | None) -> Plan:
    """The commands that put the firmware on a board.

    Args:
        board: its kind.
        port: where it is.
        folder: files of the firmware.
        config: `config.py` to put on it; None leaves the board the one it has, and asks where
            it has none.

    Raises:
        FirmwareToolMissingError: a program or file is missing.
    """
    if board == "uno":
        steps = UNO_STEPS.format(folder=folder, port=port)
        return Plan(port, (InstallStep("write the firmware", _flash(port, folder, steps)),), steps)
    steps = MICROPYTHON_STEPS.format(port=port)
    if importlib.util.find_spec("mpremote") is None:
        way_out = "pip install 'steadyhold[firmware]'"
        raise FirmwareToolMissingError("mpremote", way_out, steps)
    talk = (sys.executable, "-m", "mpremote", "connect", port)
    files = tuple(str(path) for path in micropython_files(folder))
    wired = None if config is None else (*talk, "fs", "cp", str(config), ":config.py")
    has_one = (*talk, "fs", "cat", ":config.py") if config is None else None
    return Plan(
        port,
        (
            InstallStep("copy the files", (*talk, "fs", "cp", *files, ":")),
            InstallStep("say what is wired to it", wired, has_one),
            InstallStep("start it", (*talk, "reset")),
        ),
        steps,
    )


def carry_out(plan: Plan, say: Callable[[str], None]) -> None:
    """Run the commands of a plan; what they say themselves goes to the terminal.

    Args:
        plan: what to do.
        say: told what is done.

    Raises:
        FirmwareFailedError: one of them failed.
        WhichKitError: the board has no `config.py`, and none was given.
    """
    for step in plan.steps:
        if step.unless is not None and _succeeds(step.unless):
            say(f"{step.title}: the board has its own and keeps it")
            continue
        if step.command is None:
            raise WhichKitError(plan.port)
        say(step.title)
        code = subprocess.run(step.command, check=False).returncode
        if code:
            raise FirmwareFailedError(step.command, code, plan.by_hand)


def _succeeds(command: Command) -> bool:
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def _flash(port: str, folder: Path, steps: str) -> Command:
    avrdude = shutil.which("avrdude")
    if avrdude is None:
        raise FirmwareToolMissingError("avrdude", "install it, or follow the steps above", steps)
    how = ("-p", "atmega328p", "-c", "arduino", "-b", "115200", "-P", port, "-D")
    return (avrdude, *how, "-U", f"flash:w:{uno_hex(folder)}:i")
