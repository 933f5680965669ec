"""Results as JSON: one shape for the command line, the record, the live socket and exports.

The schema is documented in docs/scoring.md. Where the unit of the force is not newtons the keys
lose their `_n` (`level_n` becomes `level`).
"""

import dataclasses
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from calibration.uncertainty.budget import COVERAGE_FACTOR
from rig.engine.hold import HoldMetrics
from rig.engine.judging.press import Refused
from rig.engine.judging.rest import Rest
from rig.engine.numbers import ENGINE, Engine
from rig.engine.scoring.basis import ScoreBasis
from rig.engine.scoring.press_score import PressScore
from rig.engine.scoring.score import HoldScore
from rig.engine.scoring.target import Protocol
from rig.engine.scoring.uncertainty import HoldUncertainty
from rig.engine.step import ScoredHold, SetResult

SCORE_SCHEMA: Final = "steadyhold.score/2"
METRICS_SCHEMA: Final = "steadyhold.metrics/1"
HOLDS_SCHEMA: Final = "steadyhold.holds/2"

Json = dict[str, Any]


def dumps(value: object) -> str:
    """Stable JSON text: keys as built, full double precision, never a NaN.

    Raises:
        ValueError: a value is not finite.
    """
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def envelope(
    schema: str, source: str, unit: str, assumed: Sequence[str], **content: object
) -> Json:
    """The frame every reading command answers in."""
    return {"schema": schema, "source": source, "unit": unit, "assumed": list(assumed), **content}


def metrics_json(metrics: HoldMetrics, unit: str) -> Json:
    """Metrics with None where not measurable and the reasons beside."""
    named: Json = {
        field.name: getattr(metrics, field.name)
        for field in dataclasses.fields(metrics)
        if field.name not in ("hold_s", "not_measurable")
    }
    named["not_measurable"] = dict(metrics.not_measurable)
    return _named_for(unit, named)


def score_json(score: HoldScore) -> Json:
    """Score, rubric and engine, criteria, caps, void reason and advice."""
    return {
        "score": score.score,
        "rubric": score.rubric,
        "engine": engine_json(ENGINE),
        "criteria": [dataclasses.asdict(each) for each in score.criteria],
        "caps": list(score.caps),
        "cap_by": score.cap_by,
        "void_reason": score.void_reason,
        "summary": score.summary,
        "advice": score.advice,
        "advice_about": score.advice_about,
    }


def engine_json(engine: Engine) -> Json:
    """The numbers of what made a result."""
    return dataclasses.asdict(engine)


def hold_json(scored: ScoredHold, unit: str) -> Json:
    """One judged hold: where it lies, what was measured, what it scored; no samples."""
    hold = scored.hold
    return (
        {"number": scored.number, "repetition": scored.repetition}
        | _hold_fields(scored, unit)
        | {
            "zero_after_n" if unit == "N" else "zero_after": hold.zero_after_n,
            "metrics": metrics_json(scored.metrics, unit),
            "score": score_json(scored.score),
            "uncertainty": uncertainty_json(scored.uncertainty, unit),
            "outcome": scored.outcome,
            "basis": basis_json(scored.basis),
            "level_number": scored.level_number,
            "press_score": press_score_json(scored.press_score, unit),
        }
    )


def press_score_json(worth: PressScore | None, unit: str) -> Json | None:
    """What a press of several levels is worth, level by level; None elsewhere."""
    if worth is None:
        return None
    return {
        "score": worth.score,
        "expanded": None if worth.uncertainty is None else worth.uncertainty.expanded,
        "outcome": worth.outcome,
        "levels": [_named_for(unit, dataclasses.asdict(each)) for each in worth.levels],
        "cap": worth.cap,
        "void_reason": worth.void_reason,
        "summary": worth.summary,
        "advice": worth.advice,
    }


def uncertainty_json(uncertainty: HoldUncertainty | None, unit: str) -> Json | None:
    """Expanded uncertainties of the score and the metrics; None where nothing is known."""
    if uncertainty is None:
        return None
    score = uncertainty.score
    return {
        "coverage_factor": COVERAGE_FACTOR,
        "score": None if score is None else score.expanded,
        "score_shared": None if score is None else COVERAGE_FACTOR * score.shared,
        "metrics": _named_for(unit, dict(uncertainty.metrics)),
    }


def basis_json(basis: ScoreBasis) -> Json:
    """What a score rests on; the digest of the passport is None without one."""
    return dataclasses.asdict(basis) | {"passport_sha256": basis.passport_sha256 or None}


def bare_hold_json(scored: ScoredHold, unit: str) -> Json:
    """One hold without metrics and score, for `holds`."""
    return _hold_fields(scored, unit)


def _hold_fields(scored: ScoredHold, unit: str) -> Json:
    hold = scored.hold
    return _named_for(
        unit,
        {
            "onset_s": hold.onset_s,
            "plateau_start_s": hold.plateau_start_s,
            "plateau_end_s": hold.plateau_end_s,
            "release_s": hold.release_s,
            "hold_s": hold.hold_s,
            "level_n": hold.level_n,
            "press": hold.press,
            "plateau": hold.plateau,
            "class": hold.kind,
            "reason": hold.reason,
            "dips": hold.dips,
            "breaks": hold.breaks,
            "interrupted": hold.interrupted,
            "flags": list(hold.flags),
        },
    )


def refused_json(refused: Refused, unit: str) -> Json:
    """Contact that is no hold, with its class and the reason in words."""
    return _named_for(
        unit,
        {
            "start_s": refused.start_s,
            "end_s": refused.end_s,
            "peak_n": refused.peak_n,
            "class": refused.kind,
            "reason": refused.reason,
        },
    )


def rest_json(rest: Rest) -> Json:
    """The zero that was subtracted, in the unit of the record, and where it comes from."""
    return {
        "value": rest.raw,
        "spread": rest.spread,
        "noise": rest.noise,
        "from": rest.source,
        "known": rest.known,
    }


def set_json(result: SetResult) -> Json:
    """The repetitions of a set together."""
    told = dataclasses.asdict(result) | {"basis": basis_json(result.basis)}
    return told | {"engine": engine_json(ENGINE)}


def protocol_json(protocol: Protocol) -> Json:
    """A protocol with its targets and the two edges of the band of each."""
    target, *then = (
        dataclasses.asdict(each) | {"low_n": each.low_n, "high_n": each.high_n}
        for each in protocol.targets
    )
    return dataclasses.asdict(protocol) | {
        "target": target,
        "then": then,
        "weights": dict(protocol.weights),
        "sources": list(protocol.sources),
    }


def _named_for(unit: str, named: Mapping[str, Any]) -> Json:
    """The same values under keys that claim newtons only where they are newtons."""
    if unit == "N":
        return dict(named)
    renamed = {_without_newtons(key): value for key, value in named.items()}
    if isinstance(renamed.get("not_measurable"), dict):
        renamed["not_measurable"] = {
            _without_newtons(key): reason for key, reason in renamed["not_measurable"].items()
        }
    return renamed


def _without_newtons(key: str) -> str:
    return re.sub(r"_n(_|$)", r"\1", key)
