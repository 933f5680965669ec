"""The check weight of the day, read at a station while nobody practises there."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from calibration.errors import MassSetError
from calibration.passport.daily_check import (
    DailyCheck,
    begin_check,
    check_weights,
    feed_check,
    weight_of,
)
from calibration.passport.validity import PRACTICE_ONLY, check_is_due
from firmware_bridge.samples import RawBlock
from firmware_bridge.source import Source
from rig.hub.calibration_answers import CheckAnswer, CheckJson
from rig.hub.errors import CheckMissingError, StationSilentError
from rig.hub.sensors.readings import refuse_if_busy
from rig.hub.station.station_task import StationTask
from rig.hub.station.stations import station_of
from rig.store.entries import now_utc
from rig.trust.check_weights import check_of
from rig.trust.eligibility import own_passport
from rig.trust.passport_store import KeptPassport, PassportStore

ANOTHER = (
    "This station reads another sensor now: give it the one of the passport again, or close this "
    "and begin anew."
)


@dataclass(slots=True)
class _UnderWay:
    kept: KeptPassport
    mass: str
    by: str
    state: DailyCheck
    is_another: bool = False
    is_kept: bool = False
    keeping: asyncio.Lock = field(default_factory=asyncio.Lock)


class StationChecks:
    """Reads check weights and keeps them beside the passports.

    Args:
        stations: tasks by station id.
        passport_store: where passports and checks are kept.
    """

    def __init__(self, stations: Mapping[str, StationTask], passport_store: PassportStore) -> None:
        self._stations = stations
        self._passport_store = passport_store
        self._under_way: dict[str, _UnderWay] = {}
        self._unsubscribe: dict[str, Callable[[], None]] = {}

    async def begin(self, station_id: str, mass_id: str, by: str) -> None:
        """Begin to read a weight of the passport.

        Args:
            station_id: where the sensor is.
            mass_id: as written on the weight; empty for the one kept for checks.
            by: who reads it; empty unknown.

        Raises:
            SteadyholdError: no sensor, no passport, no such weight, or the station is busy.
        """
        task = station_of(self._stations, station_id)
        refuse_if_busy(task)
        source = task.reader.source
        if source is None or task.channel.about.link_state != "streaming":
            raise StationSilentError(task.plan.name, task.channel.about.link_reason)
        kept = await asyncio.to_thread(
            own_passport, self._passport_store, source.traits, source.identity
        )
        mass, state = begin_check(kept.passport, mass_id)
        one = _UnderWay(kept, mass.id, by, state)
        self._under_way[station_id] = one

        def on_block(block: RawBlock, now: Source) -> None:
            if one.state.verdict is not None:
                # Nobody may have seen it yet: what comes now must not undo it.
                return
            was_another, one.is_another = one.is_another, now.identity != source.identity
            if was_another and not one.is_another:
                one.state = begin_check(kept.passport, mass.id)[1]
            if len(block.t_s) and not one.is_another:
                one.state = feed_check(one.state, block.t_s, block.raw)

        self._stop_hearing(station_id)
        self._unsubscribe[station_id] = task.reader.subscribe(on_block)

    async def as_json(self, station_id: str) -> CheckAnswer:
        """What to do now or how it ended; which weights there are, and whether one is due.

        Raises:
            StationMissingError: there is none of that id.
            OSError: the verdict cannot be kept.
        """
        task, one = station_of(self._stations, station_id), self._under_way.get(station_id)
        if one is not None:
            await self._keep(one)
        # Read at once: a verdict that comes while the disk is asked is not kept yet.
        check = None if one is None else _check_json(one)
        kept = await asyncio.to_thread(self._passport_at, task)
        telling = () if kept is None else check_weights(kept.passport)
        return {
            "check": check,
            "masses": [mass.id for mass in telling],
            "usual": telling[0].id if telling else "",
            "due": "" if kept is None else await asyncio.to_thread(self._due, kept),
        }

    async def due(self) -> dict[str, str]:
        """Sentences by the ids of the stations whose check weight is due."""
        told = {}
        for station_id, task in self._stations.items():
            kept = await asyncio.to_thread(self._passport_at, task)
            text = "" if kept is None else await asyncio.to_thread(self._due, kept)
            if text:
                told[station_id] = text
        return told

    def leave(self, station_id: str) -> None:
        """Be done with it, read or not.

        Raises:
            CheckMissingError: none is under way.
        """
        task = station_of(self._stations, station_id)
        if self._under_way.pop(station_id, None) is None:
            raise CheckMissingError(task.plan.name)
        self._stop_hearing(station_id)

    def _stop_hearing(self, station_id: str) -> None:
        if station_id in self._unsubscribe:
            self._unsubscribe.pop(station_id)()

    async def _keep(self, one: _UnderWay) -> None:
        verdict = one.state.verdict
        if verdict is None:
            return
        # Several browsers look: it is kept once, and none is told of it before it is.
        async with one.keeping:
            if one.is_kept:
                return
            sha256, known_n = one.kept.sha256, one.state.known_n
            line = check_of(sha256, now_utc(), one.mass, known_n, verdict, one.by)
            await asyncio.to_thread(self._passport_store.checks.keep, line)
            one.is_kept = True

    def _passport_at(self, task: StationTask) -> KeptPassport | None:
        source = task.reader.source
        return None if source is None else self._passport_store.newest_for(source.identity)

    def _due(self, kept: KeptPassport) -> str:
        try:
            weight_of(kept.passport, "")
        except MassSetError as error:
            return f"{error}."
        objection = self._passport_store.checks.objection(kept.sha256, kept.passport.made_utc)
        if objection:
            return f"{PRACTICE_ONLY}{objection}."
        passed = [line for line in self._passport_store.checks.of(kept.sha256) if line.passed]
        last_utc = passed[-1].at_utc if passed else kept.passport.made_utc
        return check_is_due(kept.calibration, last_utc, now_utc())


def _check_json(one: _UnderWay) -> CheckJson:
    verdict = one.state.verdict
    return {
        "mass": one.mass,
        "words": ANOTHER if one.is_another else one.state.words,
        "passed": None if verdict is None else verdict.passed,
    }
