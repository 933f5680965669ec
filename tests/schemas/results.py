"""What the functions that build our JSON make: the only part that is said twice, and so tested."""

from rig.basis import Basis
from rig.discovery.rows import Now, Row
from rig.hold import Hold, HoldMetrics
from rig.results import (
    _without_newtons,
    bare_hold_json,
    basis_json,
    doubt_json,
    hold_json,
    metrics_json,
    protocol_json,
    score_json,
    set_json,
)
from rig.score import HoldScore
from rig.step import ScoredHold, SetResult
from rig.target import Protocol, Target
from tests.schemas.shapes import Builder, Schema, Shapes, either, obj, without_newtons

PLACE_OF_A_HOLD = (
    "onset_s", "plateau_start_s", "plateau_end_s", "release_s", "hold_s", "level_n", "dips",
    "interrupted", "flags",
)  # fmt: skip
NUMBERS = {"type": "object", "additionalProperties": {"type": "number"}}
REASONS = {"type": "object", "additionalProperties": {"type": "string"}}


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
    return shapes.of(HoldScore)


def _basis(shapes: Shapes) -> Schema:
    def basis() -> Schema:
        passport = {"passport_sha256": {"type": ["string", "null"]}}
        return shapes.merged([shapes.fields(Basis), obj(passport)])

    return shapes.named("Basis", basis, Basis)


def _doubt(shapes: Shapes) -> Schema:
    number = {"type": ["number", "null"]}
    parts = {
        "coverage_factor": {"type": "number"},
        "score": number | {"description": "expanded uncertainty of the score"},
        "score_shared": number | {"description": "the part that is the same for every press"},
        "metrics": NUMBERS | {"description": "expanded uncertainty of each metric"},
    }
    told = obj(parts, description="What comes from the sensor alone.")
    made = shapes.named("Uncertainty", lambda: told, doubt_json)
    return either([made, {"type": "null"}])


def _bare_hold(shapes: Shapes) -> Schema:
    return shapes.fields(Hold, PLACE_OF_A_HOLD)


def _hold(shapes: Shapes) -> Schema:
    parts = [
        shapes.fields(ScoredHold, ("number", "repetition")),
        _bare_hold(shapes),
        shapes.fields(Hold, ("zero_after_n",)),
        obj(
            {
                "metrics": shapes.of(metrics_json),
                "score": shapes.of(score_json),
                "uncertainty": shapes.of(doubt_json),
            }
        ),
        shapes.fields(ScoredHold, ("outcome",)),
        obj({"basis": shapes.of(basis_json)}),
    ]
    return shapes.merged(parts)


def _set(shapes: Shapes) -> Schema:
    return shapes.of(SetResult)


def _protocol(shapes: Shapes) -> Schema:
    def target() -> Schema:
        return shapes.merged([shapes.fields(Target), shapes.fields(Target, ("low_n", "high_n"))])

    def protocol() -> Schema:
        told = obj({"target": shapes.named("TargetWithEdges", target, Target), "weights": NUMBERS})
        return shapes.merged([shapes.fields(Protocol), told])

    return shapes.named("ProtocolWithEdges", protocol, protocol_json)


def _row(shapes: Shapes) -> Schema:
    names = [name for name in Row.__dataclass_fields__ if name != "now"]

    def row() -> Schema:
        return shapes.merged([shapes.fields(Row, names), shapes.fields(Now)])

    return shapes.named("SensorRow", row, Row)


BUILT = {
    metrics_json: in_any_unit("Metrics", _metrics),
    score_json: _score,
    Basis: _basis,
    basis_json: _basis,
    doubt_json: _doubt,
    bare_hold_json: in_any_unit("BareHold", _bare_hold),
    hold_json: in_any_unit("Hold", _hold),
    set_json: _set,
    protocol_json: _protocol,
    Row.as_json: _row,
}
