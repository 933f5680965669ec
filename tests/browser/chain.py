"""Programs of the whole chain: an emulated Uno, a Bluetooth room with its module, a hub."""

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from tests.browser.served import Rig
from tests.firmware.build import uno_elf

INTERVAL_MS = 30


class UnoProgram:
    """The Uno's firmware in the emulator, as a process of its own on a port.

    Attributes:
        port: where its UART is.
    """

    def __init__(self, folder: Path, t_s: NDArray[np.float64], force_n: NDArray[np.float64]):
        self.port = folder / "module-pins"
        self._truth = folder / "truth.npy"
        self._trace = folder / "trace.csv"
        rows = np.column_stack([t_s, force_n])
        np.savetxt(self._trace, rows, delimiter=",", header="time_s,force_n", comments="")

    def __enter__(self) -> Self:
        module = (sys.executable, "-m", "tests.firmware.uno_program")
        self._process = subprocess.Popen(
            [*module, uno_elf(), self.port, self._trace, self._truth],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == b"plugged in\n"
        return self

    def __exit__(self, *_: object) -> None:
        self.switch_off()
        assert self._process.stdout is not None
        self._process.stdout.close()

    def press(self) -> None:
        """The force of the trace begins."""
        assert self._process.stdin is not None
        self._process.stdin.write(b"\n")
        self._process.stdin.flush()

    def switch_off(self) -> None:
        """The end of the board's time."""
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        assert self._process.wait() == 0

    @property
    def truth(self) -> NDArray[np.int64]:
        """(n,) code of every conversion since power-up, once it is switched off."""
        return np.load(self._truth)


@dataclass(frozen=True, slots=True)
class Chain:
    """Everything between the force and the page."""

    uno: UnoProgram
    rig: Rig


@contextlib.contextmanager
def chain(
    folder: Path, config: Path, t_s: NDArray[np.float64], force_n: NDArray[np.float64]
) -> Iterator[Chain]:
    """An Uno on a Bluetooth module, and a rig of its own that hears nothing else."""
    with (
        UnoProgram(folder, t_s, force_n) as uno,
        Rig(
            folder / "data",
            *("run", "--config", str(config)),
            program=("tests.ble.rig_on_air", str(uno.port), str(INTERVAL_MS)),
        ) as rig,
    ):
        yield Chain(uno, rig)
