"""Units a recording may be in, and what they become: newtons, or themselves."""

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

STANDARD_GRAVITY_M_PER_S2 = 9.80665
POUND_FORCE_N = 4.4482216152605

Quantity = Literal["force", "pressure", "other"]


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit.

    Attributes:
        name: how it is written, and shown where it stays.
        quantity: what it measures; masses count as the force of their weight.
        factor: newtons (force) or kilopascals (pressure) in one of it; 1 otherwise.
        words: other spellings, lower case.
    """

    name: str
    quantity: Quantity
    factor: float
    words: tuple[str, ...]


UNITS = (
    Unit("N", "force", 1.0, ("n", "newton", "newtons")),
    Unit("kN", "force", 1000.0, ("kn", "kilonewton", "kilonewtons")),
    Unit("daN", "force", 10.0, ("dan",)),
    Unit("cN", "force", 0.01, ("cn", "centinewton", "centinewtons")),
    Unit("mN", "force", 0.001, ("mn", "millinewton", "millinewtons")),
    Unit("kgf", "force", STANDARD_GRAVITY_M_PER_S2, ("kgf", "kp", "kilopond")),
    Unit("kg", "force", STANDARD_GRAVITY_M_PER_S2, ("kg", "kgs", "kilogram", "kilograms")),
    Unit("g", "force", STANDARD_GRAVITY_M_PER_S2 / 1000, ("g", "gf", "gram", "grams")),
    Unit("mg", "force", STANDARD_GRAVITY_M_PER_S2 / 1e6, ("mg", "milligram", "milligrams")),
    Unit("lbf", "force", POUND_FORCE_N, ("lbf", "lb", "lbs", "pound", "pounds")),
    Unit("ozf", "force", POUND_FORCE_N / 16, ("ozf", "oz", "ounce", "ounces")),
    Unit("kPa", "pressure", 1.0, ("kpa", "kilopascal", "kilopascals")),
    Unit("Pa", "pressure", 0.001, ("pa", "pascal", "pascals")),
    Unit("bar", "pressure", 100.0, ("bar",)),
    Unit("psi", "pressure", 6.894757293168361, ("psi",)),
    Unit("mmHg", "pressure", 0.13332238741499998, ("mmhg",)),
    Unit("counts", "other", 1.0, ("counts", "count", "adc", "raw", "lsb", "codes")),
    Unit("%", "other", 1.0, ("%", "pct", "percent", "pct_mvc", "%mvc", "% mvc")),
    Unit("V", "other", 1.0, ("v", "volt", "volts")),
    Unit("mV", "other", 1.0, ("mv", "millivolt", "millivolts")),
    Unit("mV/V", "other", 1.0, ("mv/v",)),
    Unit("unknown", "other", 1.0, ("unknown", "a.u.", "au")),
)
SECONDS = {
    "s": 1.0, "sec": 1.0, "secs": 1.0, "second": 1.0, "seconds": 1.0, "sekunden": 1.0,
    "ms": 1e3, "msec": 1e3, "millis": 1e3, "milliseconds": 1e3,
    "cs": 1e2, "centiseconds": 1e2,
    "us": 1e6, "µs": 1e6, "μs": 1e6, "usec": 1e6, "micros": 1e6, "microseconds": 1e6,
    "ns": 1e9, "nsec": 1e9, "nanos": 1e9, "nanoseconds": 1e9,
    "min": 1 / 60, "mins": 1 / 60, "minutes": 1 / 60,
    "h": 1 / 3600, "hr": 1 / 3600, "hrs": 1 / 3600, "hour": 1 / 3600, "hours": 1 / 3600,
}  # fmt: skip
"""Ticks of a time unit in one second, by its spelling."""

_BY_NAME = {unit.name: unit for unit in UNITS}
_BY_WORD = {word: unit for unit in UNITS for word in unit.words}


def unit_of(text: str) -> Unit | None:
    """The unit a text names, in any spelling; None if it is none."""
    text = text.strip()
    bare = text if text in _BY_NAME or text.lower() in _BY_WORD else text.removesuffix(".")
    return _BY_NAME.get(bare) or _BY_WORD.get(bare.lower())


def near_units(text: str) -> tuple[str, ...]:
    """Names of units that look like the text, else of all."""
    near = get_close_matches(text.strip().lower(), list(_BY_WORD), n=3)
    return tuple(dict.fromkeys(_BY_WORD[word].name for word in near)) or tuple(_BY_NAME)
