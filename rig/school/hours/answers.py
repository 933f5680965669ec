"""What is answered of practice hours, in the terminal and by the API: docs/schemas has it."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated, Any, TypedDict

from rig.school.hours.correction import HoursCorrection
from rig.school.hours.sheet import DayHours, HoursSheet

Json = dict[str, Any]
Called = Callable[[HoursCorrection], str]
"""What whoever wrote a correction is called where it is read."""


class HoursCorrectionJson(TypedDict):
    """What an instructor wrote beside the measured hours; it is in no figure of them.

    Attributes:
        seq: its number in the trail of the whole record.
        day: ISO date of the practice it is about.
        added_s: time that is added; taken away where it is negative.
        reason: null once its learner was forgotten.
        who: a login, or a word for whoever it was.
    """

    seq: int
    day: str
    added_s: int
    reason: str | None
    who: str
    at_utc: str


class HoursRow(TypedDict):
    """The practice hours of one learner, day by day; `day` of the total is empty.

    Attributes:
        time_zone: whose midnight divides the days.
        corrections: of these days, in the order they were written.
        corrected_s: the sum of them.
        unreadable: sessions and logins that are not counted, for they cannot be read.
        withheld: sessions of exams whose presses are not counted yet, for scores come first.
    """

    learner_id: str
    name: str
    time_zone: str
    days: list[Annotated[Json, DayHours]]
    total: Annotated[Json, DayHours]
    corrections: list[HoursCorrectionJson]
    corrected_s: int
    unreadable: int
    withheld: int


def hours_row(learner_id: str, name: str, sheet: HoursSheet, called: Called) -> HoursRow:
    """The hours of one learner."""
    return HoursRow(
        learner_id=learner_id,
        name=name,
        time_zone=sheet.zone,
        days=[asdict(day) for day in sheet.days],
        total=asdict(sheet.total),
        corrections=[
            HoursCorrectionJson(
                seq=each.seq,
                day=each.day,
                added_s=each.added_s,
                reason=each.reason,
                who=called(each),
                at_utc=each.at_utc,
            )
            for each in sheet.corrections
        ],
        corrected_s=sum(each.added_s for each in sheet.corrections),
        unreadable=sheet.unreadable,
        withheld=sheet.withheld,
    )
