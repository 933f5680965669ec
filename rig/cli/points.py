"""A stored score as a person says it in a terminal."""

from typing import Any


def score_text(hold: dict[str, Any]) -> str:
    """The score of a press of the record with its error bar, or why there is none."""
    from rig.engine.scoring.uncertainty import score_message

    score, uncertainty = hold["score"]["score"], hold["uncertainty"]
    if score is None:
        return f"no score ({hold['score']['void_reason']})"
    return score_message(score, uncertainty and uncertainty["score"], hold["outcome"])


def press_text(hold: dict[str, Any]) -> str:
    """The score of all levels of a press, beside the last of them; empty elsewhere."""
    from rig.engine.scoring.uncertainty import score_message

    worth = hold["press_score"]
    if worth is None:
        return ""
    levels = f"press {hold['press']}, its {len(worth['levels'])} levels together"
    if worth["score"] is None:
        return f"{levels}: no score ({worth['void_reason']})"
    points = score_message(worth["score"], worth["expanded"], worth["outcome"])
    return f"{levels}: {points}. {worth['advice']}"
