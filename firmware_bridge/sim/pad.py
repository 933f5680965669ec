"""A pad of the Steadyhold board, made of arithmetic: counts, ticks and the board's real bytes."""

import numpy as np
from numpy.typing import NDArray

from firmware_bridge.board_events import FIRMWARE_VERSION, EventCode
from firmware_bridge.decoding.board_records import (
    BRIDGE,
    ack_record,
    batch_record,
    channel_record,
    event_record,
    info_record,
    pong_record,
    sample_record,
)
from firmware_bridge.device import BoardEvent, Channel, Hello, Pong

COUNTS_LOW, COUNTS_HIGH = -8388608, 8388607
SETTLING_SAMPLES = 4
DRIFT_COUNTS = 300.0
DRIFT_PERIOD_S = 600.0
PRESSED_N, LET_GO_N = 3.0, 0.1
ZERO_COUNTS = 150_000.0
"""Raw zeros of real boards lie anywhere within a few per cent of full scale."""


class VirtualBoard:
    """The firmware's side of the wire: answers commands, numbers and frames samples."""

    def __init__(self, hello: Hello, *, text: bool, batch: int) -> None:
        """Power up.

        Args:
            hello: who it is.
            text: whether it sends readable lines.
            batch: samples per binary packet.
        """
        self.hello = hello
        self.is_text = text
        self.is_streaming = True
        self.tick = 0
        self._batch = batch
        self._seq = 0
        self._line = b""
        self._waiting: list[tuple[int, int, int]] = []

    def reboot(self, boot_id: int) -> bytes:
        """Begin again, as after a loss of power; its greeting."""
        first = self.hello
        self.hello = Hello(first.identity, boot_id, first.title, first.rate_hz, first.channels)
        self.tick = self._seq = 0
        self._waiting.clear()
        return self.greeting()

    def greeting(self) -> bytes:
        """INFO, the channel and the version, as at power-up and after `?`."""
        seq, tick, text = self._seq, self.tick, self.is_text
        channel = Channel(0, BRIDGE, 24, 128, COUNTS_LOW, COUNTS_HIGH)
        return (
            info_record(self.hello, seq=seq, tick=tick, text=text)
            + channel_record(channel, seq=seq, tick=tick, text=text)
            + self.tell(BoardEvent(EventCode.FIRMWARE, FIRMWARE_VERSION))
        )

    def hear(self, data: bytes) -> bytes:
        """The answer to bytes from the host: lines `?`, `s`, `x`, `m0`, `m1`, `p<token>`."""
        *lines, self._line = (self._line + data).split(b"\n")
        return b"".join(self._obey(line.strip()) for line in lines)

    def tell(self, happened: BoardEvent) -> bytes:
        """The record of something that happened."""
        return event_record(happened, seq=self._seq, tick=self.tick, text=self.is_text)

    def packets(self, ticks: list[int], counts: list[int], flags: list[int]) -> list[bytes]:
        """The packets of these samples, each with its own number; none while stopped."""
        sent = []
        for tick, count, flag in zip(ticks, counts, flags, strict=True):
            self.tick = tick
            if not self.is_streaming:
                continue
            if self.is_text or self._batch == 1:
                sent.append(sample_record(self._seq, tick, flag, [count], text=self.is_text))
                self._seq += 1
                continue
            self._waiting.append((tick, count, flag))
            if len(self._waiting) == self._batch:
                ticks_waiting, counts_waiting, flags_waiting = zip(*self._waiting, strict=True)
                either = int(np.bitwise_or.reduce(flags_waiting))
                sent.append(batch_record(self._seq, ticks_waiting, either, counts_waiting))
                self._seq += 1
                self._waiting.clear()
        return sent

    def _obey(self, command: bytes) -> bytes:
        seq, tick = self._seq, self.tick
        if command == b"?":
            return self.greeting()
        if command[:1] == b"p" and command[1:].isdigit():
            pong = Pong(int(command[1:]) & 0xFFFFFFFF, tick & 0xFFFFFFFF, tick & 0xFFFFFFFF)
            return pong_record(pong, seq=seq, tick=tick, text=self.is_text)
        if command in (b"s", b"x"):
            self.is_streaming = command == b"s"
        elif command in (b"m0", b"m1"):
            self.is_text = command == b"m1"
        else:
            return b""
        return ack_record(command[0], status=0, seq=seq, tick=tick, text=self.is_text)


class Pad:
    """Counts of a load cell under a given force: seeded zero, noise and slow drift.

    Once it was let go it may read too much or too little for good.
    """

    def __init__(
        self,
        *,
        seed: int,
        rate_hz: float,
        gain_counts_per_n: float,
        noise_counts: float,
        back_n: float,
    ) -> None:
        """Power up with the zero and the drift of this seed."""
        start = np.random.default_rng((seed, 2))
        self._zero_counts = float(start.uniform(-ZERO_COUNTS, ZERO_COUNTS))
        self._drift_phase = float(start.uniform(0.0, 2.0 * np.pi))
        self._noise = np.random.default_rng((seed, 3))
        self._rate_hz = rate_hz
        self._gain_counts_per_n = gain_counts_per_n
        self._noise_counts = noise_counts
        self._back_n = back_n
        self._was_pressed = self._was_let_go = False
        self.samples = 0

    def counts(self, force_n: NDArray[np.float64]) -> NDArray[np.int64]:
        """Codes of the converter for the next samples, (n,)."""
        t_s = np.arange(self.samples, self.samples + len(force_n)) / self._rate_hz
        self.samples += len(force_n)
        drift = DRIFT_COUNTS * np.sin(2.0 * np.pi * t_s / DRIFT_PERIOD_S + self._drift_phase)
        noise = self._noise.standard_normal(len(force_n)) * self._noise_counts
        counts = self._zero_counts + drift + noise + self._gain_counts_per_n * force_n
        if self._back_n:
            counts += self._gain_counts_per_n * self._back_n * self._let_go(force_n)
        return np.clip(np.rint(counts), COUNTS_LOW, COUNTS_HIGH).astype(np.int64)

    def _let_go(self, force_n: NDArray[np.float64]) -> NDArray[np.float64]:
        """1 from the first sample after a press on, 0 before."""
        gone = np.zeros(len(force_n))
        for at, now_n in enumerate(force_n.tolist()):
            self._was_pressed = self._was_pressed or now_n > PRESSED_N
            self._was_let_go = self._was_let_go or (self._was_pressed and now_n < LET_GO_N)
            gone[at] = self._was_let_go
        return gone


def pad_hello(seed: int, boot: int, title: str, rate_hz: float) -> Hello:
    """Identity of the simulated pad of a seed."""
    identity = (b"SIM\0" + seed.to_bytes(4, "big")).hex()
    return Hello(identity, (seed * 7919 + boot * 104729 + 1) & 0xFFFFFFFF, title, rate_hz, 1)
