"""Dates and times of day as people and programs write them, in seconds."""

import re
from datetime import UTC, datetime
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

# Two digits behind a third colon are frames of a film, whose rate the cell does not say.
_DATE = r"(?P<a>\d{1,4})\s?(?P<sign>[-./])\s?(?P<b>\d{1,2})\s?(?P=sign)\s?(?P<c>\d{1,4})\.?"
_TIME = (
    r"(?P<h>\d{1,2}):(?P<m>\d\d)(?::(?P<s>\d\d)(?:(?:[.,](?P<f>\d{1,9})(?:,\d{3})?|::?(?P<g>\d{3,9})))?)?"
    r"(?:\s*(?P<half>[AaPp])\.?[Mm]\.?)?"
)
_ZONE = r"(?:\s*(?:Z|UTC|[+-]\d\d:?\d\d))?"
_DAYS = r"(?P<days>\d{1,5})\s+days?,?\s+"
_MOMENT = re.compile(rf"\s*(?:{_DATE}(?:[T\s]|,\s|\s-\s)|{_DAYS})?\s*{_TIME}{_ZONE}\s*")
_MINUTES = re.compile(r"\s*(?P<m>\d{1,3}):(?P<s>\d\d)[.,](?P<f>\d{1,9})\s*")
_ONLY_DATE = re.compile(rf"\s*{_DATE}\s*")
_DATED = re.compile(rf"\s*{_DATE}(?=[T\s,]|$)")
_HALF_DAY_H = 12
MONTHS = 12
DAY_S = 86_400.0
EPOCH_S = (9e8, 4e9)
"""Seconds since 1970 of the years 1998 to 2096."""
EPOCHS = ((1.0, "seconds"), (1e3, "milliseconds"), (1e6, "microseconds"), (1e9, "nanoseconds"))
LAST_OF_DAY = 240_000
DATE_DIGITS = (1.9e13, 2.1e13)
"""Years 1900 to 2100 as `20260314160509`; clocks of that many microseconds ran for 220 days."""
STAMP = re.compile(
    r"\s*(?:\[(?P<in>[\d\-./T :,]*\d:\d\d[\d:.,]*(?:\s*[AaPp][Mm])?)\]"
    r"|(?P<bare>(?:\d[\d\-./]+[T ])?\d{1,2}:\d\d:\d\d(?:[.,:]+\d+)?)\s*(?:->|=>|>|:(?=\s)"
    r"|(?=\[?(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR)\b)))\s*"
)
"""A time that a terminal has put before a line."""


class Minute(NamedTuple):
    """A moment but for its seconds, and where in the cell these stand.

    Attributes:
        day_s: the date in seconds since 1970; 0 for a time of day without one.
        of_day_s: seconds of the day up to the minute.
        second: first and past-the-last character of the whole seconds; equal where there are none.
        share: of the digits behind their decimal sign, likewise.
    """

    day_s: float
    of_day_s: int
    second: tuple[int, int]
    share: tuple[int, int]


def is_moment(cell: str) -> bool:
    """Whether a cell is a time of day, a date, or both."""
    return (":" in cell[:40] and moment_s(cell) is not None) or bool(_ONLY_DATE.fullmatch(cell))


def has_time(cell: str) -> bool:
    """Whether a cell tells a time of day, with a date or without."""
    return ":" in cell[:40] and moment_s(cell) is not None


def moment_s(cell: str, *, month_first: bool = False) -> float | None:
    """Seconds of a time of day, or since 1970 where a date stands before it; None if neither.

    Args:
        cell: as written.
        month_first: whether `1/2/2026` is the second of January, where both readings are dates.
    """
    minute = minute_of(cell, month_first=month_first)
    if minute is None:
        minutes = _MINUTES.fullmatch(cell)
        if minutes is None:
            return None
        return int(minutes["m"]) * 60 + int(minutes["s"]) + _share(minutes["f"])
    second = int(cell[slice(*minute.second)] or 0)
    if second > 59:
        return None
    return minute.day_s + (minute.of_day_s + second + _share(cell[slice(*minute.share)]))


def minute_of(cell: str, *, month_first: bool) -> Minute | None:
    """The minute of a moment that tells hours; None where a cell is none.

    Args:
        cell: as written.
        month_first: as for `moment_s`.
    """
    found = _MOMENT.fullmatch(cell)
    if found is None:
        return None
    hours = int(found["h"])
    if found["half"]:
        hours = hours % _HALF_DAY_H + _HALF_DAY_H * (found["half"] in "Pp")
    minute = int(found["m"])
    if hours > 23 or minute > 59:
        return None
    day_s: float | None = 0.0
    if found["a"]:
        day_s = _day_s(found["a"], found["b"], found["c"], month_first)
    elif found["days"]:
        day_s = int(found["days"]) * DAY_S
    if day_s is None:
        return None
    share = found.span("f") if found["f"] else found.span("g")
    return Minute(day_s, hours * 3600 + minute * 60, found.span("s"), share)


def is_month_first(cells: list[str]) -> bool:
    """Whether the dates of a column begin with the month.

    Days end at 31 and months at 12; where both readings are dates, a recording is short.
    """
    found = {(m["a"], m["b"], m["c"]) for cell in cells if (m := _DATED.match(cell))}
    pairs = [(int(a), int(b)) for a, b, _ in found if len(a) < 4]
    if any(second > MONTHS >= first for first, second in pairs):
        return True
    if any(first > MONTHS for first, _ in pairs):
        return False
    spans = []
    for month_first in (False, True):
        days = [_day_s(a, b, c, month_first) for a, b, c in found]
        known = [day for day in days if day is not None]
        spans.append(max(known) - min(known) if len(known) == len(days) and known else float("inf"))
    return spans[1] < spans[0]


def since_1970(number: float) -> tuple[float, str] | None:
    """Of which unit a number of our days counts since 1970, by its size; None if of none."""
    return next((each for each in EPOCHS if EPOCH_S[0] < number / each[0] < EPOCH_S[1]), None)


def are_digits_of_clock(ticks: NDArray[np.float64]) -> bool:
    """Whether numbers are dates, or times of day that go from 59 seconds to the next minute."""
    first = float(ticks[0])
    if any(DATE_DIGITS[0] < first / more < DATE_DIGITS[1] for more in (1.0, 1e3, 1e6)):
        return True
    if not 0 <= first < LAST_OF_DAY:
        return False
    jumps = np.flatnonzero(np.diff(ticks) > 30)
    ends, begins = ticks[jumps] // 1 % 100, ticks[jumps + 1] // 1 % 100
    return len(jumps) > 0 and bool((ends == 59).all() and (begins == 0).all())


def _share(digits: str) -> float:
    return float(f"0.{digits}") if digits else 0.0


def _day_s(a: str, b: str, c: str, month_first: bool) -> float | None:
    if len(a) == 4:
        year, month, day = int(a), int(b), int(c)
    else:
        first, second, year = int(a), int(b), int(c)
        year += 2000 if year < 100 else 0
        month, day = (first, second) if month_first else (second, first)
        if month > 12 >= day:
            month, day = day, month
    try:
        return datetime(year, month, day, tzinfo=UTC).timestamp()
    except ValueError:
        return None
