"""What is planned for a station and what people ask of it, as values."""

from dataclasses import dataclass
from typing import Literal

from calibration.values import Calibration
from rig.hub.learners import Learner
from rig.step import CommandKind
from rig.target import Protocol


@dataclass(frozen=True, slots=True)
class StationPlan:
    """What the configuration says of a station.

    Attributes:
        source_uri: where its samples come from.
        calibration: None for the nominal one of its device.
        learner: who practises on it without being asked, in a demonstration; else None.
    """

    id: str
    name: str
    source_uri: str
    calibration: Calibration | None
    learner: Learner | None


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asks of a station.

    Attributes:
        kind: what the fold shall do, or `change_sensor` to open the source anew; None only
            chooses a protocol.
        by: opaque id of who asks.
        protocol: to work with from now on; None leaves it.
        learner: who will press, for `start_set`; None for a guest.
    """

    kind: CommandKind | Literal["change_sensor"] | None
    by: str
    protocol: Protocol | None = None
    learner: Learner | None = None
