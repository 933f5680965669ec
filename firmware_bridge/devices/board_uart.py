"""The Steadyhold board behind a Bluetooth UART module: the bytes of its wire, cut anywhere.

For an Uno whose serial pins lead to a module with the Nordic UART service, at 115,200 baud. The
module passes on what it reads, in pieces of its own size. One that is not called as below needs
`device=board-uart`: the service is that of `board-ble` too.
"""

from dataclasses import replace

from firmware_bridge.device import Radio
from firmware_bridge.devices import board

DEVICE = replace(
    board.DEVICE,
    kind="board-uart",
    title="Steadyhold board (Bluetooth UART module)",
    link="ble",
    baud=0,
    radio=Radio(
        # As Nordic's own UART example and Adafruit's UART Friend call themselves.
        name="Nordic_UART.*|Adafruit Bluefruit LE.*",
        service="6e400001-b5a3-f393-e0a9-e50e24dcca9e",
        notify="6e400003-b5a3-f393-e0a9-e50e24dcca9e",
        command="6e400002-b5a3-f393-e0a9-e50e24dcca9e",
    ),
)
