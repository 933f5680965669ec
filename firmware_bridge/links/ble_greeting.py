"""Who a gauge is that was just connected."""

import time

from firmware_bridge.device import Decoder, Device, Hello, Send
from firmware_bridge.links.arrivals import Gone
from firmware_bridge.links.ble_link import BleLink
from firmware_bridge.links.closing import Closing
from firmware_bridge.links.handshake import HeardEvent
from firmware_bridge.links.supervision.silence import stalled_s

GREET_S = 6.0
"""A board that knows its name says it within this, or is taken by its address."""
ASK_EVERY_S = 0.8
"""A question, or its answer, may be lost between a Bluetooth module and its board."""


async def greeted(
    link: BleLink, device: Device, decoder: Decoder, closing: Closing
) -> list[HeardEvent]:
    """What it said until we know who it is, or are closed; one that cannot tell is not asked.

    Raises:
        GaugeFailedError: it refuses the question.
    """
    heard: list[HeardEvent] = []
    ask_s = now_s = time.monotonic()
    until_s = now_s + GREET_S
    while device.ask and now_s < until_s and not closing.is_set():
        if now_s >= ask_s:
            await link.send(device.ask)
            ask_s = now_s + ASK_EVERY_S
        look_s, look_began_s = ask_s - now_s, now_s
        arrival = await link.take(look_s)
        if isinstance(arrival, Gone):
            break
        now_s = time.monotonic()
        # What came while this computer stood still is heard first.
        stood_s = stalled_s(now_s - look_began_s, look_s)
        ask_s, until_s = ask_s + stood_s, until_s + stood_s
        if arrival is None:
            continue
        for event in decoder.feed(arrival.data):
            if isinstance(event, Send):
                # It is being met, one question after the other; asking anew would begin again.
                await link.send(event.data)
                ask_s = time.monotonic() + ASK_EVERY_S
            else:
                heard.append(HeardEvent(event, arrival.arrived_s))
        if any(isinstance(each.event, Hello) for each in heard):
            break
    return heard
