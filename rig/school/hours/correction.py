"""A correction of practice hours: what an instructor writes beside what was measured, and why."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from rig.errors import SessionError

MOST_CORRECTED_S: Final = 24 * 3600
"""No day has more."""
FIRST_DAY: Final = date(2000, 1, 1)
"""Nothing was recorded before; what cannot be taken out again is not let in by a slip of a key."""


@dataclass(frozen=True, slots=True)
class HoursCorrection:
    """One entry of the trail of corrections; none is ever changed.

    Attributes:
        seq: counted over the whole record, from 1.
        day: ISO date of the practice it is about.
        added_s: time that is added; taken away where it is negative.
        reason: None once its learner was forgotten.
        by: opaque id of who wrote it.
        role: what they were.
    """

    seq: int
    learner_id: str
    day: str
    added_s: int
    reason: str | None
    by: str
    role: str
    at_utc: str


class HoursCorrectionError(SessionError):
    """A correction is of no time, of more than a day, or of a day that cannot be.

    Attributes:
        day: what it is about.
        added_s: how much was to be added.
    """

    exit_code = 2

    def __init__(self, day: date, added_s: int) -> None:
        self.day = day
        self.added_s = added_s
        super().__init__(
            f"a correction of {added_s} s on {day} cannot be: give more or less than nothing, at "
            "most 24 hours either way, on a day that has come"
        )


def checked_correction(day: date, added_s: int, today: date) -> tuple[str, int]:
    """Day and time of a correction as they are kept.

    Args:
        day: of the practice it is about.
        added_s: time to be added; negative to take some away.
        today: the last day there can be one for.

    Raises:
        HoursCorrectionError: there cannot be such a one.
    """
    if not 0 < abs(added_s) <= MOST_CORRECTED_S or not FIRST_DAY <= day <= today:
        raise HoursCorrectionError(day, added_s)
    return day.isoformat(), added_s
