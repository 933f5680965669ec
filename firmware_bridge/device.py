"""What a device file declares, and what its decoder says of the bytes it is fed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from firmware_bridge.board_events import EventCode
from firmware_bridge.deprecated import moved
from firmware_bridge.samples import Traits

if not TYPE_CHECKING:  # A checker would take every misspelt name for one of the old ones.
    __getattr__ = moved(__name__)

ENOUGH_HZ = 40.0
"""Below this a press cannot be judged: boards with an HX711 are sold with its RATE pin at 10."""


@dataclass(frozen=True, slots=True)
class RawSamples:
    """Consecutive samples as the device sent them; numbers still wrapped.

    Attributes:
        packet: (m,) int64 packet numbers as sent; (0,) where the device numbers nothing.
        size: (m,) int64 samples in each packet.
        tick: (n,) int64 device ticks as sent; (0,) where the device has no clock.
        raw: (n, channels) float64 in the device's own unit.
        flags: (n,) uint16 of `firmware_bridge.samples.Flag`.
    """

    packet: NDArray[np.int64]
    size: NDArray[np.int64]
    tick: NDArray[np.int64]
    raw: NDArray[np.float64]
    flags: NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class Hello:
    """Who the device is.

    Attributes:
        identity: hardware id, the same after every reset.
        boot_id: another number after every reset: ticks and packet numbers began again.
        title: name the device gives itself.
        rate_hz: nominal samples per second; 0 unknown.
        channels: raw values in each sample.
    """

    identity: str
    boot_id: int
    title: str
    rate_hz: float
    channels: int


@dataclass(frozen=True, slots=True)
class Channel:
    """One raw channel, as the device describes it.

    Attributes:
        kind: 0 bridge counts, 1 FSR in mV, 2 temperature in 0.01 degrees C.
        low_raw, high_raw: codes at which it saturates.
    """

    index: int
    kind: int
    bits: int
    gain: int
    low_raw: int
    high_raw: int


@dataclass(frozen=True, slots=True)
class Pong:
    """Answer to a ping; ticks of the device when it came in and went out."""

    token: int
    received_tick: int
    sent_tick: int


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the device says in words."""

    text: str


@dataclass(frozen=True, slots=True)
class StatedUnit:
    """Unit of the samples that follow; the one in its lines, and their name: gross, net, raw."""

    unit: str
    written: str = ""
    meant: str = ""


@dataclass(frozen=True, slots=True)
class BoardEvent:
    """An event of the board, with the number that belongs to it."""

    code: EventCode
    value: int


