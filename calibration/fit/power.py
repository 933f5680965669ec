"""Power law of a force-sensing resistor: log force is a broken line of log conductance.

Below its turn-on force such a sensor answers by chance, above its highest calibrated force
nobody knows: both ends are refused. A straight line in volts is never right (domain model 7.6).
"""

import itertools
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from calibration.errors import ExtrapolationError, FitRejectedError
from calibration.fit.curves import Solution, least_squares
from calibration.values import Calibration, PowerPiece

MOST_PIECES: Final = 2
# One more piece must make the relative scatter smaller by this, as for the quadratic term.
WORTH_FRAC: Final = 0.30
ROUNDING: Final = 1e-9
# Resistance falls with force to the power of about -1 (Interlink 400 series): a stretch far from
# that is the sensor turning on, not answering.
EXPONENTS: Final = (0.7, 1.6)
# Without a divider any exponent is right, and the law holds from the smallest load that does not
# spoil it by more than this factor.
TURN_ON_FACTOR: Final = 1.25
TURN_ON_SHARE: Final = 1.0 / 3.0
FEWEST_IN_PIECE: Final = 3

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PowerFit:
    """A fitted power law.

    Attributes:
        pieces: rising, each beginning where the one before ends.
        full_scale_raw: reading at full supply; 0 where the law is in the reading itself.
        relative_sd_frac: residual standard deviation of log force: a share of the force.
        residuals: (n,) force minus fitted force, of the points above the turn-on.
        used: indices of these points in the table.
        turn_on: smallest force of the table the law holds for, in its unit.
        largest: largest.
        logs: (p,) coefficients in the log-log plane: log of the factor, exponent, changes of
            exponent at the breaks.
        logs_sd: (p,) standard deviations.
        covariance: (p, p) of the coefficients.
    """

    pieces: tuple[PowerPiece, ...]
    full_scale_raw: float
    relative_sd_frac: float
    residuals: tuple[float, ...]
    used: tuple[int, ...]
    turn_on: float
    largest: float
    logs: tuple[float, ...]
    logs_sd: tuple[float, ...]
    covariance: tuple[tuple[float, ...], ...] = ()


def fit_power(raw: Array, force: Array, full_scale_raw: float = 0.0) -> PowerFit:
    """Broken power law through a table of readings and known forces.

    Args:
        raw: (n,) readings.
        force: (n,) known forces; rows without load or without reading say nothing and are left out.
        full_scale_raw: reading at full supply of a voltage divider (1023 for 10 bits); 0 takes the
            reading itself.

    Raises:
        FitRejectedError: fewer than four usable points, or a reading at the supply.
    """
    if full_scale_raw and np.any(raw >= full_scale_raw):
        raise FitRejectedError(
            f"a reading of {np.max(raw):g} is at the supply of {full_scale_raw:g}",
            "leave out saturated points or give the true full scale",
        )
    usable = np.flatnonzero(np.isfinite(raw) & np.isfinite(force) & (raw > 0.0) & (force > 0.0))
    usable = usable[np.argsort(force[usable], kind="stable")]
    loads = np.unique(force[usable])
    if len(loads) < FEWEST_IN_PIECE + 1:
        raise FitRejectedError(
            f"{len(loads)} different loads with a reading cannot carry a power law",
            f"measure at least {FEWEST_IN_PIECE + 1}",
        )
    starts = loads[: max(int(len(loads) * TURN_ON_SHARE), 1)]
    tried = [
        _fit_from(raw, force, usable[force[usable] >= start], full_scale_raw) for start in starts
    ]
    if not full_scale_raw:
        best = min(fit.relative_sd_frac for fit in tried)
        return next(fit for fit in tried if fit.relative_sd_frac <= TURN_ON_FACTOR * best)
    low, high = EXPONENTS
    lawful = (fit for fit in tried if all(low <= p.exponent <= high for p in fit.pieces))
    found = next(lawful, None)
    if found is None:
        raise FitRejectedError(
            f"the readings follow no power law with an exponent of {low:g} to {high:g}",
            "check the full scale of the divider and that the column holds plain counts",
        )
    return found


def force_at(fit: PowerFit, raw: float) -> float:
    """Force of one reading.

    Raises:
        ExtrapolationError: the reading lies outside the calibrated ones.
    """
    low, high = fit.pieces[0].from_raw, fit.pieces[-1].to_raw
    if not low <= raw <= high:
        raise ExtrapolationError(raw, low, high)
    piece = next(p for p in fit.pieces if raw <= p.to_raw)
    ratio = raw / (fit.full_scale_raw - raw) if fit.full_scale_raw else raw
    return float(piece.factor * ratio**piece.exponent)


