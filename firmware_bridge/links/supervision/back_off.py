"""Pauses between tries, each twice as long as the one before."""


class BackOff:
    """Counts tries; reads no clock."""

    def __init__(self, first_s: float, longest_s: float) -> None:
        """Begin with the shortest pause.

        Args:
            first_s: pause after the first try.
            longest_s: no pause is longer.
        """
        self._first_s = self._next_s = first_s
        self._longest_s = longest_s

    def next_s(self) -> float:
        """How long to wait now."""
        pause_s = self._next_s
        self._next_s = min(2 * pause_s, self._longest_s)
        return pause_s

    def reset(self) -> None:
        """A try went well: the next pause is the shortest again."""
        self._next_s = self._first_s
