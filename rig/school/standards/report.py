"""Everything that can be said of columns of marks of the same people, in one value."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np

from rig.school.standards.bland_altman import BlandAltman, bland_altman
from rig.school.standards.borderline import BorderlineRegression, borderline_regression
from rig.school.standards.columns import Columns
from rig.school.standards.cut import (
    GreyZone,
    against_borderline,
    cut_outcome,
    grey_zone,
)
from rig.school.standards.errors import NothingToCompareError
from rig.school.standards.interval import Floats
from rig.school.standards.kappa import WEIGHTS, Kappa, counted, kappa_of
from rig.school.standards.reliability import Reliability, reliability

T = TypeVar("T")

MOST_STEPS: Final = 10
"""More different whole numbers are no marks in steps."""


@dataclass(frozen=True, slots=True)
class AgreementReport:
    """How far columns of marks agree.

    Attributes:
        bland_altman: of the first two columns; None where it cannot be told.
        reliability: of all columns; likewise.
        kappas: of the first two, without, with linear and with quadratic weights; empty where they
            are not marks in steps.
        untold: why what is missing is missing.
    """

    bland_altman: BlandAltman | None
    reliability: Reliability | None
    kappas: tuple[Kappa, ...]
    untold: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CutReport:
    """A cut score by borderline regression, and what it would do to those it was made from.

    Attributes:
        regression: None where it cannot be told.
        against: what stands against accepting it; empty where nothing does.
        zone: one standard error of measurement around it; None where that is not known.
        passed, repeated, failed: learners on either side; all 0 without a zone.
    """

    regression: BorderlineRegression | None
    against: tuple[str, ...]
    zone: GreyZone | None
    passed: int
    repeated: int
    failed: int


def agreement_report(columns: Columns) -> AgreementReport:
    """Bias, limits of agreement, ICC and kappa of columns in one and the same unit."""
    untold: list[str] = []
    first, second = columns.marks[:, 0], columns.marks[:, 1]
    pair = _told(untold, lambda: bland_altman(first, second))
    whole = _told(untold, lambda: reliability(columns.marks))
    kappas: tuple[Kappa, ...] = ()
    steps = _steps(columns.marks[:, :2])
    if steps is not None:
        table = counted(first, second, steps)
        found = _told(untold, lambda: tuple(kappa_of(table, each) for each in WEIGHTS))
        kappas = found or ()
    return AgreementReport(pair, whole, kappas, tuple(untold))


def cut_report(
    marks: Floats, scores: Floats, borderline_mark: float, sem_points: float | None
) -> CutReport:
    """The cut score of an exam.

    Args:
        marks: (n,) the examiner's global marks.
        scores: (n,) the sensor's scores of the same learners.
        borderline_mark: which mark means "just about".
        sem_points: standard error of measurement of a score; None where it is not known.
    """
    untold: list[str] = []
    found = _told(untold, lambda: borderline_regression(marks, scores, borderline_mark))
    if found is None:
        return CutReport(None, tuple(untold), None, 0, 0, 0)
    zone = None if sem_points is None else grey_zone(found.cut_points, sem_points)
    outcomes = [] if zone is None else [cut_outcome(float(each), zone) for each in scores]
    passed, repeated, failed = (outcomes.count(each) for each in ("pass", "repeat", "fail"))
    return CutReport(found, against_borderline(found), zone, passed, repeated, failed)


def _told(untold: list[str], make: Callable[[], T]) -> T | None:
    try:
        return make()
    except NothingToCompareError as error:
        untold.append(str(error))
        return None


def _steps(marks: Floats) -> Floats | None:
    """The steps of marks that are whole numbers, each between the least and the most."""
    low, high = float(marks.min()), float(marks.max())
    if not bool(np.all(marks == np.round(marks))) or high - low >= MOST_STEPS:
        return None
    return np.arange(low, high + 1.0)
