"""Wrapped packet numbers and ticks of a device turned into blocks on one session clock."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from firmware_bridge.device import RawSamples
from firmware_bridge.samples import Flag, RawBlock
from firmware_bridge.timing.arrival import ArrivalClock
from firmware_bridge.timing.sequence import PacketCounter, Sequenced

GAP_S = 0.1
GAP_PERIODS = 2.5
"""A sample later than both after the one before has `Flag.GAP_BEFORE`: a slow sensor is no gap."""

Ints = NDArray[np.int64]

_LATE = np.uint16(Flag.GAP_BEFORE)
_BEGUN_AGAIN = np.uint16(Flag.CLOCK_RESTARTED | Flag.GAP_BEFORE)
_INTERPOLATED = np.uint16(Flag.TIME_INTERPOLATED)


@dataclass(frozen=True, slots=True)
class Wire:
    """What assembling needs to know of a device.

    Attributes:
        tick_hz: ticks per second; 0 without a clock.
        tick_bits, packet_bits: width of its counters; 0 without.
        rate_hz: nominal samples per second; 0 unknown.
        patience_s: how long a burst may take to make up for a silence; 0 on a wire.
    """

    tick_hz: float
    tick_bits: int
    packet_bits: int
    rate_hz: float
    patience_s: float


class Assembler:
    """Turns what one device sends into blocks; keeps what has to carry over.

    Attributes:
        samples: samples taken so far.
        lost: samples known to be missing so far, by packet number.
        duplicates: samples that came again, or too late to be in order, and were dropped.
        restarts: times the device's clock began again.
    """

    def __init__(self, wire: Wire) -> None:
        """Start before the first sample of a session, at session time 0."""
        self.samples = self.lost = self.duplicates = self.restarts = 0
        self._wire = wire
        self._counter = PacketCounter(wire.packet_bits, wire.tick_bits, wire.tick_hz, wire.rate_hz)
        self._arrival = ArrivalClock(wire.rate_hz, patience_s=wire.patience_s)
        self._first_tick = 0
        self._epoch_t_s = 0.0
        self._epoch_samples = 0
        self._last_t_s = 0.0
        self._last_arrived_s = float("nan")
        self._begins = True
        self._has_other_zero = False

    @property
    def period_s(self) -> float:
        """Mean time between samples of this epoch; the nominal one before there are two."""
        if self._epoch_samples > 1 and self._last_t_s > self._epoch_t_s:
            return (self._last_t_s - self._epoch_t_s) / (self._epoch_samples - 1)
        return 1.0 / self._wire.rate_hz if self._wire.rate_hz else 0.0

    def restart(self) -> None:
        """The device began again: the next sample opens a new epoch of the same session."""
        self._begins = True
        self._arrival.begin_again()

    def count_from_other_zero(self) -> None:
        """Its readings count from another zero from now on, as after a start of the device."""
        self.restart()
        self._has_other_zero = True

    def take(self, sent: RawSamples, arrived_s: float) -> RawBlock | None:
        """The next block of the session; None where every sample had been there before.

        Args:
            sent: samples as sent.
            arrived_s: host monotonic seconds when their last byte came; NaN in replays.
        """
        if not len(sent.raw):
            return None
        if self._begins:
            self._counter.restart()
        counted = self._counter.count(sent, arrived_s)
        self.duplicates += counted.dropped
        if not len(counted.flags):
            return None
        # Missing samples took their time too: the pace is that of the device, not of the wire.
        self._epoch_samples += counted.lost
        if self._wire.tick_hz:
            tick, t_s = self._device_time(counted, arrived_s)
        else:
            tick, t_s = self._host_time(counted, arrived_s)
        self.lost += counted.lost
        self.samples += len(tick)
        self._last_arrived_s = arrived_s
        return RawBlock(tick, t_s, counted.raw, counted.flags, counted.lost, arrived_s)

    def _device_time(
        self, counted: Sequenced, arrived_s: float
    ) -> tuple[Ints, NDArray[np.float64]]:
        tick, flags = counted.tick, counted.flags
        if not counted.restarts and not self._begins:
            return tick, self._epoch_time(tick, flags)
        starts = [int(at) for at in counted.restarts]
        if self._begins and (not starts or starts[0] != 0):
            starts.insert(0, 0)
        t_s = np.empty(len(tick))
        if starts[0] > 0:
            t_s[: starts[0]] = self._epoch_time(tick[: starts[0]], flags[: starts[0]])
        for start, end in zip(starts, [*starts[1:], len(tick)], strict=True):
            self._open_epoch(int(tick[start]), flags, start, arrived_s)
            t_s[start:end] = self._epoch_time(tick[start:end], flags[start:end])
        return tick, t_s

    def _open_epoch(
        self, first_tick: int, flags: NDArray[np.uint16], at: int, arrived_s: float
    ) -> None:
        if self.samples or at:
            waited_s = arrived_s - self._last_arrived_s
            period_s = self.period_s
            # NaN in replays: there the next sample simply follows the last.
            self._epoch_t_s = self._last_t_s + (waited_s if waited_s > period_s else period_s)
            self.restarts += 1
            flags[at] |= _BEGUN_AGAIN
        self._first_tick = first_tick
        self._last_t_s = self._epoch_t_s
        self._epoch_samples = 0
        self._begins = False

    def _epoch_time(self, tick: Ints, flags: NDArray[np.uint16]) -> NDArray[np.float64]:
        # Divided, not multiplied: microsecond ticks then give the doubles of decimal text.
        t_s: NDArray[np.float64] = (tick - self._first_tick) / self._wire.tick_hz
        if self._epoch_t_s:
            t_s += self._epoch_t_s
        before_s, samples = self._last_t_s, self._epoch_samples
        last_s = float(t_s[-1])
        # A block shorter than a gap has none.
        if last_s - before_s > GAP_S:
            flags[late_samples(t_s, before_s, self._epoch_t_s, samples, self.period_s)] |= _LATE
        self._last_t_s = last_s
        self._epoch_samples += len(tick)
        return t_s

    def _host_time(self, counted: Sequenced, arrived_s: float) -> tuple[Ints, NDArray[np.float64]]:
        if self._begins and self.samples:
            counted.flags[0] |= _BEGUN_AGAIN if self._has_other_zero else _LATE
        self._has_other_zero = False
        count = len(counted.flags)
        t_s, late = self._arrival.spread(count, arrived_s)
        counted.flags[:] |= _INTERPOLATED
        if late:
            counted.flags[0] |= _LATE
        self._begins = False
        self._last_t_s = float(t_s[-1])
        self._epoch_samples += count
        return np.arange(self.samples, self.samples + count, dtype=np.int64), t_s


def late_samples(
    t_s: NDArray[np.float64], before_s: float, first_s: float, samples: int, nominal_s: float
) -> NDArray[np.bool_]:
    """Which samples came much later than the mean pace so far lets expect.

    Args:
        t_s: (n,) times.
        before_s: time of the sample before them; of the first one itself at a start.
        first_s: time of the first sample of the epoch.
        samples: samples of the epoch before these.
        nominal_s: period to expect before there are two samples; 0 unknown.
    """
    earlier = np.concatenate(([before_s], t_s[:-1]))
    if float((t_s - earlier).max()) <= GAP_S:
        return np.zeros(len(t_s), dtype=np.bool_)
    number = np.arange(samples, samples + len(t_s)) - 1
    pace_s = np.where(number > 0, (earlier - first_s) / np.maximum(number, 1), nominal_s)
    return (t_s - earlier) > np.maximum(GAP_S, GAP_PERIODS * pace_s)
