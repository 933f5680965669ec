"""Behind the Devices page: which sensors there are, which is pressed, which station has which."""

import asyncio
import contextlib
import functools
import os
import time
from collections.abc import Mapping

from firmware_bridge.catalogue import all_devices
from firmware_bridge.errors import BridgeError
from firmware_bridge.samples import RawBlock
from firmware_bridge.source import Source
from rig.config.assignments import Assignment
from rig.discovery.familiar import usb_key
from rig.discovery.gauges import GaugeInSight, scan_gauges
from rig.discovery.listener import Listener, SensorHeard, SensorMotion
from rig.discovery.ports import Port, plug_of, ports_now
from rig.discovery.rows import DeviceRow, all_rows, gauge_id, port_id
from rig.hub.answers import DevicesAnswer
from rig.hub.cancel_and_wait import cancel_and_wait
from rig.hub.errors import DeviceMissingError, DeviceTakenError, StationSimulatedError
from rig.hub.sensors import readings
from rig.hub.sensors.listening import Listening
from rig.hub.station.requests import StationRequest
from rig.hub.station.sources import Sources
from rig.hub.station.station_task import StationTask
from rig.hub.station.stations import station_of
from rig.school.actor import LOCAL

LEASE_S = 5.0
"""A page that is not looked at any more asks no longer: ports are free again after this."""
REFRESH_S = 0.5
STEP_ASIDE_S = 5.0
"""A port a station is about to open is left alone for so long."""


