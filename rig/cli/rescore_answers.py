"""What `steadyhold rescore` answers with `--json`, as types: docs/schemas is made from them."""

from typing import Annotated, Any, Literal, NotRequired, TypedDict

from rig.engine.numbers import Engine
from rig.engine.scoring.results import hold_json, set_json
from rig.store.rescore import Verdict

Json = dict[str, Any]


class PassportsUsedJson(TypedDict):
    """Digest of the passport of the record and of the one it was scored with; null without one."""

    stored: str | None
    used: str | None


class FindersUsedJson(TypedDict):
    """Ids of the finder of the session and of the one its holds were found by now."""

    stored: str
    used: str


class EnginesJson(TypedDict):
    """What scored the session, and what scores it now."""

    stored: Annotated[Json, Engine]
    now: Annotated[Json, Engine]


class ScoresJson(TypedDict):
    """A score as it was stored and as it is now; null where there is none."""

    stored: float | None
    now: float | None


class DifferenceJson(TypedDict):
    """One value that is not what was stored; null where it is absent."""

    place: str
    stored: Any
    now: Any


class ComparedJson(TypedDict):
    """One press or set as it was stored and as it comes out now."""

    place: str
    verdict: Verdict
    engine: Annotated[Json, Engine]
    score: ScoresJson
    differences: list[DifferenceJson]


class RescoreAnswer(TypedDict):
    """`steadyhold rescore`: a session as it is scored today.

    Attributes:
        source: id of the session.
        identical: whether every value is, to the last bit, what was stored.
        stored_holds, stored_sets: as they were stored; with --passport or --finder only.
    """

    schema: Literal["steadyhold.rescore/2"]
    source: str
    unit: str
    assumed: list[str]
    finder: FindersUsedJson
    holds: list[Annotated[Json, hold_json]]
    sets: list[Annotated[Json, set_json]]
    verdict: Verdict
    identical: bool
    engine: EnginesJson
    compared: list[ComparedJson]
    passport_sha256: PassportsUsedJson
    stored_holds: NotRequired[list[Annotated[Json, hold_json]]]
    stored_sets: NotRequired[list[Annotated[Json, set_json]]]
