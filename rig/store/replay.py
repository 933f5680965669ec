"""A recording played through the engine again: whatever shows its force shows what was scored."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from firmware_bridge.samples import RawBlock
from rig.engine import fold
from rig.engine.step import Step
from rig.store.read import SessionRecord, StoredCommand
from rig.store.rows import StoredBlock


def replayed_force(record: SessionRecord) -> NDArray[np.float64]:
    """Force of every sample of a session, in the unit of its calibration.

    Returns:
        (samples,) tared force, as the engine had it; NaN wherever the zero was not known.
    """
    parts = [step.force_n for step in replay(record) if step.raw is not None]
    return np.concatenate(parts) if parts else np.empty(0)


def replay(record: SessionRecord) -> Iterator[Step]:
    """The steps of a session, commands obeyed at the samples where they were.

    Nobody presses any more: no step has anything live.
    """
    station = record.header.station
    progress = fold.begin(station, live=False)
    for part in _in_order(record.blocks, record.commands):
        if isinstance(part, StoredCommand):
            progress, step = fold.obey(station, progress, part.command)
        else:
            progress, step = fold.advance(station, progress, part)
        yield step
    if record.finished:
        _, step = fold.finish(station, progress)
        yield step


def _in_order(
    blocks: tuple[StoredBlock, ...], commands: tuple[StoredCommand, ...]
) -> Iterator[RawBlock | StoredCommand]:
    due = list(reversed(commands))
    for block in blocks:
        first, count = block.first_index, block.raw.tick.size
        start = 0
        while due and due[-1].at_index < first + count:
            command = due.pop()
            cut = command.at_index - first
            if cut > start:
                yield _part(block.raw, start, cut)
                start = cut
            yield command
        yield _part(block.raw, start, count)
    yield from reversed(due)


def _part(raw: RawBlock, start: int, stop: int) -> RawBlock:
    part = slice(start, stop)
    return replace(
        raw,
        tick=raw.tick[part],
        t_s=raw.t_s[part],
        raw=raw.raw[part],
        flags=raw.flags[part],
        lost=raw.lost if start == 0 else 0,
    )
