"""Exams at work: who begins and goes on where, what is in the way, and when time is up."""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from firmware_bridge.errors import SteadyholdError
from rig.errors import StoreError
from rig.hub.exams.locks import ExamLocks
from rig.hub.exams.seats import ExamSeats, TimedSet
from rig.hub.station.learners import DemoLearner
from rig.hub.station.requests import StationRequest
from rig.hub.station.station_task import StationTask
from rig.school.actor import Actor
from rig.school.exams.exam import Stage, state_of_exam
from rig.store.exams import changes
from rig.store.exams.errors import ExamStateError, NotInExamError
from rig.store.exams.read import ExamRecord, exams_in, load_exam, running_exams
from rig.store.people.names import names

LOOK_S: Final = 0.5
TIME_IS_UP: Final = "the time was up"
THE_CLOCK: Final = Actor("", "anonymous")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SeatsBegun:
    """Who began, with the session, and who could not, with the reason; by learner."""

    begun: Mapping[str, str]
    refused: Mapping[str, str]


class ExamDesk:
    """The exams of a hub.

    Args:
        stations: tasks by station id.
        seats: where they begin.
        store: file of the record.
        flush: brings what was recorded to the disk; blocks.

    Attributes:
        seats: where they begin.
        locks: stations that an exam has.
    """

    def __init__(
        self,
        stations: Mapping[str, StationTask],
        seats: ExamSeats,
        store: Path,
        flush: Callable[[], None],
    ) -> None:
        self.locks = ExamLocks(stations)
        self._stations = stations
        self.seats = seats
        self._store = store
        self._flush = flush
        self._goes_on: set[str] = set()
        self._turn = asyncio.Lock()

    def is_interrupted(self, record: ExamRecord) -> bool:
        """Whether an exam was under way when Steadyhold stopped, and nobody has resumed it."""
        return state_of_exam(record.acts) == "running" and record.exam.id not in self._goes_on

    async def record(self, exam_id: str) -> ExamRecord:
        """An exam with everything that was pressed until now.

        Raises:
            ExamMissingError: there is none of that id.
            StoreError: the store cannot be read.
        """
        return await asyncio.to_thread(self._load, exam_id)

    async def records(self, class_id: str = "") -> tuple[ExamRecord, ...]:
        """The exams of a class, or all; the newest first.

        Raises:
            StoreError: the store cannot be read.
        """
        ids = await asyncio.to_thread(exams_in, self._store, class_id)
        return tuple([await self.record(each) for each in ids])

    async def lock_what_runs(self) -> None:
        """After a start: stations of exams that were under way stay locked and blind."""
        try:
            for exam_id in await asyncio.to_thread(running_exams, self._store):
                self._take_stations(await self.record(exam_id))
        except StoreError as error:
            log.warning("exams cannot be read: %s", error)

    async def begin(
        self, exam_id: str, learners: Sequence[str] | None, stage: Stage, actor: Actor, anyway: str
    ) -> SeatsBegun:
        """Let learners begin, or go on where they were interrupted.

        Args:
            exam_id: the exam.
            learners: who; None for the next at each station.
            stage: on the pad, or on a person.
            actor: the instructor.
            anyway: why they begin although a check is unsure; empty refuses those.

        Raises:
            ExamMissingError: there is none of that id.
            ExamStateError: it is over.
            StoreError: the store cannot be read or written.
        """
        async with self._turn:
            record = await self._going_on(exam_id, actor, anyway)
            wanted = self._next(record, stage) if learners is None else tuple(learners)
            return await self._each(record, wanted, stage, actor, anyway)

    async def resume(self, exam_id: str, actor: Actor, anyway: str) -> SeatsBegun:
        """Go on with an exam after a stop: whoever was interrupted makes the presses left.

        Raises:
            ExamMissingError: there is none of that id.
            ExamStateError: it was not under way.
            StoreError: the store cannot be read or written.
        """
        async with self._turn:
            if not self.is_interrupted(await self.record(exam_id)):
                raise ExamStateError("this exam was not interrupted; begin at the seats instead")
            record = await self._going_on(exam_id, actor, "resumed")
            cut = [key for key, each in record.attempts.items() if each.state == "interrupted"]
            begun: dict[str, str] = {}
            refused: dict[str, str] = {}
            for learner_id, stage in cut:
                one = await self._each(record, (learner_id,), stage, actor, anyway or "resumed")
                begun |= one.begun
                refused |= one.refused
            return SeatsBegun(begun, refused)

    async def stop(self, exam_id: str, learner_id: str, actor: Actor) -> None:
        """End the set of a learner; what was pressed counts, and they can go on.

        Raises:
            NotInExamError: they do not press in it now.
        """
        for task in self.locks.of(exam_id):
            about = task.channel.about
            if about.learner_id == learner_id and about.session is not None:
                await task.ask(StationRequest("stop_set", actor.id, exam_id=exam_id))
                return
        raise NotInExamError(learner_id)

    async def end(self, exam_id: str, actor: Actor, reason: str) -> None:
        """The exam is over: sets under way end, its stations are everybody's again.

        Raises:
            ExamMissingError: there is none of that id.
            ExamStateError: it is over already.
            StoreError: the store cannot be written.
        """
        async with self._turn:
            for task in self.locks.of(exam_id):
                if task.channel.about.session is not None:
                    await task.ask(StationRequest("stop_set", actor.id, exam_id=exam_id))
            await asyncio.to_thread(
                changes.change_state, self._store, exam_id, "ended", actor, reason
            )
            self.locks.give_back(exam_id)

    async def seat(self, exam_id: str, stations: Mapping[str, str], actor: Actor) -> None:
        """Say who sits where.

        Raises:
            ExamMissingError: there is none of that id.
            ExamStateError: it is over.
            StoreError: the store cannot be written.
        """
        async with self._turn:
            await asyncio.to_thread(changes.seat, self._store, exam_id, stations, actor)
            record = await self.record(exam_id)
            if state_of_exam(record.acts) == "running":
                self._take_stations(record)

    async def run(self) -> None:
        """Lock what was under way, then end whose time is up, until cancelled."""
        await self.lock_what_runs()
        while True:
            for one in self.seats.over(time.monotonic()):
                await self._time_is_up(one)
            await asyncio.sleep(LOOK_S)

    def _load(self, exam_id: str) -> ExamRecord:
        channels = [task.channel.about for task in self._stations.values()]
        if any(about.exam is not None and about.exam.exam_id == exam_id for about in channels):
            self._flush()
        under_way = {about.session for about in channels if about.session is not None}
        return load_exam(self._store, exam_id, under_way)

    async def _going_on(self, exam_id: str, actor: Actor, reason: str) -> ExamRecord:
        """The exam, which runs from now on."""
        record = await self.record(exam_id)
        if state_of_exam(record.acts) != "running" or self.is_interrupted(record):
            await asyncio.to_thread(
                changes.change_state, self._store, exam_id, "running", actor, reason
            )
            self._goes_on.add(exam_id)
        self._take_stations(record)
        return record

    def _take_stations(self, record: ExamRecord) -> None:
        self.locks.take(record.exam, filter(None, record.stations.values()))

    def _next(self, record: ExamRecord, stage: Stage) -> tuple[str, ...]:
        """The first at each station who has presses to make."""
        found: dict[str, str] = {}
        for learner_id, station_id in record.stations.items():
            state = record.attempt(learner_id, stage).state
            if station_id and state not in ("done", "closed"):
                found.setdefault(station_id, learner_id)
        return tuple(
            each for each in found.values() if record.attempt(each, stage).state != "pressing"
        )

    async def _each(
        self,
        record: ExamRecord,
        learners: Sequence[str],
        stage: Stage,
        actor: Actor,
        anyway: str,
    ) -> SeatsBegun:
        """Stations begin together; those who share one in turn."""
        known = await asyncio.to_thread(names, self._store)
        begun: dict[str, str] = {}
        refused: dict[str, str] = {}
        queues: dict[str, list[DemoLearner]] = {}
        for each in learners:
            queue = queues.setdefault(record.stations.get(each, ""), [])
            queue.append(DemoLearner(each, known.get(each, "")))

        async def begin_in_turn(queue: Sequence[DemoLearner]) -> None:
            for one in queue:
                try:
                    begun[one.id] = await self.seats.begin(record, one, stage, actor, anyway)
                except SteadyholdError as error:
                    refused[one.id] = str(error)

        await asyncio.gather(*map(begin_in_turn, queues.values()))
        return SeatsBegun(begun, refused)

    async def _time_is_up(self, one: TimedSet) -> None:
        try:
            await self.stop(one.exam_id, one.learner_id, THE_CLOCK)
            await asyncio.to_thread(
                changes.close_attempt, self._store, one.exam_id, one.learner_id, one.stage,
                TIME_IS_UP, THE_CLOCK,
            )  # fmt: skip
        except SteadyholdError as error:
            log.warning("an attempt whose time is up could not be closed: %s", error)