class SensorAssignment:
    """Listens to free sensors while somebody looks, and changes who reads what.

    Args:
        stations: tasks by station id.
        sources: opens what they read.
    """

    def __init__(self, stations: Mapping[str, StationTask], sources: Sources) -> None:
        self._stations = stations
        self._sources = sources
        self._ports: tuple[Port, ...] = ()
        self._gauges: tuple[GaugeInSight, ...] = ()
        self._trouble = ""
        self._scanned = False
        self._listening: dict[str, Listening] = {}
        self._ending: dict[str, asyncio.Task[None]] = {}
        self._asked: dict[str, str] = {}
        self._aside: dict[str, float] = {}
        self._motions: dict[str, SensorMotion] = {}
        self._subscriptions = contextlib.ExitStack()
        self._until_s = 0.0
        self._wanted = asyncio.Event()
        # Who had a sensor must still have it when it is given on: one change after the other.
        self._giving = asyncio.Lock()
        sources.port_locator.tell_before_opening(self._let_go)

    async def run(self) -> None:
        """Look and listen for as long as a page wants it, until cancelled."""
        try:
            while True:
                await self._wanted.wait()
                for key, task in self._stations.items():
                    on_block = functools.partial(self._on_block, key)
                    self._subscriptions.callback(task.reader.subscribe(on_block))
                while time.monotonic() < self._until_s:
                    await self._refresh()
                    await asyncio.sleep(REFRESH_S)
                self._wanted.clear()
                await self._leave()
        finally:
            await self._leave()

    async def watch(self) -> None:
        """A page is looking: go on for a while."""
        self._until_s = time.monotonic() + LEASE_S
        if not self._wanted.is_set():
            self._wanted.set()
            await self.look()

    def lapse(self) -> None:
        """Nobody looks any more."""
        self._until_s = 0.0

    @property
    def listens_to(self) -> tuple[str, ...]:
        """Ids of the rows that are listened to now."""
        return tuple(self._listening)

    def listener(self, row_id: str) -> Listener | None:
        """Who listens to a row that no station reads; None where nobody does."""
        found = self._listening.get(row_id)
        return None if found is None else found.listener

    async def look(self) -> None:
        """See which ports there are, and open none."""
        self._ports = await asyncio.to_thread(ports_now, self._sources.port_locator.also)

    async def scan(self, for_s: float) -> None:
        """Look for Bluetooth gauges; what keeps us from it becomes a sentence."""
        try:
            self._gauges = await scan_gauges(for_s)
            self._trouble = ""
        except BridgeError as error:
            self._gauges, self._trouble = (), str(error)
        self._scanned = True

    async def listen(self, row_id: str, kind: str) -> None:
        """Listen to a port or gauge that is not listened to without being asked.

        Raises:
            DeviceMissingError: it is not there.
        """
        if row_id not in {row.id for row in self.rows()}:
            raise DeviceMissingError(row_id)
        await self._stop(row_id)
        # A gauge lets one listener in: that of the station it was given to meanwhile.
        given = {row.id for row in self.rows() if row.link == "ble" and row.station}
        if row_id not in given:
            self._asked[row_id] = kind
        await self.watch()
        self._start_wanted()

    def rows(self) -> list[DeviceRow]:
        """Every sensor as the page shows it."""
        heard = {key: each.listener.heard for key, each in self._listening.items()}
        moved = [(task, self._motions.get(key)) for key, task in self._stations.items()]
        stations = [readings.reading_of(task, self._sources, each) for task, each in moved]
        return all_rows(self._ports, self._gauges, heard, stations, self._assignments())

    def as_json(self) -> DevicesAnswer:
        """Everything the page shows."""
        return {
            "devices": [row.as_json() for row in self.rows()],
            "stations": [
                readings.station_reading_json(task, self._sources)
                for task in self._stations.values()
            ],
            "kinds": [
                {"kind": each.kind, "title": each.title, "link": each.link}
                for each in all_devices().values()
            ],
            "bluetooth": {"scanned": self._scanned, "trouble": self._trouble},
        }

    async def assign(self, station_id: str, row_id: str) -> None:
        """Let a station read this sensor from now on, wherever it is plugged in.

        Raises:
            StationMissingError, DeviceMissingError: one of them is not there.
            StationBusyError: a set is under way.
            StationSimulatedError: the station is simulated.
            DeviceTakenError: the configuration gives the sensor to another station.
        """
        async with self._giving:
            await self._assign(station_id, row_id)

    async def _assign(self, station_id: str, row_id: str) -> None:
        row = next((row for row in self.rows() if row.id == row_id and row.identity), None)
        if row is None or row.link not in ("serial", "ble") or not row.kind:
            raise DeviceMissingError(row_id)
        task = self._task(station_id)
        givers = [key for key in self._sources.stations_with(row.identity) if key != station_id]
        if row.station and row.station not in (station_id, *givers):
            raise DeviceTakenError(row.title, self._stations[row.station].plan.name)
        for each in (task, *(self._stations[key] for key in givers if key in self._stations)):
            readings.refuse_if_busy(each)
        port = next((port for port in self._ports if port_id(port) == row_id), None)
        sensor = Assignment(
            link="ble" if row.link == "ble" else "serial",
            kind=row.kind,
            identity=row.identity,
            usb=port.usb if port is not None else "",
            path=(port.stable_path or port.path) if port is not None else "",
            title=row.title,
        )
        await asyncio.to_thread(self._sources.assign, station_id, sensor)
        self._asked.pop(row_id, None)
        await self._stop(row_id)
        for key in (*givers, station_id):
            await self._change_sensor(key)

    async def unassign(self, station_id: str) -> None:
        """Let the configuration decide again what a station reads.

        Raises:
            StationMissingError, StationBusyError: it is not there, or a set is under way.
        """
        async with self._giving:
            readings.refuse_if_busy(self._task(station_id))
            await asyncio.to_thread(self._sources.unassign, station_id)
            await self._change_sensor(station_id)

    async def _change_sensor(self, station_id: str) -> None:
        if station_id in self._stations:
            self._motions.pop(station_id, None)
            await self._stations[station_id].ask(StationRequest("change_sensor", LOCAL.id))

    def _task(self, station_id: str) -> StationTask:
        task = station_of(self._stations, station_id)
        if task.plan.takes_no_sensor:
            raise StationSimulatedError(task.plan.name)
        return task

    async def _refresh(self) -> None:
        await self.look()
        plugs = {port_id(port): plug_of(port) for port in self._ports}
        plugs |= {gauge_id(gauge): () for gauge in self._gauges}
        for key, each in tuple(self._listening.items()):
            if plugs.get(key) != each.plug or each.is_worth_another_try:
                await self._stop(key)
        self._start_wanted()
        for port in self._ports:
            heard = self._heard(port_id(port))
            if heard is None or heard.state != "heard":
                continue
            if heard.identity not in ("", port.path, port.usb):
                self._sources.port_locator.learn(port, heard.identity)
            if any(
                readings.identity_of(task) == heard.identity for task in self._stations.values()
            ):
                # A station looks for just this one: it must find the port free.
                await self._let_go(port.path)

    def _start_wanted(self) -> None:
        taken = {
            os.path.realpath(readings.path_of(task))
            for task in self._stations.values()
            if readings.path_of(task) and task.channel.about.link_state != "lost"
        }
        now_s = time.monotonic()
        for port in self._ports:
            key = port_id(port)
            is_aside = now_s < self._aside.get(port.path, 0.0)
            is_busy = os.path.realpath(port.path) in taken or port.is_held
            if key in self._listening or is_aside or is_busy:
                continue
            if key in self._asked or self._is_familiar(port):
                kind = self._asked.get(key, "board")
                self._start(key, f"{port.source}?device={kind}", kind, plug_of(port))
        for gauge in self._gauges:
            if gauge_id(gauge) in self._asked and gauge_id(gauge) not in self._listening:
                self._start(gauge_id(gauge), f"{gauge.source}&wait=1", gauge.kind, ())

    def _is_familiar(self, port: Port) -> bool:
        ours = {usb_key(held.usb) for held in self._assignments().values()} - {""}
        return port.is_board or not port.usb or port.vid_pid in ours

    def _assignments(self) -> dict[str, Assignment]:
        held = {key: self._sources.assignment(key) for key in self._stations}
        return {key: each for key, each in held.items() if each is not None}

    def _on_block(self, station_id: str, block: RawBlock, source: Source) -> None:
        self._motions.setdefault(station_id, SensorMotion()).take(block, source.traits)

    def _start(self, key: str, uri: str, kind: str, plug: tuple[str, ...]) -> None:
        listener = Listener(uri, kind)
        task = asyncio.create_task(listener.run(), name=f"listen to {key}")
        self._listening[key] = Listening(listener, task, plug, time.monotonic())

    def _heard(self, key: str) -> SensorHeard | None:
        listener = self.listener(key)
        return None if listener is None else listener.heard

    async def _let_go(self, path: str) -> None:
        self._aside[path] = time.monotonic() + STEP_ASIDE_S
        await self._stop(f"port:{path}")

    async def _stop(self, key: str) -> None:
        found = self._listening.pop(key, None)
        if found is not None:
            self._ending[key] = found.task
            await cancel_and_wait(found.task)
        elif key in self._ending:
            # Somebody else ends it: the port is not free before it has.
            await asyncio.wait([self._ending[key]])

    async def _leave(self) -> None:
        self._subscriptions.close()
        self._asked.clear()
        self._motions.clear()
        for key in list(self._listening):
            await self._stop(key)
