"""What is planned for a station and what people ask of it, as values."""

from dataclasses import dataclass
from typing import Literal

from calibration.values import Calibration
from rig.engine.judging.finder import DEFAULT_FINDER, Finder
from rig.engine.scoring.target import Protocol
from rig.engine.step import CommandKind
from rig.hub.station.learners import DemoLearner, is_on_screen


@dataclass(frozen=True, slots=True)
class StationPlan:
    """What the configuration says of a station.

    Attributes:
        source_uri: where its samples come from.
        calibration: None for the nominal one of its device.
        learner: who practises on it without being asked, in a demonstration; else None.
        finder: what tells presses and holds apart; kept with every session.
    """

    id: str
    name: str
    source_uri: str
    calibration: Calibration | None
    learner: DemoLearner | None
    finder: Finder = DEFAULT_FINDER

    @property
    def is_on_screen(self) -> bool:
        """Whether a page is its pad."""
        return is_on_screen(self.source_uri)

    @property
    def takes_no_sensor(self) -> bool:
        """Whether no sensor can be given to it: it is part of a demonstration, or on a screen."""
        return self.learner is not None or self.is_on_screen


@dataclass(frozen=True, slots=True)
class StationRequest:
    """What a person asks of a station.

    Attributes:
        kind: what the fold shall do, `change_sensor` to open the source anew, or `sit` to say
            who will press; None only chooses a protocol.
        by: opaque id of who asks.
        protocol: to work with from now on; None leaves it.
        learner: who will press, for `start_set` and `sit`; None for a guest.
        exam_id: the exam that asks; empty for anybody else.
    """

    kind: CommandKind | Literal["change_sensor", "sit"] | None
    by: str
    protocol: Protocol | None = None
    learner: DemoLearner | None = None
    exam_id: str = ""
