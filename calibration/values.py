"""The calibration of one sensor, as a value."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Calibration:
    """How raw counts of one sensor become newtons: a polynomial without its zero.

    force = p(raw) - p(raw at rest), with p(c) = gain * c + curvature * c**2, so that the zero
    is never part of the calibration (spec: ISO 376 practice keeps zero and slope apart).

    Attributes:
        identity: stable id of this calibration, recorded with each session.
        device: hardware id it belongs to; empty where it fits any device of the kind.
        unit: unit of the result, `N` unless the quantity is not a force.
        gain_per_raw: units of the result per raw unit.
        curvature_per_raw2: units of the result per raw unit squared; 0 for a line.
        column: index of the raw channel it applies to.
        residual_sd: residual standard deviation of the fit in units of the result; None unknown.
        made_utc: ISO 8601 time of the fit; empty for a nominal calibration.
    """

    identity: str
    device: str
    unit: str
    gain_per_raw: float
    curvature_per_raw2: float
    column: int
    residual_sd: float | None
    made_utc: str
