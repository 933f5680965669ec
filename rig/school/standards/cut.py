"""What a cut score means for a score near it, and when one may be accepted."""

from dataclasses import dataclass
from typing import Final, Literal

from rig.school.standards.angoff import Angoff
from rig.school.standards.borderline import BorderlineRegression

# A choice of ours: the literature asks for 20 to 30 (domain of borderline regression), and panels
# of five judges and more.
LEAST_LEARNERS: Final = 20
LEAST_PANEL: Final = 5
PROVISIONAL_POINTS: Final = 75.0
PROVISIONAL: Final = "provisional, not validated for your school"

CutOutcome = Literal["pass", "repeat", "fail"]


@dataclass(frozen=True, slots=True)
class GreyZone:
    """Scores that say neither passed nor failed: the cut score and one standard error around it.

    Attributes:
        low_points, high_points: both belong to it.
    """

    low_points: float
    high_points: float


def grey_zone(cut_points: float, sem_points: float) -> GreyZone:
    """The zone around a cut score."""
    return GreyZone(cut_points - sem_points, cut_points + sem_points)


def cut_outcome(score_points: float, zone: GreyZone) -> CutOutcome:
    """Whether a score passes, fails, or asks for another try."""
    if score_points > zone.high_points:
        return "pass"
    return "fail" if score_points < zone.low_points else "repeat"


def against_borderline(found: BorderlineRegression) -> tuple[str, ...]:
    """What stands against accepting the cut score of an exam; empty where nothing does."""
    reasons = []
    if found.n < LEAST_LEARNERS:
        reasons.append(f"too few: at least {LEAST_LEARNERS} learners, here {found.n}")
    if found.slope_points <= 0.0:
        reasons.append("the score does not rise with the examiner's mark")
    return (*reasons, *_off_the_scale(found.cut_points))


def against_panel(found: Angoff) -> tuple[str, ...]:
    """What stands against accepting the cut score of a panel; empty where nothing does."""
    reasons = []
    if found.judges < LEAST_PANEL:
        reasons.append(f"too few: at least {LEAST_PANEL} judges, here {found.judges}")
    return (*reasons, *_off_the_scale(found.cut_points))


def _off_the_scale(cut_points: float) -> tuple[str, ...]:
    inside = 0.0 < cut_points <= 100.0
    return () if inside else ("the cut score lies outside of the scale of scores",)
