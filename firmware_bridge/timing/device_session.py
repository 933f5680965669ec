"""Events of one device in, blocks out: assembler, clock and counters of one session."""

from dataclasses import replace

from firmware_bridge.board_events import EventCode, version_message
from firmware_bridge.counters import Counters
from firmware_bridge.decoding.board_records import BRIDGE, CONTACT
from firmware_bridge.device import (
    ENOUGH_HZ,
    Battery,
    BoardEvent,
    Channel,
    Decoder,
    Device,
    DeviceEvent,
    Hello,
    RawSamples,
    StatedUnit,
    device_traits,
)
from firmware_bridge.rounding import fixed
from firmware_bridge.samples import RawBlock, Traits
from firmware_bridge.timing.assembly import Assembler, Wire
from firmware_bridge.timing.clock import HostClock
from firmware_bridge.timing.rate import RateWatch
from firmware_bridge.timing.reorder import Reorderer, joined
from firmware_bridge.timing.tick_watch import TickWatch

RATE_SAMPLES = 100
UNITLESS = (
    "its numbers have no unit: say unit=N (or kg, g, lbf) in the address, or run `steadyhold "
    "calibrate` with it to see newtons"
)
ZERO_TOLD_S = 20.0
"""Long enough to be read; by then another zero was found."""
PATIENCE_S = 1.5
"""Two seconds of samples held back are delivered within this at 30 ms and six packets an event;
what has not come by then is missing."""


