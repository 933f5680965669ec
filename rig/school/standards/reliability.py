"""How far one mark tells people apart: ICC, and the error a single mark carries.

Forms of Shrout and Fleiss 1979 (doi 10.1037/0033-2909.86.2.420), intervals of McGraw and Wong 1996
(doi 10.1037/1082-989X.1.1.30), error and detectable change as in Weir 2005 (doi 10.1519/15184.1).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from rig.school.standards.errors import NothingToCompareError
from rig.school.standards.interval import Floats, Interval

LEAST_PEOPLE: Final = 3
# Two marks of one person differ by more than this times the error in one of twenty cases.
CHANGE_95: Final = 1.96 * 2.0**0.5


@dataclass(frozen=True, slots=True)
class Icc:
    """One form of the intraclass correlation.

    Attributes:
        name: as Shrout and Fleiss have it, for example `ICC(2,1)`.
        value: a share.
        interval: by the F distribution; None where the marks of a person differ too much for one.
        sem: standard error of measurement, in the unit of the marks.
        mdc95: smallest change between two marks that is no chance, likewise.
    """

    name: str
    value: float
    interval: Interval | None
    sem: float
    mdc95: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """The analysis of variance of people by markings, and what follows.

    Attributes:
        people: rows.
        markings: columns: raters, or repetitions.
        ms_rows, ms_columns, ms_error: mean squares.
        forms: ICC(2,1), ICC(3,1), ICC(2,k) and ICC(3,k).
    """

    people: int
    markings: int
    ms_rows: float
    ms_columns: float
    ms_error: float
    forms: tuple[Icc, Icc, Icc, Icc]


def reliability(marks: Floats) -> Reliability:
    """ICC, error and detectable change.

    Args:
        marks: (people, markings), nothing missing.

    Raises:
        NothingToCompareError: fewer than three people or two markings, or everybody has one mean.
    """
    n, k = marks.shape
    if n < LEAST_PEOPLE or k < 2:
        raise NothingToCompareError("ICC", f"at least {LEAST_PEOPLE} people marked twice")
    grand = marks.mean()
    rows, columns = marks.mean(axis=1), marks.mean(axis=0)
    ms_rows = float(k * np.sum((rows - grand) ** 2) / (n - 1))
    ms_columns = float(n * np.sum((columns - grand) ** 2) / (k - 1))
    left = marks - rows[:, None] - columns[None, :] + grand
    ms_error = float(np.sum(left**2) / ((n - 1) * (k - 1)))
    # What is left of equal numbers by rounding is no difference between people.
    if ms_rows <= 1e-18 * max(1.0, float(grand) ** 2):
        raise NothingToCompareError("ICC", "people whose marks differ")
    between = (ms_columns - ms_error) / n
    if ms_rows + between <= 0.0:
        raise NothingToCompareError("ICC", "people who differ more than their markings")
    agree = (ms_rows - ms_error) / (ms_rows + (k - 1) * ms_error + k * between)
    consist = (ms_rows - ms_error) / (ms_rows + (k - 1) * ms_error)
    agree_sem = (ms_error + max(0.0, between)) ** 0.5
    consist_sem = ms_error**0.5
    agree_in = _agreement_interval(n, k, ms_rows, ms_columns, ms_error, agree)
    consist_in = _consistency_interval(n, k, ms_rows, ms_error)
    forms = (
        _form("ICC(2,1)", agree, agree_in, agree_sem),
        _form("ICC(3,1)", consist, consist_in, consist_sem),
        _form(
            "ICC(2,k)",
            (ms_rows - ms_error) / (ms_rows + between),
            _of_mean(agree_in, k),
            agree_sem / k**0.5,
        ),
        _form(
            "ICC(3,k)",
            (ms_rows - ms_error) / ms_rows,
            _of_mean(consist_in, k),
            consist_sem / k**0.5,
        ),
    )
    return Reliability(n, k, ms_rows, ms_columns, ms_error, forms)


def _form(name: str, value: float, interval: Interval | None, sem: float) -> Icc:
    return Icc(name, value, interval, sem, CHANGE_95 * sem)


def _of_mean(single: Interval | None, k: int) -> Interval | None:
    """What the interval of one marking becomes for the mean of k (Spearman-Brown)."""
    if single is None or 1.0 + (k - 1) * single.low <= 0.0:
        return None
    low, high = (k * each / (1.0 + (k - 1) * each) for each in (single.low, single.high))
    return Interval(low, high)


def _consistency_interval(n: int, k: int, ms_rows: float, ms_error: float) -> Interval:
    from scipy.special import fdtri

    if ms_error == 0.0:
        return Interval(1.0, 1.0)
    ratio, df = ms_rows / ms_error, (n - 1) * (k - 1)
    low = ratio / float(fdtri(n - 1, df, 0.975))
    high = ratio * float(fdtri(df, n - 1, 0.975))
    return Interval((low - 1.0) / (low + k - 1), (high - 1.0) / (high + k - 1))


def _agreement_interval(
    n: int, k: int, ms_rows: float, ms_columns: float, ms_error: float, value: float
) -> Interval | None:
    from scipy.special import fdtri

    if value >= 1.0 or (ms_columns == 0.0 and ms_error == 0.0):
        return Interval(1.0, 1.0)
    a = k * value / (n * (1.0 - value))
    b = 1.0 + k * value * (n - 1) / (n * (1.0 - value))
    spread = (a * ms_columns) ** 2 / (k - 1) + (b * ms_error) ** 2 / ((n - 1) * (k - 1))
    df = (a * ms_columns + b * ms_error) ** 2 / spread if spread > 0.0 else 0.0
    # Below the smallest degree of freedom, which a negative ICC comes to, there is no interval.
    if df < 1.0:
        return None
    most, least = float(fdtri(n - 1, df, 0.975)), float(fdtri(df, n - 1, 0.975))
    others = k * ms_columns + (k * n - k - n) * ms_error
    return Interval(
        n * (ms_rows - most * ms_error) / (most * others + n * ms_rows),
        n * (least * ms_rows - ms_error) / (others + n * least * ms_rows),
    )
