"""The readings of a record as forces and deflections, and the calibration fitted through them."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from calibration.errors import RecordIncompleteError
from calibration.fit.choice import ModelChoice, fit_through_zero
from calibration.fit.power import PowerFit, calibration_from_power, fit_power
from calibration.force import force_of
from calibration.procedure.record import CalibrationPoint, Record
from calibration.values import Calibration

FEWEST_POINTS: Final = 3

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Points:
    """Readings under load, in the order taken.

    Attributes:
        readings: (n,) of one or several kinds.
        force_n: (n,) known forces.
        u_n: (n,) their standard uncertainties.
        raw: (n,) readings.
        zero_raw: (n,) zero at the same moment, between the zeros before and after.
    """

    readings: tuple[CalibrationPoint, ...]
    force_n: Array
    u_n: Array
    raw: Array
    zero_raw: Array

    def of(self, kind: str) -> "Points":
        """Those of one kind of step."""
        mine = np.array([reading.kind == kind for reading in self.readings], dtype=np.bool_)
        kept = tuple(reading for reading in self.readings if reading.kind == kind)
        return Points(kept, self.force_n[mine], self.u_n[mine], self.raw[mine], self.zero_raw[mine])


@dataclass(frozen=True, slots=True)
class Fitted:
    """A calibration with what it was fitted through.

    Attributes:
        calibration: unnamed as yet.
        points: of the series.
        choice: of the polynomial; None for a power law.
        power: of the power law; None for a polynomial.
        zero_raw: mean zero of the series.
    """

    calibration: Calibration
    points: Points
    choice: ModelChoice | None
    power: PowerFit | None
    zero_raw: float

    def reading_n(self, points: Points) -> Array:
        """(n,) forces as the calibrated sensor would show them, above the zero of the moment.

        A power law is followed past its last point here: its own creep and scatter lie there.
        """
        calibration, column = self.calibration, self.calibration.column
        if calibration.pieces:
            last = replace(calibration.pieces[-1], to_raw=float("inf"))
            calibration = replace(calibration, pieces=(*calibration.pieces[:-1], last))
        blank = np.zeros((1, column + 1))
        shown = []
        for raw, zero_raw in zip(points.raw.tolist(), points.zero_raw.tolist(), strict=True):
            blank[0, column] = raw
            shown.append(float(force_of(blank, zero_raw, calibration)[0]))
        return np.array(shown)


def points_of(record: Record) -> Points:
    """Every reading under load, with the zero interpolated between the empty readings around it.

    A zero that drifts steadily through a run is thereby taken out of its points; what drift does
    to a press is part of the budget, not of the fit.
    """
    empties = [n for n, reading in enumerate(record.readings) if not reading.stack]
    loaded = [n for n, reading in enumerate(record.readings) if reading.stack]
    zeros = np.interp(loaded, empties, [record.readings[n].raw for n in empties])
    forces = [record.setup.force(record.readings[n].stack) for n in loaded]
    return Points(
        readings=tuple(record.readings[n] for n in loaded),
        force_n=np.array([force.n for force in forces]),
        u_n=np.array([force.u_n for force in forces]),
        raw=np.array([record.readings[n].raw for n in loaded]),
        zero_raw=np.asarray(zeros, dtype=np.float64),
    )


def fit_record(record: Record) -> Fitted:
    """Fit the series of a record by the law of its setup.

    Raises:
        RecordIncompleteError: no zero, or fewer than three points in the series.
        FitRejectedError: the readings follow no such law.
    """
    if not any(not reading.stack for reading in record.readings):
        raise RecordIncompleteError(("the zero",))
    points = points_of(record).of("load")
    if len(points.readings) < FEWEST_POINTS:
        raise RecordIncompleteError(("the series of loads",))
    setup = record.setup
    zero_raw = float(np.mean(points.zero_raw))
    if setup.law == "power":
        power = fit_power(points.raw, points.force_n, setup.full_scale_raw)
        named = calibration_from_power(
            power, identity="", device=setup.identity, unit="N", column=setup.column, made_utc=""
        )
        return Fitted(named, points, None, power, zero_raw)
    deflection = points.raw - points.zero_raw
    falling = np.array([reading.leg == "down" for reading in points.readings], dtype=np.bool_)
    choice = fit_through_zero(deflection, points.force_n, falling)
    gain = float(choice.solution.coefficients[0])
    bend = float(choice.solution.coefficients[1]) if choice.quadratic else 0.0
    top = float(points.raw[np.argmax(points.force_n)])
    calibration = Calibration(
        identity="",
        device=setup.identity,
        unit="N",
        # The square acts on absolute readings at run time: its part at the zero moves to the gain.
        gain_per_raw=gain - 2.0 * bend * zero_raw,
        curvature_per_raw2=bend,
        column=setup.column,
        residual_sd=choice.solution.residual_sd,
        made_utc="",
        span_raw=(min(zero_raw, top), max(zero_raw, top)),
        max_n=float(np.max(points.force_n)),
    )
    return Fitted(calibration, points, choice, None, zero_raw)
