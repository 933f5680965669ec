"""Binary frames of the live socket (docs/live.md); little endian, Float32 samples."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from rig.engine.step import Phase, Zone
from rig.hub.live.ring import Ring

TRACE_KIND = 1
WALL_KIND = 2
VERSION = 1
TRACE_HEADER = struct.Struct("<BBHIdd")
WALL_HEADER = struct.Struct("<BBHId")
WALL_TILE = struct.Struct("<8f")

PHASE_CODES = {phase: code for code, phase in enumerate(get_args(Phase))}
ZONE_CODES = {zone: code for code, zone in enumerate(get_args(Zone))}

# A screen of 1000 columns over 10 s cannot show more than a minimum and a maximum every 4 ms.
SCREEN_RATE_HZ = 250.0


@dataclass(frozen=True, slots=True)
class Tile:
    """One station on the wall; forces are NaN where unknown, `age_s` since its last sample."""

    index: int
    force_n: float
    min_n: float
    max_n: float
    held_s: float
    zone: Zone
    phase: Phase
    age_s: float


def trace_frame(ring: Ring, cursor: int, most: int) -> bytes:
    """Samples after the cursor as one frame; with none it is a header alone, a sign of life.

    Args:
        ring: samples of the station.
        cursor: samples the reader has had.
        most: newest samples to send at most; older ones are skipped.
    """
    t_s, force_n = ring.since(cursor, most)
    if ring.max_rate_hz > SCREEN_RATE_HZ:
        t_s, force_n = screen_pairs(t_s, force_n)
    t0_s = float(t_s[0]) if len(t_s) else 0.0
    header = TRACE_HEADER.pack(
        TRACE_KIND,
        VERSION,
        len(t_s),
        ring.count & 0xFFFFFFFF,
        t0_s,
        t0_s * 1e3 + ring.epoch_minus_t_ms,
    )
    return header + (t_s - t0_s).astype("<f4").tobytes() + force_n.astype("<f4").tobytes()


def screen_pairs(
    t_s: NDArray[np.float64], force_n: NDArray[np.float32]
) -> tuple[NDArray[np.float64], NDArray[np.float32]]:
    """Minimum and maximum of every 4 ms column, then the last sample as it is.

    Nothing a screen could show is lost: a column is drawn from its lowest to its highest value.
    """
    if len(t_s) <= 3:
        return t_s, force_n
    column = np.floor(t_s * SCREEN_RATE_HZ)
    starts = np.flatnonzero(np.concatenate(([True], column[1:] != column[:-1])))
    if 2 * len(starts) + 1 >= len(t_s):
        return t_s, force_n
    pairs = np.empty(2 * len(starts) + 1, dtype=np.float32)
    times = np.empty(2 * len(starts) + 1)
    pairs[0:-1:2] = np.fmin.reduceat(force_n, starts)
    pairs[1::2] = np.fmax.reduceat(force_n, starts)
    times[0:-1:2] = times[1::2] = t_s[starts]
    pairs[-1], times[-1] = force_n[-1], t_s[-1]
    return times, pairs


def wall_frame(tiles: Sequence[Tile], sequence: int, epoch_ms: float) -> bytes:
    """All stations of one moment, in the order of `tiles`."""
    parts = [WALL_HEADER.pack(WALL_KIND, VERSION, len(tiles), sequence & 0xFFFFFFFF, epoch_ms)]
    parts.extend(
        WALL_TILE.pack(
            tile.index,
            tile.force_n,
            tile.min_n,
            tile.max_n,
            tile.held_s,
            ZONE_CODES[tile.zone],
            PHASE_CODES[tile.phase],
            tile.age_s,
        )
        for tile in tiles
    )
    return b"".join(parts)
