"""Vernier Go Direct hand dynamometer and force sensors: newtons, asked for step by step.

A command is `58 length counter sum command ...`: the counter goes down from FE, the sum is that of
all other bytes. An answer tells its length at 1, the command at 4 and the counter at 5; a
measurement begins with 20 and tells its kind at 4. Answers longer than a radio packet come in
parts. The gauge is asked for its battery, its serial number, its sensors; the first that measures
newtons is started. Sources: the maker's godirect-js (BSD-3) and the field offsets of godirect-py.
"""

import math
import struct
from collections.abc import Mapping

from firmware_bridge.clockless import clockless
from firmware_bridge.device import (
    Battery,
    Device,
    DeviceEvent,
    Example,
    Hello,
    Notice,
    Radio,
    Send,
)
from firmware_bridge.rejoin import PacketReassembler

COMMAND, MEASUREMENT = 0x58, 0x20
STATUS, START, STOP, INIT, PERIOD = 0x10, 0x18, 0x19, 0x1A, 0x1B
SENSOR, AVAILABLE, INFO, DEFAULTS = 0x50, 0x51, 0x55, 0x56
INIT_BODY = bytes.fromhex("a5 4a 06 49 07 48 08 47 09 46 0a 45 0b 44 0c 43 0d 42 0e 41")
FIRST_COUNTER = 0xFE
SHORTEST_BYTES = 5
RATE_HZ = 10.0
"""The maker's own programs never ask for more than one sample in 100 ms by themselves."""
FORCE_UNIT = "N"
LARGEST_N = 1e5
_FLOATS_AT = {0x06: (7, 9), 0x07: (9, 11), 0x08: (7, 8), 0x0A: (7, 8)}
"""Kind of measurement: where its count of values is, and where they begin."""
_MASK = {0x06: struct.Struct("<H"), 0x07: struct.Struct("<I")}
_SENSOR = struct.Struct("<bBIBB60s32sdddIQIII")


def command(counter: int, code: int, body: bytes = b"") -> bytes:
    """A command with its length and sum."""
    rest = bytes((code,)) + body
    length = 4 + len(rest)
    total = (COMMAND + length + counter + sum(rest)) & 0xFF
    return bytes((COMMAND, length, counter, total)) + rest


class VernierDecoder:
    """Leads the conversation to the first measurement, then reads measurements."""

    def __init__(self, options: Mapping[str, str]) -> None:
        """Wait for the answer to the first command.

        Args:
            options: `rate_hz`, samples per second to ask for.
        """
        self.ignored = 0
        self._unsound = 0
        self._packets = PacketReassembler(_length_of)
        self._period_us = round(1e6 / float(options.get("rate_hz", RATE_HZ)))
        self._counter = FIRST_COUNTER
        self._awaited = INIT
        self._serial = self._name = ""
        self._sensors: list[int] = []
        self._available = 0

    @property
    def rejected(self) -> int:
        """Packets that cannot be."""
        return self._unsound + self._packets.rejected

    def feed(self, data: bytes) -> list[DeviceEvent]:
        """What the packets completed by this notification say, and what to ask next."""
        events: list[DeviceEvent] = []
        for packet in self._packets.feed(data):
            if packet[0] == MEASUREMENT:
                self._measure(packet, events)
            elif len(packet) > SHORTEST_BYTES:
                self._answer(packet[4], packet[5], packet, events)
            else:
                self._unsound += 1
        return events

    def _measure(self, packet: bytes, events: list[DeviceEvent]) -> None:
        kind = packet[4]
        if kind not in _FLOATS_AT:
            self.ignored += 1
            return
        count_at, start = _FLOATS_AT[kind]
        sensors = 1
        if kind in _MASK and len(packet) > count_at:
            sensors = _MASK[kind].unpack_from(packet, 5)[0].bit_count()
        values = packet[start:]
        if not sensors or len(packet) <= start or len(values) != 4 * packet[count_at] * sensors:
            self._unsound += 1
            return
        # Only one sensor is started; where a gauge adds others, ours is the lowest of them.
        newtons = struct.unpack(f"<{len(values) // 4}f", values)[::sensors]
        if not all(math.isfinite(value) and abs(value) < LARGEST_N for value in newtons):
            self._unsound += 1
            return
        events.append(clockless(newtons))

    def _answer(self, code: int, counter: int, packet: bytes, events: list[DeviceEvent]) -> None:
        if code == INIT and counter == FIRST_COUNTER:
            self._counter = FIRST_COUNTER
            self._ask(STATUS, events)
            return
        if code != self._awaited or counter != self._counter:
            self.ignored += 1
            return
        if not self._go_on(code, packet, events):
            self._unsound += 1

    def _go_on(self, code: int, packet: bytes, events: list[DeviceEvent]) -> bool:
        """Take an awaited answer and ask the next question; false where it is too short."""
        if code == STATUS and len(packet) >= 18:
            events.append(Battery(packet[16], None, is_low=packet[16] <= 10))
            self._ask(INFO, events)
        elif code == INFO and len(packet) >= 70:
            self._serial, self._name = _text(packet[22:38]), _text(packet[38:70])
            self._ask(AVAILABLE, events)
        elif code == AVAILABLE and len(packet) >= 10:
            self._available = int.from_bytes(packet[6:10], "little")
            self._ask(DEFAULTS, events)
        elif code == DEFAULTS and len(packet) >= 10:
            default = int.from_bytes(packet[6:10], "little")
            numbers = [number for number in range(32) if self._available >> number & 1]
            self._sensors = sorted(numbers, key=lambda number: not default >> number & 1)
            self._ask_sensor(events)
        elif code == SENSOR and len(packet) >= 6 + _SENSOR.size:
            self._choose(packet, events)
        elif code == PERIOD:
            self._start(events)
        elif code != START:
            return False
        return True

    def _ask_sensor(self, events: list[DeviceEvent]) -> None:
        if self._sensors:
            self._ask(SENSOR, events, bytes((self._sensors[0],)))
        else:
            events.append(Notice("none of its sensors measures newtons"))

    def _choose(self, packet: bytes, events: list[DeviceEvent]) -> None:
        said = _SENSOR.unpack_from(packet, 6)
        if _text(said[6]) != FORCE_UNIT:
            del self._sensors[0]
            self._ask_sensor(events)
            return
        shortest_us = said[10]
        self._period_us = max(self._period_us, shortest_us)
        events.append(Hello(self._serial, 0, self._name, 1e6 / self._period_us, 1))
        self._ask(PERIOD, events, bytes((0xFF, 0)) + struct.pack("<II", self._period_us, 0))

    def _start(self, events: list[DeviceEvent]) -> None:
        mask = 1 << self._sensors[0]
        self._ask(START, events, bytes((0xFF, 1)) + struct.pack("<IQ", mask, 0))

    def _ask(self, code: int, events: list[DeviceEvent], body: bytes = b"") -> None:
        self._counter = (self._counter - 1) & 0xFF
        self._awaited = code
        events.append(Send(command(self._counter, code, body)))


