"""`marks list|history|override|export`: the gradebook of a class."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rig.cli.console import answer_json, remarks_console, results_console, show_rows
from rig.cli.options import DataFolder, Json
from rig.cli.school.classes import ClassName, LearnerName
from rig.cli.school.named import class_named, learner_named
from rig.cli.sessions import store_of

if TYPE_CHECKING:
    from rig.cli.school.mark_answers import (
        MarkHistoryListing,
        MarkRow,
        MarksExportListing,
        MarksListing,
    )
    from rig.school.marks.change import Entry
    from rig.school.marks.class_marks import ClassMarks

NONE_YET = "No marks yet: they come with the first finished set of somebody in the class."
MOST_SHOWN = 200


class FileFormat(StrEnum):
    """What a file of marks can be."""

    CANVAS = "canvas"
    CANVAS_NEW = "canvas-new"
    CANVAS_RUBRIC = "canvas-rubric"
    MOODLE = "moodle"
    CSV = "csv"
    XLSX = "xlsx"


class Result(StrEnum):
    """What an instructor's own mark can say."""

    PASS = "pass"  # noqa: S105 (no password)
    REPEAT = "repeat"
    FAIL = "fail"
    VOID = "void"
    MISSING = "missing"


ItemName = Annotated[
    str, typer.Argument(metavar="ITEM", help="Id of what the mark is for: see `marks list --json`.")
]

group = typer.Typer(help="The gradebook of a class.", no_args_is_help=True, rich_markup_mode=None)


def register(app: typer.Typer) -> None:
    """Add the group to the command line."""
    app.add_typer(group, name="marks")


@group.command("list")
def list_marks(
    name: ClassName,
    item: Annotated[str, typer.Option("--item", help="Only marks for this item.")] = "",
    data: DataFolder = None,
    json: Json = False,
) -> None:
    """Every mark of a class, the newest first, as it was measured and as it counts."""
    from rig.store.marks.class_marks import class_marks
    from rig.store.marks.trail import chain_head

    store = store_of(data)
    class_id = class_named(store, name)
    found, head = class_marks(store, class_id), chain_head(store)
    names = _names(found)
    rows = [_row(found, each, names) for each in found.entries if item in ("", each.mark.item_id)]
    if json:
        told: MarksListing = {
            "schema": "steadyhold.marks/1",
            "class_id": class_id,
            "marks": rows,
            "chain_entries": head.entries,
            "chain_sha256": head.sha256,
        }
        answer_json(told)
        return
    show_rows(
        ("learner", "for", "points", "", "item"),
        [
            (each["name"], each["title"], _points(each), _remark(each), each["item_id"])
            for each in rows[:MOST_SHOWN]
        ],
        none_yet=NONE_YET,
    )
    if len(rows) > MOST_SHOWN:
        remarks_console().print(f"{len(rows) - MOST_SHOWN} more: --item, or --json for all")


@group.command("history")
def history(
    name: ClassName,
    learner: LearnerName,
    item: ItemName,
    data: DataFolder = None,
    json: Json = False,
) -> None:
    """A mark and everything that was added to it: changes, notes, answers, each with its reason."""
    store = store_of(data)
    _tell_history(store, class_named(store, name), learner_named(store, learner), item, json=json)


@group.command("override")
def override(
    name: ClassName,
    learner: LearnerName,
    item: ItemName,
    outcome: Annotated[Result, typer.Option("--outcome", help="What it says.")],
    reason: Annotated[str, typer.Option("--reason", help="Why, in words; it is kept.")],
    points: Annotated[
        float | None, typer.Option("--points", help="0 to 100; leave out for void and missing.")
    ] = None,
    seen: Annotated[
        int, typer.Option("--seen", help="The version you saw; 0 before the first change.")
    ] = 0,
    data: DataFolder = None,
    json: Json = False,
) -> None:
    """Put your own mark in the place of the measured one; the measured one stays in the history."""
    from rig.school.actor import LOCAL
    from rig.school.marks.mark import MarkOutcome
    from rig.store.marks.gradebook import entry_named, override_mark

    store = store_of(data)
    class_id, learner_id = class_named(store, name), learner_named(store, learner)
    override_mark(
        store,
        class_id,
        entry_named(store, class_id, item, learner_id).mark,
        seen=seen,
        points=points,
        outcome=MarkOutcome(outcome),
        reason=reason,
        actor=LOCAL,
    )
    _tell_history(store, class_id, learner_id, item, json=json)


