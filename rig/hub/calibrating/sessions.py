"""Behind the Calibration page: calibrations by station, kept on disk off the event loop."""

import asyncio
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from calibration.procedure.answers import ProcedureRequest
from calibration.procedure.state import begin_procedure, plan_left
from rig.calibrating.form import Form, setup_of
from rig.calibrating.masses import corrected
from rig.calibrating.printer import Printer
from rig.calibrating.progress import SCHEMA, CalibrationDraft, CalibrationDraftStore
from rig.calibrating.result import FOLDER_NAME, conclude, write_certificate_page
from rig.hub.calibrating.session import CalibrationSession
from rig.hub.calibrating.session_json import (
    begun_json,
    calibration_session_json,
    calibration_station_json,
    passport_json,
)
from rig.hub.calibration_answers import CalibrationAnswer
from rig.hub.errors import (
    CalibrationMissingError,
    ReadingsNotKeptError,
    StationCalibratingError,
    StationSilentError,
    StationSimulatedError,
    StepsLeftError,
)
from rig.hub.sensors.readings import refuse_if_busy
from rig.hub.station.station_task import StationTask
from rig.hub.station.stations import station_of
from rig.store.entries import now_utc
from rig.trust.eligibility import damage_message
from rig.trust.passport_store import KeptPassport, PassportStore

TRY_AGAIN_S = 2.0


