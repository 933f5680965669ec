"""What the routes of hours answer, as types: docs/schemas/openapi.json is made from them."""

from typing import TypedDict

from rig.school.hours.answers import HoursRow


class HoursAnswer(TypedDict):
    """The practice hours of one learner.

    Attributes:
        definitions: every figure in words, in the order they are to be read.
    """

    hours: HoursRow
    definitions: dict[str, str]


class HoursFileAnswer(TypedDict):
    """A sheet to be saved.

    Attributes:
        content: in base64.
    """

    name: str
    media_type: str
    content: str
