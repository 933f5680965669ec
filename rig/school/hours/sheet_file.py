"""Sheets of practice hours as one table for spreadsheets."""

from collections.abc import Iterable

from rig.safe_table import Cell, csv_text
from rig.school.hours.sheet import DEFINITIONS, DayHours, HoursSheet

_HEADING: tuple[Cell, ...] = (
    "name", "day", "signed_in_h", "pressing_h", "resting_h", "simulated_h", "sessions",
    "interrupted", "time_zone", "not_readable",
)  # fmt: skip
SECONDS_PER_HOUR = 3600.0


def hours_csv(sheets: Iterable[tuple[str, HoursSheet]]) -> bytes:
    """A row a learner and day, the total of each after their days, then every figure in words.

    Args:
        sheets: what each learner is called, and their sheet.
    """
    rows = [
        row
        for name, sheet in sheets
        for row in (
            *(_row(name, day, sheet.zone, None) for day in sheet.days),
            _row(name, sheet.total, sheet.zone, sheet.unreadable),
        )
    ]
    words: list[list[Cell]] = [[title, text] for title, text in DEFINITIONS]
    return csv_text([list(_HEADING), *rows, [], *words]).encode()


def _row(name: str, day: DayHours, zone: str, unreadable: int | None) -> list[Cell]:
    return [
        name, day.day or "total", _hours(day.signed_in_s), _hours(day.pressing_s),
        _hours(day.resting_s), _hours(day.simulated_s), day.sessions, day.interrupted, zone,
        unreadable,
    ]  # fmt: skip


def _hours(lasted_s: float) -> float:
    return round(lasted_s / SECONDS_PER_HOUR, 4)
