"""Readings that are no force: presses are found, nothing is held against a target in newtons."""

from dataclasses import replace
from typing import Final

from rig.engine.scoring.score import HoldScore
from rig.engine.step import Cue, Live

WAY_OUT: Final = "calibrate the sensor to see newtons"


def no_newtons_message(unit: str) -> str:
    """Why there is no target and no score, and the way out.

    Args:
        unit: of the readings.
    """
    if unit == "unknown":
        return (
            f"The readings have no unit: say unit=N (or kg, g, lbf) in the address, or {WAY_OUT}."
        )
    return f"The readings are {unit}, not newtons: {WAY_OUT}."


def live_without_target(live: Live, unit: str) -> Live:
    """The state of this moment without a word or a zone that compares with newtons.

    Args:
        live: as told against the target.
        unit: of the readings.
    """
    cue: Cue = live.cue
    if cue in ("press more", "ease off", "stop"):
        cue = "hold" if live.phase in ("loading", "holding") else ""
    return live._replace(
        zone="none",
        cue=cue,
        in_band_s=0.0,
        note=live.note or no_newtons_message(unit),
    )


def void_score(score: HoldScore, unit: str) -> HoldScore:
    """No score for a press whose readings are no force.

    Args:
        score: of the press against a target in newtons.
        unit: of the readings.
    """
    reason = no_newtons_message(unit)
    return replace(
        score, score=None, criteria=(), caps=(), cap_by="", void_reason=reason, summary=reason,
        advice=f"{WAY_OUT.capitalize()}.",
    )  # fmt: skip
