"""A protocol read from a table of TOML, every mistake named at its key path at once."""

import difflib
import re
from collections.abc import Mapping
from typing import Any, Final

from rig.engine.scoring.criteria import NAMES
from rig.engine.scoring.rubric import HOLD_SCORE_1
from rig.engine.scoring.target import FeedbackMode, Protocol, Target
from rig.errors import ConfigError
from rig.visible_text import steers, visible_text

# People feel a change of force of about 7 % (domain model 2.5): a tighter band asks for more.
SMALLEST_BAND_PCT: Final = 7.0
# No pad of ours is built for more (hardware/README.md).
HIGHEST_CEILING_N: Final = 150.0
# Below this the noise of a sensor counts as shaking (domain model 10, decision 7).
SMALLEST_STEADY_FORCE_N: Final = 5.0

TOP_KEYS: Final = frozenset(
    ("id", "version", "name", "purpose", "contact", "repetitions", "rest_s", "feedback",
     "evidence", "sources", "target", "weights", "pass_score", "assessment")
)  # fmt: skip
TARGET_KEYS: Final = frozenset(
    ("force_n", "band_pct", "hold_s", "hold_window_s", "loading_n_per_s", "release_n_per_s",
     "ceiling_n")
)  # fmt: skip


class ProtocolError(ConfigError):
    """A protocol file with mistakes.

    Attributes:
        source: name of the file.
        mistakes: one sentence each, with its key path.
    """

    exit_code = 2

    def __init__(self, source: str, mistakes: tuple[str, ...]) -> None:
        super().__init__(f"protocol {source}: " + "; ".join(mistakes))
        self.source = source
        self.mistakes = mistakes


class UnknownProtocolError(ConfigError):
    """An id that no protocol has.

    Attributes:
        protocol_id: what was asked for.
        known: ids there are.
    """

    exit_code = 5

    def __init__(self, protocol_id: str, known: tuple[str, ...]) -> None:
        super().__init__(
            f"no protocol is called {protocol_id!r}{did_you_mean(protocol_id, known)}; "
            f"there are {', '.join(known)}"
        )
        self.protocol_id = protocol_id
        self.known = known


def did_you_mean(word: str, known: tuple[str, ...]) -> str:
    """` (did you mean 'x'?)` for a near miss, else nothing."""
    near = difflib.get_close_matches(word, known, n=1)
    return f" (did you mean {near[0]!r}?)" if near else ""


MOST_SHOWN = 1e300


class _Reader:
    """Takes values out of a table and collects what is wrong with them."""

    def __init__(self) -> None:
        self.mistakes: list[str] = []

    def unknown(self, table: Mapping[str, Any], known: frozenset[str], path: str) -> None:
        for key in sorted(set(table) - known):
            hint = did_you_mean(key, tuple(sorted(known)))
            self.mistakes.append(f"{path}{key} is not known{hint}")

    def text(self, table: Mapping[str, Any], key: str) -> str:
        value = table.get(key)
        if not isinstance(value, str) or not value.strip():
            self.mistakes.append(f"{key} must be a text, not {value!r}")
            return ""
        if steers(value):
            shown = visible_text(value)[:40]
            self.mistakes.append(f"{key} holds a character that is no letter ({shown}): delete it")
        return value

    def number(
        self, table: Mapping[str, Any], key: str, path: str, low: float, high: float
    ) -> float:
        value = table.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.mistakes.append(f"{path}{key} must be a number, not {value!r}")
            return low
        if not low <= value <= high:
            # A whole number of 400 digits has no short form.
            shown = f"{value:g}" if abs(value) < MOST_SHOWN else "too large"
            self.mistakes.append(f"{path}{key} is {shown}, must be from {low:g} to {high:g}")
            return low
        return float(value)

    def pair(
        self, table: Mapping[str, Any], key: str, path: str, high: float
    ) -> tuple[float, float]:
        value = table.get(key)
        if not isinstance(value, list) or len(value) != 2:
            self.mistakes.append(f"{path}{key} must be two numbers [low, high], not {value!r}")
            return 0.0, high
        low_end = self.number({key: value[0]}, key, path, 0.0, high)
        high_end = self.number({key: value[1]}, key, path, 0.0, high)
        if low_end >= high_end:
            self.mistakes.append(f"{path}{key} is [{low_end:g}, {high_end:g}]: low end first")
        return low_end, high_end


