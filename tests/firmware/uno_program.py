"""An Uno as a program of its own: its firmware in the emulator, its UART on a port.

    python -m tests.firmware.uno_program ELF PORT TRACE TRUTH

Time passes as on the clock. A line on stdin begins the force of TRACE (time_s,force_n); the end of
stdin switches the board off, and TRUTH gets the code of every conversion it made.
"""

import math
import sys
from pathlib import Path

import numpy as np

from tests.firmware.load_cell import LoadCell, Trace
from tests.firmware.uno import Uno
from tests.firmware.wire import Cable

LEAD_S = 0.05


def run(elf: Path, port: Path, trace: Path, truth: Path) -> None:
    """Be a board until stdin ends."""
    t_s, force_n = np.loadtxt(trace, delimiter=",", skiprows=1, unpack=True)
    cell = LoadCell(trace=Trace(t_s, force_n), trace_start_s=math.inf)
    board = Uno(elf, cell)

    def press() -> None:
        cell.trace_start_s = board.t_s + LEAD_S

    with Cable(board, port) as cable:
        sys.stdout.write("plugged in\n")
        sys.stdout.flush()
        for _ in sys.stdin:
            cable.between_slices(press)
    np.save(truth, np.array(cell.truth))


if __name__ == "__main__":
    run(*map(Path, sys.argv[1:]))
