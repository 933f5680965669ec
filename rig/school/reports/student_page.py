"""The report of one learner as a page for paper."""

from itertools import pairwise
from typing import Final

from calibration.certificate.chart import Chart, Series, svg_of
from calibration.certificate.markup import table
from firmware_bridge.rounding import fixed
from rig.engine.scoring.uncertainty import points_message
from rig.school.marks.change import newest_change
from rig.school.marks.class_marks import CRITERION_TITLES
from rig.school.marks.mark import MarkOutcome
from rig.school.reports.frame import (
    class_line,
    engine_message,
    paragraph,
    report_html,
    section,
)
from rig.school.reports.report import ReportHead, ReportLearner, ReportRow

OUTCOMES: Final = {
    MarkOutcome.PASS: "passed",
    MarkOutcome.REPEAT: "to be repeated",
    MarkOutcome.FAIL: "below the pass mark",
    MarkOutcome.VOID: "void",
    MarkOutcome.MISSING: "missing",
}
NO_MARKS_YET: Final = "No marks yet: they come with the first finished set."
PRESSED_BY_COMPUTER: Final = "Simulated pad: a computer pressed"
CHART_COLOURS: Final = ("#0b5cad", "#b3470b", "#2e7d32", "#6a3d9a")
"""Of the protocols of the chart; a report with more of them has a table only."""


def student_report_html(head: ReportHead, learner: ReportLearner) -> str:
    """The report, complete and self-contained; simulated marks stand apart."""
    pressed = tuple(row for row in learner.rows if not row.is_simulated)
    simulated = tuple(row for row in learner.rows if row.is_simulated)
    parts = [section("Marks", _marks(pressed) + _chart(pressed))]
    if learner.practise:
        parts.append(section("One thing to practise", paragraph(learner.practise)))
    if pressed:
        parts.append(section("Points per criterion", _criteria(pressed)))
    changed = [row for row in learner.rows if row.entry.is_overridden]
    if changed:
        parts.append(section("Changed by an instructor", _changes(changed)))
    if simulated:
        parts.append(section(f"{PRESSED_BY_COMPUTER}; counts nowhere", _marks(simulated)))
    return report_html(f"Report: {learner.name}", class_line(head), head, "".join(parts))


def counted_points(row: ReportRow) -> str:
    """Points as they count, with their error bar where it is known."""
    entry = row.entry
    return "–" if entry.points is None else points_message(entry.points, entry.half_width)


def outcome_message(row: ReportRow) -> str:
    """The outcome, and why where there is more to say."""
    entry = row.entry
    told = OUTCOMES[entry.outcome]
    if entry.is_overridden:
        return f"{told} (changed by an instructor)"
    return f"{told}: {entry.mark.reason}" if entry.mark.reason else told


def _marks(rows: tuple[ReportRow, ...]) -> str:
    if not rows:
        return paragraph(NO_MARKS_YET)
    head = ("For", "Protocol version", "Points of 100", "Outcome", "Use", "Engine")
    return table(head, [_mark_cells(row) for row in rows], "small")


def _mark_cells(row: ReportRow) -> tuple[str, ...]:
    source = row.source
    rests_on = (
        ("not readable", "", "")
        if source is None
        else (str(source.protocol_version), source.use, engine_message(source.engine))
    )
    version, use, engine = rests_on
    return (row.item.title, version, counted_points(row), outcome_message(row), use, engine)


def _criteria(rows: tuple[ReportRow, ...]) -> str:
    """A table for each set of criteria that was scored, a row a mark."""
    alike: dict[tuple[tuple[str, float], ...], list[ReportRow]] = {}
    for row in rows:
        alike.setdefault(tuple(row.item.weights.items()), []).append(row)
    return "".join(
        table(
            ("For", *(_criterion_title(name, most) for name, most in most_of)),
            [(row.item.title, *(_points_of(row, name) for name, _ in most_of)) for row in each],
            "small",
        )
        for most_of, each in alike.items()
    )


def _criterion_title(name: str, most: float) -> str:
    return f"{CRITERION_TITLES.get(name, name)}, of {fixed(most, 1).removesuffix('.0')}"


def _points_of(row: ReportRow, name: str) -> str:
    points = row.entry.mark.criteria.get(name)
    return "not scored" if points is None else fixed(points, 1)


def _changes(rows: list[ReportRow]) -> str:
    cells = []
    for row in rows:
        mark, newest = row.entry.mark, newest_change(row.entry.changes)
        measured = "–" if mark.points is None else points_message(mark.points, mark.half_width)
        why = newest.words if newest else None
        entry = str(newest.seq) if newest else ""
        cells.append((row.item.title, measured, counted_points(row), why or "forgotten", entry))
    return table(("For", "Measured", "Counts", "Why", "Entry"), cells, "small")


def _chart(rows: tuple[ReportRow, ...]) -> str:
    """Points in the order of their days, each with its error bar; empty where a table says it."""
    shown = [row for row in reversed(rows) if row.entry.points is not None]
    protocols = list(dict.fromkeys(row.item.protocol_id for row in shown))
    if len(shown) < 2 or len(protocols) > len(CHART_COLOURS):
        return ""
    colours = dict(zip(protocols, CHART_COLOURS, strict=False))
    # Draws nothing: the whole scale, and no part of a mark between two of them.
    series = [Series("", (1.0, float(max(len(shown), 6))), (0.0, 100.0), "none", line=False)]
    for protocol_id in protocols:
        at = [(x, row) for x, row in enumerate(shown, 1) if row.item.protocol_id == protocol_id]
        xs = tuple(float(x) for x, _ in at)
        ys = tuple(row.entry.points or 0.0 for _, row in at)
        series.append(Series(protocol_id, xs, ys, colours[protocol_id], "dot"))
        for x, row in at:
            series += _error_bar(float(x), row, colours[protocol_id])
    return svg_of(
        Chart(
            "mark, the oldest first", "points of 100",
            "Points of each mark with its error bar, the oldest first", tuple(series),
        )
    )  # fmt: skip


def _error_bar(x: float, row: ReportRow, colour: str) -> list[Series]:
    points, half = row.entry.points, row.entry.half_width
    if points is None or half is None:
        return []
    low, high = max(0.0, points - half), min(100.0, points + half)
    corners = ((x - 0.04, low), (x + 0.04, low), (x, low), (x, high), (x - 0.04, high),
               (x + 0.04, high))  # fmt: skip
    return [
        Series("", (left[0], right[0]), (left[1], right[1]), colour)
        for left, right in pairwise(corners)
    ]
