"""The readings under load so far, beside a straight line through the zero: the scatter."""

import math
from dataclasses import dataclass

from calibration.record import Reading
from calibration.state import Procedure

SHOWN = ("load", "check")


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

    The line is the least-squares one through the zero of the series alone. It only shows a
    reading that stands out while it can still be repeated; the fit comes at the end.
    """
    rows: list[tuple[Reading, float, float]] = []
    zero_raw = 0.0
    for reading in procedure.readings:
        if not reading.stack:
            zero_raw = reading.raw
        elif reading.kind in SHOWN:
            rows.append((reading, procedure.setup.force(reading.stack).n, reading.raw - zero_raw))
    series = [(force_n, raw) for reading, force_n, raw in rows if reading.kind == "load"]
    square = math.fsum(raw * raw for _, raw in series)
    if not square:
        return ()
    n_per_raw = math.fsum(force_n * raw for force_n, raw in series) / square
    return tuple(
        Dot(
            reading.key, reading.kind, reading.run, reading.leg, force_n, n_per_raw * raw,
            n_per_raw * raw - force_n, reading.forced,
        )
        for reading, force_n, raw in rows
    )  # fmt: skip
