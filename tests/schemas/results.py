"""What the functions that build our JSON make: the only part that is said twice, and so tested."""

import functools
from typing import get_args

from rig.discovery.rows import DeviceRow, Now
from rig.engine.hold import Hold, HoldMetrics, Kind
from rig.engine.judging.press import Refused, RefusedKind
from rig.engine.judging.rest import From
from rig.engine.scoring.basis import ScoreBasis
from rig.engine.scoring.press_score import LevelScore, PressScore
from rig.engine.scoring.results import (
    _without_newtons,
    bare_hold_json,
    basis_json,
    hold_json,
    metrics_json,
    press_score_json,
    protocol_json,
    refused_json,
    rest_json,
    score_json,
    set_json,
    uncertainty_json,
)
from rig.engine.scoring.score import HoldScore
from rig.engine.scoring.target import Protocol, Target
from rig.engine.step import ScoredHold, SetResult
from rig.store.session_json import SessionJson, session_json
from tests.schemas.recorded import example_record
from tests.schemas.shapes import Builder, Schema, Shapes, either, obj, without_newtons

PLACE_OF_A_HOLD = (
    "onset_s", "plateau_start_s", "plateau_end_s", "release_s", "hold_s", "level_n", "press",
    "plateau", "reason", "dips", "breaks", "interrupted", "flags",
)  # fmt: skip
NUMBERS = {"type": "object", "additionalProperties": {"type": "number"}}
REASONS = {"type": "object", "additionalProperties": {"type": "string"}}


@functools.cache
def example() -> Schema:
    """A session as it is told, with two presses and a set."""
    return session_json(example_record())


def in_any_unit(name: str, make: Builder) -> Builder:
    """The object in newtons, or the one whose names lost their `_n`."""

    def made(shapes: Shapes) -> Schema:
        newtons = shapes.named(name, lambda: make(shapes), make)
        other = shapes.named(
            f"{name}InAnotherUnit",
            lambda: without_newtons(make(shapes), _without_newtons),
            make,
        )
        return {"anyOf": [newtons, other]}

    return made


def _metrics(shapes: Shapes) -> Schema:
    names = [name for name in HoldMetrics.__dataclass_fields__ if name != "hold_s"]
    return shapes.fields(HoldMetrics, names)


def _score(shapes: Shapes) -> Schema:
    return shapes.completed(shapes.of(HoldScore), example()["holds"][0]["score"])


def _basis(shapes: Shapes) -> Schema:
    def basis() -> Schema:
        passport = {"passport_sha256": {"type": ["string", "null"]}}
        return shapes.merged([shapes.fields(ScoreBasis), obj(passport)])

    return shapes.named("ScoreBasis", basis, ScoreBasis)


def _uncertainty(shapes: Shapes) -> Schema:
    number = {"type": ["number", "null"]}
    parts = {
        "coverage_factor": {"type": "number"},
        "score": number | {"description": "expanded uncertainty of the score"},
        "score_shared": number | {"description": "the part that is the same for every press"},
        "metrics": NUMBERS | {"description": "expanded uncertainty of each metric"},
    }
    told = obj(parts, description="What comes from the sensor alone.")
    made = shapes.named("Uncertainty", lambda: told, uncertainty_json)
    return either([made, {"type": "null"}])


def _press_score(shapes: Shapes) -> Schema:
    names = [
        name for name in PressScore.__dataclass_fields__ if name not in ("uncertainty", "levels")
    ]

    def told() -> Schema:
        level = shapes.named("LevelScore", lambda: shapes.fields(LevelScore), LevelScore)
        number = {"type": ["number", "null"], "description": "its expanded uncertainty (k = 2)"}
        parts = {"expanded": number, "levels": {"type": "array", "items": level}}
        return shapes.merged([shapes.fields(PressScore, names), obj(parts)])

    made = shapes.named("PressScore", told, PressScore)
    return either([made, {"type": "null"}])


def _bare_hold(shapes: Shapes) -> Schema:
    kind = obj({"class": {"enum": list(get_args(Kind)), "description": "unsteady: see `reason`"}})
    return shapes.merged([shapes.fields(Hold, PLACE_OF_A_HOLD), kind])


def _refused(shapes: Shapes) -> Schema:
    kinds = {"enum": list(get_args(RefusedKind)), "description": "why it is no hold"}
    return shapes.merged(
        [shapes.fields(Refused, ("start_s", "end_s", "peak_n", "reason")), obj({"class": kinds})]
    )


def _rest(shapes: Shapes) -> Schema:
    places = {"enum": list(get_args(From)), "description": "where it was found"}
    told = {
        "value": {"type": "number", "description": "subtracted; in the unit of the record"},
        "spread": {"type": "number", "description": "robust standard deviation at rest"},
        "noise": {"type": "number", "description": "the same, smoothed like a hold"},
        "from": places,
        "known": {"type": "boolean", "description": "false where none was found"},
    }
    return shapes.named("Rest", lambda: obj(told), rest_json)


def _hold(shapes: Shapes) -> Schema:
    parts = [
        shapes.fields(ScoredHold, ("number", "repetition")),
        _bare_hold(shapes),
        shapes.fields(Hold, ("zero_after_n",)),
        obj(
            {
                "metrics": shapes.of(metrics_json),
                "score": shapes.of(score_json),
                "uncertainty": shapes.of(uncertainty_json),
            }
        ),
        shapes.fields(ScoredHold, ("outcome",)),
        obj({"basis": shapes.of(basis_json)}),
        shapes.fields(ScoredHold, ("level_number",)),
        obj({"press_score": shapes.of(press_score_json)}),
    ]
    return shapes.merged(parts)


def _set(shapes: Shapes) -> Schema:
    return shapes.completed(shapes.of(SetResult), example()["sets"][0])


def _session(shapes: Shapes) -> Schema:
    return shapes.completed(
        shapes.merged([shapes.of(each) for each in get_args(SessionJson)[1:]]), example()
    )


def _protocol(shapes: Shapes) -> Schema:
    def target() -> Schema:
        return shapes.merged([shapes.fields(Target), shapes.fields(Target, ("low_n", "high_n"))])

    def protocol() -> Schema:
        one = shapes.named("TargetWithEdges", target, Target)
        then = {"type": "array", "items": one}
        told = obj({"target": one, "then": then, "weights": NUMBERS})
        return shapes.merged([shapes.fields(Protocol), told])

    return shapes.named("ProtocolWithEdges", protocol, protocol_json)


def _row(shapes: Shapes) -> Schema:
    names = [name for name in DeviceRow.__dataclass_fields__ if name != "now"]

    def row() -> Schema:
        return shapes.merged([shapes.fields(DeviceRow, names), shapes.fields(Now)])

    return shapes.named("SensorRow", row, DeviceRow)


BUILT = {
    metrics_json: in_any_unit("Metrics", _metrics),
    score_json: _score,
    ScoreBasis: _basis,
    basis_json: _basis,
    uncertainty_json: _uncertainty,
    bare_hold_json: in_any_unit("BareHold", _bare_hold),
    hold_json: in_any_unit("Hold", _hold),
    press_score_json: _press_score,
    refused_json: in_any_unit("Refused", _refused),
    rest_json: _rest,
    set_json: _set,
    protocol_json: _protocol,
    DeviceRow.as_json: _row,
    SessionJson: _session,
}
