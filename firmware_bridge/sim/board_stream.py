"""Bytes of the board over time: learner, pad and faults, in a row; reads no clock."""

from dataclasses import replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from firmware_bridge.board_events import SATURATED, SETTLING
from firmware_bridge.sim.faults import Dropper, Garbler, active, chance_of, spoiled_counts
from firmware_bridge.sim.health import Health
from firmware_bridge.sim.learner import Learner
from firmware_bridge.sim.pad import SETTLING_SAMPLES, Pad, VirtualBoard, pad_hello
from firmware_bridge.sim.settings import SimSettings

BOOT_TICKS = 1000
"""micros() at the first conversion after a reset."""
TAIL_S = 5.0


class Presser(Protocol):
    """Whoever presses the pad."""

    @property
    def is_done(self) -> bool:
        """Whether every press was made."""
        ...

    @property
    def is_away(self) -> bool:
        """Whether nobody is there, and the pad is without power."""
        ...

    def force_n(self, count: int) -> NDArray[np.float64]:
        """Force of the next samples, (n,)."""
        ...


class BoardStream:
    """What the board of a seed puts on the wire, a few samples at a time.

    Attributes:
        samples: samples the pad has taken.
        sent: samples put on the wire before any damage to bytes or packets.
        board: the firmware's side, to be asked things.
    """

    def __init__(
        self,
        settings: SimSettings,
        *,
        uid: str = "",
        boot: int = 1,
        text: bool = False,
        presser: Presser | None = None,
    ) -> None:
        """Power up; the greeting is in the first turn.

        Args:
            settings: learner, pad and faults.
            uid: hardware id over the one of the seed.
            boot: number of this power-up.
            text: readable lines even where the settings do not ask for them.
            presser: presses instead of the learner of the settings.
        """
        self.samples = 0
        self.sent = 0
        self._settings = settings
        self._boots = boot
        title = f"Simulated pad {settings.seed}"
        self.hello = pad_hello(settings.seed, boot, title, settings.rate_hz)
        if uid:
            self.hello = replace(self.hello, identity=uid)
        self.board = VirtualBoard(self.hello, text=settings.text or text, batch=settings.batch)
        self._learner: Presser = presser or Learner(settings)
        self._was_away = False
        self._pad = Pad(
            seed=settings.seed,
            rate_hz=settings.rate_hz,
            gain_counts_per_n=settings.gain_counts_per_n,
            noise_counts=settings.noise_counts,
            back_n=settings.back_n,
        )
        self._garbler = Garbler(chance_of(settings.faults, "garble"), settings.seed)
        self._dropper = Dropper(chance_of(settings.faults, "drop"), settings.seed)
        self._frozen = 0
        self._booted_sample = 0
        self._health = Health()
        self._reboots_s = sorted(
            fault.at_s + (fault.for_s if fault.kind == "unplug" else 0.0)
            for fault in settings.faults
            if fault.kind in ("reboot", "unplug")
        )
        self._greeting = self.board.greeting()

    @property
    def t_s(self) -> float:
        """Seconds of the pad after the samples taken so far."""
        return self.samples / self._settings.rate_hz

    @property
    def is_unplugged(self) -> bool:
        """Whether the cable is out now."""
        return active(self._settings.faults, "unplug", self.t_s) or self._learner.is_away

    @property
    def is_over(self) -> bool:
        """Whether every press was made and a while has passed since."""
        return self._learner.is_done and self._quiet_s >= TAIL_S

    _quiet_s = 0.0

    def turn(self, count: int) -> bytes:
        """The bytes of the next samples, damage included.

        Args:
            count: how many samples.
        """
        settings = self._settings
        if self._learner.is_done:
            self._quiet_s += count / settings.rate_hz
        force_n = self._learner.force_n(count)
        t_s = np.arange(self.samples, self.samples + count) / settings.rate_hz
        counts, flags, self._frozen = spoiled_counts(
            settings.faults, t_s, self._pad.counts(force_n), self._frozen
        )
        data = bytearray(self._greeting)
        self._greeting = b""
        for at in range(count):
            data += self._sample(float(t_s[at]), int(counts[at]), flags[at])
        return self._garbler.spoil(bytes(data))

    def _sample(self, t_s: float, count: int, flag: int) -> bytes:
        greeting = b""
        is_back = self._was_away and not self._learner.is_away
        self._was_away = self._learner.is_away
        is_rebooted = bool(self._reboots_s) and t_s >= self._reboots_s[0]
        if is_rebooted:
            self._reboots_s.pop(0)
        if is_back or is_rebooted:
            self._boots += 1
            boot = pad_hello(self._settings.seed, self._boots, "", 0.0)
            greeting = self.board.reboot(boot.boot_id)
            self._booted_sample = self.samples
            self._health = Health()
        number = self.samples - self._booted_sample
        self.samples += 1
        if active(self._settings.faults, "unplug", t_s) or self._was_away:
            return b""
        if number < SETTLING_SAMPLES:
            flag |= SETTLING
        tick = BOOT_TICKS + round(number * 1e6 / self._settings.rate_hz)
        still, happened = self._health.judge(tick, count, is_saturated=bool(flag & SATURATED))
        told = b"".join(map(self.board.tell, happened))
        packets = self.board.packets([tick], [count], [flag | still])
        self.sent += len(packets)
        if active(self._settings.faults, "silent", t_s):
            return b""
        return greeting + told + self._dropper.keep(packets)
