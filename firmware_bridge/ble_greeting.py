"""Who a gauge is that was just connected."""

import time

from firmware_bridge.arrivals import Arrival
from firmware_bridge.ble_link import BleLink
from firmware_bridge.device import Decoder, Device, Hello, Send
from firmware_bridge.meeting import Heard

GREET_S = 3.0
"""A board that knows its name says it within this, or is taken by its address."""


async def greeted(link: BleLink, device: Device, decoder: Decoder) -> list[Heard]:
    """What it said until we know who it is; a gauge that cannot tell is not asked.

    Raises:
        GaugeFailedError: it refuses the question.
    """
    heard: list[Heard] = []
    if not device.ask:
        return heard
    await link.send(device.ask)
    until_s = time.monotonic() + GREET_S
    while not any(isinstance(each.event, Hello) for each in heard):
        left_s = until_s - time.monotonic()
        arrival = await link.take(left_s) if left_s > 0 else None
        if not isinstance(arrival, Arrival):
            break
        for event in decoder.feed(arrival.data):
            if isinstance(event, Send):
                await link.send(event.data)
            else:
                heard.append(Heard(event, arrival.arrived_s))
    return heard
