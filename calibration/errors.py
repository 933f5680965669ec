"""What can go wrong between raw readings and newtons.

CalibrationError                never raised itself
  FitRejectedError              a table cannot be fitted, or is too far from its line
  ExtrapolationError            a reading lies outside what was calibrated
  GravityError                  gravity, or the place it is computed for, cannot be
  MassSetError                  the weights given cannot calibrate this sensor
  RecordIncompleteError         a calibration cannot be evaluated yet
  PassportError                 a passport is damaged, altered or of another kind
  ForeignPassportError          a passport is used for another sensor
  PdfMissingError               the library that prints PDF is not installed
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


class ExtrapolationError(CalibrationError):
    """A reading lies outside what was calibrated.

    Attributes:
        raw: the reading.
        low_raw: lowest calibrated reading.
        high_raw: highest calibrated reading.
    """

    def __init__(self, raw: float, low_raw: float, high_raw: float) -> None:
        super().__init__(
            f"reading {raw:g} lies outside the calibrated {low_raw:g} to {high_raw:g}; "
            "calibrate with a larger load or press less"
        )
        self.raw = raw
        self.low_raw = low_raw
        self.high_raw = high_raw


class GravityError(CalibrationError):
    """Gravity, or the place it is computed for, cannot be."""

    exit_code = 2


class MassSetError(CalibrationError):
    """The weights given cannot calibrate this sensor.

    Attributes:
        reason: what is wrong, with the value and the place.
        way_out: what to do about it.
    """

    exit_code = 2

    def __init__(self, reason: str, way_out: str) -> None:
        super().__init__(f"{reason}; {way_out}")
        self.reason = reason
        self.way_out = way_out


class RecordIncompleteError(CalibrationError):
    """A calibration cannot be evaluated yet.

    Attributes:
        missing: the steps still to be done.
    """

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(
            f"the calibration is not complete: {', '.join(missing)} missing; go on with the "
            "procedure, or finish it as a short one"
        )
        self.missing = missing


class PassportError(CalibrationError):
    """A passport is damaged, altered or of another kind.

    Attributes:
        reason: what is wrong.
        where: its file; empty where the text came from elsewhere.
    """

    def __init__(self, reason: str, where: str = "") -> None:
        place = f"{where}: " if where else ""
        super().__init__(
            f"{place}not a valid passport: {reason}; ask for the original file or calibrate"
        )
        self.reason = reason
        self.where = where


class ForeignPassportError(CalibrationError):
    """A passport is used for a sensor it was not made for.

    Attributes:
        item: sensor of the passport.
        sensor: sensor it should have served.
    """

    exit_code = 2

    def __init__(self, item: str, sensor: str) -> None:
        super().__init__(
            f"the passport belongs to sensor {item or 'without a name'}, the recording to "
            f"{sensor or 'one without a name'}; use a passport of that sensor"
        )
        self.item = item
        self.sensor = sensor


class PdfMissingError(CalibrationError):
    """The library that prints PDF is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "printing PDF needs the extra: pip install 'steadyhold[pdf]'; "
            "or take the HTML page, open it in a browser and print it there"
        )
