"""A small picture of a recording, of signs every terminal has."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

LEVELS = " ▁▂▃▄▅▆▇█"
ROWS = 6


def sketch(values: NDArray[np.float64], columns: int) -> list[str]:
    """Lines that draw the course of some values, the largest at the top.

    Args:
        values: (n,) readings, at least one.
        columns: width of the picture.
    """
    edges = np.linspace(0, len(values), min(columns, len(values)) + 1).astype(int)
    means = np.array([values[a:b].mean() for a, b in pairwise(edges.tolist())])
    low, high = float(means.min()), float(means.max())
    heights = (means - low) / (high - low if high > low else 1.0) * ROWS * (len(LEVELS) - 1)
    lines = []
    for row in reversed(range(ROWS)):
        filled = np.clip(np.rint(heights - row * (len(LEVELS) - 1)), 0, len(LEVELS) - 1)
        lines.append("".join(LEVELS[int(each)] for each in filled).rstrip())
    return lines
