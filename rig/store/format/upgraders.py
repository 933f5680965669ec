"""The steps from each form that a stored document has had to the next: pure, and never changed.

A document names its form in `format`; format 1 is that of the first stores, which had no number.
Entry k of `UPGRADERS` turns format k + 1 of a kind into format k + 2: whoever changes what is
stored adds an entry, and a store of the new form to `tests/stores/`. Nothing here may use
today's criteria, defaults or thresholds, for those change.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, Literal

Kind = Literal["header", "calibration", "protocol", "rubric", "hold", "set"]
Document = dict[str, Any]
Upgrader = Callable[[Document], Document]


# What scored the first stores; they did not say.
_FIRST_ENGINE: Final[Document] = {"finder": 1, "metrics": 1, "score": 1}


# The finder that came with format 2; a session of format 1 names none.
_SECOND_FINDER: Final[Document] = {
    "id": "finder/2",
    "valley_frac": 0.5,
    "valley_s": 0.2,
    "height_s": 1.0,
    "height_fall_s": 5.0,
    "rise_s": 0.5,
    "rest_frac": 0.2,
    "rest_s": 1.0,
    "cell_s": 0.2,
    "step_up_frac": 0.2,
    "step_down_frac": 1.0 / 3.0,
    "step_s": 3.0,
    "lapse_s": 3.6,
    "arrived_frac": 0.9,
    "left_frac": 0.8,
    "near_frac": 0.25,
    "near_share_frac": 0.75,
    "sag_frac": 0.2,
    "hold_s": 1.0,
    "dip_s": 0.5,
    "train_s": 2.0,
    "train_n": 3,
}


def header_2(header: Document) -> Document:
    """With the engine that scored the session, and the finder that would look for its holds now."""
    return header | {"engine": _FIRST_ENGINE, "finder": _SECOND_FINDER}


# What the first metrics did not measure of a hold.
_NOT_YET_MEASURED: Final = (
    "above_band_s",
    "below_band_s",
    "outside_by_level_s",
    "outside_by_drift_s",
    "outside_by_sway_s",
)


def hold_2(hold: Document) -> Document:
    """With the engine, its place in its press, and what the first engine neither measured nor said.

    The first finder knew one plateau a press, and none that was unsteady or broken.
    """
    place = {"press": hold["number"], "plateau": 1, "class": "hold", "reason": "", "breaks": 0}
    metrics, score = hold["metrics"], hold["score"]
    unmeasured = dict.fromkeys(_NOT_YET_MEASURED, "the engine that judged it did not measure this")
    told = score["void_reason"] or next(iter(score["caps"]), "")
    return (
        hold
        | place
        | {
            "metrics": metrics
            | dict.fromkeys(_NOT_YET_MEASURED)
            | {"not_measurable": metrics["not_measurable"] | unmeasured},
            "score": score
            | {"engine": _FIRST_ENGINE, "summary": told, "advice_about": "", "cap_by": ""}
            | {"criteria": [each | {"aim": ""} for each in score["criteria"]]},
        }
    )


def hold_3(hold: Document) -> Document:
    """With the level it answers: until now a protocol asked for one, and a press was one hold."""
    number = 0 if hold["outcome"] == "other_level" else 1
    return hold | {"level_number": number, "press_score": None}


def protocol_2(protocol: Document) -> Document:
    """With the levels after the first, of which there were none; none was an assessment."""
    return protocol | {"then": [], "assessment": False}


def set_2(result: Document) -> Document:
    """With the engine."""
    return result | {"engine": _FIRST_ENGINE}


def set_3(result: Document) -> Document:
    """With the new zeros taken within the set: before, none was."""
    return result | {"rests_moved": []}


def rubric_2(rubric: Document) -> Document:
    """Anchors by the name of their criterion; before, each had a field of its own."""
    kept = ("id", "weights", "poor_share_frac", "cap_poor", "cap_ceiling", "implausible_cv_pct")
    anchors = [
        ["accuracy", rubric["accuracy_bands"]],
        ["time_in_band", rubric["time_in_band_frac"]],
        ["steadiness", rubric["steadiness_cv_pct"]],
        ["drift", rubric["drift_bands"]],
        ["hold_time", [rubric["hold_tolerance_s"]]],
        ["loading_rate", [rubric["rate_factor_zero"]]],
        ["overshoot", rubric["overshoot_bands"]],
        ["release_rate", [rubric["rate_factor_zero"]]],
    ]
    return {key: rubric[key] for key in kept} | {"anchors": anchors}


UPGRADERS: Final[Mapping[Kind, tuple[Upgrader, ...]]] = {
    "header": (header_2,),
    "calibration": (),
    "protocol": (protocol_2,),
    "rubric": (rubric_2,),
    "hold": (hold_2, hold_3),
    "set": (set_2, set_3),
}