def calibration_from_power(
    fit: PowerFit, *, identity: str, device: str, unit: str, column: int, made_utc: str
) -> Calibration:
    """Calibration of a power law; its nominal gain is the mean slope over its span.

    Args:
        fit: force as a function of raw readings.
        identity: id recorded with every session.
        device: hardware id; empty where it fits any.
        unit: unit of the force.
        column: raw channel.
        made_utc: ISO 8601 time.
    """
    low, high = fit.pieces[0].from_raw, fit.pieces[-1].to_raw
    return Calibration(
        identity=identity,
        device=device,
        unit=unit,
        gain_per_raw=(fit.largest - fit.turn_on) / (high - low),
        curvature_per_raw2=0.0,
        column=column,
        residual_sd=fit.relative_sd_frac * 0.5 * (fit.turn_on + fit.largest),
        made_utc=made_utc,
        pieces=fit.pieces,
        full_scale_raw=fit.full_scale_raw,
        span_raw=(low, high),
        max_n=fit.largest,
    )


def _fit_from(raw: Array, force: Array, rows: NDArray[np.intp], full_scale_raw: float) -> PowerFit:
    """Best broken line through the rows; more pieces only where each is worth it."""
    reading = raw[rows]
    x = np.log(reading / (full_scale_raw - reading) if full_scale_raw else reading)
    y = np.log(force[rows])
    chosen = _broken_line(x, y, ())
    for pieces in range(2, MOST_PIECES + 1):
        knots = _best_knots(x, y, pieces - 1)
        if knots is None:
            break
        more = _broken_line(x, y, knots)
        sd_now, sd_more = chosen[0].residual_sd, more[0].residual_sd
        if sd_more > (1.0 - WORTH_FRAC) * sd_now or sd_now < ROUNDING:
            break
        chosen = more
    solution, knots = chosen
    logs = solution.coefficients
    breaks = [_reading_of(knot, full_scale_raw) for knot in knots]
    readings = [float(np.min(reading)), *breaks, float(np.max(reading))]
    pieces_found = []
    intercept, slope = float(logs[0]), float(logs[1])
    for number, (low, high) in enumerate(itertools.pairwise(readings)):
        if number:
            change = float(logs[1 + number])
            intercept, slope = intercept - change * knots[number - 1], slope + change
        pieces_found.append(PowerPiece(low, high, float(np.exp(intercept)), slope))
    fitted = np.exp(y - solution.residuals)
    return PowerFit(
        pieces=tuple(pieces_found),
        full_scale_raw=full_scale_raw,
        relative_sd_frac=solution.residual_sd,
        residuals=tuple((force[rows] - fitted).tolist()),
        used=tuple(int(row) for row in rows),
        turn_on=float(np.min(force[rows])),
        largest=float(np.max(force[rows])),
        logs=tuple(logs.tolist()),
        logs_sd=tuple(np.sqrt(np.diag(solution.covariance)).tolist()),
        covariance=tuple(tuple(row) for row in solution.covariance.tolist()),
    )


def _reading_of(log_ratio: float, full_scale_raw: float) -> float:
    ratio = float(np.exp(log_ratio))
    return full_scale_raw * ratio / (1.0 + ratio) if full_scale_raw else ratio


def _broken_line(
    x: Array, y: Array, knots: tuple[float, ...]
) -> tuple[Solution, tuple[float, ...]]:
    columns = [np.ones(len(x)), x, *(np.maximum(x - knot, 0.0) for knot in knots)]
    return least_squares(np.stack(columns, axis=1), y), knots


def _best_knots(x: Array, y: Array, count: int) -> tuple[float, ...] | None:
    """Knots among the points that leave the least, enough points in every piece."""
    ordered = np.unique(x)
    inner = ordered[FEWEST_IN_PIECE - 1 : len(ordered) - FEWEST_IN_PIECE + 1]
    best: tuple[float, tuple[float, ...]] | None = None
    for places in itertools.combinations(range(len(inner)), count):
        if any(b - a < FEWEST_IN_PIECE - 1 for a, b in itertools.pairwise(places)):
            continue
        knots = tuple(float(inner[place]) for place in places)
        if len(x) <= 2 + len(knots) + 1:
            continue
        left = _broken_line(x, y, knots)[0].residual_sd
        if best is None or left < best[0]:
            best = (left, knots)
    return None if best is None else best[1]
