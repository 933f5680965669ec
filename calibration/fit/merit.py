"""Figures of merit of a calibrated sensor (spec: domain model 7.3), from one record."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from calibration.fit.behaviour import (
    by_run,
    creep_curve_n,
    edges_of,
    form_errors,
    has_creep,
    hysteresis_widths,
    repeats_at_top_n,
    slope_n_per_raw,
    zero_changes,
)
from calibration.fit.points import Fitted, Points, points_of
from calibration.procedure.record import Record

# Relative figures are taken from this share of the range upwards, as ISO 7500-1 does.
FROM_FRAC: Final = 0.2
# ASTM E74: lower limit factor in units of the residual standard deviation.
LLF_FACTOR: Final = 2.4
# ASTM E74 class A: lowest usable force in units of the resolution.
USABLE_STEPS: Final = 400.0

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class CheckError:
    """An independent weight, read by the calibrated sensor.

    Attributes:
        stack: weights, by id.
        force_n: known force.
        reading_n: what the sensor shows.
        error_n: reading minus known force.
    """

    stack: tuple[str, ...]
    force_n: float
    reading_n: float
    error_n: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What one calibration says of its sensor; None where it was not measured.

    Attributes:
        max_n: largest load.
        linearity_pct: largest deviation of a load's mean from the fit, of the largest load.
        residual_sd_n: sqrt(sum of squared residuals / (n - p)).
        llf_n: lower limit factor, 2.4 residual SD.
        repeatability_pct: largest spread of runs at one load and leg, of their mean.
        hysteresis_pct: largest falling minus rising, of the rising reading.
        zero_return_n: largest change of zero over a run.
        creep_pct: reading at 60 s minus reading at 1 s, of the reading.
        creep_pct_per_decade: change for each tenfold time, of the reading.
        drift_n_per_min: slope of the zero through the whole record.
        resolution_n: smallest step.
        usable_n: 400 steps: below it the resolution shows.
        noise_n: standard deviation of one sample of the empty pad.
        eccentric_pct: change of the reading from the centre to an edge.
        checks: independent weights.
        temperature_degc: lowest and highest.
    """

    max_n: float
    linearity_pct: float
    residual_sd_n: float
    llf_n: float
    repeatability_pct: float | None
    hysteresis_pct: float | None
    zero_return_n: float | None
    creep_pct: float | None
    creep_pct_per_decade: float | None
    drift_n_per_min: float | None
    resolution_n: float
    usable_n: float
    noise_n: float
    eccentric_pct: float | None
    checks: tuple[CheckError, ...]
    temperature_degc: tuple[float, float] | None


def figures_of(record: Record, fitted: Fitted) -> Figures:
    """Every figure the record carries."""
    points, gain = fitted.points, slope_n_per_raw(fitted)
    shown_n = fitted.reading_n(points)
    max_n = float(np.max(points.force_n))
    residual_sd_n = residual_sd_of(fitted)
    zeros = [reading for reading in record.readings if not reading.stack]
    warm = [r.temperature_degc for r in record.readings if r.temperature_degc is not None]
    resolution_n = record.setup.traits.resolution_raw * gain
    return Figures(
        max_n=max_n,
        linearity_pct=100.0 * float(np.max(np.abs(form_errors(points, shown_n)[1]))) / max_n,
        residual_sd_n=residual_sd_n,
        llf_n=LLF_FACTOR * residual_sd_n,
        repeatability_pct=_repeatability_pct(record, fitted, shown_n),
        hysteresis_pct=_hysteresis_pct(points, shown_n, max_n),
        zero_return_n=_zero_return_n(record, gain),
        creep_pct=_creep_pct(record, fitted),
        creep_pct_per_decade=_creep_per_decade_pct(record, fitted),
        drift_n_per_min=_drift_n_per_min(record, gain),
        resolution_n=resolution_n,
        usable_n=USABLE_STEPS * resolution_n,
        noise_n=float(np.median([z.sd_raw for z in zeros])) * gain,
        eccentric_pct=_eccentric_pct(record, fitted),
        checks=checks_of(record, fitted),
        temperature_degc=(min(warm), max(warm)) if warm else None,
    )


