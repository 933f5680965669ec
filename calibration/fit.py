"""Least-squares fits of a calibration table, with the figures that say how far to trust them."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from calibration.errors import FitRejectedError
from calibration.values import Calibration

DEGREE: Final = {"line": 1, "quadratic": 2}


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
    """

    model: str
    coefficients: tuple[float, ...]
    coefficient_sd: tuple[float, ...]
    residual_sd: float
    residuals: tuple[float, ...]
    r_squared: float


def fit_table(x: NDArray[np.float64], y: NDArray[np.float64], model: str) -> Fit:
    """Least-squares polynomial through a calibration table.

    Solved by QR on the scaled design, in extended precision where the machine has it, so that
    certified reference sets are reproduced.

    Args:
        x: (n,) readings or loads.
        y: (n,) forces or responses.
        model: `line` or `quadratic`.

    Raises:
        FitRejectedError: unknown model, not finite, or too few different points.
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
    scale = float(np.max(np.abs(x)))
    design = np.vander(x / scale, terms, increasing=True)
    orthogonal, upper = np.linalg.qr(design)
    scaled = np.linalg.solve(upper, orthogonal.T @ y)
    # One step of refinement in extended precision wins back what the solve has rounded.
    wide = design.astype(np.longdouble)
    residual = y.astype(np.longdouble) - wide @ scaled.astype(np.longdouble)
    scaled = scaled + np.linalg.solve(upper, orthogonal.T @ residual.astype(np.float64))
    residual = y.astype(np.longdouble) - wide @ scaled.astype(np.longdouble)
    squares = float(np.sum(residual**2))
    residual_sd = float(np.sqrt(squares / (len(x) - terms)))
    inverse = np.linalg.inv(upper)
    powers = scale ** np.arange(terms)
    deviation = residual_sd * np.sqrt(np.sum(inverse**2, axis=1)) / powers
    total = float(np.sum((y - np.mean(y)) ** 2))
    return Fit(
        model=model,
        coefficients=tuple(float(c) for c in scaled / powers),
        coefficient_sd=tuple(float(d) for d in deviation),
        residual_sd=residual_sd,
        residuals=tuple(float(r) for r in residual),
        r_squared=1.0 - squares / total if total > 0.0 else 1.0,
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
