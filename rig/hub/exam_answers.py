"""What the routes of exams answer, as types: docs/schemas/openapi.json is made from them."""

from typing import Annotated, Any, Literal, TypedDict

from rig.engine.scoring.results import protocol_json
from rig.school.exams.attempt import AttemptState
from rig.school.exams.exam import ExamState, RuleKind, Stage
from rig.school.exams.seat_checks import CheckState
from rig.school.marks.mark import MarkOutcome

Json = dict[str, Any]


class PassRuleJson(TypedDict):
    """When an exam is passed.

    Attributes:
        kind: `mean` of the presses, or `n_of_m` of them reach the mark.
        pass_mark: points, 0 to 100.
        needed: for `n_of_m`: how many presses must reach it; 0 for `mean`.
        grey_points: points on both sides of the mark within which nobody fails or passes.
        words: the rule as one sentence.
        provisional: a sentence: the mark is not validated.
    """

    kind: RuleKind
    pass_mark: float
    needed: int
    grey_points: float
    words: str
    provisional: str


class ExamActJson(TypedDict):
    """One change of an exam as a whole.

    Attributes:
        state: what it became, `running` also when it was resumed.
        by: id of who did it.
    """

    state: ExamState
    by: str
    at_utc: str
    reason: str


class ExamSummaryJson(TypedDict):
    """One exam.

    Attributes:
        state: `planned`, `running` or `ended`.
        interrupted: it was running when Steadyhold stopped, and nobody has resumed it yet.
        interrupted_utc: when something was last recorded before that; null where nothing was.
        released: students see their marks.
        protocol: the locked copy: blind, assessment, its own number of repetitions.
        minutes: of recorded time that each learner has; 0 for no limit.
        checklist: what the examiner looks at; each gets 0, 1 or 2.
        unreliable: a sentence where there are fewer than six presses; else empty.
        learners, done, marked: how many take it, have pressed all, have an examiner's own mark.
    """

    id: str
    class_id: str
    title: str
    state: Literal["planned", "running", "ended"]
    interrupted: bool
    interrupted_utc: str | None
    released: bool
    protocol: Annotated[Json, protocol_json]
    repetitions: int
    rule: PassRuleJson
    minutes: float
    checklist: list[str]
    unreliable: str
    by: str
    made_utc: str
    learners: int
    done: int
    marked: int


class ExamsAnswer(TypedDict):
    """Exams, the newest first."""

    exams: list[ExamSummaryJson]


class ExaminersMarkJson(TypedDict):
    """What one examiner thought of an attempt.

    Attributes:
        global_rating: 1 fail, 2 borderline, 3 clear pass, 4 good, 5 excellent; null with `no_mark`.
        checklist: 0, 1 or 2 for each item of the exam, in order; empty with `no_mark`.
        supervision: 1 to 5, how much help it took (5: none); null where it was not given.
        no_mark: why the examiner gives no mark; empty where one was given.
        by: id of the examiner.
        before_score: the score was not to be seen by anybody yet.
    """

    global_rating: int | None
    checklist: list[int]
    supervision: int | None
    no_mark: str
    by: str
    at_utc: str
    before_score: bool


class PressJson(TypedDict):
    """One press that counts.

    Attributes:
        half_width: its error bar, of the sensor (95 %); null where it is not known.
        session: where its trace is.
    """

    number: int
    points: float
    half_width: float | None
    session: str


class VoidPressJson(TypedDict):
    """One press that does not count, and why."""

    session: str
    reason: str


