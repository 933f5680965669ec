"""How many connections are held, so that whoever opens thousands leaves room for the others.

Each one is an open file of this process; without any left no pad can be opened again, no page be
fetched and no record be read.
"""

from collections.abc import Collection
from typing import Final, Protocol

KEPT_FILES: Final = 100
"""Of the record, of sensors, of the way to the pages, and of answers under way."""
MOST_OF_ADDRESS: Final = 400
"""A school may put forty phones, each with some connections, behind one address."""


class Connection(Protocol):
    """As uvicorn keeps it, of whatever protocol."""

    client: tuple[str, int] | None


def is_one_too_many(own: Connection, held: Collection[Connection], files: int) -> bool:
    """Whether a new connection has to go.

    Args:
        own: the new one.
        held: every one, the new one among them.
        files: how many this process may have open.
    """
    most = max(1, files - KEPT_FILES)
    if len(held) > most:
        return True
    if own.client is None:
        return False
    host = own.client[0]
    of_host = sum(each.client is not None and each.client[0] == host for each in held)
    return of_host > min(MOST_OF_ADDRESS, (most + 1) // 2)
