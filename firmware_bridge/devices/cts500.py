"""CTS500 and CTS-300 climbing scales: hundredths of a kilogram with a checksum, up to 320 Hz.

Frames begin with 05 and end with the sum of their bytes. Weight: 7 bytes, `05 xx`, u32 big endian
in 0.01 kg, sum. Echo of a command: 6 bytes, `05 op p1 p2 p3 sum`. Answer: 7 bytes, `05 80 op ...`.
Notifications may cut frames anywhere. The tare (A6) and zero (86) commands are never sent. Source:
hangtime (cts500.model.ts).
"""

from collections.abc import Mapping

from firmware_bridge.clockless import clockless
from firmware_bridge.device import Battery, Device, DeviceEvent, Example, Radio

HEAD, ANSWER, VOLTAGE = 0x05, 0x80, 0xC4
ECHO_BYTES, FRAME_BYTES = 6, 7
HEAVIEST_RAW = 400_000
"""4,000 kg: the largest of these scales carries three tonnes."""
OPCODES = frozenset(
    bytes.fromhex("81 82 83 84 85 86 a1 a2 a4 a6 a7 a9 aa ab c0 c1 c3 c4 c5 c6 c7 ca d1 d2 d3 d4")
)


def command(opcode: int, last: int = 0) -> bytes:
    """A command with its sum."""
    body = bytes((HEAD, opcode, 0, 0, last))
    return body + bytes((sum(body) & 0xFF,))


class Cts500Decoder:
    """Finds frames whose sum is right."""

    def __init__(self, _options: Mapping[str, str]) -> None:
        """Start with nothing pending."""
        self.rejected = 0
        self.ignored = 0
        self._rest = b""
        self._is_lost = False

    def feed(self, data: bytes) -> list[DeviceEvent]:
        """What the frames completed by these bytes say."""
        events: list[DeviceEvent] = []
        kilograms: list[float] = []
        rest = self._rest + data
        at = 0
        while len(rest) - at >= ECHO_BYTES:
            if rest[at + 1] in OPCODES and _is_sound(rest, at, ECHO_BYTES):
                at += self._found(ECHO_BYTES)
            elif rest[at] == HEAD and len(rest) - at < FRAME_BYTES:
                break
            elif _is_sound(rest, at, FRAME_BYTES):
                self._take(rest[at : at + FRAME_BYTES], kilograms, events)
                at += self._found(FRAME_BYTES)
            else:
                self.rejected += not self._is_lost
                self._is_lost = True
                at += 1
        self._rest = rest[at:]
        if kilograms:
            events.append(clockless(kilograms))
        return events

    def _found(self, size: int) -> int:
        self._is_lost = False
        return size

    def _take(self, frame: bytes, kilograms: list[float], events: list[DeviceEvent]) -> None:
        if frame[1] == ANSWER and frame[2] == VOLTAGE:
            events.append(Battery(None, 10 * int.from_bytes(frame[4:6], "big"), is_low=False))
        elif frame[1] == ANSWER or frame[1] in OPCODES:
            self.ignored += 1
        elif (raw := int.from_bytes(frame[2:6], "big")) <= HEAVIEST_RAW:
            kilograms.append(raw / 100)
        else:
            self.rejected += 1


def _is_sound(data: bytes, at: int, size: int) -> bool:
    end = at + size - 1
    return data[at] == HEAD and end < len(data) and sum(data[at:end]) & 0xFF == data[end]


DEVICE = Device(
    kind="cts500",
    title="CTS500 climbing scale",
    link="ble",
    wire="stream",
    radio=Radio(
        name=r"CTS500|CTS-300",
        service="0000ffe0-0000-1000-8000-00805f9b34fb",
        notify="0000ffe1-0000-1000-8000-00805f9b34fb",
        command="0000ffe2-0000-1000-8000-00805f9b34fb",
        command_bytes=ECHO_BYTES,
    ),
    unit="kg",
    rate_hz=80.0,
    settling_s=0.05,
    resolution_raw=0.01,
    tension_only=True,
    graded=True,
    # Battery, 80 samples a second, go: what devices.md lists as C4, C1 with 03, AA.
    start=command(VOLTAGE) + command(0xC1, 3) + command(0xAA),
    stop=command(0xAB),
    decoder=Cts500Decoder,
    examples=(
        Example(
            title="12.34 kg",
            wire=bytes.fromhex("05 01 00 00 04 d2 dc"),
            samples=((None, None, 0, 12.34),),
        ),
        Example(
            title="echoes of 80 Hz and start, then 12.34 kg twice",
            wire=bytes.fromhex(
                "05 c1 00 00 03 c9  05 aa 00 00 00 af  05 01 00 00 04 d2 dc  05 01 00 00 04 d2 dc"
            ),
            samples=((None, None, 0, 12.34), (None, None, 0, 12.34)),
        ),
        Example(
            title="a wrong sum is refused, the frame behind it is found",
            wire=bytes.fromhex("05 01 00 00 04 d3 dc  05 01 00 00 04 d2 dc"),
            samples=((None, None, 0, 12.34),),
            rejected=1,
        ),
        Example(
            title="answer: the battery has 3.55 V",
            wire=bytes.fromhex("05 80 c4 00 01 63 ad"),
            battery=Battery(None, 3550, is_low=False),
        ),
    ),
)
