"""The Steadyhold board behind an HM-10, HC-08 or one of their copies: the bytes of its wire.

These modules have one characteristic for both ways, 20 bytes at a time. They are set to 115,200
baud with their AT commands, once.
"""

from dataclasses import replace

from firmware_bridge.device import Radio
from firmware_bridge.devices import board

_BOTH_WAYS = "0000ffe1-0000-1000-8000-00805f9b34fb"

DEVICE = replace(
    board.DEVICE,
    kind="board-hm10",
    title="Steadyhold board (HM-10 module)",
    link="ble",
    baud=0,
    radio=Radio(
        # Their service, ffe0, is that of a thousand other things: the name has to tell.
        name="HMSoft|HC-08|AT-09|(MLT-)?BT-?05|JDY-[0-9]+",
        service="",
        notify=_BOTH_WAYS,
        command=_BOTH_WAYS,
    ),
)
