"""Rows of a table that lie too far from the curve through the others to be what they say."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Final

import numpy as np
from numpy.typing import NDArray

from calibration.errors import FitRejectedError
from calibration.fit.curves import Fit
from calibration.fit.power import PowerFit, fit_power, force_at
from firmware_bridge.rounding import significant

# A residual beyond this share of the span is no calibration, whatever the other rows say.
SPAN_FRAC: Final = 0.2
# Of a power law, whose scatter is a share of the force.
POWER_FACTOR: Final = 1.5
NEAR_FRAC: Final = 0.15
# Slips of a unit, by how many times too much they write.
SLIPS: Final = (
    (
        1000.0,
        "about a thousand times too much: millinewtons among newtons, or grams among kilograms",
    ),
    (
        0.001,
        "about a thousand times too little: kilonewtons among newtons, or tonnes among kilograms",
    ),
    (101.97, "about a hundred times too much: grams among newtons"),
    (0.10197, "about ten times too little: kilograms among newtons"),
)

Array = NDArray[np.float64]


def far_row(fit: Fit, x: Array, y: Array, lines: Sequence[int]) -> str:
    """What is wrong with the row farthest from a polynomial; empty where it is near enough.

    Args:
        fit: of y on x.
        x: (n,) readings.
        y: (n,) known forces.
        lines: (n,) where each row stands in its file.
    """
    design = np.vander(x, len(fit.coefficients), increasing=True)
    orthogonal, _ = np.linalg.qr(design / np.max(np.abs(design), axis=0))
    # How far a row lies from the curve through all others (deleted residual).
    free = np.maximum(1.0 - np.sum(orthogonal**2, axis=1), 1e-12)
    residuals = np.array(fit.residuals)
    off = residuals / free
    worst = int(np.argmax(residuals * off))
    others = float(np.ptp(np.delete(y, worst)))
    largest = float(np.max(np.abs(residuals)))
    if largest <= SPAN_FRAC * float(np.ptp(y)) and abs(float(off[worst])) <= others:
        return ""
    return _message(lines[worst], float(y[worst]), float(y[worst] - off[worst]))


def far_row_of_power(fit: PowerFit, raw: Array, force: Array, lines: Sequence[int]) -> str:
    """The same of a power law.

    Args:
        fit: of force on readings.
        raw: (n,) readings of the whole table.
        force: (n,) known forces of the whole table.
        lines: (n,) where each row stands in its file.
    """
    if all(_is_near(fit, *row) for row in zip(raw, force, strict=True)):
        return ""
    # A far row bends the law towards itself: the one without which the rest agrees is meant.
    found: list[tuple[float, int, float]] = []
    for row, (reading, said) in enumerate(zip(raw.tolist(), force.tolist(), strict=True)):
        with suppress(FitRejectedError):
            others = fit_power(np.delete(raw, row), np.delete(force, row), fit.full_scale_raw)
            if not _is_near(others, reading, said):
                expected = _expected(others, reading)
                found.append((others.relative_sd_frac, row, expected or said))
    if not found:
        return "the rows follow no common law"
    _, worst, expected = min(found)
    return _message(lines[worst], float(force[worst]), expected)


def _is_near(fit: PowerFit, raw: float, force: float) -> bool:
    expected = _expected(fit, raw)
    if expected is None or not force > 0.0:
        return True
    return 1.0 / POWER_FACTOR <= force / expected <= POWER_FACTOR


def _expected(fit: PowerFit, raw: float) -> float | None:
    """Force the law leads to, also above its span; None below its turn-on."""
    low, high = fit.pieces[0].from_raw, fit.pieces[-1].to_raw
    if raw < low:
        return None
    if raw <= high:
        return force_at(fit, raw)
    last = fit.pieces[-1]
    ratio = raw / (fit.full_scale_raw - raw) if fit.full_scale_raw else raw
    return float(last.factor * ratio**last.exponent)


def _message(line: int, said: float, expected: float) -> str:
    ratio = said / expected if expected else 0.0
    slip = next((f", {words}?" for times, words in SLIPS if abs(ratio / times - 1) < NEAR_FRAC), "")
    return (
        f"row {line} says {significant(said, 4)} where the other rows lead to "
        f"{significant(expected, 4)}{slip}"
    )