class DeviceSession:
    """What one session knows of its device; outlives the links it arrives on.

    Attributes:
        hello: who the device last said it is; None before it did.
        boots: times it said that it had started again.
        gap_s: session time without a sample before the newest block.
        traits: what it delivers; exact from the first block on.
        clock: session time against host time.
        asks: true while the device began again without saying who it is now.
        battery: what the device last said of its battery; None if nothing.
        signal_dbm: strength of its radio as last seen; None on a wire.
    """

    def __init__(self, device: Device, *, rate_hz: float) -> None:
        """Start a session.

        Args:
            device: what is expected on the wire.
            rate_hz: nominal samples per second where the address states them, else 0.
        """
        self.hello: Hello | None = None
        self.boots = 0
        self.gap_s = 0.0
        self._last_t_s = 0.0
        self.asks = False
        self.battery: Battery | None = None
        self.signal_dbm: int | None = None
        self.clock = HostClock()
        self.traits: Traits = device_traits(device, simulated=False)
        self._rate = RateWatch(has_clock=device.tick_hz > 0, is_numbered=device.packet_bits > 0)
        self._ticks = TickWatch()
        if rate_hz:
            self.traits = replace(self.traits, rate_hz=rate_hz)
            self._rate.state(rate_hz, is_measured=False, is_by_sensor=False)
        self._device = device
        self._assembler = self._new_assembler()
        self._reorderer = self._new_reorderer()
        self._decoders: list[Decoder] = []
        self._announced = False
        self._misfits = 0
        self._stated: StatedUnit | None = None
        self._zero_words = self._unit_words = ""
        self._zero_changed_t_s = float("-inf")
        self._units_written: dict[str, None] = {}

    def attach(self, decoder: Decoder) -> None:
        """Count what this decoder refuses; one is attached for each link of the session."""
        self._decoders.append(decoder)

    def resume(self, *, goes_on: bool) -> None:
        """A new link of the same device: its first samples follow a break.

        Args:
            goes_on: its packet numbers and ticks tell for themselves what is missing.
        """
        self._reorderer = self._new_reorderer()
        if self._assembler.samples and not goes_on:
            self._assembler.restart()
            self._announced = True

    def drain(self, arrived_s: float) -> RawBlock | None:
        """Samples held back for earlier ones that will not come; None without any.

        Args:
            arrived_s: host monotonic seconds.
        """
        ready = self._reorderer.drain() if self._reorderer is not None else []
        return self._assemble(joined(ready), arrived_s) if ready else None

    def apply(self, event: DeviceEvent, arrived_s: float) -> RawBlock | None:
        """Take one event; the block it completes, if any.

        Args:
            event: what a decoder said.
            arrived_s: host monotonic seconds of its bytes; NaN in replays.
        """
        if isinstance(event, Hello):
            self._greet(event)
        elif isinstance(event, Battery):
            self.battery = event
        elif isinstance(event, Channel):
            self._describe(event)
        elif isinstance(event, BoardEvent) and event.code == EventCode.MEASURED_RATE:
            self.traits = replace(self.traits, rate_hz=event.value / 1000)
            self._rate.state(event.value / 1000, is_measured=True)
        elif isinstance(event, BoardEvent) and event.code == EventCode.FIRMWARE:
            self.traits = replace(self.traits, firmware=version_message(event.value))
        elif isinstance(event, StatedUnit):
            self._state(event)
        elif isinstance(event, RawSamples):
            return self._take(event, arrived_s)
        return None

    @property
    def remark(self) -> str:
        """What a person should know of a sensor that works; empty where there is nothing."""
        is_new_zero = self._last_t_s - self._zero_changed_t_s < ZERO_TOLD_S
        if said := self._ticks.words or (self._zero_words if is_new_zero else self._unit_words):
            return said
        rate_hz = self._rate.off_hz or self.traits.rate_hz
        if not 0 < rate_hz < ENOUGH_HZ <= self._device.rate_hz:
            return self._rate.words or (UNITLESS if self.traits.unit == "unknown" else "")
        return (
            f"the sensor measures {fixed(rate_hz, 1)} times a second, too slow to judge a press: "
            f"set the RATE pin of its converter to {self._device.rate_hz:g} (build guide, step 2)"
        )

    @property
    def period_s(self) -> float:
        """Measured time between samples; 0 before it is known."""
        assembler = self._assembler
        return assembler.period_s if assembler.samples > RATE_SAMPLES else 0.0

    @property
    def counters(self) -> Counters:
        """What was received so far, over all links."""
        assembler = self._assembler
        return Counters(
            samples=assembler.samples,
            rejected=self._misfits + sum(decoder.rejected for decoder in self._decoders),
            ignored=sum(decoder.ignored for decoder in self._decoders),
            lost=assembler.lost,
            duplicates=assembler.duplicates,
            restarts=assembler.restarts,
            measured_hz=1.0 / self.period_s if self.period_s > 0 else 0.0,
            battery_pct=self.battery.percent if self.battery else None,
            battery_mv=self.battery.millivolts if self.battery else None,
            signal_dbm=self.signal_dbm,
        )

    def _new_assembler(self) -> Assembler:
        device = self._device
        patience_s = 0.0 if device.link == "serial" else PATIENCE_S
        return Assembler(
            Wire(
                device.tick_hz,
                device.tick_bits,
                device.packet_bits,
                self.traits.rate_hz,
                patience_s,
            )
        )

    def _new_reorderer(self) -> Reorderer | None:
        device = self._device
        if not device.reorder_packets:
            return None
        return Reorderer(device.packet_bits, device.reorder_packets)

    def _greet(self, hello: Hello) -> None:
        if self.hello is not None and hello.boot_id != self.hello.boot_id:
            self.boots += 1
            # Another firmware may have been put on it, and an old one does not say so.
            self.traits = replace(self.traits, firmware="")
            if not self.asks:
                self._assembler.restart()
                self._announced = True
        if self.hello is None or hello.boot_id != self.hello.boot_id:
            self._rate.state(hello.rate_hz, is_measured=False)
            # Samples may have come before it said so.
            self.traits = replace(self.traits, rate_hz=hello.rate_hz or self.traits.rate_hz)
        self.asks = False
        self.hello = hello
        if not self._assembler.samples:
            self._name_channels(hello.channels)
            if not self._device.tick_hz:
                self._assembler = self._new_assembler()

    def _name_channels(self, count: int) -> None:
        if count != len(self.traits.channels) and count > 0:
            first = self.traits.channels[0]
            others = tuple(f"channel {number}" for number in range(2, count + 1))
            self.traits = replace(self.traits, channels=(first, *others))

    def _state(self, stated: StatedUnit) -> None:
        """What the readings are from now on: in another unit, or from another zero."""
        self.traits = replace(self.traits, unit=stated.unit)
        before, self._stated = self._stated, stated
        if before is None:
            return
        if stated.meant != before.meant:
            self._assembler.count_from_other_zero()
            self._announced = True
            self._zero_changed_t_s = self._last_t_s
            self._zero_words = (
                f"the lines went from {before.meant or 'no name'} to {stated.meant or 'no name'}, "
                "which counts from another zero: hands off until zero is set; leave the scale alone"
            )
        if stated.written != before.written:
            self._units_written |= {
                each or "none": None for each in (before.written, stated.written)
            }
            self._unit_words = (
                f"the unit in its lines changes ({', '.join(self._units_written)}): each reading "
                "is taken in its own; choose one on the scale"
            )

    def _describe(self, channel: Channel) -> None:
        names = self.traits.channels
        if channel.kind == BRIDGE and channel.index == 0:
            self.traits = replace(self.traits, gain=channel.gain)
        if channel.kind == CONTACT and channel.index < len(names):
            after = (*names[: channel.index], "contact", *names[channel.index + 1 :])
            self.traits = replace(self.traits, channels=after)

    def _take(self, sent: RawSamples, arrived_s: float) -> RawBlock | None:
        channels = sent.raw.shape[1]
        if channels != len(self.traits.channels):
            if self._assembler.samples:
                self._misfits += len(sent.raw)
                return None
            self._name_channels(channels)
        if self._reorderer is not None:
            ready = self._reorderer.put(sent)
            if not ready:
                return None
            sent = joined(ready)
        return self._assemble(sent, arrived_s)

    def _assemble(self, sent: RawSamples, arrived_s: float) -> RawBlock | None:
        restarts = self._assembler.restarts
        block = self._assembler.take(sent, arrived_s)
        if block is None:
            return None
        unannounced = max(self._assembler.restarts - restarts - self._announced, 0)
        if unannounced:
            self.asks = True
        if self._device.tick_hz:
            self._ticks.take(block.tick, unannounced)
        if self._assembler.restarts > restarts:
            self._announced = False
            self.clock.restart()
        self.gap_s = float(block.t_s[0]) - self._last_t_s
        self._last_t_s = float(block.t_s[-1])
        self._rate.take(block)
        if arrived_s == arrived_s:
            self.clock.observe(float(block.t_s[-1]), arrived_s)
        return block
