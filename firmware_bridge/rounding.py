"""Numbers as people read them: the nearest, and of two as near the one further from zero.

The rule of a browser's `toFixed`, so that a page and a terminal never show two numbers for one
value; Python's own formatting takes the even one (82.5 as 82). The value is the double itself:
2.675 is a little less than it looks, and 2.67 on every face.
"""

from decimal import ROUND_HALF_UP, Context, Decimal
from math import ceil, floor, isfinite
from typing import Final

# A sum of decimal times is off by less; a whole second is whole.
_EDGE_S: Final = 1e-6
# A double has at most 309 digits before its point; whatever is asked for after it fits as well.
_EXACT: Final = Context(prec=400, rounding=ROUND_HALF_UP)


def rounded(value: float, digits: int) -> float:
    """The value to so many digits after the point; what is not finite stays as it is."""
    return float(_exact(value, digits)) if isfinite(value) else value


def fixed(value: float, digits: int) -> str:
    """The value with so many digits after the point, never `-0`."""
    if not isfinite(value):
        return f"{value}"
    exact = _exact(value, digits)
    return f"{exact if exact else abs(exact):f}"


def signed(value: float, digits: int) -> str:
    """The same with its sign, `+` for nothing."""
    told = fixed(value, digits)
    return told if told.startswith("-") else f"+{told}"


def significant(value: float, digits: int) -> str:
    """The value to so many significant digits, without zeros at its end."""
    if isfinite(value):
        value = float(Context(prec=digits, rounding=ROUND_HALF_UP).create_decimal(Decimal(value)))
    return f"{value:.{digits}g}"


def tenths_passed(time_s: float) -> float:
    """Whole tenths of a time that runs: nobody is told a second that is not over."""
    return floor(10.0 * (time_s + _EDGE_S)) / 10.0


def tenths_to_come(time_s: float) -> float:
    """Whole tenths of a time that runs out: nothing is left only once it is over."""
    return ceil(10.0 * (time_s - _EDGE_S)) / 10.0


def _exact(value: float, digits: int) -> Decimal:
    return Decimal(value).quantize(Decimal(1).scaleb(-digits), context=_EXACT)
