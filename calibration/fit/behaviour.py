"""How a sensor behaved in one record: legs, runs, zeros, creep and edges, in newtons."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from calibration.fit.points import Fitted, Points, points_of
from calibration.procedure.plan import POSITIONS
from calibration.procedure.record import Record

Array = NDArray[np.float64]


def slope_n_per_raw(fitted: Fitted) -> float:
    """Newtons of one raw unit near the zero, without sign; of a power law, in mid-range."""
    gain, bend = fitted.calibration.gain_per_raw, fitted.calibration.curvature_per_raw2
    return abs(gain + 2.0 * bend * fitted.zero_raw)


def form_errors(points: Points, shown_n: Array) -> tuple[Array, Array]:
    """Loads, and the mean deviation of all readings at each: the shape the fit leaves over."""
    loads = np.unique(points.force_n)
    means = [float(np.mean((shown_n - points.force_n)[points.force_n == n])) for n in loads]
    return loads, np.array(means)


def by_run(points: Points, shown_n: Array, load_n: float, leg: str) -> Array:
    """(runs,) readings of one load and leg."""
    mine = [
        reading.leg == leg and force_n == load_n
        for reading, force_n in zip(points.readings, points.force_n.tolist(), strict=True)
    ]
    return shown_n[np.array(mine, dtype=np.bool_)]


def hysteresis_widths(points: Points, shown_n: Array) -> tuple[Array, Array]:
    """Loads measured on both legs, and falling minus rising reading at each, in newtons."""
    loads, widths = [], []
    for load_n in np.unique(points.force_n).tolist():
        up, down = (by_run(points, shown_n, load_n, leg) for leg in ("up", "down"))
        if len(up) and len(down):
            loads.append(load_n)
            widths.append(float(np.mean(down) - np.mean(up)))
    return np.array(loads), np.array(widths)


def creep_curve_n(record: Record, fitted: Fitted) -> tuple[Array, Array]:
    """Seconds since loading, and the reading in newtons, of the creep step."""
    since_s = np.array([point.since_s for point in record.creep])
    reading = next(r for r in record.readings if r.kind == "creep")
    points = points_of(record).of("creep")
    curve = Points(
        (reading,) * len(since_s),
        np.full(len(since_s), points.force_n[0]),
        np.full(len(since_s), points.u_n[0]),
        np.array([point.raw for point in record.creep]),
        np.full(len(since_s), points.zero_raw[0]),
    )
    return since_s, fitted.reading_n(curve)


def has_creep(record: Record) -> bool:
    """Whether the creep step was taken."""
    return bool(record.creep) and any(r.kind == "creep" for r in record.readings)


@dataclass(frozen=True, slots=True)
class Edges:
    """What moving one weight over the pad does to its reading.

    Attributes:
        force_n: reading in the centre.
        tilts_n: half the difference of opposite edges: front and back, right and left.
        dome_n: mean of the edges minus the centre.
    """

    force_n: float
    tilts_n: tuple[float, float]
    dome_n: float


def edges_of(record: Record, fitted: Fitted) -> Edges | None:
    """The eccentric load test; None unless the centre and all four edges were read."""
    points = points_of(record).of("edge")
    read = zip(points.readings, fitted.reading_n(points).tolist(), strict=True)
    at = {reading.position: shown_n for reading, shown_n in read}
    if set(at) != set(POSITIONS):
        return None
    tilts_n = (0.5 * (at["front"] - at["back"]), 0.5 * (at["right"] - at["left"]))
    edges_n = math.fsum(at[place] for place in POSITIONS[1:]) / 4.0
    return Edges(at["centre"], tilts_n, edges_n - at["centre"])


def zero_changes(record: Record) -> tuple[tuple[float, float], ...]:
    """For each run: seconds from its zero to its zero return, and the change in raw units."""
    changes = []
    for run in sorted({r.run for r in record.readings if r.run}):
        zero = [r for r in record.readings if r.run == run and r.kind == "zero"]
        after = [r for r in record.readings if r.run == run and r.kind == "zero_return"]
        if zero and after:
            changes.append((after[-1].at_s - zero[-1].at_s, after[-1].raw - zero[-1].raw))
    return tuple(changes)


def repeats_at_top_n(record: Record, fitted: Fitted) -> Array:
    """(k,) readings of the largest load, all but the first loading: what one run tells of scatter.

    The first exercise loading beds the sensor in; it is left out, as ISO 376 does with preloads.
    """
    points = points_of(record)
    top = record.setup.loads[-1]
    keep = [r.stack == top and r.kind in ("exercise", "load") for r in points.readings]
    shown_n: Array = fitted.reading_n(points)[np.array(keep, dtype=np.bool_)][1:]
    return shown_n