def residual_sd_of(fitted: Fitted) -> float:
    """Residual standard deviation in newtons."""
    if fitted.choice is not None:
        return fitted.choice.solution.residual_sd
    left = np.array(fitted.power.residuals if fitted.power else ())
    terms = len(fitted.power.logs) if fitted.power else 0
    return float(np.sqrt(np.sum(left**2) / max(len(left) - terms, 1)))


def checks_of(record: Record, fitted: Fitted) -> tuple[CheckError, ...]:
    """Independent weights, in the order taken."""
    points = points_of(record).of("check")
    shown = zip(
        points.readings, points.force_n.tolist(), fitted.reading_n(points).tolist(), strict=True
    )
    return tuple(CheckError(r.stack, known, read, read - known) for r, known, read in shown)


def _repeatability_pct(record: Record, fitted: Fitted, shown_n: Array) -> float | None:
    points = fitted.points
    max_n = float(np.max(points.force_n))
    spreads = []
    for load_n in np.unique(points.force_n).tolist():
        for leg in ("up", "down"):
            runs = by_run(points, shown_n, load_n, leg)
            if len(runs) > 1 and load_n >= FROM_FRAC * max_n:
                spreads.append(100.0 * float(np.ptp(runs)) / float(np.mean(runs)))
    if spreads:
        return max(spreads)
    top_n = repeats_at_top_n(record, fitted)
    return 100.0 * float(np.ptp(top_n)) / float(np.mean(top_n)) if len(top_n) > 1 else None


def _hysteresis_pct(points: Points, shown_n: Array, max_n: float) -> float | None:
    loads, widths = hysteresis_widths(points, shown_n)
    kept = loads >= FROM_FRAC * max_n
    if not np.any(kept):
        return None
    up = [float(np.mean(by_run(points, shown_n, n, "up"))) for n in loads[kept].tolist()]
    shares = 100.0 * widths[kept] / np.array(up)
    return float(shares[np.argmax(np.abs(shares))])


def _zero_return_n(record: Record, gain: float) -> float | None:
    return max((abs(change) * gain for _, change in zero_changes(record)), default=None)


def _creep_pct(record: Record, fitted: Fitted) -> float | None:
    if not has_creep(record):
        return None
    since_s, reading_n = creep_curve_n(record, fitted)
    first, last = (
        _mean_near(since_s, reading_n, 1.0, 0.5),
        _mean_near(since_s, reading_n, 59.5, 1.0),
    )
    return 100.0 * (last - first) / last


def _creep_per_decade_pct(record: Record, fitted: Fitted) -> float | None:
    if not has_creep(record):
        return None
    since_s, reading_n = creep_curve_n(record, fitted)
    kept = since_s >= 1.0
    slope = float(np.polyfit(np.log10(since_s[kept]), reading_n[kept], 1)[0])
    return 100.0 * slope / float(np.mean(reading_n[kept]))


def _mean_near(since_s: Array, reading_n: Array, at_s: float, within_s: float) -> float:
    near = np.abs(since_s - at_s) <= within_s
    if not np.any(near):
        return float(np.interp(at_s, since_s, reading_n))
    return float(np.mean(reading_n[near]))


def _drift_n_per_min(record: Record, gain: float) -> float | None:
    zeros = [r for r in record.readings if not r.stack]
    times = np.array([zero.at_s for zero in zeros])
    # After a break time begins again: no slope can be drawn across it.
    if len(zeros) < 3 or np.any(np.diff(times) <= 0.0):
        return None
    return 60.0 * gain * float(np.polyfit(times, [zero.raw for zero in zeros], 1)[0])


def _eccentric_pct(record: Record, fitted: Fitted) -> float | None:
    edges = edges_of(record, fitted)
    if edges is None:
        return None
    tilt_n = max(abs(each) for each in edges.tilts_n)
    return 100.0 * (tilt_n + abs(edges.dome_n)) / edges.force_n
