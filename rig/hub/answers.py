"""What the JSON API answers, as types: docs/schemas/openapi.json is made from them.

A part annotated with a function is what that function makes.
"""

from typing import Annotated, Any, Literal, TypedDict

from rig.discovery.rows import DeviceRow
from rig.discovery.sensor_test import SensorTest
from rig.hub.messages import LinkJson, LinkMessage, LiveMessage, NoticeJson, StationJson
from rig.school.help import HelpState

Json = dict[str, Any]


class StationsAnswer(TypedDict):
    """Every station, in the order of the wall."""

    stations: list[StationJson]


class NewestAnswer(TypedDict):
    """The newest of one station, where websockets are blocked.

    Attributes:
        force_n: null where the zero is not known.
        epoch_ms: when it was measured, in milliseconds since 1970; null unknown.
    """

    live: LiveMessage
    link: LinkMessage
    station: StationJson
    force_n: float | None
    t_s: float
    epoch_ms: float | None


class SessionAnswer(TypedDict):
    """Id of the session under way; null without one."""

    session: str | None


class RefusedAnswer(TypedDict):
    """Stations that could not, by id, with the reason."""

    refused: dict[str, str]


class HelpAnswer(TypedDict):
    """How the call for help of a station stands."""

    help: HelpState


class NoticeAnswer(TypedDict):
    """The newest message to a station; null without one."""

    notice: NoticeJson | None


class LearnerJson(TypedDict):
    """A learner: an opaque id and a name."""

    id: str
    name: str


class LearnersAnswer(TypedDict):
    """Every learner."""

    learners: list[LearnerJson]


class TraceAnswer(TypedDict):
    """Force of a recorded session over time; null where the zero was not known."""

    session: str
    t_s: list[float]
    force_n: list[float | None]


class HealthAnswer(TypedDict):
    """How the rig itself is.

    Attributes:
        clients: open live sockets.
        dropped: sockets closed because they did not read.
        page_starts: how often the process of the pages was started.
        trouble: a sentence while measurements are not becoming safe, else empty.
        warning: a sentence while they still are and may soon not be, else empty.
    """

    software: str
    clients: int
    dropped: int
    pages: Literal["up", "starting"]
    page_starts: int
    trouble: str
    warning: str


class DoorAddressJson(TypedDict):
    """One more address or name of the rig.

    Attributes:
        remark: what to know of it; empty where there is nothing.
    """

    url: str
    remark: str


class DoorClassJson(TypedDict):
    """A class that is taught.

    Attributes:
        code: what its students type; empty while it is closed.
        qr: a picture of the code to scan, which brings the class code along; empty as well.
    """

    id: str
    title: str
    code: str
    qr: str


class DoorAnswer(TypedDict):
    """How students come in.

    Attributes:
        is_lan: whether other machines can.
        url: to type.
        qr: a picture of the code to scan, whole within its own address.
        classes: those that are taught.
        also: where it answers too.
        is_encrypted: whether others in the network can not read along.
        authority: page of the certificate that a phone has to trust; empty where it need not.
        fingerprint: SHA-256 of that certificate; empty as well.
    """

    is_lan: bool
    url: str
    qr: str
    classes: list[DoorClassJson]
    also: list[DoorAddressJson]
    is_encrypted: bool
    authority: str
    fingerprint: str


class NetworkFindingJson(TypedDict):
    """One thing that was looked at in the network.

    Attributes:
        mend: what to do; empty where nothing needs doing.
    """

    subject: str
    state: Literal["ok", "note", "bad"]
    words: str
    mend: str


class NetworkAnswer(TypedDict):
    """Who gets through to the rig.

    Attributes:
        devices: how many others have since it was started.
    """

    devices: int
    findings: list[NetworkFindingJson]


class ErrorAnswer(TypedDict):
    """Why a request was refused, in one sentence."""

    error: str


class AssignedJson(TypedDict):
    """The sensor a station was given."""

    identity: str
    title: str
    kind: str
    link: str


class PlaceJson(TypedDict):
    """A station as a place a sensor can be given to."""

    id: str
    name: str
    demonstration: bool
    source: str
    assigned: AssignedJson | None
    link: LinkJson
    busy: bool


class KindJson(TypedDict):
    """A kind of sensor."""

    kind: str
    title: str
    link: str


class BluetoothJson(TypedDict):
    """Whether gauges were looked for, and why they cannot be."""

    scanned: bool
    trouble: str


class DevicesAnswer(TypedDict):
    """Everything the Devices page shows."""

    devices: list[Annotated[Json, DeviceRow.as_json]]
    stations: list[PlaceJson]
    kinds: list[KindJson]
    bluetooth: BluetoothJson


class SensorTestedAnswer(TypedDict):
    """Some seconds of an untouched sensor.

    Attributes:
        device: id of its row.
        words: the same in sentences, what is wrong with what to do.
    """

    device: str
    test: Annotated[Json, SensorTest]
    words: list[str]
