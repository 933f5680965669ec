"""The gauges of the market, as their makers and the public clients describe them."""

import struct
import time
from dataclasses import replace

from firmware_bridge.catalogue import device_of_kind
from firmware_bridge.decoding.board_records import INFO, SAMPLE
from firmware_bridge.device import Hello
from firmware_bridge.devices import vernier
from firmware_bridge.devices.vernier import DEVICE as VERNIER
from tests.ble.gauge import Gauge

HEAVIEST_EIGHTHS = 8000
UID = "0102030405060708"


class Board(Gauge):
    """The Steadyhold board: counts are sample numbers, ticks are its own microseconds."""

    def __init__(
        self,
        name: str = "Pad 1",
        *,
        number: int = 1,
        uid: str = UID,
        boot: int = 1,
        rate_hz: float = 80.0,
        **more,
    ) -> None:
        super().__init__(
            device_of_kind("board-ble"), name, self._record, rate_hz=rate_hz, number=number, **more
        )
        self.hello = Hello(uid, boot, name, rate_hz, 1)

    def reboot(self, boot: int) -> None:
        """Lose power for a moment: another boot id, packet numbers from the beginning, silent."""
        self.hello = replace(self.hello, boot_id=boot)
        self.is_started = False
        self.sent = 0
        self.due_s.clear()
        self.sent_s.clear()

    def hear(self, command: bytes) -> bytes:
        for letter in command.decode().split():
            if letter == "s":
                self.is_started = True
            elif letter == "x":
                self.is_started = False
        if b"?" not in command:
            return b""
        said = struct.pack(
            "<BHIBBBBII8s",
            *(INFO, 0, 0, 1, 1, 1, 0, round(self.hello.rate_hz * 1000), self.hello.boot_id),
            bytes.fromhex(self.hello.identity),
        )
        return said + self.hello.title.encode()

    def _record(self, number: int) -> bytes:
        tick = int(self.due_s[number] * 1e6) & 0xFFFFFFFF
        return struct.pack("<BHIBi", SAMPLE, number & 0xFFFF, tick, 0, number)


def tindeq(name: str = "Progressor_7", *, number: int = 2, samples: int = 4, **more) -> Gauge:
    """A Progressor with some samples a notification, one of them every 12.5 ms."""

    def packet(index: int) -> bytes:
        weights = b"".join(
            struct.pack("<fI", each % HEAVIEST_EIGHTHS / 8, each * 12_500 & 0xFFFFFFFF)
            for each in range(index * samples, (index + 1) * samples)
        )
        return bytes((1, len(weights))) + weights

    gauge = Gauge(
        device_of_kind("tindeq"), name, packet, rate_hz=80 / samples, number=number, **more
    )

    def hear(command: bytes) -> bytes:
        gauge.is_started = {b"\x65": True, b"\x66": False}.get(command, gauge.is_started)
        return bytes.fromhex("00 04 6e 0f 00 00") if command == b"\x6f" else b""

    gauge.hear = hear
    return gauge


class Vernier(Gauge):
    """A hand dynamometer whose answers do not fit into one notification."""

    def __init__(self, *, unit: str = "N", number: int = 3, piece_bytes: int = 20) -> None:
        super().__init__(
            VERNIER,
            "GDX-HD 0V3000C7",
            self._measurement,
            rate_hz=10,
            number=number,
            piece_bytes=piece_bytes,
        )
        self._unit = unit
        self._command = b""

    def hear(self, command: bytes) -> bytes:
        self._command += command
        if len(self._command) < 2 or len(self._command) < self._command[1]:
            return b""
        whole, self._command = self._command, b""
        total = (sum(whole) - whole[3]) & 0xFF
        assert (whole[0], whole[1], whole[3]) == (0x58, len(whole), total)
        code, counter = whole[4], whole[2]
        self.is_started = (self.is_started or code == vernier.START) and code != vernier.STOP
        sensor = vernier.sensor_body(whole[-1] & 0x1F, self._unit)
        body = {
            vernier.STATUS: bytes((0, 0, 1, 4, 0, 0, 1, 4, 0, 0, 87, 0)),
            vernier.INFO: b"GDX-HD".ljust(16, b"\0")
            + b"0V3000C7".ljust(16, b"\0")
            + b"GDX-HD 0V3000C7".ljust(32, b"\0"),
            vernier.AVAILABLE: struct.pack("<I", 0b110),
            vernier.DEFAULTS: struct.pack("<I", 0b010),
            vernier.SENSOR: sensor,
        }.get(code, b"\0")
        return bytes((0x98, 6 + len(body), counter, 0, code, counter)) + body

    def _measurement(self, number: int) -> bytes:
        return bytes((0x20, 13, 0, 0, 6, 2, 0, 1, 0)) + struct.pack("<f", number / 4)


