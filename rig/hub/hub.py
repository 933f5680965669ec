"""The hub: stations at work, their channels, the recorder and the names of learners."""

import asyncio
import contextlib
import functools
import logging
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path

from rig.engine.judging.recursion import lapack
from rig.engine.scoring.target import Protocol
from rig.errors import StoreError
from rig.hub.calibrating.sessions import CalibrationSessions
from rig.hub.exams.desk import ExamDesk
from rig.hub.exams.seats import ExamSeats
from rig.hub.live.attention import Attention
from rig.hub.live.channel import StationChannel, StationDescription
from rig.hub.live.live_socket import Clients
from rig.hub.process.preview_process import PreviewProcess
from rig.hub.protocols_in_use import ProtocolsInUse
from rig.hub.sensors.daily_check import StationChecks
from rig.hub.sensors.sensor_assignment import SensorAssignment
from rig.hub.sensors.sensor_tests import SensorTests
from rig.hub.station.learners import GUEST, DemoLearner, is_simulated
from rig.hub.station.requests import StationPlan, StationRequest
from rig.hub.station.sources import Sources
from rig.hub.station.station_task import UNKNOWN_RATE_HZ, StationTask
from rig.hub.station.stations import station_of
from rig.hub.station.together import ask_together
from rig.store.errors import LearnerMissingError
from rig.store.people.merging import merges_of
from rig.store.people.names import add_learner, names
from rig.store.recorder import Recorder

# Twice a second every screen is woken, so that a silent sensor and a dead hub differ.
HEART_BEAT_S = 0.5
CHECKS_LOOKED_AT_S = 15.0

log = logging.getLogger(__name__)


