"""A board under a virtual load cell, and somebody who places weights on it by lines of text.

lay KG [FRONT RIGHT]   what lies on the pad from now on, in kilograms, and where: shares from
                       -1 to 1 of the way to the front and to the right edge
hand NEWTONS           a trembling hand presses too; 0 takes it off
speed FACTOR           device time against real time, from now on
"""

import math
import os
import select
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from firmware_bridge.board_events import SATURATED
from firmware_bridge.devices.board import NOMINAL_COUNTS_PER_N
from firmware_bridge.errors import SourceUriError
from firmware_bridge.sim.pad import COUNTS_HIGH, COUNTS_LOW, VirtualBoard, pad_hello
from firmware_bridge.sim.replay import Turn
from firmware_bridge.sim.virtual_cell import Truth, VirtualCell

RATE_HZ: Final = 80.0
TURN_S: Final = 0.0125
TREMOR_N: Final = 0.4
# Steel in air: what a weight of one kilogram presses with, in kilograms.
BUOYED_FRAC: Final = 1.0 - 1.2 / 7850.0
USUAL_TRUTH: Final = Truth(
    gain_n_per_raw=1.0 / NOMINAL_COUNTS_PER_N,
    zero_raw=84_000.0,
    range_n=100.0,
    bend_frac=0.0003,
    hysteresis_frac=0.001,
    creep_frac=0.001,
    drift_n_per_min=0.003,
    wander_n=0.004,
    noise_n=0.006,
    seat_frac=0.0003,
    edge_frac=0.002,
)


@dataclass(frozen=True, slots=True)
class Divider:
    """A force-sensing resistor above a fixed one: its conductance goes with the force.

    Attributes:
        full_scale_raw: reading at full supply.
        half_n: force at half of it.
    """

    full_scale_raw: float
    half_n: float

    def counts(self, force_n: NDArray[np.float64]) -> NDArray[np.float64]:
        """(n,) readings under (n,) forces; without a force there is no contact, and no reading."""
        ratio = np.maximum(force_n, 0.0) / self.half_n
        return np.round(self.full_scale_raw * ratio / (1.0 + ratio))


def truth_of(text: str) -> Truth:
    """The usual cell with other properties: `hysteresis_frac=0.01,creep_frac=0.02`.

    Raises:
        SourceUriError: a property is unknown or no number.
    """
    known = {field.name for field in fields(Truth)}
    changes = {}
    for part in filter(None, text.split(",")):
        name, _, value = part.partition("=")
        try:
            changes[name] = float(value)
        except ValueError as error:
            raise SourceUriError(text, why=f"{name} needs a number, not {value!r}") from error
        if name not in known:
            raise SourceUriError(text, why=f"no property {name!r}; properties: {sorted(known)}")
    return replace(USUAL_TRUTH, **changes)


