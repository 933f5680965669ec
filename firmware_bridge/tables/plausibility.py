"""Remarks where the numbers of a recording are implausible for how it was taken."""

import numpy as np
from numpy.typing import NDArray

from firmware_bridge.rounding import significant
from firmware_bridge.tables.turns import APART, sensors_in_turn

BELOW_FRAC = 0.1
LEAST_SPAN_N = 2.0
FAR_SPANS = 10.0
MOST_FAULTS_FRAC = 0.2
ENOUGH = 20_000


def below_zero(values: NDArray[np.float64], factor: float) -> tuple[str, ...]:
    """A word where nearly all readings of force lie below zero.

    Args:
        values: (n, c) newtons.
        factor: newtons in one unit of the file, so that a rest is said in its own unit.
    """
    low_n, high_n = np.percentile(_some(values), (1.0, 99.0)).tolist()
    span_n = high_n - low_n
    if span_n < LEAST_SPAN_N or high_n > BELOW_FRAC * span_n:
        return ()
    low, high = significant(low_n, 4), significant(high_n, 4)
    return (
        f"readings lie between {low} and {high} N: if a push is negative in this file say "
        f"--invert; if it was zeroed under a load say --rest {significant(low_n / factor, 4)}",
    )


def far_off(values: NDArray[np.float64]) -> tuple[str, ...]:
    """A word where a few readings lie so far from all others that they stand for something else.

    Args:
        values: (n, c) as read.
    """
    some = _some(values)
    # The same number again and again at one end is left out of what is usual.
    for end in (values.min(), values.max()):
        others = some[some != end]
        some = others if len(others) > (1.0 - MOST_FAULTS_FRAC) * len(some) else some
    low, middle, high = np.percentile(some, (1.0, 50.0, 99.0)).tolist()
    span = high - low
    if span > 0 and max(values.max() - middle, middle - values.min()) <= FAR_SPANS * span:
        return ()
    off = values[np.abs(values[:, 0] - middle) > FAR_SPANS * span, 0] if span > 0 else values[:0, 0]
    if not len(off):
        return ()
    shown = ", ".join(f"{each:g}" for each in np.unique(off)[:3].tolist())
    count = f"{len(off)} reading{'s' if len(off) > 1 else ''}"
    return (
        f"{count} far from all others ({shown}) taken as they are: if they mark a fault, "
        "take them out of the file",
    )


def in_turn(values: NDArray[np.float64], passes: tuple[slice, ...]) -> tuple[str, ...]:
    """A word where the readings are those of several sensors in turn.

    Args:
        values: (n, c) as read.
        passes: recordings among them.
    """
    sensors = max(sensors_in_turn(values[each, 0]) for each in passes)
    if sensors == 1:
        return ()
    return (
        f"readings jump from row to row and go on {sensors} rows later, as those of {sensors} "
        f"sensors in turn do; taken as one force they are wrong: {APART}",
    )


def _some(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Enough readings of all parts of a recording to know where nearly all of them lie."""
    return values[:: max(1, len(values) // ENOUGH), 0]