class Hub:
    """Everything one start of the hub owns, but no port to reach it.

    Args:
        plans: the stations, in the order of the wall.
        library: built-in protocols and files of the school, by id.
        first_protocol: what every station begins with.
        store: file of the record.
        recorder: writes into it.
        software: name and version stamped on every session.
        ports: pattern of paths that may carry a pad besides USB; empty for none.
        notice: a sentence for every page as long as it runs; empty for none.

    Raises:
        AssignmentsFileError: the file that says which pad is whose is damaged.

    Attributes:
        protocols_in_use: the library, and what was saved over it.
        previews: of what a protocol would change.
        stations: tasks by station id, in the order of the wall.
        attention: who needs the instructor.
        clients: open live sockets.
        sensor_assignment: of the Devices page.
        sensor_tests: its tests of a sensor.
        checks: of the check weights.
        calibrations: of the Calibration page.
        exams: planned, under way and over.
    """

    def __init__(
        self,
        plans: Sequence[StationPlan],
        library: Mapping[str, Protocol],
        first_protocol: str,
        store: Path,
        recorder: Recorder,
        software: str,
        *,
        ports: str = "",
        notice: str = "",
    ) -> None:
        self.protocols_in_use = ProtocolsInUse(library, store)
        self.previews = PreviewProcess()
        self.store = store
        self.software = software
        self._recorder = recorder
        protocol = self.protocols_in_use.of_school[first_protocol]
        sources = Sources(store.parent, ports)
        self.notice = " ".join(filter(None, (notice, sources.remark)))
        self.stations = {
            plan.id: StationTask(plan, _channel(plan, index, protocol), recorder, software, sources)
            for index, plan in enumerate(plans)
        }
        self.attention = Attention(self.channels)
        self.clients = Clients(
            self.channels,
            {plan.id: sources.screen_pad(plan.id) for plan in plans if plan.is_on_screen},
            self.attention,
        )
        self.sensor_assignment = SensorAssignment(self.stations, sources)
        self.sensor_tests = SensorTests(self.stations, self.sensor_assignment)
        self.checks = StationChecks(self.stations, sources.passport_store)
        self.calibrations = CalibrationSessions(
            self.stations, store.parent, sources.passport_store, software
        )
        seats = ExamSeats(self.stations, self.calibrations, store, lambda: self.attention.check_due)
        self.exams = ExamDesk(self.stations, seats, store, self._to_disk)

    @property
    def channels(self) -> tuple[StationChannel, ...]:
        """One per station, in the order of the wall."""
        return tuple(task.channel for task in self.stations.values())

    @property
    def trouble(self) -> str:
        """A sentence while measurements are not becoming safe, else empty."""
        return self._recorder.trouble

    @property
    def warning(self) -> str:
        """What is not well with the disk or its folder although it is recorded, else empty."""
        return self._recorder.warning or self.protocols_in_use.warning or self.notice

    async def until_recorded(self, session_id: str) -> None:
        """Let a session that has just begun or ended reach the disk, so that it is whole there."""
        newest = (channel.about for channel in self.channels)
        if any(session_id in (about.session, about.last_session) for about in newest):
            await asyncio.to_thread(self._to_disk)

    def _to_disk(self) -> None:
        with contextlib.suppress(StoreError):
            # A disk that takes longer than this waits is told of on every screen.
            self._recorder.flush()

    def station(self, station_id: str) -> StationTask:
        """The task of a station.

        Raises:
            StationMissingError: there is none of that id.
        """
        return station_of(self.stations, station_id)

    def learner(self, learner_id: str) -> DemoLearner:
        """Who that is; the empty id is a guest.

        Raises:
            LearnerMissingError: nobody has that id.
        """
        if not learner_id:
            return GUEST
        known = names(self.store)
        # A page may remember whoever was merged into another meanwhile.
        learner_id = merges_of(self.store).get(learner_id, learner_id)
        if learner_id not in known:
            raise LearnerMissingError(learner_id)
        return DemoLearner(learner_id, known[learner_id])

    def learners(self) -> tuple[DemoLearner, ...]:
        """Everyone who has a name here, by name."""
        known = names(self.store)
        return tuple(
            DemoLearner(key, known[key])
            for key in sorted(known, key=lambda key: known[key].casefold())
        )

    def add_learner(self, name: str) -> DemoLearner:
        """Give someone an opaque id.

        Raises:
            BlankNameError: the name has no visible character.
        """
        return DemoLearner(add_learner(self.store, name), name)

    async def begin_set(self, task: StationTask, request: StationRequest) -> str | None:
        """Let a set begin; answers its session.

        Raises:
            SessionError: the station is used for something else, or cannot now.
        """
        async with self.calibrations.turn(task.plan.id):
            self.calibrations.refuse_if_under_way(task.plan.id)
            return await task.ask(request)

    async def follow_versions(self, protocol_id: str, by: str) -> None:
        """Let stations that are free go on with the version of the school that is in use now.

        One with a set under way keeps what it began with; one that works with a version of a class
        keeps that.
        """
        now = self.protocols_in_use.of_school.get(protocol_id)
        kept = self.protocols_in_use.versions_of(protocol_id)
        of_classes = {each.number for each in kept if each.class_id}
        if now is None:
            return
        behind = [
            task
            for task in self.stations.values()
            if (had := task.channel.about.protocol).id == protocol_id
            and had != now
            and had.version not in of_classes
        ]
        await ask_together(behind, lambda task: task.ask(StationRequest(None, by, now)))

    @contextlib.asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Run all stations until left; sessions under way end in good order."""
        loading = asyncio.create_task(asyncio.to_thread(_load_filters), name="load filters")
        tasks = [
            asyncio.create_task(station.run(loading), name=f"station {station.plan.id}")
            for station in self.stations.values()
        ]
        for task, channel in zip(tasks, self.channels, strict=True):
            task.add_done_callback(functools.partial(_fallen, channel))
        tasks.append(asyncio.create_task(self._beat(), name="heart beat"))
        tasks.append(asyncio.create_task(self._look_at_checks(), name="checks due"))
        tasks.append(asyncio.create_task(self.sensor_assignment.run(), name="sensor assignment"))
        tasks.append(asyncio.create_task(self.calibrations.run(), name="calibrations"))
        tasks.append(asyncio.create_task(self.exams.run(), name="exams"))
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await loading

    async def _beat(self) -> None:
        told = ("", "")
        while True:
            trouble, warning = self.trouble, self.warning
            told = _logged(told, (trouble, warning))
            for channel in self.channels:
                channel.say(trouble, warning)
                channel.changed.notify()
            self.look()
            await asyncio.sleep(HEART_BEAT_S)

    def look(self) -> None:
        """Look at once who needs the instructor, without waiting for the next beat."""
        self.attention.look(time.time() * 1e3, time.monotonic())

    async def _look_at_checks(self) -> None:
        while True:
            self.attention.check_due = await self.checks.due()
            await asyncio.to_thread(self.protocols_in_use.refresh)
            await asyncio.sleep(CHECKS_LOOKED_AT_S)


def _logged(before: tuple[str, str], now: tuple[str, str]) -> tuple[str, str]:
    """One line when the record gets into trouble or out of it; counts in it change all the time."""
    heads = (now[0].split(";")[0], now[1])
    if heads[0] != before[0]:
        log.warning("%s", now[0] or "recording goes on")
    if heads[1] != before[1] and now[1]:
        log.warning("%s", now[1])
    return heads


def _load_filters() -> None:
    """Import what the fold imports late: time of a core that must not fall into a first tare."""
    lapack()


def _channel(plan: StationPlan, index: int, protocol: Protocol) -> StationChannel:
    learner = plan.learner or GUEST
    about = StationDescription(
        index=index,
        id=plan.id,
        name=plan.name,
        simulated=is_simulated(plan.source_uri),
        on_screen=plan.is_on_screen,
        learner_id=learner.id,
        learner_name=learner.name,
        protocol=protocol,
        session=None,
        link_state="connecting",
        link_reason="",
        last_score=None,
        last_expanded=None,
    )
    return StationChannel(about, UNKNOWN_RATE_HZ)


def _fallen(channel: StationChannel, task: "asyncio.Task[None]") -> None:
    """A mistake of ours in one station must not stop the others, nor stay unseen."""
    if task.cancelled() or task.exception() is None:
        return
    log.error("station %s stopped", channel.about.id, exc_info=task.exception())
    channel.change(
        link_state="lost",
        link_reason="this station stopped by a mistake in the program; restart Steadyhold",
        session=None,
    )
