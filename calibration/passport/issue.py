"""From the record of a calibration to its passport."""

from calendar import monthrange
from dataclasses import replace
from datetime import datetime
from typing import Final

import numpy as np

from calibration.errors import RecordIncompleteError
from calibration.fit.behaviour import creep_curve_n, form_errors, has_creep
from calibration.fit.curves import least_squares
from calibration.fit.merit import CheckError, checks_of, figures_of
from calibration.fit.parts import budget_of, creep_about_dwell_frac
from calibration.fit.points import Fitted, Points, fit_record, points_of
from calibration.passport.document import (
    DECISION_RULE,
    NOT_ACCREDITED,
    ONLY_THIS_ITEM,
    PROCEDURE,
    SCHEMA,
    AtForce,
    CalibrationRow,
    CreepRow,
    DeviceScale,
    FitReport,
    Item,
    Passport,
    PassportParties,
    ProcedureSummary,
    sealed,
)
from calibration.passport.grades import LIMITS, GradeResult, coverage_of, grade_of
from calibration.procedure.record import Record
from calibration.uncertainty.budget import Assumed, Budget, error_model
from calibration.values import Calibration
from firmware_bridge.rounding import fixed

# Targets of the protocols lie around this force; the narrowest band is stated for it.
BAND_AT_N: Final = 25.0
AT_SHARES: Final = (0.1, 0.2, 0.4, 0.6, 0.8, 1.0)
# Steps that may not be left out, because nothing can be said without them.
NEEDED: Final = (("zero", "the zero"), ("load", "the series of loads"))


def issue_passport(
    record: Record,
    about: PassportParties,
    *,
    passport_id: str,
    made_utc: str,
    software: str,
    firmware: str = "",
    before: Calibration | None = None,
    assumed: Assumed | None = None,
) -> Passport:
    """Evaluate a record and seal the result.

    Args:
        record: everything that was read.
        about: who and where.
        passport_id: unique id.
        made_utc: ISO 8601 time of the end of the calibration.
        software: name and version.
        firmware: version, gain and rate as the device tells them.
        before: the calibration in use until now, for the errors as found.
        assumed: what one sitting cannot measure; None takes the usual values.

    Raises:
        RecordIncompleteError: without zero or series nothing can be said.
        FitRejectedError: the readings follow no such law.
    """
    kinds = {reading.kind for reading in record.readings}
    missing = tuple(words for kind, words in NEEDED if kind not in kinds)
    if missing:
        raise RecordIncompleteError(missing)
    assumed = assumed or Assumed()
    setup, traits, fitted = record.setup, record.setup.traits, fit_record(record)
    figures, budget = figures_of(record, fitted), budget_of(record, fitted, assumed)
    max_n = figures.max_n
    grade = grade_of(figures, coverage_of(record), budget, min(BAND_AT_N, max_n))
    creep_frac = creep_about_dwell_frac(record, fitted, assumed)[1] if has_creep(record) else 0.0
    warm = next((r for r in record.readings if r.kind == "warm_up"), None)
    points = points_of(record)
    calibration = replace(
        fitted.calibration,
        identity=f"passport/{passport_id}",
        made_utc=made_utc,
        errors=error_model(budget, figures.noise_n, abs(creep_frac)),
    )
    return sealed(
        Passport(
            schema=SCHEMA,
            id=passport_id,
            made_utc=made_utc,
            due_utc=due_utc(grade, made_utc),
            about=about,
            item=Item(
                identity=setup.identity,
                kind=traits.kind,
                title=traits.title,
                unit=traits.unit,
                channel=traits.channels[setup.column] if traits.channels else "",
                rate_hz=traits.rate_hz,
                settling_s=traits.settling_s,
                resolution_raw=traits.resolution_raw,
                firmware=firmware,
                simulated=traits.simulated,
            ),
            device_scale=check_device_scale(record, fitted),
            procedure=ProcedureSummary(
                version=PROCEDURE,
                plan=setup.plan,
                warm_up_s=warm.dwell_s if warm else 0.0,
                skipped=record.skipped,
                replaced=record.replaced,
                zeros=tuple(reading for reading in record.readings if not reading.stack),
            ),
            masses=setup.masses,
            gravity=setup.gravity,
            air_kg_per_m3=setup.air_kg_per_m3,
            rows=_rows(points, fitted),
            creep=_creep_rows(record, fitted),
            fit=_fit_report(fitted, figures.residual_sd_n),
            calibration=calibration,
            figures=figures,
            budget=budget.parts,
            assumed=assumed,
            at_force=_at_force(budget, max_n),
            grade=grade,
            as_found=() if before is None else _errors(record, replace(fitted, calibration=before)),
            as_found_sha256="" if before is None else before.passport_sha256,
            as_left=_errors(record, fitted),
            decision_rule=DECISION_RULE,
            statements=(NOT_ACCREDITED, ONLY_THIS_ITEM),
            software=software,
            sha256="",
        )
    )


