"""What an exam shows while somebody presses: that they press, how many are left, and nothing else.

It is taken out where a step is handed to the screens, so that no page, frame, list or answer has
it to hide. One thing stays: far too much force is told, for a hand must stop (docs/adr/0031).
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from rig.engine.step import Cue, Live, Phase, Step
from rig.school.exams.exam import Stage
from rig.school.recent import PRESSING

_TOLD: Final[tuple[Cue, ...]] = ("hands off", "press", "rest", "done", "stop")
_A_HAND_PRESSES: Final[Phase] = "holding"


@dataclass(frozen=True, slots=True)
class ExamAtStation:
    """The exam that has a station: nothing changes there but by it, and its numbers are hidden.

    Attributes:
        stage: of whoever presses there, or will press next.
        before: presses that this learner had made before the set under way.
        asked: presses asked of everybody.
    """

    exam_id: str
    title: str
    stage: Stage
    before: int
    asked: int


def blind_step(step: Step, exam: ExamAtStation) -> Step:
    """The same step without force, times, words and scores; zeros and events stay."""
    shown = None if step.shown is None else blind_live(step.shown, exam)
    return step._replace(
        force_n=blind_force(step.force_n), shown=shown, holds=(), refused=(), set_result=None
    )


def blind_force(force_n: NDArray[np.float64]) -> NDArray[np.float64]:
    """As many values, none known."""
    return np.full_like(force_n, math.nan)


def blind_live(live: Live, exam: ExamAtStation) -> Live:
    """What is left of the provisional state: the phase, the press, the rest."""
    is_pressing = live.phase in PRESSING
    return live._replace(
        phase=_A_HAND_PRESSES if is_pressing else live.phase,
        cue=live.cue if live.cue in _TOLD else "",
        zone="over" if live.zone == "over" else "none",
        force_n=math.nan,
        held_s=0.0,
        in_band_s=0.0,
        level=1,
        note="" if is_pressing else live.note,
        repetition=min(live.repetition + exam.before, exam.asked),
        repetitions=exam.asked,
    )