class AttemptResultJson(TypedDict):
    """What an attempt is worth; there only once the score is no longer withheld.

    Attributes:
        points: mean of the presses asked for, one that is missing counts 0; null for `void` and
            `missing`.
        half_width: error bar of the points, of the sensor (95 %); null where it is not known.
        spread: 95 % half-width of the mean of the presses made, from how they differ; null with
            fewer than two. It takes no part in the outcome.
        reason: why it is not a plain pass or fail, in words; else empty.
        reached: how many presses reached the mark.
        criteria: points of each criterion, mean over the presses.
        flag: a sentence where the person was pressed too lightly; else empty.
        presses: those that count, in order.
    """

    points: float | None
    half_width: float | None
    spread: float | None
    outcome: MarkOutcome
    reason: str
    reached: int
    criteria: dict[str, float]
    flag: str
    presses: list[PressJson]


class AttemptJson(TypedDict):
    """How far somebody has come at one stage.

    Attributes:
        state: `waiting` to begin, `pressing` now, `interrupted` before the last press, `done` all
            pressed, or `closed` before that.
        text: the same in one sentence for a person, with what to do.
        pressed: presses that count.
        to_go: presses still to be made.
        missing: presses that are never made.
        voids: presses that do not count.
        sessions: recordings of it, in order.
        left_s: recorded seconds still to have; null where there is no limit.
        examiners: marks that may be seen: as long as the score is withheld, those of others only
            by an examiner who has given one.
        given: how many examiners have given a mark.
        withheld: a sentence as long as the score is not to be seen; else empty.
        result: null as long as it is withheld, or nothing was pressed in a running exam.
    """

    stage: Stage
    state: AttemptState
    text: str
    pressed: int
    to_go: int
    missing: int
    voids: list[VoidPressJson]
    sessions: list[str]
    left_s: float | None
    examiners: list[ExaminersMarkJson]
    given: int
    withheld: str
    result: AttemptResultJson | None


class AppealJson(TypedDict):
    """One entry of an appeal: what a student asked, or what an instructor answered."""

    kind: Literal["asked", "answered"]
    text: str
    by: str
    at_utc: str


class ChangedMarkJson(TypedDict):
    """An instructor's mark of the gradebook that counts in the place of the measured one.

    Attributes:
        reason: why; null once the words are gone.
        who: a login, or a word for whoever it was.
    """

    points: float | None
    outcome: MarkOutcome
    reason: str | None
    who: str
    at_utc: str


class ExamLearnerJson(TypedDict):
    """One learner of an exam.

    Attributes:
        changed: what counts in the place of the result on the pad; null where that counts.
        station: id of the station of the seat; empty where there is none yet.
        station_name: empty where there is none.
        turn: 1 for who is first at that station, 2 for the next, ...; 0 without a seat.
        attempts: on the `pad`, and on a `person` once that has begun.
    """

    id: str
    name: str
    station: str
    station_name: str
    turn: int
    attempts: list[AttemptJson]
    changed: ChangedMarkJson | None
    appeals: list[AppealJson]


class ExamAnswer(TypedDict):
    """One exam, with everybody who takes it.

    Attributes:
        acts: every change of it, in order.
        resumable: ids of those who were interrupted and can go on.
    """

    about: ExamSummaryJson
    acts: list[ExamActJson]
    learners: list[ExamLearnerJson]
    resumable: list[str]


class SeatCheckJson(TypedDict):
    """One thing looked at before a start.

    Attributes:
        kind: `calibration`, `zero`, `signal`, `check_weight` or `battery`.
        state: `good`; `unsure`, where it may begin with a reason; `bad`, where it cannot begin.
        text: one sentence, with what to do.
    """

    kind: str
    state: CheckState
    text: str


class SeatChecksJson(TypedDict):
    """What was found at one station, the worst of it as `state`."""

    station: str
    station_name: str
    state: CheckState
    checks: list[SeatCheckJson]


class SeatChecksAnswer(TypedDict):
    """The stations of the seat plan."""

    stations: list[SeatChecksJson]


class ExamBegunAnswer(ExamAnswer):
    """The same after a begin or a resume.

    Attributes:
        begun: sessions by the id of the learner.
        refused: those who could not begin, by id, with the reason.
    """

    begun: dict[str, str]
    refused: dict[str, str]