def due_utc(grade: GradeResult, made_utc: str) -> str:
    """When a grade expires: months by the calendar; at once for grade C, never for none."""
    if grade.grade == "none":
        return ""
    months = LIMITS[grade.grade].valid_months
    made = datetime.fromisoformat(made_utc)
    year, month = divmod(made.month - 1 + months, 12)
    year, month = made.year + year, month + 1
    last = monthrange(year, month)[1]
    due = made.replace(year=year, month=month, day=min(made.day, last))
    # A coaching sensor is calibrated for each session: the passport holds to the end of the day.
    return (due if months else due.replace(hour=23, minute=59, second=59)).isoformat()


def check_device_scale(record: Record, fitted: Fitted) -> DeviceScale | None:
    """What the weights say of the scale a device applies itself; None where it applies none."""
    nominal, traits = record.setup.nominal_n_per_raw, record.setup.traits
    if nominal is None or traits.unit == "counts":
        return None
    ratio = fitted.calibration.gain_per_raw / nominal
    off_pct = 100.0 * (1.0 / ratio - 1.0)
    side = "high" if off_pct > 0.0 else "low"
    words = (
        f"The device's own scale reads {fixed(abs(off_pct), 2)} % {side} against the weights; this "
        "passport corrects it. If the device is set up anew, the passport no longer fits."
    )
    # No device read here tells its slope: what it has is known only by what it shows.
    text = (
        f"{traits.title} sends {traits.unit}: it applies a scale of its own and does not tell it; "
        f"software {traits.firmware or 'not told either'}"
    )
    return DeviceScale(text, ratio, words)


def _rows(points: Points, fitted: Fitted) -> tuple[CalibrationRow, ...]:
    columns = (points.force_n, points.u_n, points.zero_raw, fitted.reading_n(points))
    numbers = zip(*(column.tolist() for column in columns), strict=True)
    return tuple(
        CalibrationRow(reading, *row) for reading, row in zip(points.readings, numbers, strict=True)
    )


def _creep_rows(record: Record, fitted: Fitted) -> tuple[CreepRow, ...]:
    if not has_creep(record):
        return ()
    since_s, shown_n = creep_curve_n(record, fitted)
    return tuple(
        CreepRow(at_s, n) for at_s, n in zip(since_s.tolist(), shown_n.tolist(), strict=True)
    )


def _fit_report(fitted: Fitted, residual_sd_n: float) -> FitReport:
    if fitted.power is not None:
        pieces = len(fitted.power.pieces)
        reason = (
            f"a power law in {pieces} piece{'s' if pieces > 1 else ''} from its turn-on at "
            f"{fixed(fitted.power.turn_on, 2)} N; no straight line is right for this sensor"
        )
        return FitReport(
            "power", reason, fitted.power.logs, fitted.power.covariance, None, residual_sd_n
        )
    if fitted.choice is None:
        raise ValueError("a fit is a polynomial or a power law")
    solution = fitted.choice.solution
    deflection = fitted.points.raw - fitted.points.zero_raw
    design = np.stack((np.ones(len(deflection)), deflection), axis=1)
    free = least_squares(design, fitted.points.force_n)
    return FitReport(
        law="quadratic" if fitted.choice.quadratic else "line",
        reason=fitted.choice.reason,
        coefficients=tuple(solution.coefficients.tolist()),
        covariance=tuple(tuple(row) for row in solution.covariance.tolist()),
        free_constant_n=float(free.coefficients[0]),
        residual_sd_n=residual_sd_n,
    )


def _at_force(budget: Budget, max_n: float) -> tuple[AtForce, ...]:
    forces = sorted({*(share * max_n for share in AT_SHARES), min(BAND_AT_N, max_n)})
    return tuple(AtForce(n, budget.u_n(n), budget.expanded_n(n)) for n in forces)


def _errors(record: Record, fitted: Fitted) -> tuple[CheckError, ...]:
    """Mean error at each load of the series, then each check weight."""
    series = fitted.points
    loads, means = form_errors(series, fitted.reading_n(series))
    stacks = (reading.stack for reading in series.readings)
    stack_at = dict(zip(series.force_n.tolist(), stacks, strict=True))
    found = tuple(
        CheckError(stack_at[load_n], load_n, load_n + error_n, error_n)
        for load_n, error_n in zip(loads.tolist(), means.tolist(), strict=True)
    )
    return found + checks_of(record, fitted)
