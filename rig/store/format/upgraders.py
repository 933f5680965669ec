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


def header_2(header: Document) -> Document:
    """With the engine that scores the session."""
    return header | {"engine": _FIRST_ENGINE}


def hold_2(hold: Document) -> Document:
    """With the engine, beside the rubric of the score."""
    return hold | {"score": hold["score"] | {"engine": _FIRST_ENGINE}}


def set_2(result: Document) -> Document:
    """With the engine."""
    return result | {"engine": _FIRST_ENGINE}


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
    "protocol": (),
    "rubric": (rubric_2,),
    "hold": (hold_2,),
    "set": (set_2,),
}
