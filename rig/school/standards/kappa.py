"""How far two people who mark in steps agree beyond chance.

Weighted kappa of Cohen 1968 (doi 10.1037/h0026256); its standard error by Fleiss, Cohen and Everitt
1969 (doi 10.1037/h0028106).
"""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from rig.school.standards.errors import NothingToCompareError
from rig.school.standards.interval import Floats, Interval

Weights = Literal["none", "linear", "quadratic"]
WEIGHTS: Final[tuple[Weights, ...]] = ("none", "linear", "quadratic")


@dataclass(frozen=True, slots=True)
class Kappa:
    """Agreement beyond chance.

    Attributes:
        weights: how much worse two steps apart are than one.
        value: 1 where both always say the same, 0 where no more than by chance.
        interval: by its standard error.
    """

    weights: Weights
    value: float
    interval: Interval


def kappa_of(table: Floats, weights: Weights) -> Kappa:
    """Kappa of a table of counts.

    Args:
        table: (steps, steps): how often the first said the row and the second the column.
        weights: `none` counts every disagreement the same.

    Raises:
        NothingToCompareError: both always said one and the same step.
    """
    apart = np.abs(np.subtract.outer(np.arange(len(table)), np.arange(len(table))))
    disagreement = {"none": np.minimum(apart, 1), "linear": apart, "quadratic": apart**2}[weights]
    value, se = weighted_kappa(table, disagreement.astype(np.float64))
    return Kappa(weights, value, Interval(value - 1.96 * se, value + 1.96 * se))


def weighted_kappa(table: Floats, disagreement: Floats) -> tuple[float, float]:
    """Kappa and its standard error, for weights of one's own.

    Args:
        table: (steps, steps) counts.
        disagreement: likewise, 0 on the diagonal.

    Raises:
        NothingToCompareError: no disagreement is possible by chance.
    """
    n = float(table.sum())
    if n == 0.0 or disagreement.max() == 0.0:
        raise NothingToCompareError("kappa", "marks in at least two steps")
    share = table / n
    first, second = share.sum(axis=1), share.sum(axis=0)
    agreement = 1.0 - disagreement / disagreement.max()
    seen = float(np.sum(agreement * share))
    chance = float(first @ agreement @ second)
    if chance >= 1.0:
        raise NothingToCompareError("kappa", "marks in at least two steps")
    value = (seen - chance) / (1.0 - chance)
    usual = np.add.outer(agreement @ second, first @ agreement)
    spread = float(np.sum(share * (agreement - usual * (1.0 - value)) ** 2))
    variance = (spread - (value - chance * (1.0 - value)) ** 2) / (n * (1.0 - chance) ** 2)
    # Nothing is left of it by rounding where both always agree.
    return value, max(0.0, variance) ** 0.5


def counted(first: Floats, second: Floats, steps: Floats) -> Floats:
    """How often each pair of steps was given.

    Args:
        first: (n,) marks of one, each one of the steps.
        second: those of the other.
        steps: (steps,) in their order.
    """
    table = np.zeros((len(steps), len(steps)))
    at_first, at_second = np.searchsorted(steps, first), np.searchsorted(steps, second)
    np.add.at(table, (at_first, at_second), 1.0)
    return table
