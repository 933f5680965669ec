"""Who is on a port that was just opened: our device, another one of its kind, or something else."""

import time
from dataclasses import dataclass
from typing import Literal

from firmware_bridge.device import Decoder, Device, DeviceEvent, Hello, RawSamples, StatedUnit
from firmware_bridge.errors import LinesUnclearError, NotASensorError
from firmware_bridge.links.arrivals import Arrival, Gone
from firmware_bridge.links.serial_link import SerialLink
from firmware_bridge.links.supervision.silence import LOST_S, stalled_s

ASK_EVERY_S = 0.4
WRONG_S = 2.7
"""A person must read `not a pressure sensor` within 3 s of opening."""
SILENT_S = 6.0
"""An Arduino is deaf for 2 s after its port opens; a port silent this long is given back."""
NAMELESS_S = 1.6
"""Sound samples for this long from a device that does not say who it is are taken as they are."""
ENOUGH_SAMPLES = 3
TAKE_S = 0.1

HandshakeResult = Literal["waiting", "quiet", "ours", "stranger", "wrong", "silent"]


@dataclass(frozen=True, slots=True)
class HeardEvent:
    """One event and when its bytes came."""

    event: DeviceEvent
    arrived_s: float


class Handshake:
    """Judges what is heard on a port; reads no clock.

    Attributes:
        decoder: what listens; goes on listening once the device is ours.
        heard: everything said so far: nothing is lost while it is being judged.
        hello: identity given, if any.
    """

    def __init__(self, device: Device, decoder: Decoder, *, uid: str, began_s: float) -> None:
        """Begin to listen.

        Args:
            device: what is expected.
            decoder: a fresh one.
            uid: hardware id that must answer; empty where any may.
            began_s: host monotonic seconds.
        """
        self.decoder = decoder
        self.heard: list[HeardEvent] = []
        self.hello: Hello | None = None
        self._device = device
        self._uid = uid
        self._began_s = began_s
        self._asked_s = float("-inf")
        self._samples = 0
        self._bytes = 0
        self._first = b""
        self._unit = ""

    def receive(self, data: bytes, now_s: float) -> None:
        """Take bytes."""
        self._bytes += len(data)
        self._first = (self._first + data)[:60]
        for event in self.decoder.feed(data):
            if isinstance(event, StatedUnit):
                self._begin_with(event)
            self.heard.append(HeardEvent(event, now_s))
            if isinstance(event, Hello):
                self.hello = event
            elif isinstance(event, RawSamples):
                self._samples += len(event.raw)

    def _begin_with(self, stated: StatedUnit) -> None:
        """Leave out samples of another unit: a scale that moved at first may have said none."""
        if self._unit not in ("", stated.unit):
            self.heard = [each for each in self.heard if not isinstance(each.event, RawSamples)]
            self._samples = 0
        self._unit = stated.unit

    def excuse(self, stood_s: float) -> None:
        """Leave out a time in which this program did not run, and nothing could be heard."""
        self._began_s += stood_s

    def question(self, now_s: float) -> bytes:
        """Bytes to send now: the device is asked who it is until it answers."""
        if now_s - self._asked_s < ASK_EVERY_S or self.hello is not None:
            return b""
        self._asked_s = now_s
        return self._device.ask

    def verdict(self, now_s: float) -> HandshakeResult:
        """What is known now; `quiet` where nothing came for longer than a person waits."""
        waited_s = now_s - self._began_s
        if self.hello is not None:
            return "ours" if self._uid in ("", self.hello.identity) else "stranger"
        sound = self._samples >= ENOUGH_SAMPLES and self._samples > self.decoder.rejected
        if sound and (not self._device.ask or (waited_s >= NAMELESS_S and not self._uid)):
            return "ours"
        if self._bytes:
            return "wrong" if waited_s >= WRONG_S else "waiting"
        if waited_s >= SILENT_S:
            return "silent"
        return "quiet" if waited_s >= LOST_S else "waiting"

    def refusal(self, port: str) -> NotASensorError:
        """Why this is not taken for our device: what was seen and what to do."""
        return self.unclear(port) or NotASensorError(port, seen=self.seen, hint=self.hint)

    def unclear(self, port: str) -> LinesUnclearError | None:
        """Why lines that arrived sound cannot be taken; None where nothing is unclear."""
        unclear = getattr(self.decoder, "unclear", None)
        return (
            None if unclear is None else LinesUnclearError(port, seen=unclear[0], hint=unclear[1])
        )

    @property
    def seen(self) -> str:
        """What was heard instead of a sensor, in words."""
        first = self._first
        if b"$G" in first or b"$BD" in first:
            return "a navigation receiver (GPS) is sending positions"
        words = first.decode("ascii", "replace").split()
        if any(word in ("OK", "ERROR", "RING", "NO") or word.startswith("AT") for word in words):
            return "a modem answers"
        printable = sum(32 <= byte < 127 or byte in (9, 10, 13) for byte in first)
        if first and printable > 0.9 * len(first):
            return f"it says {' '.join(words)[:40]!r}"
        return f"{self._bytes} bytes came that no {self._device.title} sends"

    @property
    def hint(self) -> str:
        """What to do about it."""
        printable = sum(32 <= byte < 127 or byte in (9, 10, 13) for byte in self._first)
        has_digits = any(byte in b"0123456789" for byte in self._first)
        is_text = has_digits and printable > 0.9 * len(self._first)
        if self._device.kind != "plain" and is_text and not self.seen.startswith(("a ", "A ")):
            return "if it prints numbers as text, say device=plain"
        return "choose another port (`steadyhold devices`), or its speed with baud=N"


async def listened(link: SerialLink, handshake: Handshake) -> Gone | None:
    """Let a meeting hear what comes in a moment; `Gone` once nothing will."""
    began_s = time.monotonic()
    arrival = await link.take(TAKE_S)
    handshake.excuse(stalled_s(time.monotonic() - began_s, TAKE_S))
    if isinstance(arrival, Arrival):
        handshake.receive(arrival.data, arrival.arrived_s)
        return None
    return arrival
