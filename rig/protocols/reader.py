"""A protocol read from a table of TOML, every mistake named at its key path at once."""

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from rig.engine.scoring.criteria import NAMES
from rig.engine.scoring.rubric import HOLD_SCORE_1
from rig.engine.scoring.target import FeedbackMode, Protocol
from rig.errors import ConfigError
from rig.protocols.fields import AT, TOP_KEYS
from rig.protocols.table_reader import Mistake, TableReader, did_you_mean
from rig.protocols.target_reader import targets_from


class ProtocolError(ConfigError):
    """A protocol file with mistakes.

    Attributes:
        source: name of the file.
        found: every mistake at its key.
        mistakes: the same as sentences.
    """

    exit_code = 2

    def __init__(self, source: str, found: tuple[Mistake, ...]) -> None:
        self.source = source
        self.found = found
        self.mistakes = tuple(str(each) for each in found)
        super().__init__(f"protocol {source}: " + "; ".join(self.mistakes))


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


def protocol_of_toml(text: str, source: str) -> Protocol:
    """The protocol a text of TOML describes.

    Args:
        text: as it stands in a file.
        source: name of the file, for the error.

    Raises:
        ProtocolError: it is no TOML, or has mistakes: all of them at once.
    """
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise ProtocolError(source, (Mistake("", f"is no TOML: {error}"),)) from error
    return protocol_from(table, source)


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
    protocol_id = read.text(table, AT["id"])
    if protocol_id and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", protocol_id):
        read.refuse("id", f"is {protocol_id!r}: use lower-case words joined by hyphens")
    assessment = table.get("assessment", False)
    if not isinstance(assessment, bool):
        read.refuse("assessment", f"is {assessment!r}, must be true or false")
    target_table = table.get("target")
    if not isinstance(target_table, dict):
        read.refuse("target", "is missing: write [target] and under it what is pressed")
        target_table = {}
    weights = _weights(table.get("weights", dict(HOLD_SCORE_1.weights)), read)
    targets = targets_from(target_table, read, dict(weights))
    protocol = Protocol(
        id=protocol_id,
        version=int(_number(table, "version", read)),
        name=read.text(table, AT["name"]),
        purpose=read.text(table, AT["purpose"]),
        contact=read.text(table, AT["contact"]),
        target=targets[0],
        repetitions=int(_number(table, "repetitions", read)),
        rest_s=_number(table, "rest_s", read),
        feedback=_feedback(table.get("feedback", "concurrent"), read),
        weights=weights,
        sources=read.texts(table, AT["sources"]),
        evidence=read.text(table, AT["evidence"]),
        pass_score=_number(table, "pass_score", read) if "pass_score" in table else None,
        then=targets[1:],
        assessment=assessment is True,
    )
    if read.mistakes:
        raise ProtocolError(source, tuple(read.mistakes))
    return protocol


def _number(table: Mapping[str, Any], key: str, read: TableReader) -> float:
    return read.number(table, key, "", AT[key])


def _feedback(value: object, read: TableReader) -> FeedbackMode:
    if value == "none":
        return "none"
    if value != "concurrent":
        read.refuse("feedback", f"is {value!r}, must be 'concurrent' or 'none'")
    return "concurrent"


def _weights(table: object, read: TableReader) -> tuple[tuple[str, float], ...]:
    if not isinstance(table, dict):
        read.refuse("weights", "must be a table of criterion = points")
        return HOLD_SCORE_1.weights
    read.unknown(table, frozenset(NAMES), "weights.")
    weights = tuple(
        (name, read.number(table, name, "weights.", AT["weights"]))
        for name in NAMES
        if name in table
    )
    if sum(weight for _, weight in weights) <= 0:
        read.refuse("weights", "give no points: give at least one criterion a weight")
    return weights
