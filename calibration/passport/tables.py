"""What a bare table of readings and known loads says of a sensor: less than a procedure."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from calibration.fit.merit import FROM_FRAC, LLF_FACTOR, CheckError, Figures
from calibration.passport.grades import GradeResult, ProcedureCoverage, best_possible, grade_of
from calibration.uncertainty.budget import Assumed, Budget, Part
from calibration.values import Grade

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class TableReport:
    """Figures of a table, the grade they earn, and the best that nothing in them speaks against.

    The largest residuals stand where independent weights are missing, so that a bad table is seen
    as bad; they never earn a grade.
    """

    figures: Figures
    result: GradeResult
    at_best: Grade


def report_of_table(
    known_n: Array, shown_n: Array, terms: int, *, is_power: bool, at_n: float
) -> TableReport:
    """Figures and grade of readings that were already turned into forces by a fit.

    Args:
        known_n: (n,) known forces.
        shown_n: (n, repeats) fitted readings; NaN where there is none.
        terms: coefficients of the fit.
        is_power: a power law: the force-sensing-resistor class.
        at_n: force the narrowest band is stated at.
    """
    errors = shown_n - known_n[:, None]
    max_n = float(np.max(known_n))
    count = int(np.count_nonzero(np.isfinite(errors)))
    residual_sd_n = float(np.sqrt(np.nansum(errors**2) / max(count - terms, 1)))
    means = np.nanmean(errors, axis=1)
    high = known_n >= FROM_FRAC * max_n
    spread = np.nanmax(shown_n, axis=1) - np.nanmin(shown_n, axis=1)
    repeats = shown_n.shape[1] > 1
    # A stand-in for a check weight must be as heavy as one.
    off = np.where(high[:, None] & np.isfinite(errors), np.abs(errors), -1.0)
    worst = np.unravel_index(np.argmax(off), errors.shape)
    figures = Figures(
        max_n=max_n,
        linearity_pct=100.0 * float(np.max(np.abs(means))) / max_n,
        residual_sd_n=residual_sd_n,
        llf_n=LLF_FACTOR * residual_sd_n,
        repeatability_pct=(
            100.0 * float(np.max((spread / np.nanmean(shown_n, axis=1))[high])) if repeats else None
        ),
        hysteresis_pct=None,
        zero_return_n=None,
        creep_pct=None,
        creep_pct_per_decade=None,
        drift_n_per_min=None,
        resolution_n=0.0,
        usable_n=0.0,
        noise_n=0.0,
        eccentric_pct=None,
        checks=(),
        temperature_degc=None,
    )
    residual = Part("residuals", residual_sd_n, 0.0, "A", "normal", "form", "scatter about the fit")
    course = ProcedureCoverage(
        len(np.unique(known_n)), shown_n.shape[1], False, False, False, is_power, 0
    )
    budget = Budget((residual,), Assumed())
    result = grade_of(figures, course, budget, at_n)
    known, shown = float(known_n[worst[0]]), float(shown_n[worst])
    stand_in = CheckError(("worst row of the table",), known, shown, shown - known)
    checked = replace(figures, checks=(stand_in,))
    at_best = best_possible(grade_of(checked, course, budget, at_n).findings)
    return TableReport(checked, result, at_best)