@dataclass(frozen=True, slots=True)
class Send:
    """Bytes the decoder wants written to the device."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Battery:
    """What the device says of its battery; None where it does not say.

    Attributes:
        percent: 0 to 100.
        is_low: it will soon switch itself off.
    """

    percent: int | None
    millivolts: int | None
    is_low: bool


DeviceEvent = (
    RawSamples | Hello | Channel | Pong | Notice | StatedUnit | BoardEvent | Battery | Send
)


Wire = Literal["stream", "parts", "packets"]
"""How bytes come: cut anywhere; each packet begins a delivery and may need several of them; one
whole packet a delivery. A delivery is a notification or an advertisement."""


class Decoder(Protocol):
    """Bytes in, events out; no clock, no port, no thread."""

    @property
    def rejected(self) -> int:
        """Packets that failed their check, so far; bad bytes are counted, never raised."""
        ...

    @property
    def ignored(self) -> int:
        """Sound packets of a kind this version does not know, so far."""
        ...

    def feed(self, data: bytes) -> list[DeviceEvent]:
        """Events completed by these bytes, in wire order; `Device.wire` says how they are cut."""
        ...


@dataclass(frozen=True, slots=True)
class Example:
    """Quoted bytes and what they mean: documentation and test at once.

    Attributes:
        title: what is shown.
        wire: the bytes, delimiters included.
        samples: per sample (packet number, tick, flags, raw, raw...); None where not sent.
        hello: the identity the bytes carry, if any.
        rejected: packets among them that must be refused.
        options: options the decoder is made with.
        ends: where in `wire` each delivery but the last ends, for devices that send packets.
        battery: what the bytes say of the battery, if anything.
        answer: everything the decoder wants written to the device meanwhile.
    """

    title: str
    wire: bytes
    samples: tuple[tuple[float | None, ...], ...] = ()
    hello: Hello | None = None
    rejected: int = 0
    options: tuple[tuple[str, str], ...] = ()
    ends: tuple[int, ...] = ()
    battery: Battery | None = None
    answer: bytes = b""


@dataclass(frozen=True, slots=True)
class Radio:
    """How a device is known and spoken to over Bluetooth LE; UUIDs in full, lower case.

    Attributes:
        name: regular expression of the whole name it advertises; empty where any will do.
        service: UUID it advertises; empty where the name or company has to do.
        company: company id of its manufacturer data, for a device that only advertises.
        notify, notify_too: characteristics that notify the decoder; of two the first to speak.
        command: characteristic that takes `start`, `stop` and what the decoder sends.
        command_bytes: longest write; commands one after another are written in pieces of this.
    """

    name: str
    service: str
    company: int | None = None
    notify: str = ""
    command: str = ""
    command_bytes: int = 20
    notify_too: str = ""


def unchanged(device: "Device", _options: Mapping[str, str]) -> "Device":
    """The device itself: for kinds whose options change nothing."""
    return device


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """Everything the package knows of one kind of device.

    What most devices have alike need not be said, and a field that comes anew has such a default.

    Attributes:
        kind: word used in `device=KIND`.
        title: name for a person.
        link, radio: how it is reached, and known over Bluetooth; None on a wire.
        wire: how its bytes are cut on the way.
        baud: usual speed of a serial line; 0 without one.
        unit: raw unit.
        channels: names of the raw channels sent by default.
        rate_hz: nominal samples per second; 0 unknown.
        tick_hz: device ticks per second; 0 where it has no clock.
        tick_bits, packet_bits: width of its counters before they wrap; 0 where it has none.
        reorder_packets: packets that may overtake one another on the way; 0 on a wire.
        settling_s: time from a step of force to a settled value.
        resolution_raw: smallest step of the raw value.
        saturation_raw: lowest and highest code; None without a limit.
        tension_only: it measures pull, never push: a press needs a lever or a hanging plate.
        graded: whether it may be used for graded work.
        ungraded_reason: why not, in words; empty where it may.
        ask: bytes that make it tell who it is; empty where it cannot.
        start, stop: bytes that begin and end its stream; may be empty.
        options: names of the options of a source it understands.
        adapt: the device as its options make it: another unit, another clock.
        decoder: makes a decoder from the options of the source.
        examples: quoted bytes with their meaning.
    """

    kind: str
    title: str
    link: Literal["serial", "ble", "ble-advertisement"]
    wire: Wire
    baud: int = 0
    radio: Radio | None = None
    unit: str
    channels: tuple[str, ...] = ("force",)
    rate_hz: float
    tick_hz: float = 0.0
    tick_bits: int = 0
    packet_bits: int = 0
    reorder_packets: int = 0
    settling_s: float
    resolution_raw: float
    saturation_raw: tuple[float, float] | None = None
    tension_only: bool = False
    graded: bool
    ungraded_reason: str = ""
    ask: bytes = b""
    start: bytes = b""
    stop: bytes = b""
    options: tuple[str, ...] = ()
    adapt: Callable[["Device", Mapping[str, str]], "Device"] = unchanged
    decoder: Callable[[Mapping[str, str]], Decoder]
    examples: tuple[Example, ...]


def limits_of(device: Device) -> str:
    """What a person must know before choosing a device, half sentences; empty without limits."""
    limits = []
    if device.tension_only:
        limits.append("it measures pull: press through a lever or a hanging plate")
    if device.graded and 0.0 < device.rate_hz < ENOUGH_HZ:
        limits.append(
            f"practice only at {device.rate_hz:g} readings a second: ask for rate_hz={ENOUGH_HZ:g} "
            "or more"
        )
    if not device.graded:
        limits.append(f"practice only: {device.ungraded_reason}")
    return "; ".join(limits)


def device_traits(device: Device, *, simulated: bool) -> Traits:
    """What a source with this device can deliver, before the device itself has spoken."""
    return Traits(
        kind=device.kind,
        title=device.title,
        unit=device.unit,
        channels=device.channels,
        rate_hz=device.rate_hz,
        tick_hz=device.tick_hz,
        settling_s=device.settling_s,
        resolution_raw=device.resolution_raw,
        saturation_raw=device.saturation_raw,
        simulated=simulated,
    )
