"""What must be known of a session to read, replay and score it again."""

from dataclasses import dataclass

from calibration.passport.validity import Eligibility
from calibration.values import Calibration
from firmware_bridge.samples import Traits
from rig.engine.detect import Detection
from rig.engine.scoring.rubric import Rubric
from rig.engine.scoring.target import Protocol
from rig.engine.step import UNPROVEN, Station
from rig.json_values import from_text, to_text

USUAL = Detection()
"""Thresholds of every session that does not say otherwise."""


@dataclass(frozen=True, slots=True)
class SessionHeader:
    """The unchanging part of a session, whole values rather than their names.

    Attributes:
        session_id: random id of the session.
        started_utc: ISO 8601 wall-clock time; the only one, durations come from the device.
        station_id: the station that recorded.
        learner_id: opaque id of who pressed; empty for a guest.
        source_uri: where the samples came from.
        identity: hardware id of the device, empty where it has none.
        software: name and version that recorded and scored.
        mode: `practice`, or what the session was for.
        detection: thresholds that found the holds.
        standing: what the scores may be used for, as it stood when the session began.
        passport: text of the calibration passport; empty without one.
    """

    session_id: str
    started_utc: str
    station_id: str
    learner_id: str
    source_uri: str
    identity: str
    traits: Traits
    calibration: Calibration
    protocol: Protocol
    rubric: Rubric
    software: str
    mode: str
    detection: Detection = USUAL
    standing: Eligibility = UNPROVEN
    passport: str = ""

    @property
    def station(self) -> Station:
        """The station as the fold needs it."""
        return Station(
            id=self.station_id,
            calibration=self.calibration,
            traits=self.traits,
            protocol=self.protocol,
            rubric=self.rubric,
            detection=self.detection,
            standing=self.standing,
        )


def header_text(header: SessionHeader) -> str:
    """The header as JSON, exact."""
    return to_text(header)


def read_header(text: str) -> SessionHeader:
    """The header of its JSON.

    Raises:
        ValueError: the text is not such a header.
    """
    return from_text(SessionHeader, text)
