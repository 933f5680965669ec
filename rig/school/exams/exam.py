"""An exam as it was planned, and what became of it: values that are only ever added to."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal

from rig.engine.scoring.target import Protocol

Stage = Literal["pad", "person"]
"""First on the pad; then, for whoever was asked to, the same protocol on a person."""
RuleKind = Literal["mean", "n_of_m"]
ExamState = Literal["planned", "running", "ended", "released", "withdrawn"]

USUAL_REPETITIONS: Final = 6
"""Two exams of one press agree poorly (ICC 0.59), of six well (0.89; domain model 5.5)."""
MOST_REPETITIONS: Final = 30
USUAL_PASS_MARK: Final = 75.0
MOST_GREY_POINTS: Final = 25.0
MOST_MINUTES: Final = 240
MOST_TITLE_CHARACTERS: Final = 80
MOST_CHECKLIST: Final = 20
USUAL_CHECKLIST: Final = (
    "Consent asked",
    "Scale agreed",
    "Check-in asked while pressing",
    "Answers a cue within 2 s",
    "Retest recorded",
)
PROVISIONAL: Final = "This pass mark is provisional: it is not validated for your school."


@dataclass(frozen=True, slots=True)
class PassRule:
    """When an exam is passed.

    Attributes:
        kind: `mean`: of all presses; `n_of_m`: enough of them reach the mark.
        pass_mark: points, 0 to 100.
        needed: for `n_of_m`: how many presses must reach it; 0 for `mean`.
        grey_points: points on both sides of the mark within which nobody passes or fails: the
            standard error that a school has measured; 0 where it has not.
    """

    kind: RuleKind = "mean"
    pass_mark: float = USUAL_PASS_MARK
    needed: int = 0
    grey_points: float = 0.0


@dataclass(frozen=True, slots=True)
class Exam:
    """What was planned; it never changes.

    Attributes:
        protocol: the locked copy.
        minutes: of recorded time that each learner has for one stage; 0 for no limit.
        checklist: titles of what the examiner looks at.
        by: id of who made it.
    """

    id: str
    class_id: str
    title: str
    protocol: Protocol
    rule: PassRule
    minutes: float
    checklist: tuple[str, ...]
    by: str
    made_utc: str


@dataclass(frozen=True, slots=True)
class ExamAct:
    """One change of an exam as a whole."""

    state: ExamState
    by: str
    at_utc: str
    reason: str


def locked_protocol(protocol: Protocol, repetitions: int, pass_mark: float) -> Protocol:
    """A copy for an exam: blind, no zero between presses, its own repetitions and mark."""
    return replace(
        protocol,
        assessment=True,
        feedback="none",
        repetitions=repetitions,
        pass_score=pass_mark,
    )


def state_of_exam(acts: Iterable[ExamAct]) -> Literal["planned", "running", "ended"]:
    """Whether an exam is planned, running or over."""
    state: Literal["planned", "running", "ended"] = "planned"
    for act in acts:
        if act.state in ("planned", "running", "ended"):
            state = act.state
    return state


def is_released(acts: Iterable[ExamAct]) -> bool:
    """Whether students see their marks."""
    released = False
    for act in acts:
        if act.state in ("released", "withdrawn"):
            released = act.state == "released"
    return released


def rule_message(rule: PassRule, repetitions: int) -> str:
    """The rule as one sentence."""
    if rule.kind == "n_of_m":
        presses = "press" if rule.needed == 1 else "presses"
        told = (
            f"Passed with at least {rule.needed} {presses} of {repetitions} at "
            f"{rule.pass_mark:g} points or more"
        )
    else:
        told = f"Passed with a mean of {rule.pass_mark:g} points over {repetitions} presses"
    if rule.grey_points:
        told += f"; within {rule.grey_points:g} points of the mark it is repeated"
    return f"{told}. A missing press counts 0."


def unreliable_message(repetitions: int) -> str:
    """Why so few presses are no good basis for a mark; empty for six or more."""
    if repetitions >= USUAL_REPETITIONS:
        return ""
    presses = "One press says" if repetitions == 1 else f"{repetitions} presses say"
    return (
        f"{presses} little about a person: two such exams can differ by 20 points and more; take "
        f"{USUAL_REPETITIONS}."
    )
