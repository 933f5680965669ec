"""What must be known of a session to read, replay and score it again."""

import dataclasses
from dataclasses import dataclass

from calibration.canonical import value_of
from calibration.passport.validity import Eligibility
from calibration.values import Calibration
from firmware_bridge.samples import Traits
from rig.engine.detect import Detection
from rig.engine.numbers import ENGINE, Engine
from rig.engine.scoring.rubric import Rubric
from rig.engine.scoring.target import Protocol
from rig.engine.step import UNPROVEN, Station
from rig.store.format.documents import current_header, document_text, stamped_header

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
        engine: what scored it.
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
    engine: Engine = ENGINE

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


def header_of(
    station: Station,
    *,
    session_id: str,
    started_utc: str,
    learner_id: str,
    source_uri: str,
    identity: str,
    software: str,
    mode: str,
    passport: str,
) -> SessionHeader:
    """The header of a session that a station begins; the rest is as in `SessionHeader`."""
    return SessionHeader(
        session_id=session_id,
        started_utc=started_utc,
        station_id=station.id,
        learner_id=learner_id,
        source_uri=source_uri,
        identity=identity,
        traits=station.traits,
        calibration=station.calibration,
        protocol=station.protocol,
        rubric=station.rubric,
        software=software,
        mode=mode,
        detection=station.detection,
        standing=station.standing,
        passport=passport,
    )


def header_text(header: SessionHeader) -> str:
    """The header as JSON, exact.

    Raises:
        ValueError: a number in it is NaN or infinite.
    """
    return document_text(stamped_header(dataclasses.asdict(header)))


def read_header(text: str, place: str = "the header of a session") -> SessionHeader:
    """The header of its JSON, whichever release wrote it.

    Args:
        text: the JSON.
        place: which header it is, for the sentence.

    Raises:
        NewerFormatError: a newer release wrote it.
        ValueError: the text is not such a header.
    """
    return value_of(SessionHeader, current_header(text, place))
