"""The whole command `steadyhold` where Bluetooth is a room with one UART module in it.

    python -m tests.ble.rig_on_air PORT INTERVAL_MS WORD...

PORT carries the bytes of a board. The words go to the command line unchanged.
"""

import sys
from pathlib import Path

from firmware_bridge.links.ble_adapter import using_adapter
from rig.cli.main import main
from tests.ble.air import Air
from tests.ble.uart_module import UartModule

if __name__ == "__main__":
    _, port, interval_ms, *words = sys.argv
    air = Air(UartModule(Path(port)))
    air.ether.interval_s = float(interval_ms) / 1000
    sys.argv[1:] = words
    with using_adapter(air.adapter):
        main()
