"""One pad at work: its samples go through the fold, and into the record while a session lasts."""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime

from firmware_bridge.samples import LinkNews, RawBlock
from rig.engine.fold import advance, begin, finish, obey
from rig.engine.progress import Progress
from rig.engine.step import Command, Station, Step
from rig.store.format.header import header_of
from rig.store.recorder import Recorder
from rig.trust.passport_store import PassportStore


class Sitting:
    """A station, what its fold knows so far, and the session under way.

    Args:
        recorder: where sessions are kept; None where nobody records.
        passport_store: passports by their digest.
        software: name and version stamped on every session.
        now_utc: wall clock for headers.

    Attributes:
        station: what judges the samples; None while the device has not said what it is.
        session_id: of the session under way; None without one.
    """

    def __init__(
        self,
        recorder: Recorder | None,
        passport_store: PassportStore,
        software: str,
        now_utc: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.station: Station | None = None
        self.session_id: str | None = None
        self._recorder = recorder
        self._passport_store = passport_store
        self._software = software
        self._now_utc = now_utc
        self._progress: Progress | None = None
        self._remark = ""
        self._t_s = 0.0

    def sit_down(self, station: Station) -> None:
        """Begin the fold anew: no zero, no set."""
        self.station, self._progress, self._t_s = station, begin(station), 0.0

    def stand_up(self) -> None:
        """Forget the station: another device may come."""
        self.station = self._progress = None

    def begin(self, *, identity: str, source_uri: str, learner_id: str, mode: str) -> str:
        """Begin a session: from now on every step is kept.

        Args:
            identity: hardware id of the sensor; empty where it has none.
            source_uri: where its samples come from.
            learner_id: opaque id of who presses; empty for a guest.
            mode: `practice`, `demonstration` or `exam`.

        Returns:
            Its id.

        Raises:
            ValueError: there is no station, or a session is under way.
        """
        if self.station is None or self.session_id is not None:
            raise ValueError("a session needs a station, and the one before must have ended")
        self.session_id = secrets.token_hex(8)
        if self._recorder is not None:
            self._recorder.begin(
                header_of(
                    self.station,
                    session_id=self.session_id,
                    started_utc=self._now_utc().isoformat(timespec="milliseconds"),
                    learner_id=learner_id,
                    source_uri=source_uri,
                    identity=identity,
                    software=self._software,
                    mode=mode,
                    passport=self._passport_store.text_of(self.station.calibration.passport_sha256),
                )
            )
        self._keep_remark()
        return self.session_id

    def note_link(self, news: LinkNews) -> None:
        """Keep what the link says of a sensor that works; before a session begins, with it."""
        self._remark = news.reason if news.state == "streaming" else ""
        self._keep_remark()

    def advance(self, block: RawBlock) -> Step:
        """What one block does, kept."""
        station, before = self._folding()
        return self._kept(advance(station, before, block), None)

    def obey(self, command: Command) -> Step:
        """What one command does, kept."""
        station, before = self._folding()
        return self._kept(obey(station, before, command), command)

    def finish(self) -> Step:
        """What the end of the source does, kept; a press that is not over is interrupted."""
        station, before = self._folding()
        return self._kept(finish(station, before), None)

    def end(self, how: str) -> None:
        """End the session under way, if any; the fold goes on.

        Args:
            how: it came to its end, in words.
        """
        session_id, self.session_id = self.session_id, None
        if session_id is not None and self._recorder is not None:
            self._recorder.end(session_id, how)

    def _folding(self) -> tuple[Station, Progress]:
        if self.station is None or self._progress is None:
            raise ValueError("there is no station: nobody has sat down")
        return self.station, self._progress

    def _kept(self, folded: tuple[Progress, Step], command: Command | None) -> Step:
        self._progress, step = folded
        self._t_s = self._progress.t_s
        if self.session_id is not None and self._recorder is not None:
            self._recorder.append(self.session_id, step, command)
        return step

    def _keep_remark(self) -> None:
        if self._remark and self.session_id is not None and self._recorder is not None:
            self._recorder.remark(self.session_id, self._t_s, self._remark)
