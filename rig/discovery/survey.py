"""One look around: every port and gauge, and what those say that may be asked."""

import asyncio
import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from firmware_bridge.links.ble_errors import BluetoothError
from rig.discovery.gauges import GaugeInSight, scan_gauges
from rig.discovery.listener import Listener, SensorHeard
from rig.discovery.ports import Port, ports_now
from rig.discovery.rows import DeviceRow, all_rows, gauge_id, port_id

LISTEN_S = 9.0
"""A board that restarts when its port opens is deaf for 2 s; a stranger is known after 3 s."""
LISTEN_GAUGE_S = 20.0


@dataclass(frozen=True, slots=True)
class Survey:
    """What was found.

    Attributes:
        ports, gauges: one row each.
        bluetooth: why there could be no scan, in a sentence; empty when all is well.
    """

    ports: tuple[DeviceRow, ...]
    gauges: tuple[DeviceRow, ...]
    bluetooth: str


async def survey(
    also: str,
    scan_s: float,
    *,
    may_ask: Callable[[Port], bool],
    may_connect: Callable[[GaugeInSight], bool],
) -> Survey:
    """Look at ports and listen for gauges at the same time.

    Args:
        also: pattern of further paths; empty for none.
        scan_s: how long to look for Bluetooth gauges; 0 not at all.
        may_ask: whether a port may be opened.
        may_connect: whether a gauge may be connected to.
    """
    ports = await asyncio.to_thread(ports_now, also)
    askable = [port for port in ports if port.allowed and not port.is_held and may_ask(port)]
    asked = {port_id(port): Listener(f"{port.source}?device=board", "board") for port in askable}
    (gauges, trouble), told = await asyncio.gather(_gauges(scan_s), _listen(asked, LISTEN_S))
    close = [gauge for gauge in gauges if may_connect(gauge)]
    near = {gauge_id(gauge): Listener(gauge.source, gauge.kind) for gauge in close}
    told = {**told, **await _listen(near, LISTEN_GAUGE_S)}
    rows = all_rows(ports, gauges, told, (), {})
    return Survey(
        ports=tuple(row for row in rows if row.link == "serial"),
        gauges=tuple(row for row in rows if row.link == "ble"),
        bluetooth=trouble,
    )


async def _gauges(scan_s: float) -> tuple[Sequence[GaugeInSight], str]:
    if scan_s <= 0:
        return (), ""
    try:
        return await scan_gauges(scan_s), ""
    except BluetoothError as error:
        return (), str(error)


async def _listen(listeners: Mapping[str, Listener], at_most_s: float) -> dict[str, SensorHeard]:
    """What each says until its rate is known, it turns out to be something else, or time is up."""
    tasks = [asyncio.create_task(listener.run()) for listener in listeners.values()]
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(at_most_s):
            for listener in listeners.values():
                await listener.told.wait()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return {key: listener.heard for key, listener in listeners.items()}
