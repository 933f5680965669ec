"""What is asked of the learner: a target for one hold, and a protocol of several."""

from dataclasses import dataclass
from typing import Final, Literal

FeedbackMode = Literal["concurrent", "none"]
EVIDENCE: Final = {
    "A": "measured in the literature",
    "B": "taught practice",
    "C": "our own choice",
}
"""What the letters of `Protocol.evidence` and of its sources stand for."""


@dataclass(frozen=True, slots=True)
class Target:
    """Force asked for, its band, how long, and how fast to arrive and leave.

    Attributes:
        force_n: force asked for.
        band_frac: half-width of the band as a share of `force_n`; both edges are inside.
        hold_s: prescribed hold; the denominator of time in band.
        hold_min_s: shortest hold that earns full marks.
        hold_max_s: longest hold that earns full marks.
        loading_min_n_per_s, loading_max_n_per_s: window of the loading rate.
        release_min_n_per_s, release_max_n_per_s: window of the release rate.
        ceiling_n: force above which the learner is told to stop.
    """

    force_n: float
    band_frac: float
    hold_s: float
    hold_min_s: float
    hold_max_s: float
    loading_min_n_per_s: float
    loading_max_n_per_s: float
    release_min_n_per_s: float
    release_max_n_per_s: float
    ceiling_n: float

    @property
    def low_n(self) -> float:
        """Lower edge of the band, inside it."""
        return self.force_n * (1.0 - self.band_frac)

    @property
    def high_n(self) -> float:
        """Upper edge of the band, inside it."""
        return self.force_n * (1.0 + self.band_frac)


@dataclass(frozen=True, slots=True)
class Protocol:
    """Targets, repetitions, rests and the criteria that count, under a versioned id.

    Attributes:
        id: lower-case words and digits joined by hyphens.
        version: counted up by whoever edits the file.
        name: shown to learners.
        purpose: one plain sentence: what it trains.
        contact: what presses, for example `thumb` or `elbow`.
        target: the target of every repetition; of the first level where there are several.
        repetitions: holds in one set.
        rest_s: rest after each hold.
        feedback: `concurrent` shows the force while pressing, `none` hides it.
        weights: criterion name to weight; a criterion that is absent is not scored.
        sources: where the numbers come from.
        evidence: grade of the evidence: A measured literature, B seed practice, C design choice.
        pass_score: score a school asks for; None where nothing is passed or failed.
        then: targets of the further levels of a press, in order, reached without letting go; all
            share one ceiling.
        assessment: locked: no zero is taken within a set, a pad that is not back voids the press.
    """

    id: str
    version: int
    name: str
    purpose: str
    contact: str
    target: Target
    repetitions: int
    rest_s: float
    feedback: FeedbackMode
    weights: tuple[tuple[str, float], ...]
    sources: tuple[str, ...]
    evidence: str
    pass_score: float | None = None
    then: tuple[Target, ...] = ()
    assessment: bool = False

    @property
    def targets(self) -> tuple[Target, ...]:
        """The targets of one press, in order; at least one."""
        return (self.target, *self.then)
