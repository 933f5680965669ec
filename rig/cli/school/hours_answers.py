"""What `steadyhold hours --json` answers, as types."""

from typing import Annotated, Any, Literal, TypedDict

from rig.school.hours.sheet import DayHours

Json = dict[str, Any]


class HoursRow(TypedDict):
    """The practice hours of one learner, day by day; `day` of the total is empty.

    Attributes:
        time_zone: whose midnight divides the days.
        unreadable: sessions and logins that are not counted, for they cannot be read.
    """

    learner_id: str
    name: str
    time_zone: str
    days: list[Annotated[Json, DayHours]]
    total: Annotated[Json, DayHours]
    unreadable: int


class HoursListing(TypedDict):
    """`steadyhold hours`: practice hours of a class.

    Attributes:
        definitions: every figure in words.
    """

    schema: Literal["steadyhold.hours/1"]
    class_id: str
    learners: list[HoursRow]
    definitions: dict[str, str]
