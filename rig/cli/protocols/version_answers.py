"""What the commands of versions answer in JSON."""

from typing import Literal, TypedDict


class VersionRow(TypedDict):
    """One version of a protocol.

    Attributes:
        class_id: the class it is for; empty for the whole school.
        retired: taken out of use by this step.
    """

    number: int
    class_id: str
    by: str
    at_utc: str
    reason: str
    retired: bool


class VersionsAnswer(TypedDict):
    """`steadyhold protocols save`, `versions` and `retire`.

    Attributes:
        in_use: number of the version that is in use; 0 where none is.
        versions: the newest first.
    """

    schema: Literal["steadyhold.protocol-versions/1"]
    protocol: str
    in_use: int
    versions: list[VersionRow]
