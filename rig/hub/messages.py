"""The text messages of the live socket, as types: docs/schemas is made from them.

A part annotated with a function is what that function makes.
"""

from typing import Annotated, Any, Literal, TypedDict

from firmware_bridge.samples import LinkState
from rig.engine.scoring.results import basis_json, hold_json, set_json
from rig.engine.scoring.target import FeedbackMode
from rig.engine.step import Cue, Phase, Zone
from rig.school.exams.exam import Stage
from rig.school.help import HelpState
from rig.school.needs import NeedKind

Json = dict[str, Any]


class LinkJson(TypedDict):
    """How the link of a sensor stands, the reason as a sentence."""

    state: LinkState
    reason: str


class DrawnLevelJson(TypedDict):
    """What a screen needs to draw one level of a press."""

    force_n: float
    low_n: float
    high_n: float
    hold_s: float
    hold_min_s: float
    hold_max_s: float


class DrawnProtocolJson(DrawnLevelJson):
    """What a screen needs to draw a protocol.

    Attributes:
        levels: those of a press, in order; the numbers of the first stand beside them as well.
    """

    id: str
    version: int
    name: str
    ceiling_n: float
    repetitions: int
    rest_s: float
    feedback: FeedbackMode
    levels: list[DrawnLevelJson]


class NoticeJson(TypedDict):
    """A short message of the instructor to whoever sits at a station, as one line of text."""

    id: str
    text: str
    is_read: bool


class ExamAtStationJson(TypedDict):
    """The exam that has a station: its force, words and scores are told to nobody.

    Attributes:
        before: presses that its learner had made before the set under way.
        asked: presses asked of everybody.
    """

    id: str
    title: str
    stage: Stage
    before: int
    asked: int


class StationJson(TypedDict):
    """One station.

    Attributes:
        index: its place on the wall.
        on_screen: a page is its pad: whoever has taken it sends how far it is pressed.
        session: id of the session under way; null between sessions.
        last_session: id of the newest since the start of the hub; null before the first.
        last_score: of the newest scored hold of this learner; null without one.
        last_expanded: its uncertainty (k = 2); null where it is not known.
        basis: what its scores rest on; null before the sensor has said what it is.
        help: whether the instructor was called from there, or has said to be on the way.
        notice: the newest message of the instructor; null without one.
        exam: the exam that has the station; null without one.
    """

    index: int
    id: str
    name: str
    learner_id: str
    learner_name: str
    simulated: bool
    on_screen: bool
    session: str | None
    last_session: str | None
    protocol: DrawnProtocolJson
    link: LinkJson
    last_score: float | None
    last_expanded: float | None
    basis: Annotated[Json, basis_json] | None
    help: HelpState
    notice: NoticeJson | None
    exam: ExamAtStationJson | None


class HelloMessage(TypedDict):
    """Comes first, and again whenever anything in it changes."""

    type: Literal["hello"]
    schema: Literal["steadyhold.live/1"]
    stations: list[StationJson]


class LiveMessage(TypedDict):
    """The provisional state; seconds held in tenths passed, of rest in tenths to come.

    Attributes:
        level: the one that is asked for now, from 1; seconds and zone are those of it.
        levels: how many a press has.
        note: a sentence when something keeps the learner from going on, else empty.
        loaded: something lies on the pad that must be empty.
        warning: a sentence about the disk of the record while it is still recorded, else empty.
    """

    type: Literal["live"]
    station: str
    phase: Phase
    cue: Cue
    zone: Zone
    held_s: float
    in_band_s: float
    repetition: int
    repetitions: int
    level: int
    levels: int
    rest_left_s: float
    note: str
    loaded: bool
    warning: str


class LinkMessage(TypedDict):
    """The link changed; the reason is a sentence for a person."""

    type: Literal["link"]
    station: str
    state: LinkState
    reason: str


class HoldMessage(TypedDict):
    """A press was judged."""

    type: Literal["hold"]
    station: str
    session: str
    hold: Annotated[Json, hold_json]


class SetMessage(TypedDict):
    """A set ended."""

    type: Literal["set"]
    station: str
    session: str
    result: Annotated[Json, set_json]


class NeedJson(TypedDict):
    """One reason to go to a station.

    Attributes:
        word: two or three words, for a tile.
        text: one sentence; nothing in it changes every second.
    """

    kind: NeedKind
    word: str
    text: str


class StationNeedsJson(TypedDict):
    """A station that needs the instructor; its reasons, the most urgent first."""

    station: str
    needs: list[NeedJson]


class AttentionMessage(TypedDict):
    """Who needs the instructor, who needs them most first; whoever is not in it needs nothing."""

    type: Literal["attention"]
    stations: list[StationNeedsJson]


class PadMessage(TypedDict):
    """Answer to whoever takes or leaves the pad of a screen; `held` is whether it is theirs."""

    type: Literal["pad"]
    station: str
    held: bool


class PongMessage(TypedDict):
    """Answer to a ping; `epoch_ms` is the clock of the rig."""

    type: Literal["pong"]
    epoch_ms: float
