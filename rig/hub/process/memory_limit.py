"""Whether the system allows the memory that a rig takes, asked before anything is started."""

import sys

from rig.hub.errors import MemoryLimitError

# Addresses, not pages in use: each thread takes 8 MB of them for its stack.
NEEDED_BYTES = 1_000_000_000


def refuse_a_low_limit() -> None:
    """Refuse at once what would fail in the middle of a start, thread by thread.

    Raises:
        MemoryLimitError: a limit is set and too low.
    """
    if sys.platform == "win32":
        return
    import resource

    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    if limit != resource.RLIM_INFINITY and limit < NEEDED_BYTES:
        raise MemoryLimitError(limit // 1_000_000)
