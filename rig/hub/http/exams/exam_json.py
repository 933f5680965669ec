"""An exam as the API tells it, without what is withheld."""

from collections.abc import Iterable, Mapping

from rig.engine.scoring.results import protocol_json
from rig.hub.exam_answers import (
    AppealJson,
    AttemptJson,
    AttemptResultJson,
    ChangedMarkJson,
    ExamActJson,
    ExamAnswer,
    ExaminersMarkJson,
    ExamLearnerJson,
    ExamSummaryJson,
    PassRuleJson,
    PressJson,
    VoidPressJson,
)
from rig.hub.http.exams.own_exam_answers import OwnExamJson
from rig.school.exams.attempt import Attempt, attempt_message, left_s
from rig.school.exams.exam import (
    PROVISIONAL,
    Exam,
    Stage,
    is_released,
    rule_message,
    state_of_exam,
    unreliable_message,
)
from rig.school.exams.examiner import ExaminersMark
from rig.school.exams.pass_rule import half_width_of, result_of, under_pressing
from rig.school.exams.seating import seats_of
from rig.school.exams.withheld import withheld_from_all
from rig.school.marks.change import MarkChange
from rig.store.exams.read import AppealEntry, ExamRecord


def exam_answer(
    record: ExamRecord,
    *,
    viewer: str,
    is_interrupted: bool,
    names: Mapping[str, str],
    stations: Mapping[str, str],
    changed: Mapping[str, ChangedMarkJson],
) -> ExamAnswer:
    """One exam, with everybody who takes it.

    Args:
        record: as the record has it.
        viewer: id of the instructor who looks.
        is_interrupted: it was under way when Steadyhold stopped.
        names: of learners, by id.
        stations: names of stations, by id.
        changed: marks of the gradebook that count in the place of measured ones, by learner.
    """
    seats = {each.learner_id: each for each in seats_of(record.stations)}
    learners: list[ExamLearnerJson] = [
        {
            "id": learner_id,
            "name": names.get(learner_id, ""),
            "station": station_id,
            "station_name": stations.get(station_id, ""),
            "turn": seats[learner_id].turn,
            "attempts": [
                attempt_json(record, learner_id, stage, viewer)
                for stage in _stages(record, learner_id)
            ],
            "changed": changed.get(learner_id),
            "appeals": [_appeal_json(each) for each in record.appeals.get(learner_id, ())],
        }
        for learner_id, station_id in record.stations.items()
    ]
    cut = [key for key, each in record.attempts.items() if each.state == "interrupted"]
    return {
        "about": summary_json(record, is_interrupted=is_interrupted),
        "acts": [
            ExamActJson(state=act.state, by=act.by, at_utc=act.at_utc, reason=act.reason)
            for act in record.acts
        ],
        "learners": learners,
        "resumable": list(dict.fromkeys(learner_id for learner_id, _ in cut)),
    }


def summary_json(record: ExamRecord, *, is_interrupted: bool) -> ExamSummaryJson:
    """One exam on a list."""
    exam = record.exam
    pads = [record.attempt(each, "pad") for each in record.stations]
    heard = max((each.newest_utc for each in record.attempts.values()), default="")
    return {
        "id": exam.id,
        "class_id": exam.class_id,
        "title": exam.title,
        "state": state_of_exam(record.acts),
        "interrupted": is_interrupted,
        "interrupted_utc": (heard or None) if is_interrupted else None,
        "released": is_released(record.acts),
        "protocol": protocol_json(exam.protocol),
        "repetitions": exam.protocol.repetitions,
        "rule": _rule_json(exam),
        "minutes": exam.minutes,
        "checklist": list(exam.checklist),
        "unreliable": unreliable_message(exam.protocol.repetitions),
        "by": exam.by,
        "made_utc": exam.made_utc,
        "learners": len(record.stations),
        "done": sum(each.state == "done" for each in pads),
        "marked": sum((each, "pad") in record.ratings for each in record.stations),
    }


