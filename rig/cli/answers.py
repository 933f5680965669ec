"""What the commands answer with `--json`, as types: docs/schemas is made from them.

A part annotated with functions or classes is what those make, or has their fields.
"""

from typing import Annotated, Any, Literal, NotRequired, TypedDict

from calibration.passport.validity import Use
from calibration.values import Grade, PowerPiece
from rig.cli.doctor.checks import DoctorFinding
from rig.discovery.rows import DeviceRow
from rig.engine.scoring.results import (
    bare_hold_json,
    hold_json,
    metrics_json,
    protocol_json,
    refused_json,
    rest_json,
)
from rig.store.verifying.findings import BadRecord
from rig.trust.check_weights import Check

Json = dict[str, Any]


class SegmentJson(TypedDict, total=False):
    """Which pass of the recording a hold lies in, from 1; absent where there is one pass only."""

    segment: int


class HoldsAnswer(TypedDict):
    """`steadyhold holds`: every plateau of every press, and the contacts that are no hold.

    Attributes:
        unit: of the forces; where it is not N, names lose their `_n`.
        assumed: what had to be guessed, in sentences.
        finder: id of the numbers that told holds apart.
        rest: the zero that was subtracted; a list where the recording has several passes.
    """

    schema: Literal["steadyhold.holds/2"]
    source: str
    unit: str
    assumed: list[str]
    finder: str
    rest: Annotated[Json, rest_json] | list[Annotated[Json, rest_json]]
    holds: list[Annotated[Json, SegmentJson, bare_hold_json]]
    refused: list[Annotated[Json, SegmentJson, refused_json]]


class MetricsAnswer(TypedDict):
    """`steadyhold metrics`: the figures of a window."""

    schema: Literal["steadyhold.metrics/1"]
    source: str
    unit: str
    assumed: list[str]
    metrics: Annotated[Json, metrics_json]


class ScoreAnswer(TypedDict):
    """`steadyhold score`: every hold of a recording with its score."""

    schema: Literal["steadyhold.score/2"]
    source: str
    unit: str
    assumed: list[str]
    finder: str
    rest: Annotated[Json, rest_json] | list[Annotated[Json, rest_json]]
    holds: list[Annotated[Json, SegmentJson, hold_json]]
    refused: list[Annotated[Json, SegmentJson, refused_json]]


class VerifyAnswer(TypedDict):
    """`steadyhold verify`: whether every record of a store is what was once written."""

    schema: Literal["steadyhold.verify/1"]
    source: str
    sound: bool
    sessions: int
    ended: int
    blocks: int
    samples: int
    rows: int
    names: int
    bad: list[Annotated[Json, BadRecord]]


class ExportedAnswer(TypedDict):
    """`steadyhold export`: the files written, the provenance last."""

    schema: Literal["steadyhold.exported/1"]
    session: str
    files: list[str]


class StudyExportedAnswer(TypedDict):
    """`steadyhold export --study`: the files written, what is in them last."""

    schema: Literal["steadyhold.study-exported/1"]
    study: str
    files: list[str]


class KindRow(TypedDict):
    """A kind of sensor: whether it may be graded, and what limits it, in words."""

    kind: str
    title: str
    link: str
    unit: str
    rate_hz: float
    graded: bool
    limits: str


class SourceJson(TypedDict):
    """The address of a sensor."""

    source: str


class PortJson(TypedDict):
    """The address of a port, and whether it may be opened."""

    source: str
    allowed: bool


class DevicesListing(TypedDict):
    """`steadyhold devices`: what is plugged in and in sight.

    Attributes:
        bluetooth: why no gauges could be looked for; empty where they could.
    """

    schema: Literal["steadyhold.devices/1"]
    kinds: list[KindRow]
    ports: list[Annotated[Json, DeviceRow.as_json, PortJson]]
    gauges: list[Annotated[Json, DeviceRow.as_json, SourceJson]]
    bluetooth: str


class ProtocolsListing(TypedDict):
    """`steadyhold protocols list`, `show` and `check`."""

    schema: Literal["steadyhold.protocols/1"]
    protocols: list[Annotated[Json, protocol_json]]


class PassportRow(TypedDict):
    """A passport that is kept.

    Attributes:
        use: the most its scores may be used for today.
        reason: why no more; empty where they may be published.
    """

    sha256: str
    id: str
    sensor: str
    device: str
    made_utc: str
    due_utc: str
    grade: Grade
    use: Use
    reason: str
    file: str


class DamagedJson(TypedDict):
    """A file that is no passport any more."""

    file: str
    reason: str


class PassportsAnswer(TypedDict):
    """`steadyhold passports`: newest first."""

    schema: Literal["steadyhold.passports/1"]
    passports: list[PassportRow]
    damaged: list[DamagedJson]


class CheckedJson(TypedDict):
    """The verdict of a check weight in words."""

    schema: Literal["steadyhold.check/1"]
    words: str


CheckAnswer = Annotated[Json, Check, CheckedJson]
"""`steadyhold check`."""


class DoctorAnswer(TypedDict):
    """`steadyhold doctor`: what is wrong on this machine."""

    schema: Literal["steadyhold.doctor/1"]
    versions: dict[str, str]
    findings: list[Annotated[Json, DoctorFinding]]


class BackupAnswer(TypedDict):
    """`steadyhold backup`: where it is and what is in it.

    Attributes:
        parts: files in it, the record among them.
        damaged: records that were bad already.
        left_out: what of the data folder is not in it, for a person.
    """

    schema: Literal["steadyhold.backed-up/1"]
    file: str
    size_bytes: int
    parts: int
    sessions: int
    damaged: int
    left_out: list[str]


class RestoreAnswer(TypedDict):
    """`steadyhold restore`: what was brought back.

    Attributes:
        folder: the data folder.
        made_utc: when the backup was made.
        software: which release made it.
        accounts: logins that are good with the passwords they had there.
        damaged: records that were bad already when it was made.
    """

    schema: Literal["steadyhold.restored/1"]
    folder: str
    made_utc: str
    software: str
    parts: int
    sessions: int
    accounts: list[str]
    damaged: int


class FitAnswer(TypedDict):
    """`steadyhold calibrate fit`: a curve through a table of known forces.

    Attributes:
        unit: of the known forces; null where the table does not say.
        coefficients: constant first; of a power law those of the log-log plane.
        far: what is wrong with the row farthest from the curve; null where it is near enough.
    """

    schema: Literal["steadyhold.fit/1"]
    source: str
    assumed: list[str]
    x: str
    y: str
    unit: str | None
    model: Literal["line", "quadratic", "power"]
    points: int
    coefficients: list[float]
    coefficient_sd: list[float]
    residuals: list[float]
    far: str | None
    residual_sd: NotRequired[float]
    r_squared: NotRequired[float]
    relative_sd_frac: NotRequired[float]
    used_rows: NotRequired[list[int]]
    covariance: NotRequired[list[list[float]]]
    full_scale_raw: NotRequired[float]
    turn_on: NotRequired[float]
    largest: NotRequired[float]
    pieces: NotRequired[list[Annotated[Json, PowerPiece]]]
