"""Raw readings turned into force by a calibration and a zero."""

import numpy as np
from numpy.typing import NDArray

from calibration.values import Calibration


def force_of(
    raw: NDArray[np.float64], raw_zero: float, calibration: Calibration
) -> NDArray[np.float64]:
    """Force above rest: p(raw) - p(raw at rest), in the unit of the calibration.

    Args:
        raw: (n, channels) readings in the unit of the device.
        raw_zero: reading of the calibrated channel at rest.
        calibration: polynomial and channel.

    Returns:
        (n,) force; the same bits however the readings were cut into blocks.
    """
    column = raw[:, calibration.column]
    if calibration.curvature_per_raw2 == 0.0:
        return (column - raw_zero) * calibration.gain_per_raw
    gain, curvature = calibration.gain_per_raw, calibration.curvature_per_raw2
    return (column - raw_zero) * (gain + curvature * (column + raw_zero))
