"""A second-order low-pass over a whole contact, forwards and backwards, so that nothing is delayed.

The recursion is a triangular system with two bands below its diagonal, which LAPACK solves from
the first sample on: `scipy.signal` does the same, and takes a second of processor time to import.
"""

import math
from functools import cache
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
PAD_SAMPLES: Final = 9
"""Samples mirrored at either end: three times the length of the recursion."""


def low_pass_twice(values: Array, cutoff: float) -> Array:
    """Butterworth low-pass of second order, forwards and backwards.

    Args:
        values: (n,) finite, more than `PAD_SAMPLES` of them.
        cutoff: -3 dB point of one pass, in shares of the sampling rate, under 0.5.

    Returns:
        (n,) smoothed values.
    """
    padded = np.concatenate((
        2.0 * values[0] - values[PAD_SAMPLES:0:-1],
        values,
        2.0 * values[-1] - values[-2 : -PAD_SAMPLES - 2 : -1],
    ))  # fmt: skip
    feedback, gain = _coefficients(cutoff)
    bands = np.empty((3, len(padded)), order="F")
    bands[0], bands[1], bands[2] = 1.0, *feedback
    forwards = _pass(padded, bands, gain)
    both = _pass(forwards[::-1], bands, gain)[::-1]
    return np.ascontiguousarray(both[PAD_SAMPLES:-PAD_SAMPLES])


def _coefficients(cutoff: float) -> tuple[tuple[float, float], float]:
    """What of the two outputs before is taken away, and the gain of the newest input."""
    warped = math.tan(math.pi * cutoff)
    square = warped * warped
    scale = 1.0 + math.sqrt(2.0) * warped + square
    return (
        (2.0 * (square - 1.0) / scale, (1.0 - math.sqrt(2.0) * warped + square) / scale),
        square / scale,
    )


def _pass(values: Array, bands: Array, gain: float) -> Array:
    """One pass from the first sample on, at rest before it, through the bands of the system."""
    # Counted from the first sample the past is all zeros, inputs and outputs.
    offset = float(values[0])
    inputs = values - offset
    driven = inputs.copy()
    driven[1:] += 2.0 * inputs[:-1]
    driven[2:] += inputs[:-2]
    driven *= gain
    # Ones on the diagonal: nothing is divided by them.
    outputs, _ = lapack().dtbtrs(bands, driven, uplo="L", diag="U", overwrite_b=True)
    found: Array = outputs.reshape(-1) + offset
    return found


@cache
def lapack() -> Any:
    """LAPACK as scipy brings it, without the rest of `scipy.linalg`.

    That takes a third of a second of processor time to import, most of it for a compiler of Fortran
    that nobody calls.
    """
    import scipy

    return lapack_in([f"{folder}/linalg" for folder in scipy.__path__])


def lapack_in(folders: list[str]) -> Any:
    """The library from the first of the folders that has it; from the whole package if none has.

    Args:
        folders: where `scipy.linalg` lies.
    """
    spec = PathFinder.find_spec("scipy.linalg._flapack", folders)
    if spec is None or spec.loader is None:
        from scipy.linalg import lapack as whole

        return whole
    found = module_from_spec(spec)
    spec.loader.exec_module(found)
    return found
