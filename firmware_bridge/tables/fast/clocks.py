"""Columns of moments written alike in every row, read without a parser for each.

Dates, hours and minutes stay the same through many rows, and are read where they change. Seconds
are added to them as `moment_s` adds them, so that each time has the same bits.
"""

import numpy as np
from numpy.typing import NDArray

from firmware_bridge.tables.moments import Minute, minute_of

MOST_CHARACTERS = 40
ZERO = np.uint8(ord("0"))


def read_moments(
    codes: NDArray[np.uint8],
    ends: NDArray[np.int64],
    lengths: NDArray[np.int64],
    *,
    month_first: bool,
) -> NDArray[np.float64] | None:
    """The moments of one column in seconds, (n,); None where its cells are not all of one form.

    Args:
        codes: characters of the block.
        ends: (n,) place of the divider behind each cell.
        lengths: (n,) characters of each cell.
        month_first: whether `1/2/2026` is the second of January.
    """
    length = int(lengths[0])
    if not 0 < length <= MOST_CHARACTERS or (lengths != length).any():
        return None
    cells = codes[(ends - length)[:, None] + np.arange(length)]
    known = _minute(cells[0], month_first)
    if known is None or known.second[0] == known.second[1]:
        return None
    seconds = cells[:, slice(*known.second)] - ZERO
    shares = cells[:, slice(*known.share)] - ZERO
    if (seconds > 9).any() or (shares > 9).any():
        return None
    second, places = _whole(seconds), shares.shape[1]
    if (second > 59.0).any():
        return None
    stays = cells.copy()
    for first, stop in (known.second, known.share):
        stays[:, first:stop] = ZERO
    begins = np.append(0, np.flatnonzero((stays[1:] != stays[:-1]).any(axis=1)) + 1)
    minutes: list[Minute] = []
    for at in begins.tolist():
        minute = _minute(cells[at], month_first)
        if minute is None or minute[2:] != known[2:]:
            return None
        minutes.append(minute)
    counts = np.diff(begins, append=len(cells))
    days_s = np.repeat(np.array([each.day_s for each in minutes]), counts)
    of_day_s = np.repeat(np.array([float(each.of_day_s) for each in minutes]), counts)
    times_s: NDArray[np.float64] = days_s + (of_day_s + second + _whole(shares) / 10.0**places)
    return times_s


def _minute(cell: NDArray[np.uint8], month_first: bool) -> Minute | None:
    return minute_of(cell.tobytes().decode("ascii", "replace"), month_first=month_first)


def _whole(digits: NDArray[np.uint8]) -> NDArray[np.float64]:
    """The whole numbers that rows of digits write, at most nine of them."""
    number = np.zeros(len(digits))
    for place in digits.T:
        number = 10.0 * number + place
    return number