@group.command("export")
def export_file(
    name: ClassName,
    format: Annotated[FileFormat, typer.Option("--format", help="Of the file.")],  # noqa: A002
    out: Annotated[Path, typer.Option("--out", "-o", help="File, or folder, to be written.")],
    item: Annotated[str, typer.Option("--item", help="Marks for this; not for csv and xlsx.")] = "",
    fill: Annotated[
        Path | None, typer.Option("--fill", help="What Canvas exported, to be filled in.")
    ] = None,
    column: Annotated[
        str, typer.Option("--column", help="Heading of the column of Canvas to be filled in.")
    ] = "",
    criteria: Annotated[
        bool, typer.Option("--criteria", help="Points per criterion in columns of their own.")
    ] = False,
    data: DataFolder = None,
    json: Json = False,
) -> None:
    """Write marks for Canvas, Moodle or a spreadsheet; who is left out is told, with the reason."""
    from rig.atomic_file import write_whole_bytes
    from rig.school.actor import LOCAL
    from rig.store.marks.exporting import MarksQuestion, export_marks

    store = store_of(data)
    class_id = class_named(store, name)
    wanted = MarksQuestion(
        format=format.value,
        item_id=item,
        with_criteria=criteria,
        file=fill.name if fill else "",
        content=fill.read_bytes() if fill else b"",
        column=column,
    )
    made = export_marks(store, class_id, wanted, LOCAL)
    path = out / made.name if out.is_dir() else out
    write_whole_bytes(path, made.content)
    if json:
        told: MarksExportListing = {
            "schema": "steadyhold.marks-export/1",
            "path": str(path),
            "rows": made.rows,
            "left_out": [{"name": each.name, "why": each.why} for each in made.left_out],
            "remarks": list(made.remarks),
        }
        answer_json(told)
        return
    results_console().print(str(path), soft_wrap=True)
    for remark in made.remarks:
        remarks_console().print(remark, soft_wrap=True)
    for each in made.left_out:
        remarks_console().print(f"left out: {each.name}, {each.why}", soft_wrap=True)


def _tell_history(store: Path, class_id: str, learner_id: str, item: str, *, json: bool) -> None:
    from rig.store.marks.class_marks import class_marks
    from rig.store.marks.gradebook import entry_named

    entry = entry_named(store, class_id, item, learner_id)
    found = class_marks(store, class_id)
    row = _row(found, entry, _names(found))
    if json:
        told: MarkHistoryListing = {
            "schema": "steadyhold.mark-history/1",
            "mark": row,
            "history": [
                {
                    "seq": each.seq,
                    "kind": each.kind,
                    "points": each.points,
                    "outcome": each.outcome,
                    "old_points": each.old_points,
                    "old_outcome": each.old_outcome,
                    "words": each.words,
                    "by": each.by,
                    "role": each.role,
                    "at_utc": each.at_utc,
                }
                for each in entry.changes
            ],
        }
        answer_json(told)
        return
    shown = f"{row['name']}, {row['title']}: {_points(row)} {row['outcome']}"
    results_console().print(f"{shown} (version {row['version']})", soft_wrap=True)
    show_rows(
        ("entry", "when", "what", "points", "why"),
        [
            (
                str(each.seq),
                each.at_utc[:16].replace("T", " "),
                each.kind,
                "-" if each.points is None else f"{each.points:g}",
                "forgotten" if each.words is None else each.words,
            )
            for each in entry.changes
        ],
        none_yet="Nothing was added to it: it counts as it was measured.",
    )


def _names(found: "ClassMarks") -> dict[str, str]:
    from rig.school.marks.class_marks import shown_name

    return {each.learner_id: shown_name(each) for each in found.roster}


def _row(found: "ClassMarks", entry: "Entry", names: "dict[str, str]") -> "MarkRow":
    mark = entry.mark
    return {
        "learner_id": mark.learner_id,
        "name": names.get(mark.learner_id, ""),
        "item_id": mark.item_id,
        "title": found.items[mark.item_id].title,
        "day": mark.day,
        "points": entry.points,
        "half_width": entry.half_width,
        "outcome": entry.outcome,
        "reason": entry.reason,
        "version": entry.version,
        "overridden": entry.is_overridden,
        "contested": entry.is_contested,
        "measured_points": mark.points,
        "measured_outcome": mark.outcome,
        "criteria": dict(mark.criteria),
        "sessions": list(mark.session_ids),
    }


def _points(row: "MarkRow") -> str:
    from rig.engine.scoring.uncertainty import points_message

    return "-" if row["points"] is None else points_message(row["points"], row["half_width"])


def _remark(row: "MarkRow") -> str:
    told = [row["outcome"].value, "changed" if row["overridden"] else ""]
    return ", ".join(filter(None, (*told, "note to answer" if row["contested"] else "")))
