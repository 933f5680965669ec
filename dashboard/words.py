"""Numbers and moments as a person reads them; a missing value is a dash, never a word of code."""

from datetime import UTC, datetime

from calibration.uncertainty.error_bar import plus_minus
from firmware_bridge.rounding import fixed

MISSING = "–"


def points(score: float | None, expanded: float | None = None) -> str:
    """A score to one decimal, or whole with its error bar; a missing one is a dash."""
    if score is None:
        return MISSING
    if expanded is not None:
        return plus_minus(score, expanded)
    told = fixed(score, 1)
    return "100" if told == "100.0" else told


def newtons(force_n: float | None) -> str:
    """A force as results show it, without decimals where it has none."""
    return MISSING if force_n is None else fixed(force_n, 1).removesuffix(".0") + " N"


def seconds(time_s: float | None) -> str:
    """A time without decimals where it has none."""
    return MISSING if time_s is None else fixed(time_s, 1).removesuffix(".0") + " s"


def number(value: float) -> str:
    """A number of a protocol, at most two decimals."""
    return fixed(value, 2).rstrip("0").rstrip(".")


def times(count: int) -> str:
    """How often, in words up to twice."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def moment(iso_utc: str | None) -> datetime | None:
    """The moment of an ISO text; naive ones are UTC; None where it is no moment."""
    try:
        found = datetime.fromisoformat(iso_utc or "")
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def day_and_time(iso_utc: str | None) -> str:
    """A moment in this machine's own time zone, for example `Mon 3 Mar 2025, 14:05`."""
    found = moment(iso_utc)
    if found is None:
        return MISSING
    here = found.astimezone()
    return f"{here:%a} {here.day} {here:%b %Y, %H:%M}"
