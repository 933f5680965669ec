"""The desk of the Calibration page: benches by station, kept on disk off the event loop."""

import asyncio
import functools
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from calibration.answers import Wish
from calibration.state import begin, plan_left
from firmware_bridge.samples import RawBlock, Traits
from rig.calibrating.form import Form, setup_of
from rig.calibrating.masses import corrected
from rig.calibrating.progress import SCHEMA, Drawer, Progress
from rig.calibrating.result import FOLDER_NAME, conclude, write_certificate_page
from rig.hub.calibration_answers import CalibrationAnswer
from rig.hub.calibration_bench import Bench
from rig.hub.calibration_words import begun_words, bench_words, passport_words, station_words
from rig.hub.errors import (
    CalibrationMissingError,
    ReadingsNotKeptError,
    StationCalibratingError,
    StationSilentError,
    StationSimulatedError,
    StepsLeftError,
)
from rig.hub.readings import refuse_if_busy
from rig.hub.station_task import StationTask
from rig.hub.stations import station_of
from rig.passports import KeptPassport, Shelf
from rig.standing import damage_words
from rig.store.entries import now_utc

TRY_AGAIN_S = 2.0


class CalibrationDesk:
    """Begins calibrations, feeds them, keeps them, and ends them with a passport.

    Args:
        stations: tasks by station id.
        folder: data folder.
        shelf: where passports are kept.
        software: name and version.
    """

    def __init__(
        self, stations: Mapping[str, StationTask], folder: Path, shelf: Shelf, software: str
    ) -> None:
        self.shelf = shelf
        self.certificates = folder / FOLDER_NAME
        self._stations = stations
        self._drawer = Drawer(folder)
        self._software = software
        self._benches: dict[str, Bench] = {}
        self._turns = {station_id: asyncio.Lock() for station_id in stations}
        self._news = asyncio.Event()
        self._writing = threading.Lock()

    async def run(self) -> None:
        """Keep what happened, until cancelled; then once more."""
        try:
            while True:
                await self._news.wait()
                self._news.clear()
                for bench in tuple(self._benches.values()):
                    await self._save(bench)
                if any(bench.trouble for bench in self._benches.values()):
                    await asyncio.sleep(TRY_AGAIN_S)
                    self._news.set()
        finally:
            for bench in self._benches.values():
                self._put(bench)

    def refuse_if_under_way(self, station_id: str) -> None:
        """Raise StationCalibratingError while the pad of a station is being calibrated."""
        bench = self._benches.get(station_id)
        if bench is not None and bench.holds_the_station:
            raise StationCalibratingError(station_of(self._stations, station_id).plan.name)

    def turn(self, station_id: str) -> asyncio.Lock:
        """Held by whoever changes what a station is used for: one after the other, none between.

        Raises:
            StationMissingError: there is none of that id.
        """
        return self._turns[station_of(self._stations, station_id).plan.id]

    async def words(self, station_id: str) -> CalibrationAnswer:
        """Everything the page shows of a station.

        Raises:
            StationMissingError: there is none of that id.
            ProgressDamagedError: what was begun for its sensor cannot be read.
        """
        task, bench = station_of(self._stations, station_id), self._benches.get(station_id)
        found: CalibrationAnswer = {
            "station": station_words(task),
            "bench": None if bench is None else bench_words(bench),
            "begun": None,
            "passport": None,
            "damage": "",
        }
        identity = found["station"]["identity"]
        if bench is None and identity:
            channels = len(found["station"]["channels"])
            begun, kept = await asyncio.to_thread(self._on_disk, identity, channels)
            found["damage"] = await asyncio.to_thread(damage_words, self.shelf, identity)
            found["begun"] = None if begun is None else begun_words(begun)
            found["passport"] = None if kept is None else passport_words(kept)
        return found

    async def begin(self, station_id: str, form: Form) -> None:
        """Begin anew; what was begun before is set aside.

        Raises:
            SteadyholdError: the station has no sensor, is busy, or the answers cannot be.
        """
        async with self.turn(station_id):
            task = self._free(station_id)
            source, about = task.feed.source, task.channel.about
            if source is None or about.link_state != "streaming":
                raise StationSilentError(task.plan.name, about.link_reason)
            setup = setup_of(form, source.traits, source.identity)
            await self._put_down(station_id)
            await asyncio.to_thread(self._drawer.set_aside, setup.identity, setup.column)
            bench = self._lay(
                task, Progress(SCHEMA, now_utc(), task.plan.source_uri, form.about, begin(setup))
            )
            await self._save(bench)

    async def go_on(self, station_id: str) -> None:
        """Go on with what was begun for the sensor of a station.

        Raises:
            CalibrationMissingError: nothing was.
            ProgressDamagedError: it cannot be read.
        """
        async with self.turn(station_id):
            task = self._free(station_id)
            source = task.feed.source
            identity = "" if source is None else source.identity
            channels = 0 if source is None else len(source.traits.channels)
            await self._put_down(station_id)
            begun, _ = await asyncio.to_thread(self._on_disk, identity, channels)
            if begun is None:
                raise CalibrationMissingError(task.plan.name)
            self._lay(task, begun).come_back()

    async def ask(self, station_id: str, wish: Wish) -> None:
        """Repeat, skip, accept, pause and the other wishes."""
        async with self.turn(station_id):
            bench = self._bench(station_id)
            if wish == "resume":
                refuse_if_busy(station_of(self._stations, station_id))
            bench.ask(wish)
            await self._save(bench)

    async def correct(self, station_id: str, typed: str) -> None:
        """Let a weight count as another mass.

        Raises:
            MassRowsError: there is no such weight or mass.
        """
        async with self.turn(station_id):
            bench = self._bench(station_id)
            bench.correct(corrected(bench.procedure.setup.masses, typed))
            await self._save(bench)

    async def leave(self, station_id: str) -> None:
        """Leave the bench; what was read stays, to be gone on with.

        Raises:
            ReadingsNotKeptError: the disk refuses; the bench stays as it is.
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
            bench = self._bench(station_id)
            left = len(plan_left(bench.procedure))
            if left:
                raise StepsLeftError(left)
            kept = await asyncio.to_thread(
                conclude, bench.progress, self.shelf, datetime.now(UTC), self._software
            )
            # The passport is made: nothing that fails from here on may let it be made twice.
            self._clear(station_id)
            await asyncio.to_thread(self._drop, bench)
            await asyncio.to_thread(write_certificate_page, kept.passport, self.certificates)
            return kept

    def _lay(self, task: StationTask, progress: Progress) -> Bench:
        bench = Bench(progress, self._news)
        self._hear_for(task, bench)
        return bench

    def _hear_for(self, task: StationTask, bench: Bench) -> None:
        self._benches[task.plan.id] = bench
        task.feed.calibrates = functools.partial(_hear, bench, task)

    async def _put_down(self, station_id: str) -> None:
        """Hear no more for the bench of a station, if there is one, and then keep all of it."""
        bench = self._benches.get(station_id)
        if bench is None:
            return
        self._clear(station_id)
        await self._save(bench)
        if bench.trouble:
            # In memory it is still whole; whoever tries again may not have seen it meanwhile.
            self._hear_for(station_of(self._stations, station_id), bench)
            self._news.set()
            raise ReadingsNotKeptError(bench.trouble)

    def _clear(self, station_id: str) -> None:
        self._benches.pop(station_id, None)
        station_of(self._stations, station_id).feed.calibrates = None

    def _on_disk(self, identity: str, channels: int) -> tuple[Progress | None, KeptPassport | None]:
        begun = (self._drawer.get(identity, column) for column in range(channels))
        return next((each for each in begun if each), None), self.shelf.newest_for(identity)

    async def _save(self, bench: Bench) -> None:
        await asyncio.to_thread(self._put, bench)

    def _put(self, bench: Bench) -> None:
        # One writer at a time: an older state that is slow must not replace a newer one.
        with self._writing:
            happened, progress = bench.happened, bench.progress
            if bench.kept >= happened:
                return
            try:
                self._drawer.put(progress)
                bench.kept, bench.trouble = happened, ""
            except OSError as error:
                bench.trouble = error.strerror or str(error)

    def _drop(self, bench: Bench) -> None:
        setup = bench.procedure.setup
        with self._writing:
            # Whoever still waits to write it has nothing to write any more.
            bench.kept = bench.happened
            self._drawer.drop(setup.identity, setup.column)

    def _bench(self, station_id: str) -> Bench:
        bench = self._benches.get(station_id)
        if bench is None:
            raise CalibrationMissingError(station_of(self._stations, station_id).plan.name)
        return bench

    def _free(self, station_id: str) -> StationTask:
        task = station_of(self._stations, station_id)
        if task.plan.learner is not None:
            raise StationSimulatedError(task.plan.name)
        refuse_if_busy(task)
        self.refuse_if_under_way(station_id)
        return task


def _hear(bench: Bench, task: StationTask, block: RawBlock, traits: Traits) -> None:
    source = task.feed.source
    bench.hear(block, traits, "" if source is None else source.identity)
