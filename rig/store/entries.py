"""What the recorder is told, turned into rows as soon as it is told."""

import math
from dataclasses import dataclass
from datetime import UTC, datetime

from firmware_bridge.samples import RawBlock
from rig.engine.step import Command, Event, ScoredHold, Step
from rig.store.format.documents import hold_text, set_text
from rig.store.format.header import SessionHeader, header_text

FINISH = "finish"
"""Kind of a row among the commands: the fold was told that the record is over."""

Value = int | float | str | None


@dataclass(frozen=True, slots=True)
class Begun:
    """A session begins.

    Attributes:
        header: its header.
        text: the header as it is stored.
    """

    header: SessionHeader
    text: str


@dataclass(frozen=True, slots=True)
class SmallRow:
    """A row of a table other than the blocks.

    Attributes:
        table: one of `rig.store.format.schema.SMALL_TABLES`.
        at_index: samples of the session before the row.
        values: its own columns, in the order of the schema.
    """

    table: str
    at_index: int
    values: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Appended:
    """What one step adds to a session.

    Attributes:
        session_id: the session.
        raw: its block, None where the step answers a command.
        rows: what else happened.
    """

    session_id: str
    raw: RawBlock | None
    rows: tuple[SmallRow, ...]


@dataclass(frozen=True, slots=True)
class Ended:
    """A session ends.

    Attributes:
        session_id: the session.
        how: a word or sentence: `done`, `stopped`, ...
        at_utc: ISO 8601.
    """

    session_id: str
    how: str
    at_utc: str


Entry = Begun | Appended | Ended


def now_utc() -> str:
    """The wall clock in ISO 8601 with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def begun(header: SessionHeader) -> Begun:
    """The entry of a new session.

    Raises:
        ValueError: a number in the header is NaN or infinite.
    """
    return Begun(header, header_text(header))


def appended(
    header: SessionHeader, samples_before: int, step: Step, command: Command | None
) -> Appended:
    """The entry of one step.

    Args:
        header: of its session.
        samples_before: samples of the session before the step.
        step: what the fold answered to a block, a command, or the end of the record.
        command: the command it answered, None for a block and for the end.

    Raises:
        ValueError: the block is not as the header's traits say.
    """
    rows: list[SmallRow] = []
    after = samples_before
    if step.raw is not None:
        _check(step.raw, len(header.traits.channels))
        after += step.raw.tick.size
    else:
        rows.append(_command_row(after, command))
    rows.extend(map(_event_row, step.events))
    if step.holds:
        unit = header.calibration.unit
        rows.extend(_hold_row(after, scored, unit) for scored in step.holds)
    if step.set_result is not None:
        values: dict[str, Value] = {"json": set_text(step.set_result)}
        rows.append(SmallRow("sets", after, values))
    return Appended(header.session_id, step.raw, tuple(rows))


def remarked(header: SessionHeader, samples_before: int, t_s: float, text: str) -> Appended:
    """The entry of something the sensor's link said between two samples.

    Args:
        header: of its session.
        samples_before: samples of the session before it.
        t_s: session time of the newest of them, 0 before the first.
        text: what a person was told.
    """
    event = Event(samples_before, t_s, "sensor_remark", math.nan, text)
    return Appended(header.session_id, None, (_event_row(event),))


def _command_row(at_index: int, command: Command | None) -> SmallRow:
    kind: str = FINISH
    raw_zero = raw_spread = raw_noise = None
    by = ""
    if command is not None:
        kind, by = command.kind, command.by
        raw_zero = _known(command.raw_zero)
        raw_spread, raw_noise = _known(command.raw_spread), _known(command.raw_noise)
    return SmallRow(
        "commands",
        at_index,
        {
            "kind": kind,
            "raw_zero": raw_zero,
            "raw_spread": raw_spread,
            "raw_noise": raw_noise,
            "by": by,
        },
    )


def _event_row(event: Event) -> SmallRow:
    return SmallRow(
        "events",
        event.index,
        {
            "t_s": _known(event.t_s),
            "kind": event.kind,
            "value": _known(event.value),
            "text": event.text,
        },
    )


def _hold_row(at_index: int, scored: ScoredHold, unit: str) -> SmallRow:
    return SmallRow(
        "holds",
        at_index,
        {
            "number": scored.number,
            "repetition": scored.repetition,
            "score": None if scored.points is None else _known(scored.points),
            "json": hold_text(scored, unit),
        },
    )


def _known(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None


def _check(block: RawBlock, channels: int) -> None:
    samples = block.tick.size
    shapes = (block.t_s.shape, block.raw.shape, block.flags.shape)
    if shapes != ((samples,), (samples, channels), (samples,)):
        raise ValueError(f"block of {samples} ticks and {channels} channels has shapes {shapes}")
