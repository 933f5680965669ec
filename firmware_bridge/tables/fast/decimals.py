"""Columns of plain decimals, eight digits of every row at a time.

Eight characters are taken as one whole number, and three multiplications make their value of it.
All digits of a number are a whole number over a power of ten. Where both are exact as doubles their
quotient is the double nearest to what is written; where there are more digits the remainder of the
division tells, so that every number has the bits that a parser gives.
"""

from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from firmware_bridge.tables.cells import NumberStyle, number_of
from firmware_bridge.tables.fast.quotients import quotients

Places = NDArray[np.int64]
Words = NDArray[np.uint64]

MOST_DIGITS: Final = 19
"""More do not fit into 64 bits."""
EIGHT: Final = 8
PLUS, MINUS = ord("+"), ord("-")
MARGIN: Final = b"0" * 24
"""Before a block, so that eight characters stand before every end."""
STRANGE_SHARE: Final = 8
"""One cell in so many may be written otherwise, `1e-05`, and is read on its own."""


class _Number(NamedTuple):
    """Where the digits of the cells of a column stand.

    Attributes:
        whole_ends: (n,) place behind the digits before the decimal sign.
        whole: (n,) how many they are.
        share: how many stand behind it: one number where that is the same in all rows.
    """

    whole_ends: Places
    whole: Places
    share: Places | np.int64


class DecimalBlock:
    """Lines of text whose columns are read as decimals."""

    def __init__(self, block: bytes, point: str) -> None:
        """Of whole lines with that decimal sign."""
        self._text = MARGIN + block
        self._codes = np.frombuffer(self._text, dtype=np.uint8)
        # The eight characters from each place on.
        self._words: Words = np.ndarray((len(self._text) - EIGHT + 1,), "<u8", self._text, 0, (1,))
        self._style = NumberStyle(point, "")
        self._point = ord(point)

    def column(self, ends: Places, lengths: Places) -> NDArray[np.float64] | None:
        """The numbers of one column, (n,); None where its cells are not decimals.

        Args:
            ends: (n,) place of the divider behind each cell.
            lengths: (n,) characters of each cell.
        """
        ends = ends + len(MARGIN)
        first = self._codes[ends - lengths]
        is_below = first == MINUS
        found = self._found(ends, lengths - (is_below | (first == PLUS)))
        count = found.whole + found.share
        strange = (found.whole < 0) | (count < 1) | (count > MOST_DIGITS)
        digits, wrong = self._digits(ends, found)
        strange |= wrong != 0
        numbers, unsure = quotients(digits, np.minimum(found.share, MOST_DIGITS), strange)
        strange |= unsure
        numbers = np.where(is_below, -numbers, numbers) if is_below.any() else numbers
        return self._with_strange(numbers, np.flatnonzero(strange), ends, lengths)

    @cached_property
    def _points(self) -> Places:
        return np.flatnonzero(self._codes == self._point)

    def _found(self, ends: Places, lengths: Places) -> _Number:
        """Where the digits stand; lengths are without a sign."""
        cell = self._text[int(ends[0] - lengths[0]) : int(ends[0])]
        share = np.int64(len(cell) - 1 - cell.rfind(self._style.point.encode()))
        if share < len(cell) and (self._codes[ends - 1 - share] == self._point).all():
            return _Number(ends - 1 - share, lengths - 1 - share, share)
        if not len(self._points):
            return _Number(ends, lengths, np.int64(0))
        point = self._points[np.maximum(np.searchsorted(self._points, ends) - 1, 0)]
        has_point = (point >= ends - lengths) & (point < ends)
        shares = np.where(has_point, ends - 1 - point, 0)
        return _Number(ends - shares - has_point, lengths - shares - has_point, shares)

    def _digits(self, ends: Places, found: _Number) -> tuple[Words, Words]:
        """The digits of each cell as a whole number, and bits that are set where they are none."""
        share = found.share
        if share.ndim == 0 and share and found.whole.min() >= 0:
            count = found.whole + share
            if int(count.max()) < EIGHT:
                return self._joined(ends, count, int(share))
        whole, wrong = self._value(found.whole_ends, found.whole)
        behind, other = self._value(ends, share)
        return whole * _TENS_WHOLE[np.minimum(share, MOST_DIGITS)] + behind, wrong | other

    def _joined(self, ends: Places, count: Places, share: int) -> tuple[Words, Words]:
        """The same of numbers that fit into one word with their decimal sign; it is cut out."""
        words = self._words[ends - EIGHT]
        behind = _ALL << np.uint64(EIGHT * (EIGHT - share))
        words = (words & behind) | ((words << np.uint64(EIGHT)) & ~behind)
        return _eight(words, count)

    def _value(self, ends: Places, count: Places | np.int64) -> tuple[Words, Words]:
        """What the digits before a place say, and bits that are set where they are none."""
        value = wrong = np.zeros(1, dtype=np.uint64)
        most = min(int(np.max(count)), MOST_DIGITS)
        for done in range(0, most, EIGHT):
            part, bad = _eight(self._words[ends - (done + EIGHT)], np.clip(count - done, 0, EIGHT))
            wrong = wrong | bad
            value = value + part * _TENS_WHOLE[done]
        return value, wrong

    def _with_strange(
        self, numbers: NDArray[np.float64], strange: Places, ends: Places, lengths: Places
    ) -> NDArray[np.float64] | None:
        """The same with the cells written otherwise."""
        if len(strange) > len(ends) // STRANGE_SHARE + 1:
            return None
        for at in strange.tolist():
            cell = self._text[int(ends[at] - lengths[at]) : int(ends[at])]
            number = number_of(cell.decode("ascii", "replace"), self._style)
            if number is None:
                return None
            numbers[at] = number
        return numbers


def _eight(words: Words, count: Places | np.int64) -> tuple[Words, Words]:
    """What the last digits of eight characters say, and bits that are set where they are none."""
    drop = (EIGHT * (EIGHT - count)).astype(np.uint64)
    digits = (words ^ _ZEROS) & (_ALL << drop)
    wrong = ((digits + _TO_NEXT) | digits) & _TOPS
    digits = ((digits * _PAIRS) >> np.uint64(8)) & _BYTES
    digits = ((digits * _FOURS) >> np.uint64(16)) & _HALVES
    return (digits * _EIGHTS) >> np.uint64(32), wrong


_TENS_WHOLE: Final = np.array([10**k for k in range(MOST_DIGITS + 1)], dtype=np.uint64)
_ALL: Final = np.uint64(0xFFFFFFFFFFFFFFFF)
_ZEROS: Final = np.uint64(0x3030303030303030)
# Sets the top bit of every byte above 9.
_TO_NEXT: Final = np.uint64(0x7676767676767676)
_TOPS: Final = np.uint64(0x8080808080808080)
# Ten times one neighbour and the other; then of pairs a hundred times, of fours ten thousand times.
_PAIRS: Final = np.uint64(1 + (10 << 8))
_FOURS: Final = np.uint64(1 + (100 << 16))
_EIGHTS: Final = np.uint64(1 + (10_000 << 32))
_BYTES: Final = np.uint64(0x00FF00FF00FF00FF)
_HALVES: Final = np.uint64(0x0000FFFF0000FFFF)
