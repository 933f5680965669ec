"""Rows of plain numbers, thousands at a time; anything else in a block is left to the slow way."""

import warnings

import numpy as np
from numpy.typing import NDArray

from firmware_bridge.tables.fast.clocks import read_moments
from firmware_bridge.tables.fast.decimals import DecimalBlock
from firmware_bridge.tables.form import RowForm

NUMBER, BLANK, DIVIDER, END, OTHER = range(5)
LARGEST = 1e300
"""As in `number_of`: what is beyond is no number."""


class BlockReader:
    """Reads blocks of whole lines in one form.

    A block counts only if every line has all its cells and every cell wanted is one plain number,
    or a moment written as those above and below it; else nothing of it is taken.
    """

    def __init__(
        self,
        form: RowForm,
        wanted: tuple[int, ...],
        clock: int | None = None,
        *,
        month_first: bool = False,
        same: tuple[tuple[int, str], ...] = (),
    ) -> None:
        """Prepare for blocks.

        Args:
            form: how rows are written.
            wanted: positions of the columns read, rising.
            clock: position of the one among them that holds moments; None without one.
            month_first: its dates begin with the month.
            same: positions of columns and the word that each of their cells must be.
        """
        self._same = tuple((at, word.encode()) for at, word in same)
        self._width = form.width
        self._wanted = tuple(at for at in wanted if at != clock)
        self._clock = clock
        self._clock_among = wanted.index(clock) if clock is not None else 0
        self._month_first = month_first
        self._is_mask = np.zeros(form.width, dtype=np.bool_)
        self._is_mask[list(self._wanted)] = True
        self._point = form.style.point
        self._divider = ord(form.delimiter) if len(form.delimiter) == 1 else 0
        self._is_spaced = len(form.delimiter) != 1 or form.delimiter == " "
        self.able = not (form.names or form.stamped or form.style.group)
        self.able &= clock is None or not self._is_spaced
        self._classes = _classes(form).tobytes()
        blanks = b'\r"' + (form.delimiter.encode() if not self._is_spaced else b"")
        self._plain = bytes.maketrans(blanks + form.style.point.encode(), b" " * len(blanks) + b".")

    def read(self, block: bytes) -> tuple[NDArray[np.float64], NDArray[np.bool_] | None] | None:
        """The wanted numbers of each row, (n, k), and which lines are rows; None where not plain.

        Moments are seconds. The second is None where all lines are rows.
        """
        if self._is_spaced:
            return self._spaced(block, self._kinds(block))
        codes = np.frombuffer(block, dtype=np.uint8)
        ends = self._ends(codes)
        if ends is None:
            return None
        lengths = np.diff(ends.ravel(), prepend=-1).reshape(ends.shape)
        if not all(self._is_same(codes, ends[:, at], lengths[:, at], w) for at, w in self._same):
            return None
        if self._clock is None:
            return self._plain_rows(block, codes, ends, lengths)
        at = ends[:, self._clock]
        times_s = read_moments(
            codes, at, lengths[:, self._clock] - 1, month_first=self._month_first
        )
        found = None
        if times_s is not None:
            found = self._plain_rows(block, codes, ends, lengths)
        if times_s is None or found is None:
            return None
        numbers, rows = found
        columns = list(numbers.T)
        columns.insert(self._clock_among, times_s if rows is None else times_s[rows])
        return np.stack(columns).T, rows

    def _kinds(self, block: bytes) -> NDArray[np.uint8]:
        return np.frombuffer(block.translate(self._classes), dtype=np.uint8)

    def _ends(self, codes: NDArray[np.uint8]) -> NDArray[np.int64] | None:
        """Place of the divider behind each cell, (n, width); None where a line has others."""
        lines = np.flatnonzero(codes == ord("\n"))
        ends = np.empty((len(lines), self._width), dtype=np.int64)
        ends[:, -1] = lines
        if self._width == 1:
            return ends
        dividers = np.flatnonzero(codes == self._divider)
        if len(dividers) != len(lines) * (self._width - 1):
            return None
        ends[:, :-1] = dividers.reshape(len(lines), -1)
        stray = (ends[:, -2] > lines).any() or (ends[1:, 0] < lines[:-1]).any()
        return None if stray else ends

    @staticmethod
    def _is_same(
        codes: NDArray[np.uint8], ends: NDArray[np.int64], lengths: NDArray[np.int64], word: bytes
    ) -> bool:
        """Whether all cells of a column are that word."""
        return bool((lengths == len(word) + 1).all()) and all(
            bool((codes[ends - len(word) + at] == sign).all()) for at, sign in enumerate(word)
        )

    def _plain_rows(
        self, block: bytes, codes: NDArray[np.uint8], ends: NDArray[np.int64],
        lengths: NDArray[np.int64],
    ) -> tuple[NDArray[np.float64], NDArray[np.bool_] | None] | None:  # fmt: skip
        """The same but for moments."""
        decimals = self._decimals(block, ends, lengths)
        if decimals is not None:
            return decimals, None
        rows = None
        empty = (lengths == 1)[:, self._is_mask].any(axis=1)
        if empty.any():
            rows = ~empty
        if rows is None and self._is_mask.all():
            kept = block
        else:
            mask = np.broadcast_to(self._is_mask, lengths.shape)
            if rows is not None:
                mask = mask & rows[:, None]
            chosen = np.repeat(mask.ravel(), lengths.ravel())
            kept = codes[chosen].tobytes()
        kept_kinds = self._kinds(kept)
        if (kept_kinds == OTHER).any() or not self._is_filled(kept_kinds):
            return None
        count = len(lengths) if rows is None else int(rows.sum())
        numbers = self._numbers(kept, count * len(self._wanted))
        return None if numbers is None else (numbers.reshape(-1, len(self._wanted)), rows)

    def _decimals(
        self, block: bytes, ends: NDArray[np.int64], lengths: NDArray[np.int64]
    ) -> NDArray[np.float64] | None:
        """The wanted columns where nearly all are plain decimals; else None."""
        lines = DecimalBlock(block, self._point)
        columns = []
        for at in self._wanted:
            found = lines.column(ends[:, at], lengths[:, at] - 1)
            if found is None:
                return None
            columns.append(found)
        # A column in one piece: columns are what is taken out of it.
        return np.stack(columns).T

    def _is_filled(self, kinds: NDArray[np.uint8]) -> bool:
        """Whether no cell is only blanks; without blanks the lengths have told."""
        if not (kinds == BLANK).any():
            return True
        ends = np.flatnonzero(kinds >= DIVIDER)
        digits = np.concatenate(([0], np.cumsum(kinds == NUMBER, dtype=np.int64)))[ends + 1]
        return bool((np.diff(digits, prepend=0) > 0).all())

    def _spaced(
        self, block: bytes, kinds: NDArray[np.uint8]
    ) -> tuple[NDArray[np.float64], NDArray[np.bool_] | None] | None:
        if (kinds == OTHER).any():
            return None
        is_cell = kinds == NUMBER
        starts = np.flatnonzero(is_cell & ~np.concatenate(([False], is_cell[:-1])))
        ends = np.flatnonzero(kinds == END)
        widths = np.diff(np.searchsorted(starts, ends), prepend=0)
        if not (widths == self._width).all():
            return None
        numbers = self._numbers(block, len(ends) * self._width)
        if numbers is None:
            return None
        return numbers.reshape(-1, self._width)[:, list(self._wanted)], None

    def _numbers(self, text: bytes, count: int) -> NDArray[np.float64] | None:
        with warnings.catch_warnings():
            # What cannot be read to its end is told by the count.
            warnings.simplefilter("ignore", DeprecationWarning)
            try:
                numbers = np.fromstring(text.translate(self._plain), dtype=np.float64, sep=" ")
            except ValueError:
                return None
        return numbers if len(numbers) == count and (np.abs(numbers) < LARGEST).all() else None


def _classes(form: RowForm) -> NDArray[np.uint8]:
    kinds = np.full(256, OTHER, dtype=np.uint8)
    kinds[list(b"0123456789+-eE" + form.style.point.encode())] = NUMBER
    kinds[list(b' \r"')] = BLANK
    if len(form.delimiter) != 1 or form.delimiter == " ":
        kinds[ord("\t")] = BLANK
    else:
        kinds[ord(form.delimiter)] = DIVIDER
    kinds[ord("\n")] = END
    return kinds
