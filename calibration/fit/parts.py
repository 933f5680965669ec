"""Where each part of the uncertainty budget comes from: one function a source."""

import math

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
from calibration.fit.points import Fitted
from calibration.procedure.record import Record
from calibration.uncertainty.budget import Assumed, Budget, Part
from firmware_bridge.rounding import significant

Array = NDArray[np.float64]


def budget_of(record: Record, fitted: Fitted, assumed: Assumed) -> Budget:
    """Every part of the uncertainty of a force in use."""
    parts = [
        _reference(fitted),
        _repeatability(record, fitted),
        _gain(fitted),
        _form(record, fitted),
        _hysteresis(fitted),
        _creep(record, fitted, assumed),
        _zero(record, fitted, assumed),
        _eccentric(record, fitted, assumed),
        _temperature(assumed),
        _resolution(record, fitted),
        _noise(record, fitted, assumed),
    ]
    return Budget(tuple(part for part in parts if part is not None), assumed)


def _reference(fitted: Fitted) -> Part:
    share = float(np.max(fitted.points.u_n / fitted.points.force_n))
    return Part(
        "reference", 0.0, share, "B", "normal", "gain",
        "masses (added without a root: they share their reference), gravity, buoyancy",
    )  # fmt: skip


def _repeatability(record: Record, fitted: Fitted) -> Part | None:
    """Scatter of one reading from run to run, split into what grows with the force and what not."""
    shown_n = fitted.reading_n(fitted.points)
    loads, variances, weights = [], [], []
    for load_n in np.unique(fitted.points.force_n).tolist():
        for leg in ("up", "down"):
            runs = by_run(fitted.points, shown_n, load_n, leg)
            if len(runs) > 1:
                loads.append(load_n)
                variances.append(float(np.var(runs, ddof=1)))
                weights.append(len(runs) - 1)
    if not loads:
        return _scatter_at_top(record, fitted)
    absolute_n, share = split_variance(np.array(loads), np.array(variances))
    return Part(
        "repeatability", absolute_n, share, "A", "normal", "press",
        f"scatter of runs at {len(loads)} loads and legs, {sum(weights)} degrees of freedom",
    )  # fmt: skip


def _scatter_at_top(record: Record, fitted: Fitted) -> Part | None:
    top_n = repeats_at_top_n(record, fitted)
    if len(top_n) < 2:
        return None
    share = float(np.std(top_n, ddof=1)) / float(np.mean(top_n))
    return Part(
        "repeatability", 0.0, share, "A", "normal", "press",
        f"{len(top_n)} loadings of the largest load",
    )  # fmt: skip


def split_variance(force_n: Array, variance_n2: Array) -> tuple[float, float]:
    """Standard deviations a and b of variance = a^2 + b^2 F^2, neither negative.

    Args:
        force_n: (n,) loads.
        variance_n2: (n,) variances there.
    """
    from scipy.optimize import nnls

    # A variance scatters in proportion to itself; dividing by the load evens that out.
    design = np.stack((1.0 / force_n, force_n), axis=1)
    (constant, growing), _ = nnls(design, variance_n2 / force_n)
    return math.sqrt(constant), math.sqrt(growing)


def _gain(fitted: Fitted) -> Part:
    """Scatter of the slopes of the runs, or the standard deviation of the fit if that is more."""
    points = fitted.points
    deflection = points.raw - points.zero_raw
    runs = np.array([reading.run for reading in points.readings])
    if fitted.choice is None:
        logs = fitted.power
        share = logs.logs_sd[0] if logs else 0.0
        return Part("fit", 0.0, share, "A", "normal", "gain", "standard deviation of the law")
    slopes = [
        float(deflection[runs == run] @ points.force_n[runs == run])
        / float(deflection[runs == run] @ deflection[runs == run])
        for run in np.unique(runs)
    ]
    spread = float(np.std(slopes, ddof=1)) / math.sqrt(len(slopes)) if len(slopes) > 1 else 0.0
    solution = fitted.choice.solution
    top = float(np.max(np.abs(deflection)))
    row = np.array([top, top**2][: len(solution.coefficients)])
    fit_share = math.sqrt(float(row @ solution.covariance @ row)) / float(np.max(points.force_n))
    share = max(spread / abs(float(np.mean(slopes))), fit_share)
    return Part(
        "fit", 0.0, share, "A", "normal", "gain",
        f"slopes from run to run ({len(slopes)}) or covariance of the fit, whichever is more",
    )  # fmt: skip


def _form(record: Record, fitted: Fitted) -> Part:
    shown_n = fitted.reading_n(fitted.points)
    loads, errors = form_errors(fitted.points, shown_n)
    if fitted.power is not None:
        share = fitted.power.relative_sd_frac
        return Part("form", 0.0, share, "A", "normal", "form", "residual SD of log force")
    terms = len(fitted.choice.solution.coefficients) if fitted.choice else 1
    # The scatter of runs is in these means too, and is counted on its own.
    counts = np.array([np.count_nonzero(fitted.points.force_n == load_n) for load_n in loads])
    scatter_n2 = (
        np.array([_seat_variance_n2(record, fitted, load_n) for load_n in loads.tolist()]) / counts
    )
    freedom = len(loads) / max(len(loads) - terms, 1)
    absolute_n, share = split_variance(loads, freedom * errors**2 - scatter_n2)
    return Part(
        "form", absolute_n, share, "A", "normal", "form",
        f"what the fit leaves over at {len(loads)} loads, legs averaged",
    )  # fmt: skip


