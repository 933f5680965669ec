"""What one block leaves for the next, and what happens while a step is made."""

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from calibration.tare import Search
from rig.engine.detect import Scan
from rig.engine.history import SampleHistory
from rig.engine.judging.press import Press, Refused
from rig.engine.live_state import Followed
from rig.engine.resting import RestWatch
from rig.engine.set_progress import SetProgress
from rig.engine.step import Event, EventKind, ScoredHold, SetResult
from rig.engine.watching import Watches

Part = Literal["from_rest", "from_valley", "resting"]
"""Of a contact: a press that left rest, one after a valley, or a hand that only rests."""


class PendingPress(NamedTuple):
    """A press of an assessment that is over, but for the zero after it.

    Attributes:
        press: its samples.
        to_s: when it was over.
        due_s: until then a still second is waited for.
    """

    press: Press
    to_s: float
    due_s: float


class Progress(NamedTuple):
    """What one block leaves for the next; always built by name.

    A tuple and no dataclass, as one is made of every block: it takes half the time to make.

    Attributes:
        index: samples so far.
        t_s: device time of the newest sample.
        force_n: newest force, None before the first zero.
        scan: state of the detector.
        history: samples a judge may still need.
        watches: over the readings and the zero.
        followed: the hold under way, as the learner sees it; None where nobody looks.
        rest: whether the pad came back to zero after the last press.
        zero: raw zero, or None before the first tare.
        spread_n: standard deviation of the rest.
        noise_n: the same, smoothed like a hold.
        search: the zero being looked for, or None.
        on_s: when the press under way began, None without one.
        off_s: when it ended, None while it lasts.
        part: how the press under way began.
        free_s: samples before this time belong to a press that was judged.
        set_progress: how far the set has come.
        tare_by: who asked for the zero that is being looked for; empty for the system.
        pending: a press that waits for that; None without one.
    """

    index: int  # type: ignore[assignment]  # hides a method of tuples, which nobody asks for
    t_s: float
    force_n: float | None
    scan: Scan
    history: SampleHistory
    watches: Watches
    followed: Followed | None
    rest: RestWatch
    zero: float | None
    spread_n: float
    noise_n: float
    search: Search | None
    on_s: float | None
    off_s: float | None
    part: Part
    free_s: float
    set_progress: SetProgress
    tare_by: str
    pending: PendingPress | None


CHANGE_ALWAYS: Final = 8
"""So many fields of `Progress`, from the first on, change with every block."""


@dataclass(slots=True)
class Outcome:
    """What happened within one step, in order; filled while the step is made."""

    events: list[Event]
    holds: list[ScoredHold]
    refused: list[Refused]
    set_result: SetResult | None = None

    def note(self, index: int, t_s: float, kind: EventKind, value: float, text: str) -> None:
        """One more event."""
        self.events.append(Event(index, t_s, kind, value, text))
