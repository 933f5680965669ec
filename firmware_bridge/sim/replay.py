"""A recording as the board would have sent it: counts, ticks and frames."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from firmware_bridge.device import Hello
from firmware_bridge.sim.pad import COUNTS_HIGH, COUNTS_LOW, VirtualBoard
from firmware_bridge.tables.table import read_table, table_traits


@dataclass(frozen=True, slots=True)
class Turn:
    """Bytes that go out together.

    Attributes:
        t_s: seconds since the start at which they are due.
        first, end: sample numbers in them, `first <= number < end`.
    """

    data: bytes
    t_s: float
    first: int
    end: int


def replay_turns(
    path: Path,
    *,
    column: str | None,
    gain_counts_per_unit: float,
    zero_counts: int,
    start_s: float,
    uid: str,
    boot_id: int,
    text: bool,
) -> tuple[VirtualBoard, Iterator[Turn]]:
    """A board, and what it sends of a recording, one sample a turn.

    Args:
        path: the recording, as `read_table` takes it.
        column: value column; None guesses.
        gain_counts_per_unit: counts in one unit of the recording.
        zero_counts: counts at zero.
        start_s: time in the recording to begin at; its ticks are kept.
        uid: hardware id, 16 hexadecimal digits.
        boot_id: number of this power-up.
        text: whether it sends readable lines.

    Raises:
        TableError: the recording cannot be read.
    """
    table = read_table(path, columns=(column,) if column else None)
    segment = table.segments[0]
    t_s = table.t_s[segment] - float(table.t_s[segment][0])
    values = table.values[segment, 0]
    counts = np.clip(np.rint(values * gain_counts_per_unit), COUNTS_LOW, COUNTS_HIGH)
    counts = counts.astype(np.int64) + zero_counts
    ticks = np.rint(t_s * 1e6).astype(np.int64)
    hello = Hello(uid, boot_id, "Replay", table_traits(table).rate_hz, 1)
    board = VirtualBoard(hello, text=text, batch=1)
    first = int(np.searchsorted(t_s, start_s))

    def turns() -> Iterator[Turn]:
        greeting = board.greeting()
        for at in range(first, len(ticks)):
            packets = board.packets([int(ticks[at])], [int(counts[at])], [0])
            yield Turn(greeting + b"".join(packets), float(t_s[at]) - start_s, at, at + 1)
            greeting = b""

    return board, turns()
