"""Least-squares fits of a calibration table, with the figures that say how far to trust them."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from calibration.errors import FitRejectedError
from calibration.values import Calibration

DEGREE: Final = {"line": 1, "quadratic": 2}
# Two rounds win back what the solve has rounded; more change nothing.
REFINEMENTS: Final = 2


@dataclass(frozen=True, slots=True)
class Solution:
    """Least-squares solution of a linear model.

    Attributes:
        coefficients: (p,) one for each column of the design.
        covariance: (p, p) of the coefficients, from the residuals.
        residuals: (n,) y minus fitted y.
        residual_sd: sqrt(sum of squared residuals / (n - p)), unit of y.
    """

    coefficients: NDArray[np.float64]
    covariance: NDArray[np.float64]
    residuals: NDArray[np.float64]
    residual_sd: float


@dataclass(frozen=True, slots=True)
class Fit:
    """Polynomial y = sum of coefficients[k] * x**k, with its uncertainties.

    Attributes:
        model: `line` or `quadratic`.
        coefficients: (p,) constant first, in units of y per unit of x to the k.
        coefficient_sd: (p,) standard deviations.
        residual_sd: sqrt(sum of squared residuals / (n - p)), unit of y.
        residuals: (n,) y minus fitted y.
        r_squared: share of the variance explained.
        covariance: (p, p) of the coefficients.
    """

    model: str
    coefficients: tuple[float, ...]
    coefficient_sd: tuple[float, ...]
    residual_sd: float
    residuals: tuple[float, ...]
    r_squared: float
    covariance: tuple[tuple[float, ...], ...] = ()


def least_squares(design: NDArray[np.float64], y: NDArray[np.float64]) -> Solution:
    """Least squares by QR on columns of like size, refined with residuals in extended precision.

    Certified reference sets are reproduced to eleven digits and more (docs/calibration.md).

    Args:
        design: (n, p) columns of the model, linearly independent, n above p.
        y: (n,) responses.
    """
    # Powers of two scale without rounding.
    size = np.max(np.abs(design), axis=0)
    scale = 2.0 ** np.floor(np.log2(np.where(size > 0.0, size, 1.0)))
    scaled = design / scale
    orthogonal, upper = np.linalg.qr(scaled)
    wide, wide_y = scaled.astype(np.longdouble), y.astype(np.longdouble)
    solved = np.linalg.solve(upper, orthogonal.T @ y).astype(np.longdouble)
    for _ in range(REFINEMENTS):
        left = (wide_y - wide @ solved).astype(np.float64)
        solved = solved + np.linalg.solve(upper, orthogonal.T @ left)
    residuals = wide_y - wide @ solved
    rows, columns = design.shape
    variance = float(np.sum(residuals**2)) / (rows - columns)
    inverse = np.linalg.inv(upper)
    return Solution(
        coefficients=solved.astype(np.float64) / scale,
        covariance=variance * (inverse @ inverse.T) / np.outer(scale, scale),
        residuals=residuals.astype(np.float64),
        residual_sd=float(np.sqrt(variance)),
    )


def fit_table(x: NDArray[np.float64], y: NDArray[np.float64], model: str) -> Fit:
    """Least-squares polynomial through a calibration table.

    Args:
        x: (n,) readings or loads.
        y: (n,) forces or responses.
        model: `line` or `quadratic`.

    Raises:
        FitRejectedError: unknown model, not finite, or too few different points or values.
    """
    if model not in DEGREE:
        raise FitRejectedError(
            f"the model {model!r} is not known", f"choose one of {', '.join(DEGREE)}"
        )
    if len(x) != len(y) or not (np.all(np.isfinite(x)) and np.all(np.isfinite(y))):
        raise FitRejectedError(
            "the table has cells without a number", "fill them in or drop their rows"
        )
    terms = DEGREE[model] + 1
    different = len(np.unique(x))
    if different < terms or len(x) <= terms:
        raise FitRejectedError(
            f"{len(x)} rows with {different} different loads cannot carry a {model}",
            f"measure at least {terms} different loads and {terms + 1} rows",
        )
    if len(np.unique(y)) < 2:
        raise FitRejectedError(
            f"all {len(y)} known values are {y[0]:g}", "measure at different loads"
        )
    solution = least_squares(np.vander(x, terms, increasing=True), y)
    total = float(np.sum((y - np.mean(y)) ** 2))
    squares = float(np.sum(solution.residuals**2))
    return Fit(
        model=model,
        coefficients=tuple(solution.coefficients.tolist()),
        coefficient_sd=tuple(np.sqrt(np.diag(solution.covariance)).tolist()),
        residual_sd=solution.residual_sd,
        residuals=tuple(solution.residuals.tolist()),
        r_squared=1.0 - squares / total if total > 0.0 else 1.0,
        covariance=tuple(tuple(row) for row in solution.covariance.tolist()),
    )


def calibration_from_fit(
    fit: Fit, *, identity: str, device: str, unit: str, column: int, made_utc: str
) -> Calibration:
    """Calibration whose force is the fitted polynomial without its constant.

    Args:
        fit: force as a function of raw readings.
        identity: id recorded with every session.
        device: hardware id; empty where it fits any.
        unit: unit of the force.
        column: raw channel.
        made_utc: ISO 8601 time.
    """
    return Calibration(
        identity=identity,
        device=device,
        unit=unit,
        gain_per_raw=fit.coefficients[1],
        curvature_per_raw2=fit.coefficients[2] if len(fit.coefficients) > 2 else 0.0,
        column=column,
        residual_sd=fit.residual_sd,
        made_utc=made_utc,
    )
