"""Whole numbers over powers of ten, each the double nearest to the true quotient.

Of numbers with more than 53 bits the quotient of the doubles may be one step off. What such a
division leaves is known exactly: products of doubles are split into two (Dekker, Numerische
Mathematik 18, 1971), and the rest of the number is taken with it.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

EXACT: Final = 1 << 53
"""Below this every whole number is a double."""
TENS: Final = np.array([10.0**k for k in range(23)])
"""All are exact."""
_SPLIT: Final = 134217729.0
_TENS_HIGH: Final = _SPLIT * TENS - (_SPLIT * TENS - TENS)
_TENS_LOW: Final = TENS - _TENS_HIGH
_EXPONENT: Final = np.uint64(0x7FF0000000000000)
_HALF_STEP: Final = 2.0**-53
_NEAR: Final = 2.0**-20


def quotients(
    digits: NDArray[np.uint64], places: NDArray[np.int64] | np.int64, ignored: NDArray[np.bool_]
) -> tuple[Array, NDArray[np.bool_]]:
    """Each number over that power of ten, and where a neighbour may be as near.

    Args:
        digits: (n,) whole numbers below 2^64 - 2^11.
        places: 0 to 22: the power of ten of each, or of all.
        ignored: (n,) numbers of no interest.
    """
    known = np.where(ignored, np.uint64(0), digits)
    tens = TENS[places]
    if int(known.max(initial=0)) < EXACT:
        return known / tens, np.zeros(len(known), dtype=np.bool_)
    high = known.astype(np.float64)
    low = (known - high.astype(np.uint64)).view(np.int64).astype(np.float64)
    first = high / tens
    split = _SPLIT * first
    first_high = split - (split - first)
    first_low = first - first_high
    tens_high, tens_low = _TENS_HIGH[places], _TENS_LOW[places]
    product = first * tens
    error = first_high * tens_high - product
    error = (error + first_high * tens_low + first_low * tens_high) + first_low * tens_low
    more = ((high - product) - error + low) / tens
    found = first + more
    # What the last addition rounded away: near half a step (a quarter below a power of two) the
    # digits that `more` does not have would tell.
    away = np.abs(more - (found - first))
    half = (found.view(np.uint64) & _EXPONENT).view(np.float64) * _HALF_STEP
    unsure = (np.abs(away - half) <= _NEAR * half) | (np.abs(away - 0.5 * half) <= _NEAR * half)
    return found, unsure & (known >= EXACT)
