"""Samples of gauges that send neither ticks nor packet numbers."""

from collections.abc import Sequence

import numpy as np

from firmware_bridge.device import RawSamples

_NONE = np.zeros(0, dtype=np.int64)


def clockless(values: Sequence[float], *, flags: Sequence[int] = ()) -> RawSamples:
    """Samples of one channel without ticks.

    Args:
        values: raw values in order, at least one.
        flags: `firmware_bridge.samples.Flag` bits of each; empty for none.
    """
    raw = np.array(values, dtype=np.float64).reshape(-1, 1)
    marks = np.array(flags or [0] * len(values), dtype=np.uint16)
    return RawSamples(_NONE, _NONE, _NONE, raw, marks)
