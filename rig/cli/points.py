"""A score as a person says it in a terminal."""

from typing import Any


def points_of(hold: dict[str, Any]) -> str:
    """The score of a press with its error bar, as a person says it."""
    from calibration.propagate import plus_minus

    score, doubt = hold["score"]["score"], hold["uncertainty"]
    if score is None:
        return f"no score ({hold['score']['void_reason']})"
    if doubt is None or doubt["score"] is None:
        return f"{score:.1f} of 100, uncertainty unknown"
    borderline = ", borderline: repeat" if hold["outcome"] == "borderline" else ""
    return f"{plus_minus(score, doubt['score'])} of 100{borderline}"
