"""A recording played through the engine again: the same presses, the same scores, bit for bit."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from typing import Any, Literal

from firmware_bridge.samples import RawBlock
from rig.engine import fold
from rig.engine.scoring.results import dumps, hold_json, set_json
from rig.engine.step import Step
from rig.store.read import SessionRecord, StoredCommand, load_session
from rig.store.rows import StoredBlock


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that came out otherwise than it was stored.

    Attributes:
        place: path of the value, for example `holds[1].score.criteria[0].points`.
        stored: its JSON as stored, empty where it was not there.
        replayed: its JSON now, empty where it is not there.
    """

    place: str
    stored: str
    replayed: str


@dataclass(frozen=True, slots=True)
class Rescored:
    """A session scored again.

    Attributes:
        recorded_by: software that scored it first.
        holds: JSON of each press, as it comes out now.
        sets: JSON of each set result, as it comes out now.
        differences: empty where everything is bit-identical to what was stored.
    """

    session_id: str
    recorded_by: str
    unit: str
    holds: tuple[str, ...]
    sets: tuple[str, ...]
    differences: tuple[Difference, ...]

    @property
    def is_identical(self) -> bool:
        """Whether every result is, to the last bit, what was stored."""
        return not self.differences


def rescore_session(path: Path, session_id: str) -> Rescored:
    """Scores a stored session again; the store is not changed.

    Raises:
        StoreError: the session is not there or damaged.
    """
    return rescore_record(load_session(path, session_id))


def rescore_record(record: SessionRecord) -> Rescored:
    """Scores a session again from its record."""
    unit = record.header.calibration.unit
    holds: list[str] = []
    sets: list[str] = []
    for step in replay(record):
        holds.extend(dumps(hold_json(scored, unit)) for scored in step.holds)
        if step.set_result is not None:
            sets.append(dumps(set_json(step.set_result)))
    differences = [
        *_compared("holds", record.holds, holds),
        *_compared("sets", record.sets, sets),
    ]
    return Rescored(
        record.header.session_id,
        record.header.software,
        unit,
        tuple(holds),
        tuple(sets),
        tuple(differences),
    )


def replay(record: SessionRecord) -> Iterator[Step]:
    """The steps of a session, commands obeyed at the samples where they were."""
    station = record.header.station
    progress = fold.begin(station)
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


def _compared(
    name: Literal["holds", "sets"], stored: tuple[str, ...], replayed: list[str]
) -> Iterator[Difference]:
    for at, (before, now) in enumerate(zip_longest(stored, replayed)):
        if before == now:
            continue
        if before is None or now is None:
            yield Difference(f"{name}[{at}]", before or "", now or "")
        else:
            yield from _inside(f"{name}[{at}]", json.loads(before), json.loads(now))


def _inside(place: str, stored: Any, replayed: Any) -> Iterator[Difference]:
    if isinstance(stored, dict) and isinstance(replayed, dict):
        for key in (*stored, *(key for key in replayed if key not in stored)):
            yield from _inside(f"{place}.{key}", stored.get(key), replayed.get(key))
    elif isinstance(stored, list) and isinstance(replayed, list):
        for at, (before, now) in enumerate(zip_longest(stored, replayed)):
            yield from _inside(f"{place}[{at}]", before, now)
    elif stored != replayed or type(stored) is not type(replayed):
        yield Difference(place, json.dumps(stored), json.dumps(replayed))
