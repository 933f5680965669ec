"""Which calibration a sensor gets, and what its scores may be used for when a session begins."""

from pathlib import Path
from typing import Final

from calibration.errors import FitRejectedError
from calibration.nominal import is_guess, nominal_calibration
from calibration.passport import SCHEMA
from calibration.validity import Standing, band_words, practice_only, standing_of
from calibration.values import Calibration
from firmware_bridge.catalogue import all_devices
from firmware_bridge.samples import Traits
from rig.passports import Shelf
from rig.store.as_json import from_text
from rig.target import Target

GUESSED: Final = (
    "this sensor was never calibrated, so its newtons may be several times too many or too few; "
    "calibrate it with known weights"
)


def kept_calibration(shelf: Shelf, traits: Traits, identity: str) -> Calibration:
    """Of the newest passport made for this sensor and these readings, else what is nominal.

    Args:
        shelf: the passports of the school.
        traits: of the device as it is connected.
        identity: hardware id it tells; empty where it tells none.
    """
    kept = shelf.newest_for(identity)
    if kept is None:
        return nominal_calibration(traits)
    calibration = kept.calibration
    if kept.passport.item.unit != traits.unit or calibration.column >= len(traits.channels):
        return nominal_calibration(traits)
    return calibration


def read_calibration(path: Path, shelf: Shelf) -> Calibration:
    """The calibration of a file: a passport, kept as well, or one of `calibrate fit --save`.

    Raises:
        FitRejectedError: it is neither.
        PassportError: it is a passport that was altered or damaged.
        OSError: it cannot be read, or the passport not kept.
    """
    text = path.read_text(encoding="utf-8")
    if f'"{SCHEMA}"' in text:
        return shelf.keep(text).calibration
    try:
        return from_text(Calibration, text)
    except ValueError as error:
        raise FitRejectedError(
            f"{path} is neither a passport nor a calibration ({error})",
            "make one with `steadyhold calibrate SOURCE`",
        ) from error


def standing_for(
    calibration: Calibration, traits: Traits, identity: str, target: Target, now_utc: str
) -> Standing:
    """What the scores of a session may be used for, the first objection in words.

    Args:
        calibration: as the session would use it.
        traits: of the device.
        identity: hardware id it tells; empty where it tells none.
        target: what will be asked of the learner.
        now_utc: ISO 8601 time.
    """
    if traits.simulated:
        return practice_only("this pad is simulated; nobody presses it")
    device = all_devices().get(traits.kind)
    if is_guess(calibration):
        return practice_only(GUESSED)
    standing = standing_of(calibration, identity, now_utc)
    if device is not None and not device.graded:
        return practice_only(
            f"{device.ungraded_reason} ({device.title})", scores_drift=standing.scores_drift
        )
    too_narrow = band_words(calibration, target.force_n, target.band_frac)
    if standing.use != "practice" and too_narrow:
        return practice_only(too_narrow)
    return standing
