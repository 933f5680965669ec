"""The unit of readings that come as text: stated before the first of them, and where it changes."""

from firmware_bridge.device import StatedUnit
from firmware_bridge.units import Unit


class ReadingUnits:
    """Makes readings of one link values of one unit.

    Attributes:
        stated: what is true of the newest reading; None before there is one.
        unclear: why the newest one that was refused cannot be taken, and what to do.
    """

    def __init__(self, asked: Unit | None) -> None:
        """Nothing has been read.

        Args:
            asked: the unit that the address states; None where it does not.
        """
        self.stated: StatedUnit | None = None
        self.unclear = ""
        self._asked = asked

    def value(self, reading: float, unit: Unit | None, meant: str) -> float | None:
        """The reading in the unit of the source; None where its own unit speaks against it.

        Args:
            reading: as written.
            unit: behind it, or of its name; None where it is no force, or there is none.
            meant: what its line calls it: gross, net, or a name.
        """
        before = self.stated.written if self.stated is not None else ""
        asked = self._asked
        if unit is None:
            if before and (asked is None or asked.name != before):
                self.unclear = f"they lack the unit of others, {before}: send it with every line"
                return None
            self._state(asked.name if asked is not None else "unknown", before, meant)
            return reading
        if asked is not None and asked.quantity != "force":
            self.unclear = f"they say {unit.name}: leave unit= out"
            return None
        self._state(asked.name if asked is not None else "N", unit.name, meant)
        if asked is None:
            return reading * unit.factor
        return reading if unit == asked else reading * unit.factor / asked.factor

    def _state(self, unit: str, written: str, meant: str) -> None:
        known = self.stated
        if known is None or (known.unit, known.written, known.meant) != (unit, written, meant):
            self.stated = StatedUnit(unit, written, meant)
