"""`hours CLASS [LEARNER]`: practice hours from the record alone."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rig.cli.console import answer_json, remarks_console, results_console, show_rows
from rig.cli.options import DataFolder, Json
from rig.cli.school.classes import ClassName
from rig.cli.school.named import class_named, learner_named
from rig.cli.sessions import store_of

if TYPE_CHECKING:
    from rig.cli.school.hours_answers import HoursListing
    from rig.school.hours.answers import Called
    from rig.school.hours.correction import HoursCorrection
    from rig.school.hours.sheet import DayHours, HoursSheet

_DAY = ["%Y-%m-%d"]
NONE_YET = "Nobody in this class has logged in or recorded anything in that time."
SECONDS_PER_MINUTE = 60


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("hours")(hours)


def hours(
    name: ClassName,
    learner: Annotated[
        str, typer.Argument(metavar="[LEARNER]", help="One learner only: name, pseudonym or id.")
    ] = "",
    from_day: Annotated[
        datetime | None, typer.Option("--from", formats=_DAY, help="From this day on.")
    ] = None,
    to_day: Annotated[
        datetime | None, typer.Option("--to", formats=_DAY, help="Up to this day.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Write a CSV file for a spreadsheet.")
    ] = None,
    data: DataFolder = None,
    json: Json = False,
) -> None:
    """Practice hours of a class, day by day: signed in, pressing and resting, as recorded."""
    from rig.school.actor import LOCAL
    from rig.store.hours.exporting import export_hours
    from rig.store.hours.reading import Period, hours_of_class
    from rig.store.marks.gradebook import called as called_in

    store = store_of(data)
    class_id, only = class_named(store, name), learner and learner_named(store, learner)
    wanted = Period(from_day.date() if from_day else None, to_day.date() if to_day else None)
    sheets = hours_of_class(store, class_id, wanted, only)

    def called(correction: "HoursCorrection") -> str:
        return called_in(store, correction.by)

    if out is not None:
        from rig.atomic_file import write_whole_bytes

        content = export_hours(store, only or class_id, sheets, called, LOCAL)
        write_whole_bytes(out, content)
        remarks_console().print(str(out), soft_wrap=True)
    if json:
        answer_json(_listing(class_id, sheets, called))
    elif out is None:
        _show(sheets, called)


def _listing(
    class_id: str, sheets: "dict[str, tuple[str, HoursSheet]]", called: "Called"
) -> "HoursListing":
    from rig.school.hours.answers import hours_row
    from rig.school.hours.sheet import DEFINITIONS

    return {
        "schema": "steadyhold.hours/1",
        "class_id": class_id,
        "learners": [
            hours_row(learner_id, name, sheet, called)
            for learner_id, (name, sheet) in sheets.items()
        ],
        "definitions": dict(DEFINITIONS),
    }


def _show(sheets: "dict[str, tuple[str, HoursSheet]]", called: "Called") -> None:
    from rig.school.hours.sheet import DEFINITIONS

    show_rows(
        ("learner", "day", "signed in", "pressing", "resting", "sessions", ""),
        [
            row
            for name, sheet in sheets.values()
            if sheet.days
            for row in (
                *(_row(name, day.day, day) for day in sheet.days),
                _row(name, "total", sheet.total),
            )
        ],
        none_yet=NONE_YET,
    )
    _show_corrections(sheets, called)
    zones = dict.fromkeys(sheet.zone for _, sheet in sheets.values() if sheet.days)
    if zones:
        results_console().print(
            f"Hours and minutes, seconds for pressing; days by {', '.join(zones)}."
        )
        for title, text in DEFINITIONS:
            results_console().print(f"{title}: {text}", soft_wrap=True)
    unreadable = sum(sheet.unreadable for _, sheet in sheets.values())
    if unreadable:
        remarks_console().print(
            f"{unreadable} sessions or logins cannot be read and are not counted: "
            "`steadyhold verify` says more"
        )
    withheld = sum(sheet.withheld for _, sheet in sheets.values())
    if withheld:
        remarks_console().print(
            f"{withheld} sessions of exams are here without their presses until scores are shown"
        )


def _show_corrections(sheets: "dict[str, tuple[str, HoursSheet]]", called: "Called") -> None:
    from rig.school.hours.sheet_file import FORGOTTEN

    rows = [
        (name, each.day, _signed(each.added_s), called(each), each.reason or FORGOTTEN)
        for name, sheet in sheets.values()
        for each in sheet.corrections
    ]
    if rows:
        results_console().print("Corrections, in none of these figures:")
        show_rows(("learner", "day", "correction", "by", "reason"), rows, none_yet="")


def _row(name: str, label: str, day: "DayHours") -> tuple[str, ...]:
    remarks = (
        f"{_clock(day.simulated_s)} simulated, not counted" if day.simulated_s else "",
        f"{day.interrupted} interrupted" if day.interrupted else "",
    )
    return (
        name, label, _clock(day.signed_in_s), _clock(day.pressing_s), _clock(day.resting_s),
        str(day.sessions), ", ".join(filter(None, remarks)),
    )  # fmt: skip


def _signed(added_s: int) -> str:
    return f"{'-' if added_s < 0 else '+'}{_clock(abs(added_s))}"


def _clock(lasted_s: float) -> str:
    """Hours, minutes and seconds, as on a clock."""
    minutes, seconds = divmod(round(lasted_s), SECONDS_PER_MINUTE)
    whole_h, minutes = divmod(minutes, SECONDS_PER_MINUTE)
    return f"{whole_h}:{minutes:02}:{seconds:02}"
