"""Lines of `record`, `watch` and `calibrate SOURCE` with `--json`, as types.

A part annotated with functions or classes is what those make, or has their fields.
"""

from typing import Annotated, Any, Literal, TypedDict

from calibration.procedure.screen import ProcedureScreen
from calibration.values import Grade
from firmware_bridge.samples import LinkState
from rig.engine.scoring.results import hold_json, set_json
from rig.engine.step import Cue, Phase, Zone

Json = dict[str, Any]


class SessionLine(TypedDict):
    """`record`: recording began."""

    type: Literal["session"]
    session: str


class CommitLine(TypedDict):
    """`record`: the disk has acknowledged; safe samples by session."""

    type: Literal["commit"]
    number: int
    samples: dict[str, int]
    took_s: float


class LiveLine(TypedDict):
    """`watch`, `record`: the phase, the word, the zone or the level changed."""

    type: Literal["live"]
    t_s: float
    phase: Phase
    cue: Cue
    zone: Zone
    force_n: float | None
    held_s: float
    in_band_s: float
    repetition: int
    repetitions: int
    level: int
    levels: int
    rest_left_s: float
    note: str


class LinkLine(TypedDict):
    """`watch`, `record`: the link changed."""

    type: Literal["link"]
    state: LinkState
    reason: str


class HoldLine(TypedDict):
    """`watch`, `record`: a press was judged."""

    type: Literal["hold"]
    hold: Annotated[Json, hold_json]


class SetLine(TypedDict):
    """`watch`, `record`: the set is over."""

    type: Literal["set"]
    result: Annotated[Json, set_json]


class EndLine(TypedDict):
    """`record`: all is written."""

    type: Literal["end"]
    session: str
    how: str


class ScreenTypeJson(TypedDict):
    """`calibrate`: what is to be done."""

    type: Literal["screen"]


class RemarkLine(TypedDict):
    """`calibrate`: something beside the procedure."""

    type: Literal["remark"]
    words: str


class KeptLine(TypedDict):
    """`calibrate`: stopped before its end; the same command goes on."""

    type: Literal["kept"]
    steps_left: int
    words: str


class PassportLine(TypedDict):
    """`calibrate`: the passport it earned, and where its certificate is."""

    type: Literal["passport"]
    schema: Literal["steadyhold.calibrated/1"]
    sha256: str
    grade: Grade
    passport: str
    html: str
    pdf: str | None


ScreenLine = Annotated[Json, ScreenTypeJson, ProcedureScreen]

Line = (
    SessionLine | CommitLine | LiveLine | LinkLine | HoldLine | SetLine | EndLine | ScreenLine
    | RemarkLine | KeptLine | PassportLine
)  # fmt: skip
"""One line of `record`, `watch` or `calibrate SOURCE` with `--json`."""
