"""The report of a class as a page for paper."""

import statistics
from collections.abc import Sequence

from calibration.certificate.markup import table
from firmware_bridge.rounding import fixed
from rig.school.marks.mark import MarkOutcome
from rig.school.reports.frame import class_line, engine_message, paragraph, report_html, section
from rig.school.reports.report import ItemSummary, ReportHead, ReportLearner, item_summaries
from rig.school.reports.student_page import (
    NO_MARKS_YET,
    OUTCOMES,
    PRESSED_BY_COMPUTER,
    counted_points,
    outcome_message,
)


def class_report_html(head: ReportHead, learners: Sequence[ReportLearner]) -> str:
    """The report, complete and self-contained; simulated marks count nowhere."""
    summaries = item_summaries(learners)
    parts = (
        section("By protocol and day", _summaries(summaries)),
        section("By learner", _learners(learners)),
        section("Protocols and engines", _rests_on(learners)),
    )
    return report_html(f"Class report: {head.class_title}", class_line(head), head, "".join(parts))


def _summaries(summaries: Sequence[ItemSummary]) -> str:
    if not summaries:
        return paragraph(NO_MARKS_YET)
    head = ("For", "Learners", "Mean", "Lowest", "Highest", "Outcomes")
    return table(head, [_summary_cells(each) for each in summaries], "small")


def _summary_cells(each: ItemSummary) -> tuple[str, ...]:
    told = ", ".join(f"{many} {OUTCOMES[MarkOutcome(word)]}" for word, many in each.outcomes)
    figures = ("–", "–", "–")
    if each.points:
        figures = (
            fixed(statistics.fmean(each.points), 1),
            fixed(each.points[0], 1),
            fixed(each.points[-1], 1),
        )
    return (each.item.title, str(sum(many for _, many in each.outcomes)), *figures, told)


def _learners(learners: Sequence[ReportLearner]) -> str:
    rows: list[tuple[str, ...]] = []
    for learner in learners:
        if not learner.rows:
            rows.append((learner.name, "none yet", "", ""))
        for row in learner.rows:
            told = outcome_message(row)
            remark = f"{told}. {PRESSED_BY_COMPUTER}; counts nowhere" if row.is_simulated else told
            rows.append((learner.name, row.item.title, counted_points(row), remark))
    if not rows:
        return paragraph("Nobody is in this class yet.")
    return table(("Learner", "For", "Points of 100", "Outcome"), rows, "small")


def _rests_on(learners: Sequence[ReportLearner]) -> str:
    told = {
        (row.item.protocol_id, str(source.protocol_version), engine_message(source.engine))
        for learner in learners
        for row in learner.rows
        if (source := row.source) is not None
    }
    if not told:
        return paragraph(NO_MARKS_YET)
    return table(("Protocol", "Version", "Engine"), sorted(told), "small")
