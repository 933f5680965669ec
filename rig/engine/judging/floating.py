"""An input that nothing is wired to: it walks, at rest as much as in what looks like a press."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from rig.engine.hold import Hold
from rig.engine.judging.finder import Finder
from rig.engine.judging.levels import force_cells
from rig.engine.judging.smooth import smooth

Array = NDArray[np.float64]

# Chosen on walks and hands drawn at random: a hand moves less than this share of its level in a
# second, or else, because it sways, so many times as much as the sensor does at rest.
WALK_FRAC: Final = 0.115
MOVES_FACTOR: Final = 3.0
# A walk moves in a second the root of five as much as in a fifth of it; a sway up to five times.
SMOOTH_FACTOR: Final = 3.3
FEWEST_CELLS: Final = 8


def is_floating(holds: list[Hold], rest_walk_n: float, finder: Finder) -> bool:
    """Whether what a record calls presses is the walk of its input.

    Args:
        holds: of the record.
        rest_walk_n: spread of the change from one fifth of a second to the next, at rest.
        finder: says how long a cell is.
    """
    walk = stay = 0
    for hold in holds:
        walks = _walks(hold, rest_walk_n, finder)
        walk += walks is True
        stay += walks is False
        if 2 * max(walk, stay) > len(holds):
            # The others cannot turn it.
            break
    return walk > stay


def _walks(hold: Hold, rest_walk_n: float, finder: Finder) -> bool | None:
    """Whether one hold walks; None where it is too short to tell."""
    held = (hold.t_s >= hold.plateau_start_s) & (hold.t_s <= hold.plateau_end_s)
    force_n = smooth(hold.t_s, hold.force_n)
    cells = force_cells(hold.t_s[held], force_n[held], finder)
    a_second = max(1, round(1.0 / cells.cell_s))
    if len(cells.force_n) < FEWEST_CELLS + a_second:
        return None
    steps_n = _spread(np.diff(cells.force_n))
    second_n = _spread(cells.force_n[a_second:] - cells.force_n[:-a_second])
    if second_n < WALK_FRAC * hold.level_n or steps_n > MOVES_FACTOR * rest_walk_n:
        return False
    return second_n < SMOOTH_FACTOR * steps_n


def _spread(values: Array) -> float:
    return 1.4826 * float(np.median(np.abs(values)))