def protocol_from(table: Mapping[str, Any], source: str) -> Protocol:
    """The protocol a TOML table describes.

    Args:
        table: parsed TOML.
        source: name of the file, for the error.

    Raises:
        ProtocolError: naming every mistake with its key path.
    """
    read = _Reader()
    read.unknown(table, TOP_KEYS, "")
    protocol_id = read.text(table, "id")
    if protocol_id and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", protocol_id):
        read.mistakes.append(f"id is {protocol_id!r}: use lower-case words joined by hyphens")
    repetitions = read.number(table, "repetitions", "", 1, 100)
    version = read.number(table, "version", "", 1, 1e6)
    for key, value in (("repetitions", repetitions), ("version", version)):
        if value != int(value):
            read.mistakes.append(f"{key} is {value:g}, must be a whole number")
    sources = table.get("sources", [])
    if not isinstance(sources, list) or not all(isinstance(line, str) for line in sources):
        read.mistakes.append("sources must be a list of texts")
        sources = []
    assessment = table.get("assessment", False)
    if not isinstance(assessment, bool):
        read.mistakes.append(f"assessment is {assessment!r}, must be true or false")
    target_table = table.get("target")
    if not isinstance(target_table, dict):
        read.mistakes.append("[target] is missing")
        target_table = {}
    weights = _weights(table.get("weights", dict(HOLD_SCORE_1.weights)), read)
    protocol = Protocol(
        id=protocol_id,
        version=int(version),
        name=read.text(table, "name"),
        purpose=read.text(table, "purpose"),
        contact=read.text(table, "contact"),
        target=_target(target_table, read, dict(weights)),
        repetitions=int(repetitions),
        rest_s=read.number(table, "rest_s", "", 0, 3600),
        feedback=_feedback(table.get("feedback", "concurrent"), read),
        weights=weights,
        sources=tuple(sources),
        evidence=read.text(table, "evidence"),
        pass_score=(
            read.number(table, "pass_score", "", 0, 100) if "pass_score" in table else None
        ),
        assessment=assessment is True,
    )
    if read.mistakes:
        raise ProtocolError(source, tuple(read.mistakes))
    return protocol


def _feedback(value: object, read: _Reader) -> FeedbackMode:
    if value == "none":
        return "none"
    if value != "concurrent":
        read.mistakes.append(f"feedback is {value!r}, must be 'concurrent' or 'none'")
    return "concurrent"


def _weights(table: object, read: _Reader) -> tuple[tuple[str, float], ...]:
    if not isinstance(table, dict):
        read.mistakes.append("[weights] must be a table of criterion = points")
        return HOLD_SCORE_1.weights
    read.unknown(table, frozenset(NAMES), "weights.")
    weights = tuple(
        (name, read.number(table, name, "weights.", 0, 100)) for name in NAMES if name in table
    )
    if sum(weight for _, weight in weights) <= 0:
        read.mistakes.append("weights give no points: give at least one criterion a weight")
    return weights


def _target(table: Mapping[str, Any], read: _Reader, weights: dict[str, float]) -> Target:
    path = "target."
    read.unknown(table, TARGET_KEYS, path)
    force_n = read.number(table, "force_n", path, 1, HIGHEST_CEILING_N)
    band_pct = read.number(table, "band_pct", path, 0, 50)
    if band_pct < SMALLEST_BAND_PCT:
        read.mistakes.append(
            f"{path}band_pct is {band_pct:g}: people cannot feel a difference of force below "
            f"about 7 %, use {SMALLEST_BAND_PCT:g} or more"
        )
    if force_n < SMALLEST_STEADY_FORCE_N and weights.get("steadiness", 0.0) > 0.0:
        read.mistakes.append(
            f"{path}force_n is {force_n:g}: steadiness cannot be scored below "
            f"{SMALLEST_STEADY_FORCE_N:g} N, leave weights.steadiness out"
        )
    hold_s = read.number(table, "hold_s", path, 1, 600)
    hold_min_s, hold_max_s = read.pair(table, "hold_window_s", path, 900)
    if not hold_min_s <= hold_s <= hold_max_s:
        read.mistakes.append(
            f"{path}hold_s is {hold_s:g}, must lie in hold_window_s "
            f"[{hold_min_s:g}, {hold_max_s:g}]"
        )
    loading = read.pair(table, "loading_n_per_s", path, 1000)
    release = read.pair(table, "release_n_per_s", path, 1000)
    ceiling_n = read.number(table, "ceiling_n", path, 1, HIGHEST_CEILING_N)
    if ceiling_n <= force_n * (1.0 + band_pct / 100.0):
        read.mistakes.append(
            f"{path}ceiling_n is {ceiling_n:g}, must lie above the band "
            f"({force_n * (1.0 + band_pct / 100.0):g})"
        )
    return Target(
        force_n=force_n,
        band_frac=band_pct / 100.0,
        hold_s=hold_s,
        hold_min_s=hold_min_s,
        hold_max_s=hold_max_s,
        loading_min_n_per_s=loading[0],
        loading_max_n_per_s=loading[1],
        release_min_n_per_s=release[0],
        release_max_n_per_s=release[1],
        ceiling_n=ceiling_n,
    )
