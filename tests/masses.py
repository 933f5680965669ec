"""A virtual load cell on a pty of its own, and somebody who places weights on it."""

import subprocess
import sys
from types import TracebackType
from typing import Any, Self

UID = "c0ffee0011223344"
GRAVITY_M_PER_S2 = 9.8125
PLACES = {
    "centre": (0, 0),
    "front": (1, 0),
    "back": (-1, 0),
    "right": (0, 1),
    "left": (0, -1),
}


class MassPad:
    """A board as a program of its own whose weights this test places.

    Args:
        speed: device time against real time.
        faults: of the cell, as `--masses` takes them.
        link: further name of its terminal; empty for none.
        divider: full scale and newtons at half of it, for a force-sensing resistor; else empty.
    """

    def __init__(self, speed: float, faults: str = "", link: str = "", divider: str = "") -> None:
        self._speed = speed
        self._words = ["--masses", faults, "--uid", UID, "--gravity", str(GRAVITY_M_PER_S2)]
        self._words += ["--link", link] if link else []
        self._words += ["--divider", divider] if divider else []
        self.path = ""

    def __enter__(self) -> Self:
        self._board = subprocess.Popen(
            [sys.executable, "-m", "firmware_bridge.simboard", *self._words,
             "--speed", str(self._speed)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        assert self._board.stdout is not None
        self.path = self._board.stdout.readline().decode().strip()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self._board.terminate()
        self._board.wait()
        for pipe in (self._board.stdin, self._board.stdout):
            assert pipe is not None
            pipe.close()

    def say(self, line: str) -> None:
        """One line of its language."""
        assert self._board.stdin is not None
        self._board.stdin.write(f"{line}\n".encode())
        self._board.stdin.flush()

    def lay(self, kg: float, position: str = "centre") -> None:
        """What lies on the pad from now on."""
        front, right = PLACES[position]
        self.say(f"lay {kg} {front} {right}")


class Placer:
    """Does what the steps of a calibration ask, once each.

    Args:
        pad: the weights go there.
    """

    def __init__(self, pad: MassPad) -> None:
        self._pad = pad
        self._done: tuple[Any, ...] = ()
        self._lifted: tuple[Any, ...] = ()

    def obey(self, bench: dict[str, Any]) -> None:
        """Place what `bench` of the JSON API asks for, if it is something new."""
        asked = (bench["done"], bench["kind"], bench["position"])
        if asked == self._done or bench["finished"]:
            return
        if bench["kind"] == "edge" and asked != self._lifted:
            # A weight goes to another edge through the air; the next look puts it down.
            self._lifted = asked
            self._pad.lay(0.0)
            return
        self._done = asked
        self._pad.lay(sum(mass["kg"] for mass in bench["stack"]), bench["position"])
