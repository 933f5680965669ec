"""One station at work: samples and requests come through one queue and go through the fold."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from firmware_bridge.errors import BridgeError, SteadyholdError
from firmware_bridge.samples import LinkNews, RawBlock
from firmware_bridge.source import Source
from rig.engine.scoring.basis import basis_of
from rig.engine.scoring.target import Protocol
from rig.engine.step import CommandKind, Station
from rig.hub.errors import StationBusyError, StationSilentError
from rig.hub.live.channel import StationChannel
from rig.hub.station.learners import GUEST, DemoLearner, begins_anew, is_simulated
from rig.hub.station.locking import mode_of, refuse_in_exam
from rig.hub.station.pause import Pause
from rig.hub.station.pending_requests import PendingRequest, PendingRequests
from rig.hub.station.requests import StationPlan, StationRequest
from rig.hub.station.sinks import Sinks
from rig.hub.station.source_reader import Delivery, SourceReader
from rig.hub.station.sources import Sources, is_other_kind
from rig.store.recorder import Recorder
from rig.store.sitting import Sitting
from rig.trust.eligibility import station_on

INBOX_ITEMS = 1024
REOPEN_S = 2.0
# A person who just ended a set reads the result; the demonstration waits that long.
PERSON_STAYS_S = 60.0
LEARNER_RESTS_S = 8.0
UNKNOWN_RATE_HZ = 100.0
FIRST_BLOCK_S = 5.0


@dataclass(frozen=True, slots=True)
class _PauseOver:
    """Time to open the source where it is not, and to practise again."""


_Item = Delivery | PendingRequest | _PauseOver


class StationTask:
    """Runs one station until cancelled.

    Args:
        plan: what the configuration says.
        channel: where screens look.
        recorder: where sessions are kept.
        software: name and version stamped on every session.
        sources: opens what the station reads.
        now_utc: wall clock for headers.
    """

    def __init__(
        self,
        plan: StationPlan,
        channel: StationChannel,
        recorder: Recorder,
        software: str,
        sources: Sources,
        now_utc: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.plan = plan
        self.channel = channel
        self._sources = sources
        self._now_utc = now_utc
        self._sitting = Sitting(recorder, sources.passport_store, software, now_utc)
        self._sinks = Sinks(channel)
        self._inbox: asyncio.Queue[_Item] = asyncio.Queue(INBOX_ITEMS)
        self.reader = SourceReader(self._inbox.put)
        self._asked = PendingRequests()
        self._waiting: deque[PendingRequest | _PauseOver] = deque()
        self._is_demonstration = False
        self._is_over = False
        self._pause = Pause(self._pause_over, f"pause of {plan.id}")

    async def ask(self, request: StationRequest) -> str | None:
        """Put a request into the queue; the answer is the session under way, None without one.

        Raises:
            SessionError: the station cannot do that now.
        """
        if self._is_over:
            raise StationSilentError(self.plan.name, self.channel.about.link_reason)
        return await self._asked.answer(request, self._inbox.put)

    async def run(self, loading: "asyncio.Future[None]") -> None:
        """Take what comes once all is loaded, one at a time, until cancelled."""
        # One station that is cancelled must not cancel the loading for the others.
        await asyncio.shield(loading)
        try:
            async with self.reader.at_work():
                await self._open(self.channel.about.protocol)
                await self._practise()
                while True:
                    waiting = self._waiting.popleft() if self._waiting else None
                    await self._take(waiting or await self._inbox.get())
        finally:
            self._is_over = True
            self._pause.stop()
            self._cut("server stopped")
            self._refuse_the_rest()

    async def _take(self, item: _Item) -> None:
        if isinstance(item, Delivery):
            if item.opening == self.reader.number:
                self._receive(item.news)
        elif isinstance(item, _PauseOver):
            if self.reader.source is None:
                await self._open(self.channel.about.protocol)
            await self._practise()
        else:
            await self._answer(item)

    async def _answer(self, asked: PendingRequest) -> None:
        try:
            await self._grant(asked.request)
        except SteadyholdError as error:
            asked.refuse(error)
        else:
            asked.give(self._sitting.session_id)

    def _refuse_the_rest(self) -> None:
        # Whoever waits for a place in a full queue finds one, and then the answer.
        while not self._inbox.empty():
            self._inbox.get_nowait()
        self._asked.refuse(StationSilentError(self.plan.name, "it has stopped"))

    def _receive(self, news: RawBlock | LinkNews) -> None:
        if isinstance(news, LinkNews):
            self._sinks.take_link(news)
            self._sitting.note_link(news)
            if news.state == "lost":
                self._obey("link_lost", by="")
            elif news.state == "ended":
                self._cut("source ended")
                self._rest()
            return
        source = self.reader.source
        if source is None:
            return
        # A device says what it is with its first block, and may be changed for another.
        station, now = self._sitting.station, source.traits
        if station is None or (now is not station.traits and is_other_kind(now, station.traits)):
            self._cut("another sensor")
            station = self._station_on(source, self.channel.about.protocol)
            self._begin(station)
        step = self._sitting.advance(news)
        self._sinks.take_block(station, source, news, step)
        if step.set_result is not None:
            self._end_and_rest("done")

    async def _grant(self, request: StationRequest) -> None:
        refuse_in_exam(self.channel.about, request)
        if request.kind in ("start_set", None, "change_sensor", "sit"):
            self._refuse_if_busy()
        if request.kind == "start_set":
            protocol = request.protocol or self.channel.about.protocol
            self._is_demonstration = False
            await self._start(protocol, request.learner or GUEST, request.by)
        elif request.kind is None:
            await self._choose(request.protocol or self.channel.about.protocol)
        elif request.kind == "change_sensor":
            self._cut("another sensor")
            await self._open(self.channel.about.protocol)
        elif request.kind == "sit":
            self._seat(request.learner or GUEST)
        elif self.reader.source is None:
            raise StationSilentError(self.plan.name, self.channel.about.link_reason)
        else:
            how = "stopped" if request.kind == "stop_set" else "done"
            self._obey(request.kind, by=request.by, how=how)
            if request.kind == "stop_set":
                self._end_and_rest(how)

    def _refuse_if_busy(self) -> None:
        if self._sitting.session_id is not None and not self._is_demonstration:
            raise StationBusyError(self.plan.name, self.channel.about.learner_name)

    async def _choose(self, protocol: Protocol) -> None:
        """Work with this protocol from now on; a demonstration begins again with it."""
        self._cut("stopped")
        self.channel.change(protocol=protocol)
        if self.plan.learner is not None and self._is_demonstration:
            await self._practise()
        elif self._sitting.station is not None:
            # The zero stays: nothing is recorded now, and the pad is the same.
            self._sitting.station = replace(self._sitting.station, protocol=protocol)

    def _seat(self, learner: DemoLearner) -> None:
        self._cut("stopped")
        self._is_demonstration = False
        self._sinks.seat(learner)
        self._rest()

    async def _practise(self) -> None:
        """Let the learner of a demonstration begin a set, if there is one and the pad is free."""
        if self.plan.learner is None or self.channel.is_taken or self.reader.source is None:
            return
        self._is_demonstration = True
        await self._start(self.channel.about.protocol, self.plan.learner, by="")

    async def _start(self, protocol: Protocol, learner: DemoLearner, by: str) -> None:
        self._pause.stop()
        self._cut("stopped")
        if begins_anew(self._sources.uri(self.plan)):
            await self._open(protocol)
        await self._first_block()
        source, about = self.reader.source, self.channel.about
        if source is None or self._sitting.station is None or about.link_state == "lost":
            raise StationSilentError(self.plan.name, about.link_reason)
        station = self._station_on(source, protocol)
        self._begin(station)
        session_id = self._sitting.begin(
            identity=source.identity,
            source_uri=self._sources.uri(self.plan),
            learner_id=learner.id,
            mode=mode_of(self.channel.about, is_demonstration=self._is_demonstration),
        )
        self._sinks.begin(station, session_id, learner)
        self._obey("start_set", by=by)

    async def _open(self, protocol: Protocol) -> None:
        """Open the source afresh; a simulated learner presses what the protocol asks."""
        uri = self._sources.uri(self.plan)
        self.channel.change(simulated=is_simulated(uri))
        try:
            await self.reader.open(self._sources.open(self.plan, protocol), uri)
        except BridgeError as error:
            await self.reader.close()
            self.channel.change(link_state="lost", link_reason=str(error))
            self._pause.begin(REOPEN_S)
            return
        if self.channel.about.link_state in ("lost", "ended"):
            self.channel.change(link_state="connecting", link_reason="")
        self.channel.ring.forget()
        self._sinks.last_zero.forget()
        self._sitting.stand_up()

    async def _first_block(self) -> None:
        """Hear the source until it has said what it is; requests wait meanwhile."""
        try:
            async with asyncio.timeout(FIRST_BLOCK_S):
                while self._sitting.station is None and self.reader.source is not None:
                    item = await self._inbox.get()
                    if isinstance(item, Delivery):
                        await self._take(item)
                    else:
                        self._waiting.append(item)
        except TimeoutError:
            return

    def _station_on(self, source: Source, protocol: Protocol) -> Station:
        self.channel.ring.max_rate_hz = source.traits.rate_hz or UNKNOWN_RATE_HZ
        now_utc = self._now_utc().isoformat(timespec="seconds")
        return station_on(
            self.plan.id, self.plan.calibration, source.traits, source.identity, protocol,
            self._sources.passport_store, now_utc, self.plan.finder,
        )  # fmt: skip

    def _begin(self, station: Station) -> None:
        self._sitting.sit_down(station)
        self.channel.change(basis=basis_of(station.calibration, station.standing))

    def _obey(self, kind: CommandKind, *, by: str, how: str = "done") -> None:
        station = self._sitting.station
        if station is None:
            return
        step = self._sitting.obey(self._sinks.command(station, kind, by))
        self._sinks.take(station, step)
        if step.set_result is not None:
            self._end_and_rest(how)

    def _cut(self, how: str) -> None:
        """End the session under way, if any; a press that is not over is kept as interrupted."""
        if self._sitting.session_id is None or self._sitting.station is None:
            return
        self._sinks.take(self._sitting.station, self._sitting.finish())
        self._end(how)

    def _end(self, how: str) -> None:
        self._sitting.end(how)
        self.channel.change(session=None)

    def _end_and_rest(self, how: str) -> None:
        if self._sitting.session_id is not None:
            self._end(how)
            self._rest()

    def _rest(self) -> None:
        """Let the learner of a demonstration come back after a pause."""
        if self.plan.learner is not None:
            self._pause.begin(LEARNER_RESTS_S if self._is_demonstration else PERSON_STAYS_S)

    async def _pause_over(self) -> None:
        await self._inbox.put(_PauseOver())
