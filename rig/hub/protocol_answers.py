"""What the routes of protocols answer, as types: docs/schemas/openapi.json is made from them."""

from typing import Annotated, Any, TypedDict

from rig.engine.scoring.results import protocol_json
from rig.protocols.fields import Kind, Part

Json = dict[str, Any]


class ProtocolsAnswer(TypedDict):
    """Every protocol that is in use."""

    protocols: list[Annotated[Json, protocol_json]]


class ChoiceJson(TypedDict):
    """One of the values a key may have."""

    value: str
    words: str


class FieldJson(TypedDict):
    """One key of a protocol, as a form asks for it.

    Attributes:
        path: of the key; in a level its last part.
        low, high: bounds of a number, both allowed; of a text `high` characters.
        of_level: each level of a press may say it for itself.
        optional: may be left out.
    """

    path: str
    kind: Kind
    part: Part
    title: str
    words: str
    unit: str
    low: float
    high: float
    of_level: bool
    optional: bool
    choices: list[ChoiceJson]


class CriterionJson(TypedDict):
    """A criterion that may be given points.

    Attributes:
        points: of the usual rubric; null where it has none.
    """

    name: str
    title: str
    points: float | None


class ProtocolFormAnswer(TypedDict):
    """What a form of a protocol asks for."""

    fields: list[FieldJson]
    criteria: list[CriterionJson]
    most_levels: int
    most_reason_characters: int


class MistakeJson(TypedDict):
    """What is wrong at a key, or in the whole where the path is empty."""

    path: str
    reason: str


class CheckedProtocolAnswer(TypedDict):
    """A protocol that was looked at and not kept.

    Attributes:
        mistakes: all of them; nothing else is told of it where there is one.
        document: the keys and values as they were read; null where there are none.
        toml: text of its file; empty with a mistake.
        protocol: with the edges of its bands; null with a mistake.
        in_use: number of the version of that id that is in use; 0 without one.
    """

    mistakes: list[MistakeJson]
    document: Json | None
    toml: str
    protocol: Annotated[Json, protocol_json] | None
    in_use: int


class VersionJson(TypedDict):
    """One version of a protocol.

    Attributes:
        class_id: the class it is for; empty for the whole school.
        by: opaque id of who saved it; empty for the library and the files of the school.
        at_utc: when; empty likewise.
        protocol: null where it was taken out of use.
        document: keys and values as in a file; null likewise.
        toml: text of its file; empty likewise.
    """

    number: int
    class_id: str
    by: str
    at_utc: str
    reason: str
    protocol: Annotated[Json, protocol_json] | None
    document: Json | None
    toml: str


class ProtocolVersionsAnswer(TypedDict):
    """The versions of a protocol, the newest first.

    Attributes:
        in_use: number of the one that is in use; 0 where none is.
        library: as it comes with the rig or in a file of the school; null without that.
    """

    protocol: str
    in_use: int
    library: VersionJson | None
    versions: list[VersionJson]
