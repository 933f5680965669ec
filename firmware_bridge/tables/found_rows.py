"""What was read of a table: the numbers of its rows, and the lines they stand on."""

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from firmware_bridge.errors import TableValueError

ROOM = 1.02
"""Room for rows to come, as rows are never all of one length; untouched memory costs nothing."""


@dataclass(frozen=True, slots=True)
class Cells:
    """The numbers of the chosen columns.

    Attributes:
        time: (n,) in the file's own unit, or seconds of moments; None without a time column.
        values: (n, c) in the file's own unit.
        segment: (n,) or None; words are numbered as they come.
        flags: (n,) or None.
        skipped: rows left out because a cell they need is empty.
        remarks: lines of words among the rows that were left out, with their numbers.
        footer: lines after the last row that were left out.
        lines: first rows of runs and the line each stands on, to find a row's line.
        is_turned: the file has its newest row first; here it is the last.
    """

    time: NDArray[np.float64] | None
    values: NDArray[np.float64]
    segment: NDArray[np.float64] | None
    flags: NDArray[np.int64] | None
    skipped: int
    remarks: tuple[tuple[int, str], ...]
    footer: int
    lines: "tuple[tuple[int, int], ...]"
    is_turned: bool = False

    def turned(self) -> "Cells":
        """The same rows, the last one first."""
        return replace(
            self,
            time=None if self.time is None else self.time[::-1],
            values=self.values[::-1],
            segment=None if self.segment is None else self.segment[::-1],
            flags=None if self.flags is None else self.flags[::-1],
            is_turned=not self.is_turned,
        )

    def line_of(self, row: int) -> int:
        """Line of the file a row stands on; near it where cells were left out in between."""
        row = len(self.values) - 1 - row if self.is_turned else row
        first, line = max((pair for pair in self.lines if pair[0] <= row), default=(0, 1))
        return line + row - first


@dataclass(slots=True)
class FoundRows:
    """What was read so far.

    Attributes:
        values: (k, room) numbers of the columns read; filled up to `rows`.
        share_frac: of the text, when the rows under way are read.
    """

    values: NDArray[np.float64]
    rows: int = 0
    share_frac: float = 1.0
    skipped: int = 0
    words: list[tuple[int, int, str]] = field(default_factory=list)
    faults: list[tuple[int, int, TableValueError]] = field(default_factory=list)
    lines: list[tuple[int, int]] = field(default_factory=list)

    def add(self, numbers: NDArray[np.float64]) -> None:
        """Take (n, k) numbers; room is made once, for as many as the rest of the text may have."""
        count = self.rows + len(numbers)
        if count > self.values.shape[1]:
            room = np.empty((len(self.values), int(ROOM * count / self.share_frac) + 1))
            room[:, : self.rows] = self.values[:, : self.rows]
            self.values = room
        self.values[:, self.rows : count] = numbers.T
        self.rows = count
