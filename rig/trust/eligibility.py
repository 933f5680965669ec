"""Which calibration a sensor gets, and what its scores may be used for when a session begins."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from calibration.errors import FitRejectedError
from calibration.nominal import is_guess, nominal_calibration
from calibration.passport.document import SCHEMA
from calibration.passport.validity import (
    Eligibility,
    band_message,
    check_is_due,
    eligibility_of,
    practice_only,
    with_drift_of,
)
from calibration.values import CALIBRATION_FORMAT, Calibration
from firmware_bridge.catalogue import all_devices
from firmware_bridge.device import ENOUGH_HZ
from firmware_bridge.rounding import fixed, significant
from firmware_bridge.samples import SCREEN_KIND, Traits
from rig.engine.detect import FORCE_DETECTION, RELATIVE_DETECTION
from rig.engine.judging.finder import Finder
from rig.engine.no_newtons import no_newtons_message
from rig.engine.scoring.rubric import HOLD_SCORE_1, covering
from rig.engine.scoring.target import Protocol, Target
from rig.engine.step import Station
from rig.json_values import format_of, from_text
from rig.trust.check_weights import Check
from rig.trust.matching import is_of_readings, misfit_message
from rig.trust.passport_store import KeptPassport, NoPassportError, PassportStore, passport_file

GUESSED: Final = "Not calibrated: the numbers can be far off. Fine for practice, not for grades."
SIMULATED: Final = "Simulated pad: a computer pressed, not you."
PRESSED_ON_SCREEN: Final = "You pressed on a screen, not on a pad: practice only."
SHOWN_NAME: Final = 24
SHOWN_DIGITS: Final = 12


def kept_calibration(passport_store: PassportStore, traits: Traits, identity: str) -> Calibration:
    """Of the newest passport made for this sensor and these readings, else what is nominal.

    Args:
        passport_store: the passports of the school.
        traits: of the device as it is connected.
        identity: hardware id it tells; empty where it tells none.
    """
    kept = passport_store.newest_for(identity)
    is_its = kept is not None and is_of_readings(kept.passport, traits)
    return kept.calibration if kept and is_its else nominal_calibration(traits)


def damage_message(passport_store: PassportStore, identity: str) -> str:
    """Why no kept passport of this sensor may carry a grade; empty where none is damaged.

    An older passport that is whole still gives the newtons: nothing better is known.

    Args:
        passport_store: the passports of the school.
        identity: hardware id it tells; empty where it tells none.
    """
    damaged = passport_store.damage_for(identity)
    if damaged is None:
        return ""
    its = "its newest" if identity in damaged.sensors else "perhaps its newest"
    # A digest of 64 digits in full breaks a line on a phone; its beginning names the file as well.
    name = damaged.path.name
    name = name if len(name) <= SHOWN_NAME else f"{name[:SHOWN_DIGITS]}…"
    return (
        f"the file of a calibration passport of this sensor, {its}, is damaged or was changed "
        f"({name}); bring it back from a backup, or calibrate the sensor again"
    )


def own_passport(passport_store: PassportStore, traits: Traits, identity: str) -> KeptPassport:
    """The newest passport of a sensor.

    Raises:
        NoPassportError: it has none, or tells no identity.
    """
    kept = passport_store.newest_for(identity)
    if kept is None or not is_of_readings(kept.passport, traits):
        raise NoPassportError(identity or traits.title)
    return kept


def _misfit(calibration: Calibration, traits: Traits, passport_store: PassportStore) -> str:
    """Why a calibration does not suit the sensor as it is connected; empty where it does."""
    if calibration.column >= len(traits.channels):
        return (
            f"the calibration given is for channel {calibration.column + 1}, and "
            f"{traits.title} has {len(traits.channels)}; give another, or none"
        )
    if not calibration.passport_sha256:
        return ""
    kept = passport_store.of_digest(calibration.passport_sha256)
    if kept is None:
        return "the passport of the calibration is no longer in the data folder; bring it back"
    return misfit_message(kept.passport, traits)


def read_calibration(path: Path, passport_store: PassportStore) -> Calibration:
    """The calibration of a file: a passport, kept as well, or one of `calibrate fit --save`.

    Only a passport is sealed: whatever else a file says of grade and errors is not believed.

    Raises:
        FitRejectedError: it is neither.
        PassportError: it is a passport that was altered or damaged.
        OSError: it cannot be read, or the passport not kept.
    """
    text = path.read_text(encoding="utf-8", errors="replace")
    if f'"{SCHEMA}"' in text:
        return passport_store.keep(passport_file(path).text).calibration
    try:
        form = format_of(text)
        said = from_text(Calibration, text) if form <= CALIBRATION_FORMAT else None
    except ValueError as error:
        raise FitRejectedError(
            f"{path} is neither a passport nor a calibration ({error})",
            "make one with `steadyhold calibrate SOURCE`",
        ) from error
    if said is None:
        raise FitRejectedError(
            f"{path} is a calibration of format {form}, and this release reads up to "
            f"{CALIBRATION_FORMAT}",
            "install the newer Steadyhold that wrote it",
        )
    return replace(said, passport_sha256="", grade="none", due_utc="", errors=None)


def eligibility_for(
    calibration: Calibration,
    traits: Traits,
    identity: str,
    targets: tuple[Target, ...],
    now_utc: str,
    checks: tuple[Check, ...],
) -> Eligibility:
    """What the scores of a session may be used for, the first objection in words.

    Args:
        calibration: as the session would use it.
        traits: of the device.
        identity: hardware id it tells; empty where it tells none.
        targets: what will be asked of the learner, level by level.
        now_utc: ISO 8601 time.
        checks: check weights read under this calibration, in order.
    """
    standing = _eligibility_for(calibration, traits, identity, targets, now_utc, checks)
    return with_drift_of(calibration, standing)


def _eligibility_for(
    calibration: Calibration,
    traits: Traits,
    identity: str,
    targets: tuple[Target, ...],
    now_utc: str,
    checks: tuple[Check, ...],
) -> Eligibility:
    if traits.simulated:
        return Eligibility(
            "practice", PRESSED_ON_SCREEN if traits.kind == SCREEN_KIND else SIMULATED
        )
    device = all_devices().get(traits.kind)
    if calibration.unit != "N":
        return Eligibility("practice", no_newtons_message(calibration.unit))
    if is_guess(calibration):
        return Eligibility("practice", GUESSED)
    standing = eligibility_of(calibration, identity, now_utc)
    if device is not None and not device.graded:
        return practice_only(f"{device.ungraded_reason} ({device.title})")
    if 0.0 < traits.rate_hz < ENOUGH_HZ:
        return practice_only(
            f"{traits.title} measures {significant(traits.rate_hz, 3)} times a second, and a "
            "press is judged "
            f"from {ENOUGH_HZ:g}; raise its rate (`rate_hz` in its address, or the RATE pin of a "
            "board), or take another sensor"
        )
    told = (band_message(calibration, each.force_n, each.band_frac) for each in targets)
    too_narrow = next(filter(None, told), "")
    if standing.use != "practice" and too_narrow:
        return practice_only(too_narrow)
    return (
        standing
        if standing.use == "practice"
        else checked_eligibility(standing, calibration, checks, now_utc)
    )


def checked_eligibility(
    standing: Eligibility, calibration: Calibration, checks: tuple[Check, ...], now_utc: str
) -> Eligibility:
    """The standing once the check weights have had their say; a calibration counts as a check.

    Args:
        standing: without them, better than practice.
        calibration: of the passport.
        checks: check weights read under it, in order.
        now_utc: ISO 8601 time.
    """
    last = checks[-1] if checks else None
    if last is not None and not last.passed:
        return practice_only(
            f"the check weight of {fixed(last.known_n, 2)} N read {fixed(last.shown_n, 2)} N on "
            f"{last.at_utc[:10]}; calibrate the sensor again"
        )
    due = check_is_due(calibration, last.at_utc if last else calibration.made_utc, now_utc)
    if not due:
        return standing
    reason = f"{standing.reason} {due}".strip()
    return Eligibility("formative", reason)


def station_on(
    station_id: str,
    given: Calibration | None,
    traits: Traits,
    identity: str,
    protocol: Protocol,
    passport_store: PassportStore,
    now_utc: str,
    finder: Finder,
) -> Station:
    """A station with the sensor it reads now, and what its scores may be used for.

    Args:
        station_id: recorded with every session.
        given: goes before any passport that is kept; None to take that.
        traits: of the sensor, which has said what it is.
        identity: hardware id it tells; empty where it tells none.
        protocol: what will be asked.
        passport_store: the passports of the school.
        now_utc: ISO 8601 time; decides whether a calibration is in force.
        finder: what tells presses and holds apart.
    """
    calibration = given or kept_calibration(passport_store, traits, identity)
    why = _misfit(calibration, traits, passport_store)
    if calibration.column >= len(traits.channels):
        calibration = nominal_calibration(traits)
    checks = passport_store.checks.of(calibration.passport_sha256)
    standing = eligibility_for(calibration, traits, identity, protocol.targets, now_utc, checks)
    if not (why or given or traits.simulated):
        why = damage_message(passport_store, identity)
    if not why and standing.use != "practice":
        why = passport_store.checks.objection(calibration.passport_sha256, calibration.made_utc)
    if why:
        standing = with_drift_of(calibration, practice_only(why))
    return Station(
        id=station_id,
        calibration=calibration,
        traits=traits,
        protocol=protocol,
        rubric=covering(HOLD_SCORE_1, dict(protocol.weights)),
        detection=FORCE_DETECTION if calibration.unit == "N" else RELATIVE_DETECTION,
        standing=standing,
        finder=finder,
    )