def force_board(*, number: int = 4) -> Gauge:
    def packet(index: int) -> bytes:
        return b"\0\4" + b"".join((4 * index + n).to_bytes(3, "big") for n in range(4))

    return Gauge(device_of_kind("force-board"), "Force Board", packet, rate_hz=20, number=number)


def cts500(*, number: int = 5) -> Gauge:
    """Frames split over notifications of five bytes."""

    def packet(index: int) -> bytes:
        body = b"\5\1" + struct.pack(">I", index)
        return body + bytes((sum(body) & 0xFF,))

    kind = device_of_kind("cts500")
    return Gauge(kind, "CTS500", packet, rate_hz=80, number=number, piece_bytes=5)


def entralpi(*, number: int = 6) -> Gauge:
    def packet(index: int) -> bytes:
        return struct.pack(">H", index)

    kind = device_of_kind("entralpi")
    return Gauge(kind, "ENTRALPI", packet, rate_hz=10, number=number, starts_itself=True)


def entralpi_on_the_other(*, number: int = 6) -> Gauge:
    """One that speaks on the other of the two characteristics that sources name."""
    gauge = entralpi(number=number)
    gauge.radio = replace(gauge.radio, notify=gauge.radio.notify_too, notify_too="")
    return gauge


def weight_scale(*, number: int = 10) -> Gauge:
    def packet(index: int) -> bytes:
        return b"\0" + struct.pack("<H", index)

    kind = device_of_kind("weight-scale")
    return Gauge(kind, "Some scale", packet, rate_hz=10, number=number, starts_itself=True)


def climbro(*, number: int = 7) -> Gauge:
    def packet(index: int) -> bytes:
        return bytes((0xF0, 200, 0xF5, index % 200))

    kind = device_of_kind("climbro")
    return Gauge(kind, "Climbro 12", packet, rate_hz=10, number=number, starts_itself=True)


def motherboard(*, number: int = 8) -> Gauge:
    def packet(index: int) -> bytes:
        values = b"".join((index + n).to_bytes(3, "little", signed=True) for n in range(3))
        line = struct.pack("<HH", index & 0xFFFF, 4000) + values + bytes(3)
        return line.hex().encode() + b"\r\n"

    kind = device_of_kind("motherboard")
    return Gauge(kind, "Motherboard", packet, rate_hz=30, number=number, piece_bytes=20)


class CraneScale(Gauge):
    """A WH-C06: nothing but advertisements."""

    company = 0x0100

    def __init__(self, *, number: int = 9) -> None:
        super().__init__(device_of_kind("wh-c06"), "IF_B7", lambda _: b"", rate_hz=8, number=number)
        self.weigh(0)

    def services(self) -> list:
        return []

    def weigh(self, hundredths_kg: int) -> None:
        head = bytes.fromhex("02 03 11 a1 b2 c3 d4 e5 f6 01")
        tail = bytes.fromhex("01 f4 01") + int(time.monotonic() * 8).to_bytes(4, "big")[-2:]
        self.company_data = head + struct.pack(">H", hundredths_kg) + tail
