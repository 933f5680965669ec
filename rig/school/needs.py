"""Why a station needs the instructor: rules over what it shows now and did in the last minutes."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

from firmware_bridge.rounding import fixed
from firmware_bridge.samples import LinkState
from rig.engine.rest_notes import STILL_ON, WAITING
from rig.engine.scoring.target import Protocol
from rig.engine.step import Live
from rig.school.help import HelpState
from rig.school.recent import IN_A_ROW, Recent

NeedKind = Literal[
    "calls_for_help",
    "too_hard",
    "record",
    "lost_sensor",
    "holds_too_long",
    "held_up",
    "not_at_zero",
    "low_scores",
    "falling_scores",
    "help_coming",
    "idle",
    "pressed_too_hard",
    "sensor_remark",
    "check_due",
]
"""The most urgent first: who calls, what hurts or loses data, who learns badly, what can wait."""

WORDS: Final[dict[NeedKind, str]] = {
    "calls_for_help": "calls for help",
    "too_hard": "too hard",
    "record": "not recorded",
    "lost_sensor": "no signal",
    "holds_too_long": "holds too long",
    "held_up": "cannot go on",
    "not_at_zero": "not at zero",
    "low_scores": "low scores",
    "falling_scores": "scores fall",
    "help_coming": "help is coming",
    "idle": "idle",
    "pressed_too_hard": "pressed too hard",
    "sensor_remark": "check the sensor",
    "check_due": "check weight due",
}
STALE_S: Final = 2.0
# Everybody waits a second for a zero; who waits longer does not know what to do.
PATIENCE_S: Final = 5.0
# The rest is over and nobody pressed for this long: a longer look at the page than any needs.
IDLE_S: Final = 60.0
# Where the protocol has no pass mark; our own choice, as the next one.
LOW_SCORE: Final = 60.0
# Sets of one person differ by some points without a reason.
FALL_POINTS: Final = 10.0


@dataclass(frozen=True, slots=True)
class Need:
    """One reason to go there.

    Attributes:
        word: for a tile, two or three words.
        text: one sentence; says nothing that changes every second.
    """

    kind: NeedKind
    word: str
    text: str


@dataclass(frozen=True, slots=True)
class StationNow:
    """What the rules look at.

    Attributes:
        in_set: a session is under way.
        age_s: of the newest sample; infinite before the first.
        is_unused: a page that is a pad and that nobody has open.
        trouble: a sentence while the record is not safe, else empty.
        check_due: a sentence when a check weight is due, else empty.
        help: how a call for the instructor stands.
    """

    live: Live
    protocol: Protocol
    recent: Recent
    in_set: bool
    link_state: LinkState
    link_reason: str
    age_s: float
    is_unused: bool
    trouble: str
    check_due: str
    help: HelpState = "none"


def needs_of(now: StationNow) -> tuple[Need, ...]:
    """Every reason, the most urgent first; of a silent pad only what is known without it."""
    texts = _of_help(now.help) | ({} if now.is_unused else _of_pad(now))
    return tuple(
        Need(kind, WORDS[kind], _sentence(texts[kind]))
        for kind in get_args(NeedKind)
        if texts.get(kind)
    )


def _of_help(state: HelpState) -> dict[str, str]:
    return {
        "calls_for_help": "Calls for you." if state == "asked" else "",
        "help_coming": "Called; help is on the way." if state == "coming" else "",
    }


def _of_pad(now: StationNow) -> dict[str, str]:
    lost = _lost(now)
    return {
        "record": now.trouble,
        "lost_sensor": lost,
        "low_scores": _low_scores(now),
        "falling_scores": _falling_scores(now),
        "check_due": now.check_due,
        **({} if lost else _seen(now)),
    }


def _seen(now: StationNow) -> dict[str, str]:
    """What only samples tell."""
    live, is_over = now.live, now.live.zone == "over"
    target = now.protocol.targets[min(live.level, len(now.protocol.targets)) - 1]
    is_long = now.in_set and live.phase == "holding" and live.held_s > target.hold_max_s
    waited_s = live.t_s - now.recent.awaited_s
    return {
        "too_hard": "Presses far too hard." if is_over else "",
        "holds_too_long": f"Holds longer than {target.hold_max_s:g} s." if is_long else "",
        **_note(now),
        "idle": "Has not pressed for a minute." if now.in_set and waited_s >= IDLE_S else "",
        "pressed_too_hard": (
            "Pressed far too hard in the last press." if now.recent.was_over and not is_over else ""
        ),
        "sensor_remark": now.link_reason if now.link_state == "streaming" else "",
    }


def _note(now: StationNow) -> dict[str, str]:
    """What the learner is told, as soon as it is more than the usual second of waiting."""
    note = now.live.note
    is_usual = now.live.phase == "taring" or note in (WAITING, STILL_ON)
    if is_usual and now.live.t_s - now.recent.note_s < PATIENCE_S:
        return {}
    is_of_zero = not is_usual and "zero" in note
    return {"not_at_zero": note} if is_of_zero else {"held_up": note}


def _lost(now: StationNow) -> str:
    """Why nothing is heard of the pad; empty where something is, or is about to be."""
    if now.link_state == "streaming":
        is_stale = STALE_S <= now.age_s < float("inf")
        return "No new values for 2 s; it comes back by itself." if is_stale else ""
    if now.link_state == "connecting":
        return now.link_reason
    return now.link_reason or "No signal from the pad: check its cable."


def _low_scores(now: StationNow) -> str:
    mark = LOW_SCORE if now.protocol.pass_score is None else now.protocol.pass_score
    scores = now.recent.scores
    if len(scores) < IN_A_ROW or max(scores) >= mark:
        return ""
    return f"The last {IN_A_ROW} scores are low: {_listed(scores)}."


def _falling_scores(now: StationNow) -> str:
    """Whole sets of one protocol, each below the one before, and together by more than chance."""
    means = [mean for _, mean in now.recent.set_scores]
    is_alike = len({protocol for protocol, _ in now.recent.set_scores}) == 1
    if len(means) < IN_A_ROW or not is_alike or means[0] - means[-1] < FALL_POINTS:
        return ""
    if any(after >= before for before, after in itertools.pairwise(means)):
        return ""
    return f"The scores fall from set to set: {_listed(means)}."


def _listed(scores: Sequence[float]) -> str:
    return ", ".join(fixed(score, 0) for score in scores)


def _sentence(text: str) -> str:
    """With a capital and a full stop."""
    whole = text[:1].upper() + text[1:]
    return whole if whole.endswith((".", "!", "?")) else f"{whole}."
