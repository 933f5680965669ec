"""What a protocol would change in recordings made under another version; nothing is written."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select

from firmware_bridge.rounding import fixed
from rig.engine.numbers import ENGINE
from rig.engine.scoring.results import dumps, hold_json, set_json
from rig.engine.scoring.rubric import covering
from rig.engine.scoring.target import Protocol
from rig.errors import StoreError
from rig.store.database import open_for_reading
from rig.store.exams.withheld import withheld_sessions
from rig.store.format import schema
from rig.store.read import SessionRecord, load_session
from rig.store.replay import replay
from rig.trust.eligibility import eligibility_for

Json = dict[str, Any]

SHOWN_DECIMALS: Final = 1


@dataclass(frozen=True, slots=True)
class SetOutcome:
    """What a set was worth.

    Attributes:
        score: mean of its presses; None where none has a score.
        expanded: its uncertainty (k = 2); None where it is not known.
        outcome: against the pass mark; None without one.
    """

    score: float | None
    expanded: float | None
    outcome: str | None


@dataclass(frozen=True, slots=True)
class PressOutcome:
    """The score of one press as it was and as it would be; None where there is none."""

    number: int
    was: float | None
    now: float | None


@dataclass(frozen=True, slots=True)
class Previewed:
    """One recorded set under the protocol it was recorded with, and under another.

    Attributes:
        version: number of the protocol it was recorded with.
        was: as it was recorded; where another engine scored it, as that protocol gives it today.
        now: as it would be.
        presses: each press of it.
        trouble: why it could not be scored again; empty where it could.
    """

    session_id: str
    started_utc: str
    learner_id: str
    version: int
    was: SetOutcome
    now: SetOutcome
    presses: tuple[PressOutcome, ...]
    trouble: str = ""

    @property
    def is_changed(self) -> bool:
        """Whether anybody would see another result: another score as it is shown, or outcome."""
        return (_shown(self.was.score), self.was.outcome) != (
            _shown(self.now.score),
            self.now.outcome,
        )


def sessions_of(
    path: Path, protocol_id: str, learner_ids: Collection[str] | None
) -> tuple[str, ...]:
    """Ids of the sessions of a protocol that have a result, the newest first.

    Those of an exam are not among them before the examiner's own mark is given.

    Args:
        path: the store.
        protocol_id: recorded under any version of it.
        learner_ids: of a class; None for everybody.

    Raises:
        StoreError: the store cannot be read.
    """
    if not path.is_file():
        return ()
    sessions, sets = schema.sessions.c, schema.sets.c
    query = (
        select(sessions.session_id)
        .where(sessions.protocol_id == protocol_id)
        .where(sessions.session_no.in_(select(sets.session_no)))
        .order_by(sessions.started_utc.desc(), sessions.session_no.desc())
    )
    if learner_ids is not None:
        query = query.where(sessions.learner_id.in_(sorted(learner_ids)))
    hidden = withheld_sessions(path).from_all
    with open_for_reading(path) as connection:
        return tuple(each for each in connection.execute(query).scalars() if each not in hidden)


def previews(path: Path, session_ids: Sequence[str], protocol: Protocol) -> Iterator[Previewed]:
    """Each session scored again with a protocol, one after the other.

    The presses are those that were made: how often and with what rests the protocol would ask for
    them makes no difference. What a record cannot tell any more is told as its trouble.
    """
    for session_id in session_ids:
        try:
            yield preview_of(load_session(path, session_id), protocol)
        except StoreError as error:
            none = SetOutcome(None, None, None)
            yield Previewed(session_id, "", "", 0, none, none, (), str(error))


def preview_of(record: SessionRecord, protocol: Protocol) -> Previewed:
    """One session under the protocol it has and under another."""
    header = record.header
    was = _stored(record) if header.engine == ENGINE else _scored(record)
    now = _scored(_under(record, protocol))
    numbers = sorted(was.scores | now.scores)
    return Previewed(
        session_id=header.session_id,
        started_utc=header.started_utc,
        learner_id=header.learner_id,
        version=header.protocol.version,
        was=was.of_set,
        now=now.of_set,
        presses=tuple(
            PressOutcome(each, was.scores.get(each), now.scores.get(each)) for each in numbers
        ),
    )


@dataclass(frozen=True, slots=True)
class _Scored:
    of_set: SetOutcome
    scores: dict[int, float | None]


def _under(record: SessionRecord, protocol: Protocol) -> SessionRecord:
    """The record as if the station had been given the protocol."""
    header = record.header
    asked = replace(
        protocol, repetitions=header.protocol.repetitions, rest_s=header.protocol.rest_s
    )
    standing = header.standing
    if asked.targets != header.protocol.targets:
        # A narrower band may ask more of a sensor; check weights read since are not asked.
        standing = eligibility_for(
            header.calibration,
            header.traits,
            header.identity,
            asked.targets,
            header.started_utc,
            (),
        )
    rubric = covering(header.rubric, dict(asked.weights))
    return replace(record, header=replace(header, protocol=asked, standing=standing, rubric=rubric))


def _stored(record: SessionRecord) -> _Scored:
    return _told([json.loads(each) for each in record.holds], [*map(json.loads, record.sets)])


def _scored(record: SessionRecord) -> _Scored:
    unit = record.header.calibration.unit
    steps = list(replay(record))
    holds = [json.loads(dumps(hold_json(each, unit))) for step in steps for each in step.holds]
    results = [step.set_result for step in steps if step.set_result is not None]
    return _told(holds, [json.loads(dumps(set_json(each))) for each in results])


def _told(holds: list[Json], sets: list[Json]) -> _Scored:
    of_set = sets[-1] if sets else {"mean_score": None, "expanded": None, "outcome": None}
    # A plateau beside the one that counts is no press of its own.
    counted = [each for each in holds if each["press_score"] or each["outcome"] != "other_level"]
    return _Scored(
        SetOutcome(of_set["mean_score"], of_set["expanded"], of_set["outcome"]),
        {each["press"]: (each["press_score"] or each["score"])["score"] for each in counted},
    )


def _shown(score: float | None) -> str:
    return "" if score is None else fixed(score, SHOWN_DECIMALS)
