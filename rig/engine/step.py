"""What stays with a station, and what every sink receives of one block."""

from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from calibration.passport.validity import Eligibility
from calibration.uncertainty.propagate import Uncertainty
from calibration.values import Calibration
from firmware_bridge.samples import RawBlock, Traits
from rig.engine.detect import FORCE_DETECTION, Detection, ScanLimits, scan_limits
from rig.engine.hold import Hold, HoldMetrics
from rig.engine.judging.finder import DEFAULT_FINDER, Finder
from rig.engine.judging.press import Refused
from rig.engine.scoring.basis import ScoreBasis
from rig.engine.scoring.press_score import PressScore
from rig.engine.scoring.rubric import Rubric
from rig.engine.scoring.score import HoldScore
from rig.engine.scoring.target import Protocol, Target
from rig.engine.scoring.uncertainty import HoldUncertainty, Outcome

UNPROVEN: Final = Eligibility(
    "practice", "Practice only: this sensor has no calibration passport; calibrate it first."
)
"""Of everything that is judged without a passport."""


@dataclass(frozen=True, slots=True)
class Station:
    """What stays the same while one learner works on one pad through one set.

    Attributes:
        standing: what its scores may be used for; decided when the session begins, and kept.
        scan_limits, targets: of the detector and of a press; follow from the others.
    """

    id: str
    calibration: Calibration
    traits: Traits
    protocol: Protocol
    rubric: Rubric
    detection: Detection = FORCE_DETECTION
    standing: Eligibility = UNPROVEN
    finder: Finder = DEFAULT_FINDER
    scan_limits: ScanLimits = field(init=False, repr=False, compare=False)
    targets: tuple[Target, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        limits = scan_limits(self.protocol.target, self.detection, self.finder)
        object.__setattr__(self, "scan_limits", limits)
        object.__setattr__(self, "targets", self.protocol.targets)


Phase = Literal["taring", "ready", "loading", "holding", "releasing", "resting", "done", "free"]
"""taring: hands off, zero is being found; ready: press when you like; loading, holding, releasing:
parts of a press; resting: between repetitions; done: the set is over; free: no set is running."""

Cue = Literal[
    "hands off",
    "press",
    "press more",
    "ease off",
    "hold",
    "let go slowly",
    "rest",
    "done",
    "stop",
    "",
]
Zone = Literal["none", "below", "in", "above", "over"]
"""Where the force stands against the band while pressing; over: above the ceiling."""


class Live(NamedTuple):
    """The provisional truth of this moment, for gauges, words and tones.

    Attributes:
        force_n: newest force, unfiltered.
        held_s: seconds since the hold began, device time: what `hold_s` will say.
        in_band_s: of these the seconds in the band: what `time_in_band_s` will say.
        repetition: 1-based number of the repetition under way or next.
        level: 1-based level of the press that is asked for now.
        levels: how many a press has.
        rest_left_s: seconds of rest still to come; 0 outside rests.
        note: one sentence when something keeps the learner from going on, else empty.
    """

    t_s: float
    phase: Phase
    cue: Cue
    zone: Zone
    force_n: float
    held_s: float
    in_band_s: float
    repetition: int
    repetitions: int
    rest_left_s: float
    note: str
    level: int
    levels: int


EventKind = Literal[
    "set_started",
    "tared",
    "tare_refused",
    "zero_drifted",
    "zero_checked",
    "rest_moved",
    "onset",
    "over_ceiling",
    "release",
    "tap",
    "hold_scored",
    "set_ended",
    "link_lost",
    "link_back",
    "clock_restarted",
    "sensor_remark",
]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened at a known sample: kept in the recording.

    All are made by the fold, but `sensor_remark`: what the sensor's link said while it worked.

    Attributes:
        index: samples of the session before this event; makes a replay exact.
        t_s: device time.
        kind: what happened.
        value: a number that belongs to it (tare counts, force, score), NaN without one.
        text: words that belong to it, empty without.
    """

    index: int
    t_s: float
    kind: EventKind
    value: float
    text: str


CommandKind = Literal["start_set", "tare", "pad_empty", "set_zero", "stop_set", "link_lost"]


@dataclass(frozen=True, slots=True)
class Command:
    """Something asked of the fold; a value in the station's queue, never a call upstream.

    Attributes:
        kind: `start_set` begins the protocol with a tare; `tare` asks for a new zero;
            `pad_empty` says that nothing lies on the pad, though its zero is far from the last;
            `set_zero` takes `raw_zero` as given; `stop_set` ends the set; `link_lost` says the
            stream broke: a press under way is interrupted.
        raw_zero: raw reading at rest, for `set_zero`; the zero before, for `start_set`, where one
            is known; else NaN.
        by: opaque id of who asked, empty for the system.
        raw_spread: standard deviation of all that moves at rest, for `set_zero` only.
        raw_noise: standard deviation of the sensor at rest, smoothed, for `set_zero` only.
    """

    kind: CommandKind
    raw_zero: float
    by: str
    raw_spread: float = 0.0
    raw_noise: float = 0.0


@dataclass(frozen=True, slots=True)
class ScoredHold:
    """One press, judged: the final pass over the whole contact.

    Attributes:
        number: 1-based in the session.
        repetition: 1-based in the set; 0 where no set was running. Plateaus of one press share it.
        basis: calibration and passport the score rests on.
        uncertainty: uncertainty that comes from the sensor; None where it is not known.
        outcome: against the pass mark of the protocol, None without one; `other_level` for a
            plateau that was not asked for, beside those of its press that are scored.
        level_number: 1-based level of the protocol it answers; 0 for another level.
        is_part: it is one of several levels, so that its own score is not that of the press.
        press_score: what the press is worth where the protocol asks for several levels; stands with
            the last of them, None with all others.
    """

    number: int
    repetition: int
    hold: Hold
    metrics: HoldMetrics
    score: HoldScore
    basis: ScoreBasis
    uncertainty: HoldUncertainty | None
    outcome: Outcome | None
    level_number: int
    is_part: bool
    press_score: PressScore | None

    @property
    def concludes(self) -> bool:
        """Whether it is what its press is scored by, or the last level of that."""
        if self.is_part:
            return self.press_score is not None
        return self.outcome != "other_level"

    @property
    def points(self) -> float | None:
        """What it adds to its set: the score of the press, told once; None where it adds none."""
        if self.press_score is not None:
            return self.press_score.score
        return None if self.is_part else self.score.score

    @property
    def points_uncertainty(self) -> Uncertainty | None:
        """Of `points`; None where it is not known."""
        if self.press_score is not None:
            return self.press_score.uncertainty
        return self.uncertainty.score if self.uncertainty is not None else None


@dataclass(frozen=True, slots=True)
class RestMoved:
    """A new zero that was taken between two presses.

    Attributes:
        at_s: device time; it counts from the next sample on.
        from_raw: raw zero before.
        to_raw: raw zero since.
        reason: by how much, and why it was taken.
    """

    at_s: float
    from_raw: float
    to_raw: float
    reason: str


@dataclass(frozen=True, slots=True)
class SetResult:
    """The repetitions of one protocol together.

    Attributes:
        mean_score: mean over the repetitions done that have a score; None without any.
        sd_score: sample standard deviation over them; None with fewer than two.
        worst_score: lowest of them.
        done: repetitions done, scored or void.
        asked: repetitions of the protocol.
        expanded: uncertainty (k = 2) of the mean that comes from the sensor; None where unknown.
        outcome: of the mean against the pass mark; None without one.
        basis: calibration and passport the scores rest on.
        remark: sentences that flag the scores, because the zero moved or was not seen; else empty.
        rests_moved: new zeros taken between its presses, in order.
    """

    mean_score: float | None
    sd_score: float | None
    worst_score: float | None
    done: int
    asked: int
    expanded: float | None
    outcome: Outcome | None
    basis: ScoreBasis
    remark: str
    rests_moved: tuple[RestMoved, ...]


class Step(NamedTuple):
    """What one block, or one command, did: received by every sink (record, live, publish).

    Attributes:
        raw: the block as it came; None when the step answers a command.
        force_n: (n,) tared force in the unit of the calibration, NaN before the first tare.
        shown: the provisional state after the block; None where nobody looks.
        events: in order of their index.
        holds: plateaus of presses that ended and were judged in this step.
        refused: contacts that ended and are no hold.
        set_result: present once, in the step that ends a set.
    """

    raw: RawBlock | None
    force_n: NDArray[np.float64]
    shown: Live | None
    events: tuple[Event, ...]
    holds: tuple[ScoredHold, ...]
    set_result: SetResult | None
    refused: tuple[Refused, ...] = ()

    @property
    def live(self) -> Live:
        """The provisional state after the block, for screens.

        Raises:
            ValueError: the fold was begun with `live=False`.
        """
        if self.shown is None:
            raise ValueError("a fold begun with live=False has nothing to show")
        return self.shown
