"""A protocol read from a table of TOML, every mistake named at its key path at once."""

import re
from collections.abc import Mapping
from typing import Any, Final

from rig.engine.scoring.criteria import NAMES
from rig.engine.scoring.rubric import HOLD_SCORE_1
from rig.engine.scoring.target import FeedbackMode, Protocol
from rig.errors import ConfigError
from rig.protocols.table_reader import TableReader, did_you_mean
from rig.protocols.target_reader import targets_from

TOP_KEYS: Final = frozenset(
    ("id", "version", "name", "purpose", "contact", "repetitions", "rest_s", "feedback",
     "evidence", "sources", "target", "weights", "pass_score", "assessment")
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


def protocol_from(table: Mapping[str, Any], source: str) -> Protocol:
    """The protocol a TOML table describes.

    Args:
        table: parsed TOML.
        source: name of the file, for the error.

    Raises:
        ProtocolError: naming every mistake with its key path.
    """
    read = TableReader()
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
    targets = targets_from(target_table, read, dict(weights))
    protocol = Protocol(
        id=protocol_id,
        version=int(version),
        name=read.text(table, "name"),
        purpose=read.text(table, "purpose"),
        contact=read.text(table, "contact"),
        target=targets[0],
        repetitions=int(repetitions),
        rest_s=read.number(table, "rest_s", "", 0, 3600),
        feedback=_feedback(table.get("feedback", "concurrent"), read),
        weights=weights,
        sources=tuple(sources),
        evidence=read.text(table, "evidence"),
        pass_score=(
            read.number(table, "pass_score", "", 0, 100) if "pass_score" in table else None
        ),
        then=targets[1:],
        assessment=assessment is True,
    )
    if read.mistakes:
        raise ProtocolError(source, tuple(read.mistakes))
    return protocol


def _feedback(value: object, read: TableReader) -> FeedbackMode:
    if value == "none":
        return "none"
    if value != "concurrent":
        read.mistakes.append(f"feedback is {value!r}, must be 'concurrent' or 'none'")
    return "concurrent"


def _weights(table: object, read: TableReader) -> tuple[tuple[str, float], ...]:
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