class CalibrationSessions:
    """Begins calibrations, feeds them, keeps them, and ends them with a passport.

    Args:
        stations: tasks by station id.
        folder: data folder.
        passport_store: where passports are kept.
        software: name and version.

    Attributes:
        printer: of certificates.
    """

    def __init__(
        self,
        stations: Mapping[str, StationTask],
        folder: Path,
        passport_store: PassportStore,
        software: str,
    ) -> None:
        self.passport_store = passport_store
        self.certificates = folder / FOLDER_NAME
        self.printer = Printer()
        self._stations = stations
        self._drafts = CalibrationDraftStore(folder)
        self._software = software
        self._calibrations: dict[str, CalibrationSession] = {}
        self._unsubscribe: dict[str, Callable[[], None]] = {}
        self._turns = {station_id: asyncio.Lock() for station_id in stations}
        self._news = asyncio.Event()
        self._writing = threading.Lock()

    async def run(self) -> None:
        """Keep what happened, until cancelled; then once more."""
        try:
            while True:
                await self._news.wait()
                self._news.clear()
                for calibration in tuple(self._calibrations.values()):
                    await self._save(calibration)
                if any(calibration.trouble for calibration in self._calibrations.values()):
                    await asyncio.sleep(TRY_AGAIN_S)
                    self._news.set()
        finally:
            for calibration in self._calibrations.values():
                self._put(calibration)

    def refuse_if_under_way(self, station_id: str) -> None:
        """Raise StationCalibratingError while the pad of a station is being calibrated."""
        calibration = self._calibrations.get(station_id)
        if calibration is not None and calibration.holds_the_station:
            raise StationCalibratingError(station_of(self._stations, station_id).plan.name)

    def turn(self, station_id: str) -> asyncio.Lock:
        """Held by whoever changes what a station is used for: one after the other, none between.

        Raises:
            StationMissingError: there is none of that id.
        """
        return self._turns[station_of(self._stations, station_id).plan.id]

    async def as_json(self, station_id: str) -> CalibrationAnswer:
        """Everything the page shows of a station.

        Raises:
            StationMissingError: there is none of that id.
            ProgressDamagedError: what was begun for its sensor cannot be read.
        """
        task, calibration = (
            station_of(self._stations, station_id),
            self._calibrations.get(station_id),
        )
        found: CalibrationAnswer = {
            "station": calibration_station_json(task),
            "bench": None if calibration is None else calibration_session_json(calibration),
            "begun": None,
            "passport": None,
            "damage": "",
        }
        identity = found["station"]["identity"]
        if calibration is None and identity:
            channels = len(found["station"]["channels"])
            begun, kept = await asyncio.to_thread(self._on_disk, identity, channels)
            found["damage"] = await asyncio.to_thread(damage_message, self.passport_store, identity)
            found["begun"] = None if begun is None else begun_json(begun)
            found["passport"] = None if kept is None else passport_json(kept)
        return found

    async def begin(self, station_id: str, form: Form) -> None:
        """Begin anew; what was begun before is set aside.

        Raises:
            SteadyholdError: the station has no sensor, is busy, or the answers cannot be.
        """
        async with self.turn(station_id):
            task = self._free(station_id)
            source, about = task.reader.source, task.channel.about
            if source is None or about.link_state != "streaming":
                raise StationSilentError(task.plan.name, about.link_reason)
            setup = setup_of(form, source.traits, source.identity)
            await self._put_down(station_id)
            await asyncio.to_thread(self._drafts.set_aside, setup.identity, setup.column)
            calibration = self._lay(
                task,
                CalibrationDraft(
                    SCHEMA, now_utc(), task.plan.source_uri, form.about, begin_procedure(setup)
                ),
            )
            await self._save(calibration)

    async def go_on(self, station_id: str) -> None:
        """Go on with what was begun for the sensor of a station.

        Raises:
            CalibrationMissingError: nothing was.
            ProgressDamagedError: it cannot be read.
        """
        async with self.turn(station_id):
            task = self._free(station_id)
            source = task.reader.source
            identity = "" if source is None else source.identity
            channels = 0 if source is None else len(source.traits.channels)
            await self._put_down(station_id)
            begun, _ = await asyncio.to_thread(self._on_disk, identity, channels)
            if begun is None:
                raise CalibrationMissingError(task.plan.name)
            self._lay(task, begun).come_back()

    async def ask(self, station_id: str, request: ProcedureRequest) -> None:
        """Repeat, skip, accept, pause and the other requests."""
        async with self.turn(station_id):
            calibration = self._bench(station_id)
            if request == "resume":
                refuse_if_busy(station_of(self._stations, station_id))
            calibration.ask(request)
            await self._save(calibration)

    async def correct(self, station_id: str, typed: str) -> None:
        """Let a weight count as another mass.

        Raises:
            MassRowsError: there is no such weight or mass.
        """
        async with self.turn(station_id):
            calibration = self._bench(station_id)
            calibration.correct(corrected(calibration.procedure.setup.masses, typed))
            await self._save(calibration)

    async def leave(self, station_id: str) -> None:
        """Leave the calibration; what was read stays, to be gone on with.

        Raises:
            ReadingsNotKeptError: the disk refuses; it stays as it is.
        """
        async with self.turn(station_id):
            self._bench(station_id)
            await self._put_down(station_id)

    async def finish(self, station_id: str) -> KeptPassport:
        """The passport of everything that was read, kept.

        Raises:
            StepsLeftError: readings are left to take.
            CalibrationError: the readings carry no calibration; they stay.
        """
        async with self.turn(station_id):
            calibration = self._bench(station_id)
            left = len(plan_left(calibration.procedure))
            if left:
                raise StepsLeftError(left)
            kept = await asyncio.to_thread(
                conclude,
                calibration.progress,
                self.passport_store,
                datetime.now(UTC),
                self._software,
            )
            # The passport is made: nothing that fails from here on may let it be made twice.
            self._clear(station_id)
            await asyncio.to_thread(self._drop, calibration)
            await asyncio.to_thread(write_certificate_page, kept.passport, self.certificates)
            return kept

    def _lay(self, task: StationTask, progress: CalibrationDraft) -> CalibrationSession:
        calibration = CalibrationSession(progress, self._news)
        self._hear_for(task, calibration)
        return calibration

    def _hear_for(self, task: StationTask, calibration: CalibrationSession) -> None:
        self._calibrations[task.plan.id] = calibration
        self._unsubscribe[task.plan.id] = task.reader.subscribe(calibration.on_block)

    async def _put_down(self, station_id: str) -> None:
        """Hear no more for a calibration, if there is one, and then keep all of it."""
        calibration = self._calibrations.get(station_id)
        if calibration is None:
            return
        self._clear(station_id)
        await self._save(calibration)
        if calibration.trouble:
            # In memory it is still whole; whoever tries again may not have seen it meanwhile.
            self._hear_for(station_of(self._stations, station_id), calibration)
            self._news.set()
            raise ReadingsNotKeptError(calibration.trouble)

    def _clear(self, station_id: str) -> None:
        self._calibrations.pop(station_id, None)
        if station_id in self._unsubscribe:
            self._unsubscribe.pop(station_id)()

    def _on_disk(
        self, identity: str, channels: int
    ) -> tuple[CalibrationDraft | None, KeptPassport | None]:
        begun = (self._drafts.get(identity, column) for column in range(channels))
        return next((each for each in begun if each), None), self.passport_store.newest_for(
            identity
        )

    async def _save(self, calibration: CalibrationSession) -> None:
        await asyncio.to_thread(self._put, calibration)

    def _put(self, calibration: CalibrationSession) -> None:
        # One writer at a time: an older state that is slow must not replace a newer one.
        with self._writing:
            happened, progress = calibration.happened, calibration.progress
            if calibration.kept >= happened:
                return
            try:
                self._drafts.put(progress)
                calibration.kept, calibration.trouble = happened, ""
            except OSError as error:
                calibration.trouble = error.strerror or str(error)

    def _drop(self, calibration: CalibrationSession) -> None:
        setup = calibration.procedure.setup
        with self._writing:
            # Whoever still waits to write it has nothing to write any more.
            calibration.kept = calibration.happened
            self._drafts.drop(setup.identity, setup.column)

    def _bench(self, station_id: str) -> CalibrationSession:
        calibration = self._calibrations.get(station_id)
        if calibration is None:
            raise CalibrationMissingError(station_of(self._stations, station_id).plan.name)
        return calibration

    def _free(self, station_id: str) -> StationTask:
        task = station_of(self._stations, station_id)
        if task.plan.takes_no_sensor:
            raise StationSimulatedError(task.plan.name)
        refuse_if_busy(task)
        self.refuse_if_under_way(station_id)
        return task
