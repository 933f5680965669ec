"""Where the steps of a station go: screens first, then the record, then the news."""

import secrets
import time
from collections.abc import Callable
from datetime import datetime

from firmware_bridge.samples import LinkNews, RawBlock
from firmware_bridge.source import Source
from rig.engine.scoring.results import hold_json
from rig.engine.step import Command, Station, Step
from rig.hub.live.channel import StationChannel, set_end_json
from rig.hub.station.last_zero import LastZero
from rig.hub.station.learners import DemoLearner
from rig.store.format.header import SessionHeader
from rig.store.recorder import Recorder
from rig.trust.passport_store import PassportStore


class Sinks:
    """The screens and the record of one station.

    Args:
        channel: where screens look.
        recorder: where sessions are kept.
        software: name and version stamped on every session.
        now_utc: wall clock for headers.
        passport_store: passports by their digest.

    Attributes:
        last_zero: of the sensor as it is connected.
    """

    def __init__(
        self,
        channel: StationChannel,
        recorder: Recorder,
        software: str,
        now_utc: Callable[[], datetime],
        passport_store: PassportStore,
    ) -> None:
        self.channel = channel
        self._recorder = recorder
        self._software = software
        self._now_utc = now_utc
        self._passport_store = passport_store
        self.last_zero = LastZero()

    @property
    def session(self) -> str | None:
        """Id of the session under way."""
        return self.channel.about.session

    def begin(
        self, station: Station, source: Source, source_uri: str, learner: DemoLearner, mode: str
    ) -> None:
        """Begin a session: from now on every step is kept."""
        session_id = secrets.token_hex(8)
        self._recorder.begin(
            SessionHeader(
                session_id=session_id,
                started_utc=self._now_utc().isoformat(timespec="milliseconds"),
                station_id=station.id,
                learner_id=learner.id,
                source_uri=source_uri,
                identity=source.identity,
                traits=station.traits,
                calibration=station.calibration,
                protocol=station.protocol,
                rubric=station.rubric,
                software=self._software,
                mode=mode,
                standing=station.standing,
                passport=self._passport_store.text_of(station.calibration.passport_sha256),
            )
        )
        self.channel.change(
            protocol=station.protocol,
            learner_id=learner.id,
            learner_name=learner.name,
            session=session_id,
            last_score=None,
            last_expanded=None,
        )
        about = self.channel.about
        if about.link_state == "streaming":
            self._remark(0.0, about.link_reason)

    def take_link(self, news: LinkNews) -> None:
        """What the link said: to the screens, and where the sensor works none the less, kept."""
        self.channel.change(link_state=news.state, link_reason=news.reason)
        if news.state in ("connecting", "lost", "ended"):
            self.last_zero.forget()
        if news.state == "streaming":
            self._remark(self.channel.live.t_s, news.reason)

    def take_block(self, station: Station, source: Source, block: RawBlock, step: Step) -> None:
        """What one block did."""
        if len(block.t_s):
            newest_s = float(block.t_s[-1])
            # Measured anew each time: the wall clock may be stepped while we run.
            wall_minus_host_s = time.time() - time.monotonic()
            offset_s = source.host_s(newest_s) - newest_s + wall_minus_host_s
            self.channel.ring.append(block.t_s, step.force_n, offset_s * 1e3)
        self._take(station, step, None)

    def take_command(self, station: Station, command: Command | None, step: Step) -> None:
        """What one command did; without one, what the end of the source did."""
        self._take(station, step, command)

    def end(self, how: str) -> None:
        """End the session, if one is under way."""
        if self.session is not None:
            self._recorder.end(self.session, how)
            self.channel.change(session=None)

    def _remark(self, t_s: float, text: str) -> None:
        if text and self.session is not None:
            self._recorder.remark(self.session, t_s, text)

    def _take(self, station: Station, step: Step, command: Command | None) -> None:
        self.channel.live = step.live
        self.channel.changed.notify()
        self.last_zero.hear(step.events, station.calibration.column)
        session_id = self.session
        if session_id is None:
            return
        self._recorder.append(session_id, step, command)
        for scored in step.holds:
            hold = hold_json(scored, station.calibration.unit)
            self.channel.tell(
                {"type": "hold", "station": station.id, "session": session_id, "hold": hold}
            )
            of_score = scored.uncertainty.score if scored.uncertainty else None
            self.channel.change(
                last_score=scored.score.score,
                last_expanded=of_score.expanded if of_score else None,
            )
        if step.set_result is not None:
            self.channel.tell(set_end_json(station.id, session_id, step.set_result))