def _hysteresis(fitted: Fitted) -> Part | None:
    loads, widths = hysteresis_widths(fitted.points, fitted.reading_n(fitted.points))
    if not len(loads):
        return None
    # The reading lies anywhere between the legs: a rectangle of half their distance.
    half_n = float(np.sqrt(np.mean((0.5 * widths) ** 2)))
    return Part(
        "hysteresis", half_n / math.sqrt(3.0), 0.0, "B", "rectangular", "press",
        f"half the distance of the legs at {len(loads)} loads",
    )  # fmt: skip


def creep_about_dwell_frac(record: Record, fitted: Fitted, assumed: Assumed) -> tuple[float, float]:
    """Creep of a hold about the moment the points were read at, and from 1 s to its end; shares.

    Returns:
        Root mean square over the hold, and the signed change.
    """
    since_s, reading_n = creep_curve_n(record, fitted)
    dwell_s = float(np.median([reading.dwell_s for reading in fitted.points.readings]))
    kept = (since_s >= 1.0) & (since_s <= assumed.hold_s)
    at_dwell_n = float(np.mean(reading_n[np.abs(since_s - dwell_s) <= 1.0]))
    shares = (reading_n[kept] - at_dwell_n) / at_dwell_n
    ends = np.array_split(reading_n[kept], 12)
    change = float(np.mean(ends[-1]) - np.mean(reading_n[kept][:4])) / at_dwell_n
    return float(np.sqrt(np.mean(shares**2))), change


def _creep(record: Record, fitted: Fitted, assumed: Assumed) -> Part | None:
    if not has_creep(record):
        return None
    share, _ = creep_about_dwell_frac(record, fitted, assumed)
    return Part(
        "creep", 0.0, share, "B", "rectangular", "creep",
        f"creep curve over a hold of {assumed.hold_s:g} s about the dwell of the points",
    )  # fmt: skip


def _zero(record: Record, fitted: Fitted, assumed: Assumed) -> Part | None:
    changes = zero_changes(record)
    if not changes:
        return None
    # A press comes at any time up to the longest: a rectangle from 0, so the root mean square of
    # the age is its largest / sqrt(3). A wandering zero grows slower: this is on the safe side.
    gain = slope_n_per_raw(fitted)
    scaled = [
        change * gain * assumed.zero_age_min * 60.0 / elapsed_s for elapsed_s, change in changes
    ]
    absolute_n = math.sqrt(math.fsum(each**2 for each in scaled) / len(scaled) / 3.0)
    runs = "1 run" if len(changes) == 1 else f"{len(changes)} runs"
    return Part(
        "zero drift", absolute_n, 0.0, "A", "normal", "zero",
        f"zero changes over {runs}, up to {assumed.zero_age_min:g} min from a tare",
    )  # fmt: skip


def _eccentric(record: Record, fitted: Fitted, assumed: Assumed) -> Part:
    edges = edges_of(record, fitted)
    if edges is None:
        return Part(
            "eccentric load", 0.0, assumed.eccentric_frac / math.sqrt(3.0), "B", "rectangular",
            "press", "not tried: assumed",
        )  # fmt: skip
    # A contact anywhere on the pad with equal chance: over a disc of radius 1 a tilt t x has the
    # mean square t^2 / 4, a dome d r^2 has d^2 / 3. Seating scatters from edge to edge as it does
    # from run to run; what that alone would give is taken off, it is counted on its own.
    square_n2 = sum(tilt_n**2 for tilt_n in edges.tilts_n) / 4.0 + edges.dome_n**2 / 3.0
    square_n2 -= _seat_variance_n2(record, fitted, edges.force_n) * (1.0 / 4.0 + 5.0 / 12.0)
    share = math.sqrt(max(square_n2, 0.0)) / edges.force_n
    return Part(
        "eccentric load", 0.0, share, "B", "rectangular", "press",
        "contact anywhere on the pad, from the centre and four edges",
    )  # fmt: skip


def _seat_variance_n2(record: Record, fitted: Fitted, force_n: float) -> float:
    repeated = _repeatability(record, fitted)
    if repeated is None:
        return 0.0
    return repeated.absolute_n**2 + (repeated.relative_frac * force_n) ** 2


def _temperature(assumed: Assumed) -> Part:
    half = assumed.temperature_frac_per_k * assumed.temperature_span_k
    return Part(
        "temperature", 0.0, half / math.sqrt(3.0), "B", "rectangular", "gain",
        f"{100 * assumed.temperature_frac_per_k:g} %/K over ±{assumed.temperature_span_k:g} K",
    )  # fmt: skip


def _resolution(record: Record, fitted: Fitted) -> Part:
    step_n = record.setup.traits.resolution_raw * slope_n_per_raw(fitted)
    return Part(
        "resolution", step_n / math.sqrt(12.0), 0.0, "B", "rectangular", "noise",
        "smallest step / sqrt(12)",
    )  # fmt: skip


def _noise(record: Record, fitted: Fitted, assumed: Assumed) -> Part:
    zeros = [reading for reading in record.readings if not reading.stack]
    gain = slope_n_per_raw(fitted)
    noise_n = float(np.median([zero.sd_raw for zero in zeros])) * gain
    samples = max(record.setup.traits.rate_hz * assumed.mean_s, 1.0)
    # The reading and the zero it is measured from both scatter.
    return Part(
        "noise", noise_n * math.sqrt(2.0 / samples), 0.0, "A", "normal", "noise",
        f"{significant(noise_n, 2)} N rms of one sample, averaged over {assumed.mean_s:g} s",
    )  # fmt: skip
