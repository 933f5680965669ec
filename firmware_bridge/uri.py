"""Addresses of sources: a scheme, what it points at, and options."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import unquote

from firmware_bridge.errors import SourceUriError

SCHEMES = "begin with sim:, serial:, ble: or file: (screen: only as a station of `steadyhold run`)"


@dataclass(frozen=True, slots=True)
class SourceUri:
    """An address taken apart.

    Attributes:
        text: as it was written.
        scheme: word before the first colon.
        target: what stands between the colon and `?`, percent signs decoded.
        options: name and value of each `name=value`, percent signs decoded.
    """

    text: str
    scheme: str
    target: str
    options: Mapping[str, str]

    def refuse_unknown(self, known: Iterable[str]) -> None:
        """Raise SourceUriError where an option is not among `known`."""
        names = sorted(known)
        for name in self.options:
            if name not in names:
                near = get_close_matches(name, names, n=1)
                hint = f"; did you mean {near[0]}?" if near else f"; known: {', '.join(names)}"
                raise SourceUriError(self.text, why=f"unknown option {name!r}{hint}")

    def number(self, name: str, default: float, *, low: float, high: float = math.inf) -> float:
        """The option as a finite number between `low` and `high`, or the default.

        Raises:
            SourceUriError: it is no number or out of range.
        """
        text = self.options.get(name)
        if text is None:
            return default
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not low <= value <= high or math.isinf(value):
            limits = f"from {low:g} to {high:g}" if math.isfinite(high) else f"of at least {low:g}"
            raise SourceUriError(self.text, why=f"{name}={text} must be a number {limits}")
        return value

    def whole(self, name: str, default: int, *, low: int, high: float = math.inf) -> int:
        """The option as a whole number, or the default.

        Raises:
            SourceUriError: it is no whole number or out of range.
        """
        value = self.number(name, default, low=low, high=high)
        if value != int(value):
            raise SourceUriError(self.text, why=f"{name}={value:g} must be a whole number")
        return int(value)

    def speed(self) -> float:
        """The option `speed`: how much faster than real time; 0 stands for `max`.

        Raises:
            SourceUriError: neither `max` nor a positive number.
        """
        if self.options.get("speed") == "max":
            return 0.0
        return self.number("speed", 1.0, low=0.001, high=1e6)


def parse_uri(uri: str) -> SourceUri:
    """Take an address apart.

    Raises:
        SourceUriError: no scheme, or an option that is not `name=value`, or given twice.
    """
    scheme, colon, rest = uri.partition(":")
    if not colon or not scheme.isalpha():
        raise SourceUriError(uri, why=SCHEMES)
    # pyserial's own URLs (socket://host:port) have no question mark of their own that we need.
    target, _, query = rest.partition("?")
    options: dict[str, str] = {}
    for pair in query.split("&") if query else ():
        name, equals, value = pair.partition("=")
        if not name or not equals:
            raise SourceUriError(uri, why=f"option {pair!r} must be name=value")
        if name in options:
            raise SourceUriError(uri, why=f"option {name!r} is given twice")
        options[name] = unquote(value)
    return SourceUri(text=uri, scheme=scheme, target=unquote(target), options=options)
