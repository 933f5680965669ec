"""The Uno's firmware on an emulated chip: stamps, bytes, losses, and how fast the emulation runs.

Run `python -m benchmarks.firmware`; needs gcc-avr and yasimavr.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np

from tests.firmware.build import uno_elf
from tests.firmware.listening import listen
from tests.firmware.load_cell import LoadCell
from tests.firmware.uno import Uno

FOR_S = 60.0
MODES = (("binary", b"m0\n"), ("text", b"m1\n"))


def main() -> None:
    """One line for each mode."""
    elf = uno_elf()
    print(f"{FOR_S:.0f} s at 92.5 conversions a second")
    print("mode    samples  lost  refused  bytes/sample  stamp sd us  stamp max us  x real time")
    for name, command in MODES:
        board = Uno(elf, LoadCell())
        board.run(1.0)
        board.hear(command)
        board.run(0.1)
        began_s = time.process_time()
        data = board.run(FOR_S)
        took_s = time.process_time() - began_s
        heard = listen(data)
        ready = np.array(board.ready_us)
        late = heard.tick_us - ready[np.searchsorted(ready, heard.tick_us - 1000.0)]
        late -= late.min()
        print(
            f"{name:6}  {len(heard.number):7}  {heard.gaps:4}  {heard.rejected:7}"
            f"  {len(data) / len(heard.number):12.1f}  {late.std():11.2f}  {late.max():12.1f}"
            f"  {FOR_S / took_s:11.1f}"
        )


if __name__ == "__main__":
    main()
