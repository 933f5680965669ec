"""The readings under load so far, beside a straight line through the zero: the scatter."""

import math
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from calibration.procedure.record import CalibrationPoint
from calibration.procedure.state import Procedure

SHOWN: Final = ("load", "check")
TINY_RAW: Final = 1e-6

Shown = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Dot:
    """One reading under load.

    Attributes:
        key: its step.
        kind: `load` of the series, or `check`.
        run: of the series; 0 outside.
        leg: `up`, `down` or empty.
        force_n: known force.
        reading_n: by the line through all readings so far.
        off_n: reading minus force.
        forced: taken against an objection.
    """

    key: str
    kind: str
    run: int
    leg: str
    force_n: float
    reading_n: float
    off_n: float
    forced: bool


def scatter_of(procedure: Procedure) -> tuple[Dot, ...]:
    """Every reading of the series and of the checks, in the order taken.

    The curve is the least-squares line through the zero of the series alone, or its power law. It
    only shows a reading that stands out while it can still be repeated; the fit comes at the end.
    """
    rows: list[tuple[CalibrationPoint, float, float]] = []
    zero_raw = 0.0
    for reading in procedure.readings:
        if not reading.stack:
            zero_raw = reading.raw
        elif reading.kind in SHOWN:
            rows.append((reading, procedure.setup.force(reading.stack).n, reading.raw - zero_raw))
    series = [(force_n, raw) for reading, force_n, raw in rows if reading.kind == "load"]
    setup = procedure.setup
    shown = _power(series, setup.full_scale_raw) if setup.law == "power" else _line(series)
    if shown is None:
        return ()
    return tuple(
        Dot(
            reading.key, reading.kind, reading.run, reading.leg, force_n, shown(raw),
            shown(raw) - force_n, reading.forced,
        )
        for reading, force_n, raw in rows
    )  # fmt: skip


def _line(series: list[tuple[float, float]]) -> Shown | None:
    square = math.fsum(raw * raw for _, raw in series)
    if not square:
        return None
    n_per_raw = math.fsum(force_n * raw for force_n, raw in series) / square
    return lambda raw: n_per_raw * raw


def _power(series: list[tuple[float, float]], full_scale_raw: float) -> Shown | None:
    """One line in the log-log plane; a sensor of this class has no straight one."""

    def log_of(raw: float) -> float:
        raw = max(raw, TINY_RAW)
        if not full_scale_raw:
            return math.log(raw)
        return math.log(raw / max(full_scale_raw - raw, TINY_RAW))

    points = [(log_of(raw), math.log(force_n)) for force_n, raw in series]
    if len({x for x, _ in points}) < 2:
        return None
    slope, intercept = statistics.linear_regression(*zip(*points, strict=True))
    return lambda raw: math.exp(intercept + slope * log_of(raw))
