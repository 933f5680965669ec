"""The sheet of practice hours: what a learner's logins and recordings add up to, day by day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo
from itertools import pairwise
from typing import Final

from rig.school.hours.correction import HoursCorrection
from rig.school.hours.spans import Span, seconds_by_day, spans_without, united

DEFINITIONS: Final = (
    (
        "Signed in",
        "From each login to the last time it was used, to the minute, and every recorded session "
        "on a real pad from its first sample to its last. Moments that overlap count once.",
    ),
    (
        "Pressing",
        "From the moment the force leaves rest to the moment it is back, of every press that was "
        "recorded; a press that was cut off counts until its last steady moment.",
    ),
    ("Resting", "Between one press and the next of the same set. Pauses between sets are not."),
    (
        "Simulated",
        "Recorded sessions on a simulated pad, where a computer pressed: told apart and in no "
        "other figure.",
    ),
    (
        "Interrupted",
        "Sessions without an ending, because the power or the program went: they count until "
        "their last sample.",
    ),
    (
        "Not in it",
        "Sessions as a guest, whatever cannot be read, logins that were removed because they were "
        "kept too long, and the presses of an exam until its scores are shown.",
    ),
    (
        "Corrections",
        "Written by an instructor, with the reason, beside what was measured and in none of these "
        "figures. Each is kept as it was written; a wrong one is set right by another.",
    ),
)
"""Every figure of the sheet in words."""


@dataclass(frozen=True, slots=True)
class PressTime:
    """One plateau of a press.

    Attributes:
        span: from rest to rest.
        set_number: of the set within its session; None outside any.
    """

    span: Span
    set_number: int | None


@dataclass(frozen=True, slots=True)
class SittingTime:
    """One recorded session.

    Attributes:
        span: from its first sample to its last.
        presses: in their order.
    """

    span: Span
    presses: tuple[PressTime, ...]
    is_simulated: bool
    is_interrupted: bool


@dataclass(frozen=True, slots=True)
class HoursRecord:
    """Everything the record knows of the time of a learner.

    Attributes:
        unreadable: sessions and logins that are damaged, or of a newer release.
        withheld: sessions of exams that are here without their presses.
        corrections: in the order they were written.
    """

    logins: tuple[Span, ...]
    sessions: tuple[SittingTime, ...]
    unreadable: int
    withheld: int = 0
    corrections: tuple[HoursCorrection, ...] = ()


@dataclass(frozen=True, slots=True)
class DayHours:
    """One day, or all of them.

    Attributes:
        day: ISO date; empty for the total.
        sessions: that began on it, on a real pad.
        interrupted: of these, how many have no ending.
    """

    day: str
    signed_in_s: float
    pressing_s: float
    resting_s: float
    simulated_s: float
    sessions: int
    interrupted: int


@dataclass(frozen=True, slots=True)
class HoursSheet:
    """The sheet of one learner.

    Attributes:
        days: with anything on them, the oldest first.
        zone: whose midnight divides them, as people call it.
        unreadable: sessions and logins that cannot be read and are not counted.
        withheld: sessions of exams whose presses are not counted yet.
        corrections: of these days, in the order they were written.
    """

    days: tuple[DayHours, ...]
    total: DayHours
    zone: str
    unreadable: int
    withheld: int
    corrections: tuple[HoursCorrection, ...]


def hours_sheet(
    record: HoursRecord,
    zone: tzinfo | None = None,
    *,
    from_day: date | None = None,
    to_day: date | None = None,
) -> HoursSheet:
    """The sheet of what a record knows.

    Args:
        record: of one learner.
        zone: whose midnight divides days; None for the zone of this machine.
        from_day: the first day on it; None for the first there is.
        to_day: the last day on it; None for the last there is.
    """
    real = [each for each in record.sessions if not each.is_simulated]
    simulated = [each.span for each in record.sessions if each.is_simulated]
    presses = united(press.span for each in real for press in each.presses)
    rests = spans_without((rest for each in real for rest in _rests(each.presses)), presses)
    signed_in = seconds_by_day([*record.logins, *(each.span for each in real)], zone)
    pressing, resting = seconds_by_day(presses, zone), seconds_by_day(rests, zone)
    apart = seconds_by_day(simulated, zone)

    def is_wanted(day: date) -> bool:
        return (from_day is None or from_day <= day) and (to_day is None or day <= to_day)

    wanted = [day for day in sorted({*signed_in, *pressing, *resting, *apart}) if is_wanted(day)]
    begun = [(each.span.begin.astimezone(zone).date(), each.is_interrupted) for each in real]
    days = tuple(
        DayHours(
            day.isoformat(),
            signed_in.get(day, 0.0),
            pressing.get(day, 0.0),
            resting.get(day, 0.0),
            apart.get(day, 0.0),
            sum(of == day for of, _ in begun),
            sum(of == day and is_interrupted for of, is_interrupted in begun),
        )
        for day in wanted
    )
    moments = [each.begin for each in (*record.logins, *(one.span for one in record.sessions))]
    zones = dict.fromkeys(_zone_name(each.astimezone(zone)) for each in sorted(moments))
    return HoursSheet(
        days=days,
        total=_total(days),
        zone=", ".join(zones) or "UTC",
        unreadable=record.unreadable,
        withheld=record.withheld,
        corrections=tuple(
            each for each in record.corrections if is_wanted(date.fromisoformat(each.day))
        ),
    )


def _rests(presses: Sequence[PressTime]) -> Iterable[Span]:
    for before, after in pairwise(presses):
        if before.set_number is not None and before.set_number == after.set_number:
            yield Span(before.span.end, after.span.begin)


def _total(days: Sequence[DayHours]) -> DayHours:
    return DayHours(
        "",
        sum(each.signed_in_s for each in days),
        sum(each.pressing_s for each in days),
        sum(each.resting_s for each in days),
        sum(each.simulated_s for each in days),
        sum(each.sessions for each in days),
        sum(each.interrupted for each in days),
    )


def _zone_name(moment: datetime) -> str:
    return str(timezone(moment.utcoffset() or timedelta()))
