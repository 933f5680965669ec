"""A stored score as a person says it in a terminal."""

from typing import Any


def points_of(hold: dict[str, Any]) -> str:
    """The score of a press of the record with its error bar, or why there is none."""
    from rig.doubt import score_words

    score, doubt = hold["score"]["score"], hold["uncertainty"]
    if score is None:
        return f"no score ({hold['score']['void_reason']})"
    return score_words(score, doubt and doubt["score"], hold["outcome"])
