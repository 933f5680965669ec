"""Some seconds of a sensor that nobody works with, judged for the Devices page."""

import asyncio
import time
from collections.abc import Callable, Mapping
from typing import Final

from firmware_bridge.samples import RawBlock
from firmware_bridge.source import Source
from rig.discovery.block_subscribers import OnBlock
from rig.discovery.rows import DeviceRow
from rig.discovery.sensor_test import SensorTest, blocks_heard, figures
from rig.hub.errors import DeviceMissingError, StationSilentError, StationSimulatedError
from rig.hub.sensors.readings import refuse_if_busy
from rig.hub.sensors.sensor_assignment import SensorAssignment
from rig.hub.station.station_task import StationTask

LOOK_S: Final = 0.1
UNPLUGGED: Final = "it was unplugged"


class SensorTests:
    """Listens in on whoever reads a sensor already, so that no port is opened twice.

    Args:
        stations: tasks by station id.
        sensor_assignment: listens to the sensors that no station reads.
    """

    def __init__(
        self, stations: Mapping[str, StationTask], sensor_assignment: SensorAssignment
    ) -> None:
        self._stations = stations
        self._sensor_assignment = sensor_assignment

    def row(self, row_id: str) -> DeviceRow:
        """The row of a sensor that can be tested.

        Raises:
            DeviceMissingError: it is not there, or not listened to.
            StationSimulatedError: there is no sensor behind it.
            StationBusyError: a set is under way on it.
            StationSilentError: nothing comes from it.
        """
        row = self._seen(row_id)
        if row is None or not (row.station or row.state == "free"):
            raise DeviceMissingError(row_id)
        if row.station:
            task = self._stations[row.station]
            if task.plan.takes_no_sensor:
                raise StationSimulatedError(task.plan.name)
            refuse_if_busy(task)
            about = task.channel.about
            if about.link_state != "streaming":
                raise StationSilentError(task.plan.name, about.link_reason)
        return row

    async def tested(self, row_id: str, for_s: float) -> SensorTest:
        """What it sends for some seconds.

        Raises:
            DeviceMissingError, StationSimulatedError, StationSilentError: as above.
            StationBusyError: a set is under way on it, or began meanwhile.
        """
        row = self.row(row_id)
        task = self._stations.get(row.station)
        heard = blocks_heard(for_s, time.monotonic())
        sources: list[tuple[Source, int]] = []

        def on_block(block: RawBlock, source: Source) -> None:
            if not sources:
                sources.append((source, source.counters.rejected))
            # Another sensor in its place has a zero and a clock of its own.
            if source is sources[0][0]:
                heard.take(block, time.monotonic())

        unsubscribe = self._subscribe(row, on_block)
        try:
            while not heard.is_over(time.monotonic()):
                await self._sensor_assignment.watch()
                await asyncio.sleep(LOOK_S)
                if task is not None:
                    refuse_if_busy(task)
        finally:
            unsubscribe()
        after = self._seen(row_id)
        news = UNPLUGGED if after is None else after.words
        if not sources:
            return figures("", (), 0, 0, news)
        source, rejected = sources[0]
        return figures(
            source.traits.unit,
            heard.blocks,
            sum(block.lost for block in heard.blocks[1:]),
            source.counters.rejected - rejected,
            news,
        )

    def _subscribe(self, row: DeviceRow, on_block: OnBlock) -> Callable[[], None]:
        if row.station:
            return self._stations[row.station].reader.subscribe(on_block)
        listener = self._sensor_assignment.listener(row.id)
        if listener is None:
            raise DeviceMissingError(row.id)
        return listener.subscribers.subscribe(on_block)

    def _seen(self, row_id: str) -> DeviceRow | None:
        return next((row for row in self._sensor_assignment.rows() if row.id == row_id), None)
