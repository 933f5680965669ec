"""A result and its expanded uncertainty, as a person reads them together."""

import math

from firmware_bridge.rounding import fixed


def plus_minus(value: float, expanded: float) -> str:
    """A score with its error bar, as a person says it: `82 ± 3`, rounded up, never `± 0`."""
    return f"{fixed(value, 0)} ± {max(math.ceil(expanded - 1e-9), 1)}"


def is_borderline(value: float, expanded: float, cut: float) -> bool:
    """Whether a result lies so near a cut that its uncertainty reaches across."""
    return abs(value - cut) <= expanded
