"""The Steadyhold board behind a Bluetooth UART module: the bytes of its wire, cut anywhere.

For an Uno whose serial pins lead to a module with the Nordic UART service, at 115,200 baud. The
module passes on what it reads, in pieces of its own size. One that is not called as below needs
`device=board-uart`: the service is that of `board-ble` too.
"""

from dataclasses import replace

from firmware_bridge.devices import board
from firmware_bridge.nordic_uart import nordic_uart

DEVICE = replace(
    board.DEVICE,
    kind="board-uart",
    title="Steadyhold board (Bluetooth UART module)",
    link="ble",
    baud=0,
    # As Nordic's own UART example and Adafruit's UART Friend call themselves.
    radio=nordic_uart("Nordic_UART.*|Adafruit Bluefruit LE.*"),
)
