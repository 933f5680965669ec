"""How far somebody has come in an exam, from what was recorded: what was pressed counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from calibration.uncertainty.propagate import Uncertainty
from rig.school.exams.exam import Stage

AttemptState = Literal["waiting", "pressing", "interrupted", "done", "closed"]


@dataclass(frozen=True, slots=True)
class ExamPress:
    """One press of an exam.

    Attributes:
        points: 0 to 100; None for a press that does not count.
        uncertainty: of the points, from the sensor; None where it is not known.
        void_reason: why it does not count; empty for one that does.
        mean_n: mean force of its plateau; None where it was not measured, or is no newtons.
        criteria: points by criterion.
    """

    session_id: str
    points: float | None
    uncertainty: Uncertainty | None
    void_reason: str
    mean_n: float | None
    criteria: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Attempt:
    """What one learner did at one stage.

    Attributes:
        asked: presses asked for.
        presses: all that were made, in order, over every session of it.
        session_ids: its sessions, in order.
        is_pressing: one of them is under way.
        closed: why no press will follow; None as long as one may.
        recorded_s: recorded time of its sessions together.
        newest_utc: when its newest session was last heard of; empty before the first.
        is_removed: a recording of it was removed for its age.
    """

    stage: Stage
    asked: int
    presses: tuple[ExamPress, ...] = ()
    session_ids: tuple[str, ...] = ()
    is_pressing: bool = False
    closed: str | None = None
    recorded_s: float = 0.0
    newest_utc: str = ""
    is_removed: bool = False

    @property
    def counted(self) -> tuple[ExamPress, ...]:
        """The presses that count: the first valid ones, no more than were asked for."""
        return tuple(each for each in self.presses if each.points is not None)[: self.asked]

    @property
    def voids(self) -> tuple[ExamPress, ...]:
        """The presses that do not count, in order."""
        return tuple(each for each in self.presses if each.points is None)

    @property
    def to_go(self) -> int:
        """Presses still to be made; 0 once it is closed."""
        return 0 if self.closed is not None else self.asked - len(self.counted)

    @property
    def missing(self) -> int:
        """Presses that are never made."""
        return self.asked - len(self.counted) if self.closed is not None else 0

    @property
    def is_over(self) -> bool:
        """No press of it will follow."""
        return self.state in ("done", "closed")

    @property
    def state(self) -> AttemptState:
        """Where it stands."""
        if len(self.counted) == self.asked:
            return "done"
        if self.is_pressing:
            return "pressing"
        if self.closed is not None:
            return "closed"
        return "interrupted" if self.session_ids else "waiting"


def left_s(attempt: Attempt, minutes: float) -> float | None:
    """Recorded seconds still to have; None without a limit.

    Time counts while it is recorded: an interruption takes none away.
    """
    return max(0.0, minutes * 60.0 - attempt.recorded_s) if minutes else None


def attempt_message(attempt: Attempt) -> str:
    """Where an attempt stands in one sentence, with what to do."""
    counted, asked = len(attempt.counted), attempt.asked
    match attempt.state:
        case "waiting":
            return "Has not begun."
        case "done":
            return f"All {asked} presses are made."
        case "pressing":
            return f"Press {counted + 1} of {asked}."
        case "closed":
            why = f" ({attempt.closed})" if attempt.closed else ""
            return f"Over with {counted} of {asked} presses{why}."
    again = _again(attempt.voids[-1:])
    return f"{counted} of {asked} presses are made; go on with the other {attempt.to_go}.{again}"


def _again(last: Sequence[ExamPress]) -> str:
    return "".join(f" A press did not count: {each.void_reason}" for each in last)
