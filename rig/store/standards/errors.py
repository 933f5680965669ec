"""What is refused of pass marks in the record."""

from collections.abc import Sequence

from rig.errors import StoreError


class CutMissingError(StoreError):
    """No accepted cut score has that number.

    Attributes:
        number: what was asked for.
        known: numbers there are.
    """

    exit_code = 5

    def __init__(self, number: int, known: Sequence[int]) -> None:
        self.number = number
        self.known = tuple(known)
        there = f"there are {', '.join(map(str, known))}" if known else "none was accepted yet"
        super().__init__(f"there is no cut score {number}; {there}")
