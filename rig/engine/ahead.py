"""The low-pass of a finished record, worked out many samples at a time.

The detector filters sample by sample, and what a screen shows cannot wait. Of a finished record all
samples are there: it is cut into many pieces that are filtered side by side, each from a guess. A
guess is forgotten within a second or two, to the last bit; where two pieces meet this is looked at,
and where it is not so, the piece is filtered again from what the one before really left.
"""

from collections.abc import Iterator, Sequence
from typing import Final, overload

import numpy as np
from numpy.typing import NDArray

from calibration.force import force_of
from calibration.values import Calibration
from rig.engine.detect import LIVE_TAU_S, NEVER, Scan

Array = NDArray[np.float64]

# Filtered side by side at once; of fewer than this it takes longer than one after the other.
MOST_SAMPLES: Final = 1 << 20
FEWEST_SAMPLES: Final = 1 << 17
# A guess is forgotten in so many time constants: 2 to the power of 52 and some to spare.
FORGOTTEN_TAUS: Final = 45.0
SHORTEST_PIECE: Final = 1024
# How often it is looked whether all have forgotten.
STEPS: Final = 64


class Floats(Sequence[float]):
    """Numbers of an array as plain floats, each made only when it is asked for."""

    def __init__(self, array: Array) -> None:
        """Of (n,) numbers."""
        self.array = array

    def __len__(self) -> int:
        return len(self.array)

    def __iter__(self) -> Iterator[float]:
        return iter(self.array.tolist())

    @overload
    def __getitem__(self, at: int) -> float: ...
    @overload
    def __getitem__(self, at: slice) -> list[float]: ...
    def __getitem__(self, at: int | slice) -> float | list[float]:
        found: float | list[float] = self.array[at].tolist()
        return found


class _Room:
    """Memory for one stretch after the other: what is new from the system must be cleared first."""

    def __init__(self, samples: int) -> None:
        """Room for so many samples."""
        self.gain, self.inputs, self.gains, self.outputs, self.found = (
            np.empty(samples) for _ in range(5)
        )


class Ahead:
    """The low-pass of one record, as far as it was asked for: kept, so that it is made once."""

    def __init__(self, t_s: Array, raw: Array, calibration: Calibration) -> None:
        """Of a whole record.

        Args:
            t_s: (n,) session seconds, increasing.
            raw: (n, channels) readings.
            calibration: which channel, and its force.
        """
        self._t_s, self._raw, self._calibration = t_s, raw, calibration
        self._zero = float("nan")
        self._first = 0
        self._smooth_n = np.empty(0)
        self._room: _Room | None = None

    def smooth_n(self, first: int, force_n: Array, zero: float, before: Scan) -> Array:
        """The low-passed force of some samples, each as the detector has it; good until the next.

        Args:
            first: place in the record of the first of them.
            force_n: (n,) their force.
            zero: reading at rest.
            before: what the sample before left.
        """
        last = first + len(force_n)
        if not self._knows(first, last, zero, before):
            # After a new zero the next one may be near.
            is_new = first > 0 and before.last_s == NEVER
            stop = last if is_new else max(last, min(first + MOST_SAMPLES, len(self._t_s)))
            inputs = force_of(self._raw[first:stop], zero, self._calibration)
            if self._room is None or stop - first > len(self._room.gain):
                self._room = _Room(max(stop - first, min(MOST_SAMPLES, len(self._t_s))))
            self._smooth_n = _low_passed(self._t_s[first:stop], inputs, before, self._room)
            self._first, self._zero = first, zero
        return self._smooth_n[first - self._first : last - self._first]

    def _knows(self, first: int, last: int, zero: float, before: Scan) -> bool:
        """Whether the samples follow, to the bit, from what is kept."""
        at = first - self._first
        if zero != self._zero or at < 1 or last - self._first > len(self._smooth_n):
            return False
        left = float(self._smooth_n[at - 1]), float(self._t_s[first - 1])
        return left == (before.smooth_n, before.last_s)


def _low_passed(t_s: Array, force_n: Array, before: Scan, room: _Room) -> Array:
    """All samples through the low-pass of the detector."""
    is_first = before.last_s == NEVER
    gain = room.gain[: len(t_s)]
    gain[0] = 0.0 if is_first else float(t_s[0]) - before.last_s
    np.subtract(t_s[1:], t_s[:-1], out=gain[1:])
    step_s = float(np.median(gain[: 8 * SHORTEST_PIECE]))
    # Nothing is in its place yet.
    np.divide(gain, np.add(gain, LIVE_TAU_S, out=room.found[: len(t_s)]), out=gain)
    start_n = float(force_n[0]) if is_first else before.smooth_n
    count = len(force_n)
    piece = max(SHORTEST_PIECE, int(1.5 * FORGOTTEN_TAUS * LIVE_TAU_S / max(step_s, 1e-6)))
    pieces = count // piece
    if count < FEWEST_SAMPLES or pieces < 2 * STEPS:
        return _one_by_one(force_n, gain, start_n)
    whole = pieces * piece
    found = room.found[:count]
    rows = found[:whole].reshape(pieces, -1)
    rows[:] = _side_by_side(force_n[:whole], gain[:whole], start_n, pieces, room).T
    found[whole:] = _one_by_one(force_n[whole:], gain[whole:], float(found[whole - 1]))
    return found


def _one_by_one(force_n: Array, gain: Array, start_n: float) -> Array:
    y, found = start_n, []
    for x, g in zip(force_n.tolist(), gain.tolist(), strict=True):
        y += (x - y) * g
        found.append(y)
    return np.array(found)


def _side_by_side(force_n: Array, gain: Array, start_n: float, pieces: int, room: _Room) -> Array:
    """The same in equal pieces that are filtered at once: one row a step, a piece a column."""
    inputs, gains, outputs = (
        each[: len(force_n)].reshape(-1, pieces) for each in (room.inputs, room.gains, room.outputs)
    )
    inputs[:] = force_n.reshape(pieces, -1).T
    gains[:] = gain.reshape(pieces, -1).T
    start = inputs[0].copy()
    start[0] = start_n
    _run(inputs, gains, outputs, start)
    guessed = outputs[-1].copy()
    start[1:] = guessed[:-1]
    rows, length = np.empty((STEPS, pieces)), len(inputs)
    for first in range(0, length, STEPS):
        part = slice(first, min(first + STEPS, length))
        again = rows[: part.stop - first]
        _run(inputs[part], gains[part], again, start)
        start = again[-1].copy()
        forgotten = np.array_equal(start.view(np.int64), outputs[part.stop - 1].view(np.int64))
        outputs[part] = again
        if forgotten:
            break
    for k in range(1, pieces):
        left = float(outputs[-1, k - 1])
        if left != float(guessed[k - 1]) or not left:
            _mend(inputs[:, k], gains[:, k], outputs[:, k], left)
    return outputs


def _run(inputs: Array, gains: Array, outputs: Array, start: Array) -> None:
    """One step after the other, every piece at once."""
    before = start
    change = np.empty_like(start)
    for x, g, y in zip(inputs, gains, outputs, strict=True):
        np.subtract(x, before, out=change)
        np.multiply(change, g, out=change)
        np.add(before, change, out=y)
        before = y


def _mend(inputs: Array, gains: Array, outputs: Array, left: float) -> None:
    """A piece anew from what the one before left, until it is as it was."""
    y = left
    steps = zip(inputs.tolist(), gains.tolist(), outputs.tolist(), strict=True)
    for at, (x, g, was) in enumerate(steps):
        y += (x - y) * g
        # Zeros have two signs.
        if y == was and y:
            return
        outputs[at] = y
