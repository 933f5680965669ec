"""What can go wrong between raw readings and newtons.

CalibrationError                never raised itself
  FitRejectedError              a table cannot be fitted, or is too far from its line
"""

from firmware_bridge.errors import SteadyholdError


class CalibrationError(SteadyholdError):
    """Base of what goes wrong with zeros, fits and calibrations; never raised itself."""


class FitRejectedError(CalibrationError):
    """A calibration table that gives no usable fit.

    Attributes:
        reason: what is wrong, with the value and the place.
        way_out: what to do about it.
    """

    def __init__(self, reason: str, way_out: str) -> None:
        super().__init__(f"calibration rejected: {reason}; {way_out}")
        self.reason = reason
        self.way_out = way_out
