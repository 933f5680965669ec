"""What the board says of itself between samples, and what that makes of the samples after it."""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from firmware_bridge.samples import Flag


class EventCode(IntEnum):
    """Codes of EVENT records; `hardware/records.md` says what the value of each is."""

    SENSOR_LOST = 1
    SENSOR_BACK = 2
    BUTTON = 3
    RESET_CAUSE = 4
    STUCK = 5
    MOVING_AGAIN = 6
    MEASURED_RATE = 7
    FIRMWARE = 8

    @property
    def words(self) -> str:
        """The name as a person reads it."""
        return self.name.lower().replace("_", " ")


FIRMWARE_VERSION = 0x000102
"""What boards with the firmware of this package say in a FIRMWARE event: a byte each for major,
minor and patch."""


def version_message(value: int) -> str:
    """The value of a FIRMWARE event as people write versions."""
    return ".".join(str(part) for part in value.to_bytes(4, "big", signed=True)[1:])


FLAG_BITS = 32
"""Sample flags use the lower five bits, the fifth for a button; a byte from here on is not ours."""
SATURATED, CONVERSION_MISSED, SETTLING, NOTHING_NEW = 1, 2, 4, 8


def _table(nothing_new: Flag) -> NDArray[np.uint16]:
    """Quality flags of each flag byte of the wire; the button is none of the sensor's."""
    meaning = {
        SATURATED: Flag.SATURATED,
        CONVERSION_MISSED: Flag.GAP_BEFORE,
        SETTLING: Flag.SETTLING,
        NOTHING_NEW: nothing_new,
    }
    flags = [sum(flag for bit, flag in meaning.items() if byte & bit) for byte in range(FLAG_BITS)]
    return np.array(flags, dtype=np.uint16)


_USUAL, _STUCK = _table(Flag.SENSOR_TIMEOUT), _table(Flag.STUCK)


class BoardState:
    """What the events heard so far say of the samples that follow.

    The wire has one bit for `nothing new`: the converter is silent, or repeats one code. Which of
    the two is told by the events around it, so that a lost event makes no sound sample bad.

    Attributes:
        flags: (`FLAG_BITS`,) quality flags that each flag byte of the wire means now.
    """

    def __init__(self) -> None:
        """Begin with a board that said nothing."""
        self.begin()

    def begin(self) -> None:
        """The board began again."""
        self._is_stuck = self._is_lost = False
        self.flags = _USUAL

    def take(self, code: EventCode) -> None:
        """Take one event."""
        if code in (EventCode.STUCK, EventCode.MOVING_AGAIN):
            self._is_stuck = code == EventCode.STUCK
        elif code in (EventCode.SENSOR_LOST, EventCode.SENSOR_BACK):
            self._is_lost = code == EventCode.SENSOR_LOST
        elif code == EventCode.RESET_CAUSE:
            self.begin()
        self.flags = _STUCK if self._is_stuck and not self._is_lost else _USUAL