class MassBoard:
    """The bytes of a board whose pad carries what the lines say.

    Args:
        truth: properties of the cell.
        seed: of its noise.
        uid: hardware id, 16 hexadecimal digits; empty for the one of the seed.
        gravity_m_per_s2: where it stands.
        speed: device time against real time at the start.
        divider: what turns the force into counts; None for a bridge.

    Attributes:
        board: the firmware's side, to be asked things.
        speed: device time against real time.
    """

    def __init__(
        self,
        truth: Truth,
        *,
        seed: int,
        uid: str,
        gravity_m_per_s2: float,
        speed: float,
        divider: Divider | None,
    ) -> None:
        hello = pad_hello(seed, 1, f"Virtual pad {seed}", RATE_HZ)
        self.board = VirtualBoard(
            replace(hello, identity=uid or hello.identity), text=False, batch=1
        )
        self.speed = speed
        self._cell = VirtualCell(truth, RATE_HZ, seed)
        self._chance = np.random.default_rng((seed, 21))
        self._gravity_m_per_s2 = gravity_m_per_s2
        self._divider = divider
        self._felt_n = 0.0
        self._hand_n = 0.0
        self._samples = 0

    def obey(self, line: str) -> str:
        """Do what a line says; the sentence about what is wrong with it, else empty."""
        word, *numbers = line.split()
        try:
            values = [float(number) for number in numbers]
        except ValueError:
            values = []
        if not all(math.isfinite(value) for value in values):
            values = []
        match word, values:
            case "lay", [kg, *place] if len(place) in (0, 2):
                front, right = place or (0.0, 0.0)
                self._felt_n = self._laid_n(kg, front, right)
            case "hand", [newtons]:
                self._hand_n = newtons
            case "speed", [factor] if factor > 0.0:
                self.speed = factor
            case _:
                return f"{line!r} is not understood: lay KG [FRONT RIGHT], hand N, speed FACTOR"
        return ""

    def turns(self) -> Iterator[Turn]:
        """What it sends, for ever; times are real seconds, so that the speed may change."""
        due_s, greeting = 0.0, self.board.greeting()
        while True:
            count = max(1, round(TURN_S * RATE_HZ * self.speed))
            first, data = self._samples, greeting + self._bytes(count)
            greeting = b""
            due_s += count / RATE_HZ / self.speed
            yield Turn(data, due_s, first, self._samples)

    def _laid_n(self, kg: float, front: float, right: float) -> float:
        """Force on the element: place and seating change the gain a little."""
        truth = self._cell.truth
        gain = 1.0 + truth.edge_frac * (front + 0.5 * right)
        gain += float(self._chance.normal(0.0, truth.seat_frac)) if kg else 0.0
        return kg * self._gravity_m_per_s2 * BUOYED_FRAC * gain

    def _bytes(self, count: int) -> bytes:
        felt_n = np.full(count, self._felt_n)
        if self._hand_n:
            felt_n += self._hand_n + TREMOR_N * self._chance.normal(size=count)
        _, raw = self._cell.trace(felt_n)
        if self._divider is not None:
            truth = self._cell.truth
            shown_n = (raw - truth.zero_raw) * truth.gain_n_per_raw
            raw = self._divider.counts(np.where(felt_n > 0.0, shown_n, 0.0))
        numbers = range(self._samples, self._samples + count)
        self._samples += count
        ticks = [round(number * 1e6 / RATE_HZ) for number in numbers]
        counts = np.clip(raw, COUNTS_LOW, COUNTS_HIGH).astype(np.int64).tolist()
        flags = [SATURATED if each in (COUNTS_LOW, COUNTS_HIGH) else 0 for each in counts]
        return b"".join(self.board.packets(ticks, counts, flags))


def divider_of(text: str) -> Divider | None:
    """The divider of `1023,20`: reading at full supply, newtons at half of it; empty for none.

    Raises:
        SourceUriError: these are not two numbers above zero.
    """
    if not text:
        return None
    try:
        full_scale_raw, half_n = map(float, text.split(","))
    except ValueError as error:
        why = "a divider is written 1023,20: reading at full supply, newtons at half of it"
        raise SourceUriError(text, why=why) from error
    if not (0.0 < full_scale_raw < math.inf and 0.0 < half_n < math.inf):
        raise SourceUriError(text, why="both numbers of a divider are above zero")
    return Divider(full_scale_raw, half_n)


def obeying(board: MassBoard, stdin: int) -> Iterator[Turn]:
    """What the board sends while it obeys the lines that come meanwhile.

    Args:
        board: with what lies on it.
        stdin: descriptor the lines come from; its end leaves everything as it is.
    """
    waiting, is_open = b"", True
    for turn in board.turns():
        yield turn
        while is_open and select.select([stdin], [], [], 0.0)[0]:
            said = os.read(stdin, 4096)
            is_open = bool(said)
            *lines, waiting = (waiting + said).split(b"\n")
            for line in lines:
                trouble = board.obey(line.decode("utf-8", "replace").strip() or "nothing")
                if trouble:
                    os.write(2, f"{trouble}\n".encode())
