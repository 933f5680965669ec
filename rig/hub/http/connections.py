"""How many connections are held, so that whoever opens thousands leaves room for the others.

Each one is an open file of this process; without any left no pad can be opened again, no page be
fetched and no record be read.
"""

from collections.abc import Sequence
from typing import Final

KEPT_FILES: Final = 100
"""Of the record, of sensors, of the way to the pages, and of answers under way."""
MOST_OF_ADDRESS: Final = 400
"""A school may put forty phones, each with some connections, behind one address."""


def is_one_too_many(address: str, held: Sequence[str], files: int) -> bool:
    """Whether a new connection has to go.

    Args:
        address: of its other end.
        held: that of every one, the new one among them.
        files: how many this process may have open.
    """
    most = max(1, files - KEPT_FILES)
    return len(held) > most or held.count(address) > min(MOST_OF_ADDRESS, (most + 1) // 2)
