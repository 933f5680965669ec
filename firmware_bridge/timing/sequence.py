"""Wrapped packet numbers and ticks unwrapped; what is missing, double or begun again is told."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from firmware_bridge.device import RawSamples
from firmware_bridge.samples import Flag

DUPLICATE_PACKETS = 64
"""A packet number up to this far back is a repetition; further back, the device began again."""
LEAP_S = 60.0
"""Device time running this far ahead of the host between two arrivals is another clock."""
PACKETS_FOR_A_RATE = 100
REPEATED, RESTARTED = -1, -2


class Sequenced(NamedTuple):
    """Samples that are new, in order; a tuple because one is made for every delivery.

    Attributes:
        tick: (n,) unwrapped ticks; (0,) where the device has no clock.
        raw: (n, channels).
        flags: (n,) uint16, writable; `Flag.GAP_BEFORE` where packets are missing before.
        lost: samples missing before or between these.
        dropped: samples that had been there before.
        restarts: positions at which the device began again.
    """

    tick: NDArray[np.int64]
    raw: NDArray[np.float64]
    flags: NDArray[np.uint16]
    lost: int
    dropped: int
    restarts: tuple[int, ...]


class PacketCounter:
    """Remembers the last packet and tick of one device."""

    def __init__(self, packet_bits: int, tick_bits: int, tick_hz: float, rate_hz: float) -> None:
        """Start before the first packet; bits are 0 where the device has no such counter."""
        self._packet_mask = (1 << packet_bits) - 1
        self._tick_mask = (1 << tick_bits) - 1
        self._tick_hz = tick_hz
        self._rate_hz = rate_hz
        self._arrived_s = float("nan")
        self.restart()

    def restart(self) -> None:
        """Take the next packet as the first of a new epoch."""
        self._fresh = True
        self._packet = self._tick = self._first_tick = 0
        self._packets_passed = 0
        self._dropped_in_a_row = 0

    def count(self, sent: RawSamples, arrived_s: float) -> Sequenced:
        """Sort out new samples from repeated ones and count what is missing.

        Args:
            sent: samples as sent, at least one.
            arrived_s: host monotonic seconds of their arrival; NaN in replays.
        """
        if self._fresh:
            self._begin_with(sent, 0, 0)
        # Lists, not arrays: at 20 samples a delivery they take a quarter of the time.
        packets: list[int] = sent.packet.tolist()
        ticks: list[int] = sent.tick.tolist()
        if self._follow(packets, ticks):
            before = self._tick
            turns = before - (before & self._tick_mask)
            tick = sent.tick + turns if turns else sent.tick
            counted = Sequenced(tick, sent.raw, sent.flags.copy(), 0, 0, ())
            if packets:
                self._packet = packets[-1]
                self._packets_passed += len(packets)
                self._dropped_in_a_row = 0
            if ticks:
                self._tick = turns + ticks[-1]
        else:
            counted = self._sort_out(sent, arrived_s)
        self._arrived_s = arrived_s
        return counted

    def _begin_with(self, sent: RawSamples, packet_at: int, sample_at: int) -> None:
        self.restart()
        self._fresh = False
        if len(sent.packet):
            self._packet = int(sent.packet[packet_at]) - 1
        if len(sent.tick):
            self._tick = self._first_tick = int(sent.tick[sample_at])

    def _follow(self, packets: list[int], ticks: list[int]) -> bool:
        """Whether these continue the last ones plainly: nothing missing, double or wrapped."""
        if packets and packets != list(range(self._packet + 1, self._packet + 1 + len(packets))):
            return False
        if not ticks:
            return True
        last = self._tick & self._tick_mask
        if not last <= ticks[0] <= last + LEAP_S * self._tick_hz:
            return False
        return ticks == sorted(ticks)

    def _sort_out(self, sent: RawSamples, arrived_s: float) -> Sequenced:
        count = len(sent.raw)
        sizes = sent.size if len(sent.packet) else np.ones(count, dtype=np.int64)
        ends = np.cumsum(sizes)
        flags = sent.flags.copy()
        kept = np.zeros(count, dtype=np.bool_)
        tick = np.zeros(count if len(sent.tick) else 0, dtype=np.int64)
        lost, restarts = 0, []
        for number, (size, end) in enumerate(zip(sizes.tolist(), ends.tolist(), strict=True)):
            start = end - size
            missing = self._missing(sent, number, start, size, arrived_s)
            if missing == REPEATED:
                self._dropped_in_a_row += 1
                continue
            if missing == RESTARTED:
                restarts.append(int(kept[:start].sum()))
                self._begin_with(sent, number, start)
            elif missing:
                lost += missing * size
                flags[start] |= np.uint16(Flag.GAP_BEFORE)
            kept[start:end] = True
            self._dropped_in_a_row = 0
            self._packets_passed += 1 + max(missing, 0)
            if len(sent.packet):
                self._packet = int(sent.packet[number])
            if len(tick):
                steps = _steps(sent.tick[start:end], self._tick, self._tick_mask)
                tick[start:end] = self._tick + np.cumsum(steps)
                self._tick = int(tick[end - 1])
        return Sequenced(
            tick=tick[kept] if len(tick) else tick,
            raw=sent.raw[kept],
            flags=flags[kept],
            lost=lost,
            dropped=count - int(kept.sum()),
            restarts=tuple(restarts),
        )

    def _missing(
        self, sent: RawSamples, number: int, start: int, size: int, arrived_s: float
    ) -> int:
        """Packets missing before this one; `REPEATED` or `RESTARTED` where it does not follow."""
        has_packets = bool(len(sent.packet))
        passed = 1
        if has_packets:
            passed = (int(sent.packet[number]) - self._packet) & self._packet_mask
        if not len(sent.tick):
            return passed - 1 if passed else REPEATED
        ahead = (int(sent.tick[start]) - self._tick) & self._tick_mask
        waited_s = arrived_s - self._arrived_s
        turns = self._whole_turns(ahead, waited_s)
        self._tick += max(turns, 0) * (self._tick_mask + 1)
        backwards = ahead > self._tick_mask >> 1 and turns < 0
        if backwards or (passed == 0 and ahead == 0 and turns <= 0):
            back = -passed & self._packet_mask
            near = back <= DUPLICATE_PACKETS and self._dropped_in_a_row < DUPLICATE_PACKETS
            return REPEATED if has_packets and near else RESTARTED
        ahead_s = (ahead + max(turns, 0) * (self._tick_mask + 1)) / self._tick_hz
        if ahead_s > waited_s + LEAP_S:
            return RESTARTED
        if not has_packets:
            return 0
        # A pause longer than the packet number lasts: device time says how often it went round.
        expected = ahead_s * self._packet_rate_hz(size)
        turns = round((expected - passed) / (self._packet_mask + 1))
        if expected > self._packet_mask / 4 and turns >= 0:
            return passed + turns * (self._packet_mask + 1) - 1
        return passed - 1 if 0 < passed <= self._packet_mask >> 1 else RESTARTED

    def _whole_turns(self, ahead: int, waited_s: float) -> int:
        """Times the clock went round in a long pause; -1 where the host saw no such pause."""
        turn_s = (self._tick_mask + 1) / self._tick_hz
        if not waited_s > turn_s / 4:
            return -1
        turns = round((waited_s - ahead / self._tick_hz) / turn_s)
        agree = abs(ahead / self._tick_hz + turns * turn_s - waited_s) < LEAP_S
        return turns if agree and turns >= 0 else -1

    def _packet_rate_hz(self, size: int) -> float:
        ticks = self._tick - self._first_tick
        if self._packets_passed > PACKETS_FOR_A_RATE and ticks > 0:
            return self._packets_passed * self._tick_hz / ticks
        return self._rate_hz / size


def _steps(values: NDArray[np.int64], before: int, mask: int) -> NDArray[np.int64]:
    steps = np.empty_like(values)
    if len(values):
        steps[0] = values[0] - before
        np.subtract(values[1:], values[:-1], out=steps[1:])
        steps &= mask
    return steps
