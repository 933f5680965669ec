"""How many files and connections the system lets a rig have open: by default few."""

import sys
from typing import Final

WANTED_FILES: Final = 8192
"""A Mac allows 256 to a program in a terminal: fewer than the connections of forty phones."""


def allow_many_files() -> None:
    """Ask the system for as many as a class needs; what it refuses stays as it was."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = WANTED_FILES if hard == resource.RLIM_INFINITY else min(WANTED_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def files_allowed() -> int:
    """How many may be open now, as far as a class needs them."""
    if sys.platform == "win32":
        return WANTED_FILES
    import resource

    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return WANTED_FILES if soft == resource.RLIM_INFINITY else min(soft, WANTED_FILES)
