"""What a station judges by: the calibration of its sensor, and what its scores may be used for."""

from datetime import datetime

from firmware_bridge.source import Source
from rig.hub.wishes import StationPlan
from rig.passports import Shelf
from rig.rubric import HOLD_SCORE_1
from rig.standing import kept_calibration, standing_for
from rig.step import Station
from rig.target import Protocol


def station_on(
    plan: StationPlan, source: Source, protocol: Protocol, shelf: Shelf, now_utc: datetime
) -> Station:
    """The station with the sensor it reads now.

    Args:
        plan: its calibration goes before any passport that is kept.
        source: that has said what it is.
        protocol: what will be asked.
        shelf: the passports of the school.
        now_utc: decides whether a calibration is in force.
    """
    traits, identity = source.traits, source.identity
    calibration = plan.calibration or kept_calibration(shelf, traits, identity)
    return Station(
        id=plan.id,
        calibration=calibration,
        traits=traits,
        protocol=protocol,
        rubric=HOLD_SCORE_1,
        standing=standing_for(
            calibration,
            traits,
            identity,
            protocol.target,
            now_utc.isoformat(timespec="seconds"),
            shelf.checks.of(calibration.passport_sha256),
        ),
    )
