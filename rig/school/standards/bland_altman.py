"""Two ways of marking the same people: how far apart, and how far apart one must expect them.

Bland and Altman 1986, Lancet 327:307-310, doi 10.1016/S0140-6736(86)90837-8.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from rig.school.standards.errors import NothingToCompareError
from rig.school.standards.interval import Floats, Interval

LEAST_PAIRS: Final = 3
NORMAL_95: Final = 1.96


@dataclass(frozen=True, slots=True)
class BlandAltman:
    """Bias and limits of agreement, in the unit of the marks.

    Attributes:
        n: pairs.
        bias: mean of first minus second.
        sd: of the differences.
        bias_interval: of the bias.
        limits: between which 95 % of differences are expected.
        low_interval, high_interval: of either limit.
    """

    n: int
    bias: float
    sd: float
    bias_interval: Interval
    limits: Interval
    low_interval: Interval
    high_interval: Interval


def bland_altman(first: Floats, second: Floats, multiple: float = NORMAL_95) -> BlandAltman:
    """Bias and limits of agreement of two columns (n,).

    Args:
        first: one mark for each person.
        second: the other mark of the same person.
        multiple: standard deviations from the bias to a limit; the paper of 1986 took 2.

    Raises:
        NothingToCompareError: fewer than three pairs.
    """
    n = len(first)
    if n < LEAST_PAIRS:
        raise NothingToCompareError("limits of agreement", f"at least {LEAST_PAIRS} pairs")
    from scipy.special import stdtrit

    off = first - second
    bias, sd = float(np.mean(off)), float(np.std(off, ddof=1))
    t = float(stdtrit(n - 1, 0.975))
    bias_half = t * sd / n**0.5
    # With a multiple of 2 the square root is that of 3/n, as the paper has it.
    limit_half = t * sd * (1.0 / n + multiple**2 / (2.0 * n)) ** 0.5
    low, high = bias - multiple * sd, bias + multiple * sd
    return BlandAltman(
        n=n,
        bias=bias,
        sd=sd,
        bias_interval=Interval(bias - bias_half, bias + bias_half),
        limits=Interval(low, high),
        low_interval=Interval(low - limit_half, low + limit_half),
        high_interval=Interval(high - limit_half, high + limit_half),
    )
