"""What `steadyhold hours --json` answers, as types."""

from typing import Literal, TypedDict

from rig.school.hours.answers import HoursRow


class HoursListing(TypedDict):
    """`steadyhold hours`: practice hours of a class.

    Attributes:
        definitions: every figure in words.
    """

    schema: Literal["steadyhold.hours/1"]
    class_id: str
    learners: list[HoursRow]
    definitions: dict[str, str]
