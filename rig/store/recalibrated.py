"""A recorded session as it would have been under another passport of the same sensor."""

from dataclasses import replace

from calibration.errors import ForeignPassportError
from calibration.passport.document import Passport, calibration_of, passport_text
from calibration.passport.validity import practice_only, with_drift_of
from rig.store.read import SessionRecord
from rig.trust.eligibility import eligibility_for
from rig.trust.matching import is_of_readings, misfit_message


def recalibrated(record: SessionRecord, passport: Passport) -> SessionRecord:
    """The same raw samples and commands under a corrected passport; nothing is written.

    The use of the scores is that of the day of the session, or of the day the passport was made
    where that is later; check weights read since then are not asked.

    Args:
        record: as stored, with the scores it was given then.
        passport: of the sensor that recorded it.

    Raises:
        ForeignPassportError: the passport belongs to another sensor or to other readings.
    """
    header = record.header
    calibration, item = calibration_of(passport), passport.item
    if item.identity != header.identity:
        raise ForeignPassportError(item.identity, header.identity)
    if not is_of_readings(passport, header.traits):
        raise ForeignPassportError(
            f"{item.identity} in {item.unit}", f"{header.identity} in {header.traits.unit}"
        )
    as_of_utc = max(header.started_utc, passport.made_utc)
    standing = eligibility_for(
        calibration, header.traits, header.identity, header.protocol.targets, as_of_utc, ()
    )
    why = misfit_message(passport, header.traits)
    if why:
        standing = with_drift_of(calibration, practice_only(why))
    changed = replace(
        header, calibration=calibration, standing=standing, passport=passport_text(passport)
    )
    return replace(record, header=changed)
