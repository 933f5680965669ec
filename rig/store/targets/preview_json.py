"""A preview as JSON: some sessions at a time, the newest first, until a time is over."""

import time
from collections.abc import Collection
from pathlib import Path
from typing import Literal, TypedDict

from rig.engine.scoring.target import Protocol
from rig.store.errors import SessionMissingError
from rig.store.targets.preview import Previewed, SetOutcome, previews, sessions_of


class SetOutcomeJson(TypedDict):
    """What a set was worth; null where it has no score, error bar or pass mark."""

    score: float | None
    expanded: float | None
    outcome: str | None


class PressOutcomeJson(TypedDict):
    """The score of one press as it was and as it would be; null where there is none."""

    number: int
    was: float | None
    now: float | None


class PreviewedJson(TypedDict):
    """One recorded set.

    Attributes:
        version: number of the protocol it was recorded with.
        was: as it was recorded; where another engine scored it, as that protocol gives it today.
        now: as it would be.
        changed: whether anybody would see another result.
        trouble: why it could not be scored again; empty where it could.
    """

    session: str
    started_utc: str
    learner_id: str
    version: int
    was: SetOutcomeJson
    now: SetOutcomeJson
    changed: bool
    presses: list[PressOutcomeJson]
    trouble: str


class PreviewAnswer(TypedDict):
    """What a protocol would change in old recordings; nothing is written.

    Attributes:
        protocol: id of the protocol.
        of: sessions of the protocol that have a result.
        sessions: those that were looked at, the newest first.
        next: id of the last of them, to go on after; empty where all were looked at.
    """

    schema: Literal["steadyhold.preview/1"]
    protocol: str
    of: int
    sessions: list[PreviewedJson]
    next: str


def preview_answer(
    path: Path,
    protocol: Protocol,
    learner_ids: Collection[str] | None,
    after: str,
    most_s: float,
) -> PreviewAnswer:
    """The sessions after one, at least one of them, until the time is over.

    Args:
        path: the store.
        protocol: as it would be.
        learner_ids: of a class; None for everybody.
        after: id of the session to go on after; empty to begin with the newest.
        most_s: when to stop, seconds from now.

    Raises:
        SessionMissingError: `after` is none of them.
        StoreError: the store cannot be read.
    """
    until_s = time.monotonic() + most_s
    every = sessions_of(path, protocol.id, learner_ids)
    if after and after not in every:
        raise SessionMissingError(path, after)
    left = every[every.index(after) + 1 :] if after else every
    told: list[PreviewedJson] = []
    for each in previews(path, left, protocol):
        told.append(_previewed_json(each))
        if time.monotonic() > until_s:
            break
    is_over = len(told) == len(left)
    return PreviewAnswer(
        schema="steadyhold.preview/1",
        protocol=protocol.id,
        of=len(every),
        sessions=told,
        next="" if is_over else told[-1]["session"],
    )


def _previewed_json(one: Previewed) -> PreviewedJson:
    return PreviewedJson(
        session=one.session_id,
        started_utc=one.started_utc,
        learner_id=one.learner_id,
        version=one.version,
        was=_outcome_json(one.was),
        now=_outcome_json(one.now),
        changed=one.is_changed,
        presses=[
            PressOutcomeJson(number=each.number, was=each.was, now=each.now) for each in one.presses
        ],
        trouble=one.trouble,
    )


def _outcome_json(outcome: SetOutcome) -> SetOutcomeJson:
    return SetOutcomeJson(score=outcome.score, expanded=outcome.expanded, outcome=outcome.outcome)
