"""Raw readings turned into force by a calibration and a zero."""

import numpy as np
from numpy.typing import NDArray

from calibration.values import Calibration, PowerPiece


def force_of(
    raw: NDArray[np.float64], raw_zero: float, calibration: Calibration
) -> NDArray[np.float64]:
    """Force above rest: p(raw) - p(raw at rest), in the unit of the calibration.

    Args:
        raw: (n, channels) readings in the unit of the device.
        raw_zero: reading of the calibrated channel at rest.
        calibration: polynomial or power law, and channel.

    Returns:
        (n,) force; the same bits however the readings were cut into blocks.
    """
    column = raw[:, calibration.column]
    if calibration.pieces:
        at_rest = power_force(np.array([raw_zero]), calibration)
        force: NDArray[np.float64] = power_force(column, calibration) - at_rest[0]
        return force
    if calibration.curvature_per_raw2 == 0.0:
        return (column - raw_zero) * calibration.gain_per_raw
    gain, curvature = calibration.gain_per_raw, calibration.curvature_per_raw2
    return (column - raw_zero) * (gain + curvature * (column + raw_zero))


def force_of_one(reading: float, raw_zero: float, calibration: Calibration) -> float:
    """Force of one reading of the calibrated channel, the same bits as `force_of`.

    Args:
        reading: in the unit of the device.
        raw_zero: reading at rest.
        calibration: polynomial or power law.
    """
    if calibration.pieces or calibration.curvature_per_raw2 != 0.0:
        row = np.full((1, calibration.column + 1), reading)
        return float(force_of(row, raw_zero, calibration)[0])
    return (reading - raw_zero) * calibration.gain_per_raw


def power_force(raw: NDArray[np.float64], calibration: Calibration) -> NDArray[np.float64]:
    """Force of a power law: 0 below its turn-on, its largest force above its span, never beyond.

    Args:
        raw: (n,) readings.
        calibration: with at least one piece.
    """
    pieces = calibration.pieces
    reading = np.clip(raw, pieces[0].from_raw, pieces[-1].to_raw)
    force = np.zeros(len(raw))
    for piece in pieces:
        within = reading >= piece.from_raw
        force[within] = _piece_force(reading[within], piece, calibration.full_scale_raw)
    force[raw < pieces[0].from_raw] = 0.0
    return force


def beyond_span(raw: NDArray[np.float64], calibration: Calibration) -> NDArray[np.bool_]:
    """Where a reading lies above what was calibrated: its force is "more than", not a number.

    Args:
        raw: (n, channels) readings.
        calibration: with or without a known span.

    Returns:
        (n,) true beyond the span on the side of load; all false where the span is not known.
    """
    column = raw[:, calibration.column]
    if calibration.span_raw is None:
        return np.zeros(len(column), dtype=np.bool_)
    low, high = calibration.span_raw
    return column > high if calibration.gain_per_raw >= 0.0 else column < low


def _piece_force(
    reading: NDArray[np.float64], piece: PowerPiece, full_scale_raw: float
) -> NDArray[np.float64]:
    ratio = reading / (full_scale_raw - reading) if full_scale_raw else reading
    force: NDArray[np.float64] = piece.factor * ratio**piece.exponent
    return force
