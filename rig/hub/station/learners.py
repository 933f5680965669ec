"""The class of the demonstration: simulated learners who press what the protocol asks."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from rig.engine.scoring.target import Protocol


@dataclass(frozen=True, slots=True)
class DemoLearner:
    """Someone who practises without being asked.

    Attributes:
        id: opaque id under which sessions are kept.
        name: fictitious first name.
    """

    id: str
    name: str


GUEST = DemoLearner("", "")
# A learner looks up, breathes in and only then presses again.
READY_S = 3.0
# A pad on a screen is pressed half-way where the force asked for is reached.
TARGET_TRAVEL_FRAC = 0.5

# Skill and first name; the order in which stations are filled.
CLASS = (
    ("good", "Ana"),
    ("novice", "Ben"),
    ("expert", "Chidi"),
    ("trembling", "Dana"),
    ("fading", "Emil"),
    ("light", "Fatou"),
    ("overlong", "Goran"),
    ("jabbing", "Hana"),
)


def class_uri(place: int) -> str:
    """Source of the station at this place, from 0; beyond the class the skills come round."""
    skill, _ = CLASS[place % len(CLASS)]
    return f"sim:?learner={skill}&seed={place + 1}"


def class_name(place: int) -> str:
    """First name at this place; the second round is told apart by a number."""
    _, name = CLASS[place % len(CLASS)]
    round_ = place // len(CLASS)
    return f"{name} {round_ + 1}" if round_ else name


def is_on_screen(uri: str) -> bool:
    """Whether a page is the pad."""
    return uri.startswith("screen:")


def is_simulated(uri: str) -> bool:
    """Whether no sensor is involved."""
    return uri.startswith("sim:") or is_on_screen(uri)


def begins_anew(uri: str) -> bool:
    """Whether the source can be opened afresh for every set: nothing real is attached."""
    return is_simulated(uri) or uri.startswith("file:")


def pressing(uri: str, protocol: Protocol) -> str:
    """The source, with a simulated learner who presses what this protocol asks.

    What the URI already says of force and time is left as it is.
    """
    if not is_simulated(uri):
        return uri
    target = protocol.target
    if is_on_screen(uri):
        highest_n = max(each.force_n for each in protocol.targets)
        return _with_missing(uri, {"full_n": highest_n / TARGET_TRAVEL_FRAC})
    requests: dict[str, float | str] = {
        "target_n": target.force_n,
        "hold_s": target.hold_s,
        "hold_min_s": target.hold_min_s,
        "hold_max_s": max(target.hold_max_s, target.hold_min_s),
        "rest_s": protocol.rest_s + READY_S,
    }
    if "target_n=" not in uri and protocol.then:
        requests["then"] = ",".join(
            f"{each.force_n:g}:{each.hold_s:g}:{each.hold_min_s:g}:{each.hold_max_s:g}"
            for each in protocol.then
        )
    return _with_missing(uri, requests)


def _with_missing(uri: str, requests: Mapping[str, float | str]) -> str:
    missing = {
        key: value if isinstance(value, str) else f"{value:g}"
        for key, value in requests.items()
        if re.search(rf"[?&]{key}=", uri) is None
    }
    return uri + ("&" if "?" in uri else "?") + urlencode(missing) if missing else uri
