"""Line or quadratic: the bend is taken only where the table asks for it."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from calibration.fit.curves import Solution, least_squares
from firmware_bridge.rounding import fixed

# Domain model 7.3: the quadratic term must take away more than this share of the residual SD.
WORTH_FRAC: Final = 0.30
# Means of the residuals from load to load that hang together; 2 means none do. Upper bound of the
# 5 % point of the Durbin-Watson statistic for one term: 1.40 at 6 loads, 1.41 at 20.
DURBIN_WATSON_BELOW: Final = 1.4


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """A fit through the zero, and why it has the terms it has.

    Attributes:
        solution: of force on deflection and, where quadratic, its square.
        quadratic: whether the square is there.
        reason: one sentence.
    """

    solution: Solution
    quadratic: bool
    reason: str


def fit_through_zero(
    deflection: NDArray[np.float64],
    force_n: NDArray[np.float64],
    falling: NDArray[np.bool_] | None = None,
) -> ModelChoice:
    """Force on deflection without a constant, as it is used above a tare.

    Args:
        deflection: (n,) readings minus the zero of their run, n at least 3.
        force_n: (n,) known forces.
        falling: (n,) which were read on a falling leg; None where there is none.
    """
    line = least_squares(deflection[:, None], force_n)
    if len(np.unique(force_n)) < 3 or len(force_n) < 5:
        return ModelChoice(line, False, "a line: too few loads to see a bend")
    bent = least_squares(np.stack((deflection, deflection**2), axis=1), force_n)
    straight = _between_legs(line.residuals, force_n, falling)
    curved = _between_legs(bent.residuals, force_n, falling)
    line_sd, bent_sd = _sd(straight, 1), _sd(curved, 2)
    gained = 1.0 - bent_sd / line_sd if line_sd > 0.0 else 0.0
    together = durbin_watson(
        np.array([np.mean(straight[force_n == load_n]) for load_n in np.unique(force_n)])
    )
    if gained > WORTH_FRAC and together < DURBIN_WATSON_BELOW:
        return ModelChoice(
            bent,
            True,
            f"a quadratic: it takes {fixed(100 * gained, 0)} % off the residuals of the line, "
            f"which hang together (Durbin-Watson of the loads {fixed(together, 2)})",
        )
    return ModelChoice(
        line,
        False,
        f"a line: a square would take {fixed(100 * gained, 0)} % off the residuals (more than 30 "
        f"% and loads that hang together are asked for; Durbin-Watson {fixed(together, 2)})",
    )


def _between_legs(
    residuals: NDArray[np.float64],
    force_n: NDArray[np.float64],
    falling: NDArray[np.bool_] | None,
) -> NDArray[np.float64]:
    """Residuals with both legs of a load moved to the middle between them.

    Hysteresis opens the legs to either side of any curve: it speaks neither for a bend nor against.
    """
    if falling is None:
        return residuals
    freed = residuals.copy()
    for load_n in np.unique(force_n):
        up, down = ((force_n == load_n) & leg for leg in (~falling, falling))
        if np.any(up) and np.any(down):
            half = 0.5 * (np.mean(residuals[down]) - np.mean(residuals[up]))
            freed[up] += half
            freed[down] -= half
    return freed


def _sd(residuals: NDArray[np.float64], terms: int) -> float:
    return float(np.sqrt(np.sum(residuals**2) / (len(residuals) - terms)))


def durbin_watson(residuals: NDArray[np.float64]) -> float:
    """Sum of squared steps over sum of squares: 2 for chance, near 0 for a shape.

    Args:
        residuals: (n,) in the order of load.
    """
    squares = float(np.sum(residuals**2))
    return float(np.sum(np.diff(residuals) ** 2)) / squares if squares > 0.0 else 2.0
