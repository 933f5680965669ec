"""The watch over a still pad, of many samples at once: it goes from look to look.

Of every twentieth of a second one sample is taken (calibration/still_watch.py). Where many samples
are there at once, those are found first and the others are never gone through.
"""

from bisect import bisect_left

import numpy as np
from numpy.typing import NDArray

from calibration.still_watch import LOOK_S, Second, StillWatch, is_same_look, watch_still

Array = NDArray[np.float64]


class SparseLooks:
    """The samples of a block with which a look may begin."""

    def __init__(self, t_s: Array, values: Array) -> None:
        """Of a block.

        Args:
            t_s: (n,) session seconds, increasing.
            values: (n,) readings, near zero.
        """
        self._t_s, self._values = t_s, values
        places = _starts(t_s)
        self._places: list[int] = places.tolist()
        self._times: list[float] = t_s[places].tolist()
        self._readings: list[float] = values[places].tolist()

    def watch(
        self, watch: StillWatch, first: int, last: int
    ) -> tuple[StillWatch, Second | None, int]:
        """As `watch_still`, over samples `first` to `last` (not included) of the block."""
        start, stop = bisect_left(self._places, first), bisect_left(self._places, last)
        if start == len(self._places) or self._places[start] != first:
            at_s = float(self._t_s[first])
            if not is_same_look(watch, at_s):
                # What came before does not count: its first sample is taken, wherever it lies.
                watch, found, _ = watch_still(watch, [at_s], [float(self._values[first])], 0, 1)
                if found is not None:
                    return watch, found._replace(sample=first), 1
        watch, found, _ = watch_still(watch, self._times, self._readings, start, stop)
        if found is None:
            return watch, None, last - first
        place = self._places[found.sample]
        return watch, found._replace(sample=place), place + 1 - first


def _starts(t_s: Array) -> NDArray[np.int64]:
    """Places of the samples that lie in another stretch of `LOOK_S` than the one before them."""
    first, last = (int(each) for each in t_s[[0, -1]] // LOOK_S)
    if last - first < len(t_s) // 8:
        numbers = np.arange(first + 1, last + 1)
        places = np.searchsorted(t_s, numbers * LOOK_S)
        # The product is rounded otherwise than the quotient that tells.
        places = np.minimum(places, len(t_s) - 1)
        places += t_s[places] // LOOK_S < numbers
        places = np.clip(places, 1, len(t_s) - 1)
        places -= t_s[places - 1] // LOOK_S >= numbers
        places = np.clip(places, 1, len(t_s) - 1)
        is_right = (t_s[places] // LOOK_S >= numbers) & (t_s[places - 1] // LOOK_S < numbers)
        if is_right.all():
            return np.unique(places)
    slots = t_s // LOOK_S
    return np.flatnonzero(slots[1:] != slots[:-1]) + 1
