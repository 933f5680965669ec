"""One column of numbers as a few small byte planes, exact to the last bit."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BITS = 255
"""Scale of a column whose numbers are stored as the bits of their doubles."""

MAX_DECIMALS = 6
_EXACT_WHOLE = 2.0**53


@dataclass(frozen=True, slots=True)
class Column:
    """Differences of a column, ready to be laid beside the planes of the others.

    Attributes:
        scale: decimals the numbers were multiplied by ten to the power of, or `BITS`.
        heads: first element of each level of differencing.
        width: bytes kept of each difference.
        planes: width * max(n - len(heads), 0) bytes, all lowest bytes first.
    """

    scale: int
    heads: tuple[int, ...]
    width: int
    planes: bytes


def pack_floats(values: NDArray[np.float64], order: int) -> Column:
    """A column of any doubles; whole and short decimal numbers take the least room.

    Args:
        values: (n,) any bit pattern, NaN, infinities and negative zero included.
        order: how many times to difference.
    """
    for decimals in range(MAX_DECIMALS + 1):
        whole = _whole(values, decimals)
        if whole is not None:
            return _pack(whole, decimals, order)
    return _pack(values.view(np.int64), BITS, order)


def pack_whole(values: NDArray[np.int64], order: int) -> Column:
    """A column of whole numbers, differenced `order` times."""
    return _pack(values, 0, order)


def unpack_whole(column: Column, samples: int) -> NDArray[np.int64]:
    """The (samples,) whole numbers that `pack_whole` was given."""
    kept = max(samples - len(column.heads), 0)
    wide = np.zeros((kept, 8), dtype=np.uint8)
    if column.width:
        planes = np.frombuffer(column.planes, dtype=np.uint8).reshape(column.width, kept)
        wide[:, : column.width] = planes.T
    folded = wide.reshape(-1).view("<u8").astype(np.uint64)
    level = ((folded >> np.uint64(1)) ^ (np.uint64(0) - (folded & np.uint64(1)))).view(np.int64)
    for depth in reversed(range(len(column.heads))):
        head = np.array([column.heads[depth]], dtype=np.int64)
        level = np.cumsum(np.concatenate((head, level)), dtype=np.int64)[: max(samples - depth, 0)]
    return level


def unpack_floats(column: Column, samples: int) -> NDArray[np.float64]:
    """The (samples,) doubles that `pack_floats` was given, bit for bit."""
    whole = unpack_whole(column, samples)
    if column.scale == BITS:
        return whole.view(np.float64)
    return whole / 10.0**column.scale


def _whole(values: NDArray[np.float64], decimals: int) -> NDArray[np.int64] | None:
    # A NaN fails this comparison too, and goes the way of the bits.
    if not (np.abs(values) < _EXACT_WHOLE / 10.0**decimals).all():
        return None
    whole = np.rint(values * 10.0**decimals if decimals else values).astype(np.int64)
    back = whole / 10.0**decimals if decimals else whole.astype(np.float64)
    return whole if back.tobytes() == values.tobytes() else None


def _pack(values: NDArray[np.int64], scale: int, order: int) -> Column:
    heads: list[int] = []
    level = values
    for _ in range(order):
        heads.append(int(level[0]) if level.size else 0)
        level = level[1:] - level[:-1]
    folded = ((level << 1) ^ (level >> 63)).view(np.uint64)
    width = (int(folded.max()).bit_length() + 7) // 8 if folded.size else 0
    wide = folded.astype("<u8", copy=False).view(np.uint8).reshape(-1, 8)
    return Column(scale, tuple(heads), width, wide[:, :width].T.tobytes())