def _length_of(header: bytes) -> int:
    return header[1] if header[1] >= SHORTEST_BYTES else 0


def _text(field: bytes) -> str:
    return field.split(b"\0", 1)[0].decode("utf-8", "replace").strip()


def _answered(counter: int, code: int, body: bytes) -> bytes:
    """An answer as the public clients describe it; its sum is not documented and not looked at."""
    return bytes((0x98, 6 + len(body), counter, 0, code, counter)) + body


def sensor_body(number: int, unit: str, *, shortest_us: int = 1000) -> bytes:
    """What a gauge says of one sensor; uncertainty 0.06, from -850 to 850."""
    words = (b"Force".ljust(60, b"\0"), unit.encode().ljust(32, b"\0"))
    said = (number, 0, 77, 0, 0, *words, 0.06, -850.0, 850.0, shortest_us, 10**10, 50000, 1000, 0)
    return _SENSOR.pack(*said)


_MEETING = (
    _answered(0xFE, INIT, b"\0"),
    _answered(0xFD, STATUS, bytes((0, 0, 1, 4, 0, 0, 1, 4, 0, 0, 87, 0))),
    _answered(
        0xFC,
        INFO,
        b"GDX-HD".ljust(16, b"\0")
        + b"0V3000C7".ljust(16, b"\0")
        + b"GDX-HD 0V3000C7".ljust(32, b"\0")
        + bytes(20),
    ),
    _answered(0xFB, AVAILABLE, bytes.fromhex("06 00 00 00")),
    _answered(0xFA, DEFAULTS, bytes.fromhex("02 00 00 00")),
    _answered(0xF9, SENSOR, sensor_body(1, "N")),
    _answered(0xF8, PERIOD, b"\0"),
    _answered(0xF7, START, b"\0"),
)
_ENDS = tuple(sum(map(len, _MEETING[: n + 1])) for n in range(len(_MEETING)))
_FORCE = bytes.fromhex("20 11 00 00 06 02 00 02 00  00 00 20 41  00 00 48 41")

DEVICE = Device(
    kind="vernier",
    title="Vernier Go Direct",
    link="ble",
    wire="parts",
    radio=Radio(
        name=r"GDX.*",
        service="d91714ef-28b9-4f91-ba16-f0d9a604f112",
        notify="b41e6675-a329-40e0-aa01-44d2f444babe",
        command="f4bf14a6-c7d5-4b6d-8aa8-df1a7c83adcb",
    ),
    unit="N",
    rate_hz=RATE_HZ,
    settling_s=0.1,
    resolution_raw=0.0,
    saturation_raw=(-850.0, 850.0),
    graded=True,
    ask=command(FIRST_COUNTER, INIT, INIT_BODY),
    stop=command(0, STOP, bytes.fromhex("ff 00 ff ff ff ff")),
    decoder=VernierDecoder,
    examples=(
        Example(
            title="the whole meeting: battery, serial number, sensors, period, start",
            wire=b"".join(_MEETING),
            ends=_ENDS[:-1],
            hello=Hello("0V3000C7", 0, "GDX-HD 0V3000C7", 10.0, 1),
            battery=Battery(87, None, is_low=False),
            answer=bytes.fromhex(
                "58 05 fd 6a 10  58 05 fc ae 55  58 05 fb a9 51  58 05 fa ad 56"
                "58 06 f9 a8 50 01  58 0f f8 a0 1b ff 00 a0 86 01 00 00 00 00 00"
                "58 13 f7 7c 18 ff 01 02 00 00 00 00 00 00 00 00 00 00 00"
            ),
        ),
        Example(
            title="measurement of sensor 1: 10.0 and 12.5 N",
            wire=_FORCE,
            samples=((None, None, 0, 10.0), (None, None, 0, 12.5)),
        ),
        Example(
            title="a measurement that does not add up is refused",
            wire=bytes.fromhex("20 0d 00 00 06 02 00 02 00  00 00 20 41"),
            rejected=1,
        ),
    ),
)
