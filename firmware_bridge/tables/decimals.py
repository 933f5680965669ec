"""Columns of plain decimals with as many places in every row, read without a parser.

A number of at most 15 digits is a whole number over a power of ten, both exact as doubles, so that
their quotient is the double nearest to what is written: the same bits as a parser gives.
"""

import numpy as np
from numpy.typing import NDArray

MOST_DIGITS = 15
ZERO, MINUS = ord("0"), ord("-")


def read_decimals(
    codes: NDArray[np.uint8], ends: NDArray[np.int64], lengths: NDArray[np.int64], point: int
) -> NDArray[np.float64] | None:
    """The numbers of one column, (n,); None where its cells are not all of that kind.

    Args:
        codes: characters of the block.
        ends: (n,) place of the divider behind each cell.
        lengths: (n,) characters of each cell.
        point: character of the decimal sign.
    """
    longest = int(lengths.max())
    if longest > MOST_DIGITS or int(lengths.min()) < 1:
        return None
    first = codes[ends[0] - lengths[0] : ends[0]].tolist()
    places = len(first) - 1 - first.index(point) if point in first else -1
    is_below = codes[ends - lengths] == MINUS
    digits = lengths - is_below
    if int(digits.min()) <= (places >= 0):
        return None
    whole = np.zeros(len(ends))
    worth = 1.0
    for at in range(longest):
        signs = codes[np.maximum(ends - 1 - at, 0)]
        if at == places:
            if not (signs == point).all():
                return None
            continue
        values = signs - np.uint8(ZERO)
        is_digit = at < digits
        if int((values * is_digit).max()) > 9:
            return None
        whole += worth * (values * is_digit)
        worth *= 10.0
    numbers = whole / 10.0 ** max(places, 0)
    return np.where(is_below, -numbers, numbers) if is_below.any() else numbers