def own_exam_json(
    record: ExamRecord,
    learner_id: str,
    stations: Mapping[str, str],
    changed: ChangedMarkJson | None,
) -> OwnExamJson:
    """An exam as the learner sees it: the result only once the marks are released."""
    exam, attempt = record.exam, record.attempt(learner_id, "pad")
    station_id = record.stations.get(learner_id, "")
    released = is_released(record.acts)
    is_shown = released and not withheld_of(record, learner_id, "pad")
    return {
        "id": exam.id,
        "title": exam.title,
        "protocol_name": exam.protocol.name,
        "repetitions": exam.protocol.repetitions,
        "state": attempt.state,
        "text": attempt_message(attempt),
        "pressed": len(attempt.counted),
        "station": station_id,
        "station_name": stations.get(station_id, ""),
        "rule_words": rule_message(exam.rule, exam.protocol.repetitions),
        "released": released,
        "result": _result_json(exam, attempt) if is_shown else None,
        "changed": changed if released else None,
        "sessions": list(attempt.session_ids) if is_shown else [],
        "appeals": [_appeal_json(each) for each in record.appeals.get(learner_id, ())],
    }


def withheld_of(record: ExamRecord, learner_id: str, stage: Stage) -> str:
    """Why nobody may see what an attempt is worth; empty where an instructor may."""
    marks = record.ratings.get((learner_id, stage), ())
    return withheld_from_all(record.attempt(learner_id, stage), marks)


def attempt_json(record: ExamRecord, learner_id: str, stage: Stage, viewer: str) -> AttemptJson:
    """How far somebody has come at one stage.

    As long as the score is withheld, an examiner who has given no mark sees none of another.
    """
    attempt, withheld = record.attempt(learner_id, stage), withheld_of(record, learner_id, stage)
    given = record.ratings.get((learner_id, stage), ())
    shown = given if not withheld or any(each.by == viewer for each in given) else ()
    return {
        "stage": stage,
        "state": attempt.state,
        "text": attempt_message(attempt),
        "pressed": len(attempt.counted),
        "to_go": attempt.to_go,
        "missing": attempt.missing,
        "voids": [
            VoidPressJson(session=each.session_id, reason=each.void_reason)
            for each in attempt.voids
        ],
        "sessions": list(attempt.session_ids),
        "left_s": left_s(attempt, record.exam.minutes),
        "examiners": [_examiners_mark_json(each) for each in shown],
        "given": len(given),
        "withheld": withheld,
        "result": None if withheld else _result_json(record.exam, attempt),
    }


def _stages(record: ExamRecord, learner_id: str) -> Iterable[Stage]:
    yield "pad"
    if (learner_id, "person") in record.attempts:
        yield "person"


def _result_json(exam: Exam, attempt: Attempt) -> AttemptResultJson:
    result = result_of(attempt, exam.rule)
    is_person = attempt.stage == "person"
    return {
        "points": result.points,
        "half_width": result.half_width,
        "spread": result.spread,
        "outcome": result.outcome,
        "reason": result.reason,
        "reached": result.reached,
        "criteria": dict(result.criteria),
        "flag": under_pressing(attempt.counted, exam.protocol) if is_person else "",
        "presses": [
            PressJson(
                number=number,
                points=each.points or 0.0,
                half_width=half_width_of(each),
                session=each.session_id,
            )
            for number, each in enumerate(attempt.counted, 1)
        ],
    }


def _rule_json(exam: Exam) -> PassRuleJson:
    rule = exam.rule
    return {
        "kind": rule.kind,
        "pass_mark": rule.pass_mark,
        "needed": rule.needed,
        "grey_points": rule.grey_points,
        "words": rule_message(rule, exam.protocol.repetitions),
        "provisional": PROVISIONAL,
    }


def _examiners_mark_json(mark: ExaminersMark) -> ExaminersMarkJson:
    return {
        "global_rating": mark.global_rating,
        "checklist": list(mark.checklist),
        "supervision": mark.supervision,
        "no_mark": mark.no_mark,
        "by": mark.by,
        "at_utc": mark.at_utc,
        "before_score": mark.before_score,
    }


def _appeal_json(entry: AppealEntry) -> AppealJson:
    return {"kind": entry.kind, "text": entry.text, "by": entry.by, "at_utc": entry.at_utc}


def changed_json(change: MarkChange, who: str) -> ChangedMarkJson:
    """A mark of the gradebook.

    Args:
        change: the newest of it.
        who: what whoever made it is called here.
    """
    return {
        "points": change.points,
        "outcome": change.outcome,
        "reason": change.words,
        "who": who,
        "at_utc": change.at_utc,
    }
