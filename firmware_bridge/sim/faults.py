"""Faults on request: what they do to counts, to packets and to bytes."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from firmware_bridge.board_events import SATURATED
from firmware_bridge.sim.pad import COUNTS_HIGH
from firmware_bridge.sim.settings import Fault, FaultKind


class Garbler:
    """Flips, cuts and inserts bytes at a given rate; the same seed does the same damage."""

    def __init__(self, chance_frac: float, seed: int) -> None:
        """Set the probability per byte."""
        self._chance_frac = chance_frac
        self._random = np.random.default_rng((seed, 4))

    def spoil(self, data: bytes) -> bytes:
        """The bytes as they might arrive."""
        if not self._chance_frac or not data:
            return data
        hit = np.flatnonzero(self._random.random(len(data)) < self._chance_frac)
        spoiled = bytearray(data)
        for at in reversed(hit.tolist()):
            kind = int(self._random.integers(3))
            byte = int(self._random.integers(256))
            if kind == 0:
                spoiled[at] ^= 1 << (byte & 7)
            elif kind == 1:
                del spoiled[at]
            else:
                spoiled.insert(at, byte)
        return bytes(spoiled)


class Dropper:
    """Leaves out whole packets at a given rate and counts them."""

    def __init__(self, chance_frac: float, seed: int) -> None:
        """Set the probability per packet."""
        self._chance_frac = chance_frac
        self._random = np.random.default_rng((seed, 5))

    def keep(self, packets: Iterable[bytes]) -> bytes:
        """The packets that stay, joined."""
        if not self._chance_frac:
            return b"".join(packets)
        return b"".join(packet for packet in packets if self._random.random() >= self._chance_frac)


def chance_of(faults: Iterable[Fault], kind: FaultKind) -> float:
    """Probability asked for, 0 where it was not."""
    return max((fault.chance_frac for fault in faults if fault.kind == kind), default=0.0)


def active(faults: Iterable[Fault], kind: FaultKind, t_s: float) -> bool:
    """Whether a fault of this kind lasts at a time of the pad."""
    return any(
        fault.kind == kind and fault.at_s <= t_s < fault.at_s + fault.for_s for fault in faults
    )


def spoiled_counts(
    faults: tuple[Fault, ...],
    t_s: NDArray[np.float64],
    counts: NDArray[np.int64],
    frozen: int,
) -> tuple[NDArray[np.int64], list[int], int]:
    """Counts under `stuck` and `saturate`, the board's flags, and the count a stuck pad repeats.

    Args:
        faults: what goes wrong.
        t_s: (n,) seconds of the pad.
        counts: (n,) what a sound pad would give.
        frozen: count repeated while stuck, taken when it began.
    """
    flags = [0] * len(counts)
    if not any(fault.kind in ("stuck", "saturate") for fault in faults):
        return counts, flags, frozen
    counts = counts.copy()
    for at, now_s in enumerate(t_s.tolist()):
        if active(faults, "stuck", now_s):
            counts[at] = frozen
        else:
            frozen = int(counts[at])
        if active(faults, "saturate", now_s):
            counts[at] = COUNTS_HIGH
            flags[at] = SATURATED
    return counts, flags, frozen
