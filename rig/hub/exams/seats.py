"""The seats of exams: what is found at one, and whoever begins or goes on there."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from rig.errors import StoreError
from rig.hub.calibrating.sessions import CalibrationSessions
from rig.hub.exams.errors import SeatRefusedError
from rig.hub.exams.locks import exam_at_station
from rig.hub.station.learners import DemoLearner
from rig.hub.station.locking import StationInExamError
from rig.hub.station.requests import StationRequest
from rig.hub.station.station_task import StationTask
from rig.school.actor import Actor
from rig.school.exams.attempt import AttemptState, left_s
from rig.school.exams.exam import Stage
from rig.school.exams.seat_checks import SeatCheck, SeatNow, seat_checks
from rig.store.exams import changes
from rig.store.exams.errors import NotInExamError
from rig.store.exams.read import ExamRecord

_NOTHING_LEFT: Final[Mapping[AttemptState, str]] = {
    "done": "all presses are made",
    "closed": "the attempt is closed",
    "pressing": "the set is under way already",
}


@dataclass(frozen=True, slots=True)
class TimedSet:
    """A set that ends when the time of its attempt is up.

    Attributes:
        ends_s: on the monotonic clock.
    """

    exam_id: str
    learner_id: str
    stage: Stage
    session_id: str
    ends_s: float


class ExamSeats:
    """The seats of every exam of a hub.

    Args:
        stations: tasks by station id.
        calibrations: whose turn it is at a station.
        store: file of the record.
        checks_due: sentences by the id of stations whose check weight is due.
    """

    def __init__(
        self,
        stations: Mapping[str, StationTask],
        calibrations: CalibrationSessions,
        store: Path,
        checks_due: Callable[[], Mapping[str, str]],
    ) -> None:
        self._stations = stations
        self._calibrations = calibrations
        self._store = store
        self._checks_due = checks_due
        self._timed: dict[str, TimedSet] = {}

    def checks_at(self, station_id: str) -> tuple[SeatCheck, ...]:
        """What is found at a station now."""
        task = self._stations[station_id]
        about, source = task.channel.about, task.reader.source
        is_pressed = about.session is not None and task.plan.learner is None
        return seat_checks(
            SeatNow(
                link_state=about.link_state,
                link_reason=about.link_reason,
                age_s=task.channel.age_s(time.time() * 1e3),
                basis=about.basis,
                note=task.channel.live.note if about.session is None else "",
                check_due=self._checks_due().get(station_id, ""),
                in_set=is_pressed,
                battery_pct=None if source is None else source.counters.battery_pct,
            )
        )

    async def begin(
        self, record: ExamRecord, learner: DemoLearner, stage: Stage, actor: Actor, anyway: str
    ) -> str:
        """The session of a learner that begins, or goes on where they were interrupted.

        Args:
            record: the exam, which runs.
            learner: who.
            stage: on the pad, or on a person.
            actor: the instructor.
            anyway: why they begin although a check is unsure; empty refuses that.

        Raises:
            NotInExamError, SeatRefusedError: they cannot begin.
            SessionError: the station cannot.
            StoreError: the store cannot be written.
        """
        exam, attempt = record.exam, record.attempt(learner.id, stage)
        task = self._seat_of(record, learner.id, stage, anyway)
        remaining_s = left_s(attempt, exam.minutes)
        if remaining_s == 0.0:
            raise SeatRefusedError("their time is used up; close the attempt")
        protocol = replace(exam.protocol, repetitions=attempt.to_go)
        request = StationRequest("start_set", actor.id, protocol, learner, exam.id)
        async with self._calibrations.turn(task.plan.id):
            self._calibrations.refuse_if_under_way(task.plan.id)
            task.channel.change(exam=exam_at_station(exam, stage, len(attempt.counted)))
            session_id = await task.ask(request)
        if session_id is None:
            raise SeatRefusedError("the set ended at once; try again")
        try:
            await asyncio.to_thread(
                changes.link_session, self._store, exam.id, learner.id, stage, session_id, actor
            )
        except StoreError:
            # A set of no attempt would be practice, with its score for all to see.
            await task.ask(StationRequest("stop_set", actor.id, exam_id=exam.id))
            raise
        if remaining_s is not None:
            ends_s = time.monotonic() + remaining_s
            self._timed[task.plan.id] = TimedSet(exam.id, learner.id, stage, session_id, ends_s)
        return session_id

    def _seat_of(
        self, record: ExamRecord, learner_id: str, stage: Stage, anyway: str
    ) -> StationTask:
        """The station of somebody who may begin.

        Raises:
            NotInExamError, SeatRefusedError, StationInExamError: they may not.
        """
        if learner_id not in record.stations:
            raise NotInExamError(learner_id)
        station_id = record.stations[learner_id]
        if not station_id or station_id not in self._stations:
            raise SeatRefusedError("they have no seat yet; give them one first")
        attempt = record.attempt(learner_id, stage)
        if attempt.state in _NOTHING_LEFT:
            raise SeatRefusedError(_NOTHING_LEFT[attempt.state])
        if stage == "person" and record.attempt(learner_id, "pad").state not in ("done", "closed"):
            raise SeatRefusedError("the pad comes first: they have presses to make there")
        task = self._stations[station_id]
        holder = task.channel.about.exam
        if holder is not None and holder.exam_id != record.exam.id:
            raise StationInExamError(task.plan.name, holder.title)
        checks = self.checks_at(station_id)
        wrong = [each.text for each in checks if each.state == "bad"]
        if not wrong and not anyway:
            wrong = [each.text for each in checks if each.state == "unsure"]
        if wrong:
            raise SeatRefusedError(" ".join(wrong))
        return task

    def over(self, now_s: float) -> tuple[TimedSet, ...]:
        """Sets under way whose time is up; each is told once.

        Args:
            now_s: of the monotonic clock.
        """
        found = []
        for station_id, one in tuple(self._timed.items()):
            is_gone = self._stations[station_id].channel.about.session != one.session_id
            if is_gone or now_s >= one.ends_s:
                del self._timed[station_id]
            if not is_gone and now_s >= one.ends_s:
                found.append(one)
        return tuple(found)
