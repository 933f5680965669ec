"""A recorded session scored again: within one engine the same results, bit for bit."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any, Final, Literal

from rig.engine.numbers import ENGINE, Engine
from rig.engine.scoring.results import dumps, hold_json, set_json
from rig.store.format.documents import engine_of
from rig.store.read import SessionRecord, load_session
from rig.store.replay import replay
from rig.store.rows import RESULTS

Json = dict[str, Any]

Verdict = Literal["same", "differs", "other_engine"]
"""same: bit for bit what was stored; differs: it is not, though the engine is the same, which says
that something is wrong; other_engine: another engine made it, so its values may differ."""


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
class Compared:
    """One press or set as it was stored and as it comes out now.

    Attributes:
        place: `holds[1]`, `sets[0]`.
        engine: what made the stored one; what scored the session, where it was not there.
        stored: as it was stored; None where it was not there.
        replayed: as it comes out now; None where it does not.
        differences: values that are not bit for bit the same; the engine is not among them.
    """

    place: str
    engine: Engine
    stored: Json | None
    replayed: Json | None
    differences: tuple[Difference, ...]

    @property
    def verdict(self) -> Verdict:
        """How they stand to each other."""
        if self.engine != ENGINE:
            return "other_engine"
        return "differs" if self.differences else "same"


@dataclass(frozen=True, slots=True)
class Rescored:
    """A session scored again.

    Attributes:
        recorded_by: software that scored it first.
        engine: what scored it first.
        holds: JSON of each press, as it comes out now.
        sets: JSON of each set result, as it comes out now.
        compared: each press, then each set, beside what was stored.
    """

    session_id: str
    recorded_by: str
    engine: Engine
    unit: str
    holds: tuple[str, ...]
    sets: tuple[str, ...]
    compared: tuple[Compared, ...]

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Every value that is not bit for bit what was stored."""
        return tuple(found for each in self.compared for found in each.differences)

    @property
    def verdict(self) -> Verdict:
        """Of the session: the gravest of its results."""
        verdicts = {each.verdict for each in self.compared}
        if "differs" in verdicts:
            return "differs"
        return "same" if self.engine == ENGINE and verdicts <= {"same"} else "other_engine"

    @property
    def is_identical(self) -> bool:
        """Whether every result is, to the last bit, what was stored."""
        return self.verdict == "same"


def rescore_session(path: Path, session_id: str) -> Rescored:
    """Scores a stored session again; the store is not changed.

    Raises:
        StoreError: the session is not there or damaged.
    """
    return rescore_record(load_session(path, session_id))


def rescore_record(record: SessionRecord) -> Rescored:
    """Scores a session again from its record, with the engine of today."""
    header, unit = record.header, record.header.calibration.unit
    holds: list[str] = []
    sets: list[str] = []
    for step in replay(record):
        holds.extend(dumps(hold_json(scored, unit)) for scored in step.holds)
        if step.set_result is not None:
            sets.append(dumps(set_json(step.set_result)))
    return Rescored(
        header.session_id,
        header.software,
        header.engine,
        unit,
        tuple(holds),
        tuple(sets),
        (
            *_compared("holds", record.holds, holds, header.engine),
            *_compared("sets", record.sets, sets, header.engine),
        ),
    )


def _compared(
    name: str, stored: tuple[str, ...], replayed: list[str], usual: Engine
) -> Iterator[Compared]:
    for at, (before, now) in enumerate(zip_longest(stored, replayed)):
        was = None if before is None else json.loads(before)
        is_now = None if now is None else json.loads(now)
        engine = usual if was is None else engine_of(RESULTS[name], was)
        found = _inside(f"{name}[{at}]", _bare(was), _bare(is_now))
        yield Compared(f"{name}[{at}]", engine, was, is_now, tuple(found))


def _bare(result: Json | None) -> object:
    """A result without the engine that made it."""
    if result is None:
        return _ABSENT
    bare = {key: value for key, value in result.items() if key != "engine"}
    if "score" in bare:
        bare["score"] = {key: value for key, value in bare["score"].items() if key != "engine"}
    return bare


_ABSENT: Final = object()


def _inside(place: str, stored: Any, replayed: Any) -> Iterator[Difference]:
    if isinstance(stored, dict) and isinstance(replayed, dict):
        for key in (*stored, *(key for key in replayed if key not in stored)):
            yield from _inside(
                f"{place}.{key}", stored.get(key, _ABSENT), replayed.get(key, _ABSENT)
            )
    elif isinstance(stored, list) and isinstance(replayed, list):
        pairs = zip_longest(stored, replayed, fillvalue=_ABSENT)
        for at, (before, now) in enumerate(pairs):
            yield from _inside(f"{place}[{at}]", before, now)
    elif _text(stored) != _text(replayed):
        # As text, for 1 is not 1.0 and 0.0 is not -0.0 where bits count.
        yield Difference(place, _text(stored), _text(replayed))


def _text(value: object) -> str:
    return "" if value is _ABSENT else json.dumps(value)
