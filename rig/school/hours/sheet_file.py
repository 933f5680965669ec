"""Sheets of practice hours as one table for spreadsheets."""

from collections.abc import Iterable
from typing import Final

from rig.file_names import plain_stem
from rig.safe_table import Cell, csv_text
from rig.school.hours.answers import Called
from rig.school.hours.correction import HoursCorrection
from rig.school.hours.sheet import DEFINITIONS, DayHours, HoursSheet

_HEADING: tuple[Cell, ...] = (
    "name", "day", "signed_in_h", "pressing_h", "resting_h", "simulated_h", "sessions",
    "interrupted", "time_zone", "not_readable",
)  # fmt: skip
SECONDS_PER_HOUR = 3600.0


_OF_CORRECTIONS: tuple[Cell, ...] = (
    "name", "day", "correction_h", "reason", "written_by", "written_utc", "entry",
)  # fmt: skip
FORGOTTEN: Final = "the words are gone: the learner was forgotten"


def hours_csv(sheets: Iterable[tuple[str, HoursSheet]], called: Called) -> bytes:
    """A row a learner and day, the total of each after their days; corrections; words for all.

    Args:
        sheets: what each learner is called, and their sheet.
        called: what whoever wrote a correction is called.
    """
    found = list(sheets)
    rows = [
        row
        for name, sheet in found
        for row in (
            *(_row(name, day, sheet.zone, None) for day in sheet.days),
            _row(name, sheet.total, sheet.zone, sheet.unreadable),
        )
    ]
    apart = [
        _correction(name, each, called(each)) for name, sheet in found for each in sheet.corrections
    ]
    corrections = [[], list(_OF_CORRECTIONS), *apart] if apart else []
    words: list[list[Cell]] = [[title, text] for title, text in DEFINITIONS]
    return csv_text([list(_HEADING), *rows, *corrections, [], *words]).encode()


def hours_file_name(name: str) -> str:
    """A name for the file of somebody's hours that every system takes."""
    return f"{plain_stem(f'hours {name}', 'hours')}.csv"


def _row(name: str, day: DayHours, zone: str, unreadable: int | None) -> list[Cell]:
    return [
        name, day.day or "total", _hours(day.signed_in_s), _hours(day.pressing_s),
        _hours(day.resting_s), _hours(day.simulated_s), day.sessions, day.interrupted, zone,
        unreadable,
    ]  # fmt: skip


def _correction(name: str, each: HoursCorrection, who: str) -> list[Cell]:
    reason = FORGOTTEN if each.reason is None else each.reason
    return [name, each.day, _hours(each.added_s), reason, who, each.at_utc, each.seq]


def _hours(lasted_s: float) -> float:
    return round(lasted_s / SECONDS_PER_HOUR, 4)
