"""What `look` and `devices --test` answer with `--json`: docs/schemas is made from it."""

from typing import Annotated, Any, Literal, TypedDict

from firmware_bridge.tables.look import SeenColumn
from rig.discovery.sensor_test import SensorTest

Json = dict[str, Any]


class RecordingJson(TypedDict):
    """One pass of a file.

    Attributes:
        rate_hz: samples per second by the typical step; null for a single sample.
        low, high: smallest and largest reading, in the unit of the answer.
        zero: reading at rest, in the unit of the answer; null where no rest was found.
    """

    samples: int
    from_s: float
    to_s: float
    rate_hz: float | None
    low: float
    high: float
    zero: float | None


class UnderstandingJson(TypedDict):
    """What was made of a file.

    Attributes:
        dialect: the program whose marks it carries; empty without.
        divider: what divides its cells, in words.
        decimal: sign of its decimals.
        first_row: line number of the first row of numbers, from 1.
        lines: its first lines.
        recordings: its passes; none where it is refused.
        refused: why it cannot be read as asked, with the way out; empty where it can.
    """

    dialect: str
    divider: str
    decimal: str
    first_row: int
    lines: list[str]
    columns: list[Annotated[Json, SeenColumn]]
    recordings: list[RecordingJson]
    refused: str


class LookAnswer(TypedDict):
    """`steadyhold look`: how a file is understood.

    Attributes:
        unit: of the values; empty where the file is refused.
        assumed: what had to be guessed, in sentences.
    """

    schema: Literal["steadyhold.look/1"]
    source: str
    unit: str
    assumed: list[str]
    look: UnderstandingJson


class SensorTestAnswer(TypedDict):
    """`steadyhold devices --test`: some seconds of an untouched sensor.

    Attributes:
        words: the same in sentences.
    """

    schema: Literal["steadyhold.sensor-test/1"]
    source: str
    test: Annotated[Json, SensorTest]
    words: list[str]
