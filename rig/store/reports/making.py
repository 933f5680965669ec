"""Reports of a learner and of a class, made from the record; each leaves a line in the log."""

from collections.abc import Collection, Iterable
from pathlib import Path

from rig.school.actor import Actor
from rig.school.marks.class_marks import shown_name
from rig.school.marks.mark import Mark
from rig.school.reports.class_page import class_report_html
from rig.school.reports.report import ReportHead, ReportLearner, ReportRow
from rig.school.reports.student_page import student_report_html
from rig.school.roster import RosterEntry
from rig.store.entries import now_utc
from rig.store.errors import LearnerMissingError
from rig.store.exams.withheld import withheld_sessions
from rig.store.marks.class_marks import mark_items
from rig.store.marks.gradebook import entries_of, marks_of_class, marks_shown_to
from rig.store.marks.trail import chain_head
from rig.store.people.audit import by, write_line
from rig.store.people.roster import class_of, roster_of
from rig.store.reports.sources import practice_advice, sources_of


def student_report(path: Path, class_id: str, learner_id: str, software: str, actor: Actor) -> str:
    """The report of a learner as an HTML page: only what that learner may see.

    Args:
        path: the store.
        class_id: the class whose marks are told.
        learner_id: of somebody who is or was in it.
        software: what makes the report, with its version.
        actor: who asked for it.

    Raises:
        ClassMissingError: there is no such class.
        LearnerMissingError: the learner was never in it.
        StoreError: the store cannot be read or written.
    """
    everybody = {each.learner_id: each for each in _roster(path, class_id)}
    if learner_id not in everybody:
        raise LearnerMissingError(learner_id)
    withheld = withheld_sessions(path).from_students
    marks = _without(marks_shown_to(path, class_id, learner_id), withheld)
    [learner] = _learners(path, class_id, [everybody[learner_id]], marks)
    html = student_report_html(_head(path, class_id, software), learner)
    write_line(path, by(actor, "report made", learner_id, f"learner, {len(marks)} marks"))
    return html


def class_report(path: Path, class_id: str, software: str, actor: Actor) -> str:
    """The report of a class as an HTML page, for its instructors.

    Marks whose examiner has not marked yet are not in it. Arguments as `student_report`.

    Raises:
        ClassMissingError: there is no such class.
        StoreError: the store cannot be read or written.
    """
    marks = _without(marks_of_class(path, class_id), withheld_sessions(path).from_all)
    learners = _learners(path, class_id, _roster(path, class_id), marks)
    html = class_report_html(_head(path, class_id, software), learners)
    write_line(path, by(actor, "report made", class_id, f"class, {len(marks)} marks"))
    return html


def _roster(path: Path, class_id: str) -> list[RosterEntry]:
    return [each for each in roster_of(path, class_id) if each.state != "asked"]


def _without(marks: Iterable[Mark], withheld: Collection[str]) -> list[Mark]:
    """Marks that rest on nothing that is withheld."""
    return [each for each in marks if not set(each.session_ids) & set(withheld)]


def _learners(
    path: Path, class_id: str, roster: Iterable[RosterEntry], marks: list[Mark]
) -> list[ReportLearner]:
    items, sources = mark_items(path, marks), sources_of(path, marks)
    rows: dict[str, list[ReportRow]] = {}
    for entry in entries_of(path, class_id, marks):
        item_id, learner_id = entry.mark.item_id, entry.mark.learner_id
        row = ReportRow(entry, items[item_id], sources.get((item_id, learner_id)))
        rows.setdefault(learner_id, []).append(row)
    return [
        ReportLearner(shown_name(each), own, practice_advice(path, _newest_pressed(own)))
        for each in roster
        for own in [tuple(rows.get(each.learner_id, ()))]
    ]


def _newest_pressed(rows: Iterable[ReportRow]) -> Mark | None:
    return next((row.entry.mark for row in rows if not row.is_simulated), None)


def _head(path: Path, class_id: str, software: str) -> ReportHead:
    about, head = class_of(path, class_id), chain_head(path)
    made = f"{now_utc()[:16].replace('T', ' ')} UTC"
    return ReportHead(about.title, about.term, made, software, head.entries, head.sha256)
