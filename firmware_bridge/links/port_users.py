"""Which programs have which ports open, where the system lets us look: one look for everybody.

The names are found by going through every descriptor of every program, which takes a quarter of a
second where there are thousands. A class of forty pads that is unplugged at once asks forty times.
"""

import contextlib
import os
import sys
import threading
import time
from pathlib import Path

KEPT_S = 1.5
"""Other readers are looked for once in a window (`links.supervision.damage`), which is longer."""

_Found = dict[str, list[tuple[str, str]]]


class PortUsers:
    """Looks at every program at most once at a time, and keeps what was seen.

    Attributes:
        looks: how often every program was gone through.
    """

    def __init__(self) -> None:
        """Nothing has been looked at."""
        self.looks = 0
        self._alone = threading.Lock()
        self._began_s = float("-inf")
        self._found: _Found = {}

    def other(self, port: str, *, readers_only: bool, kept_s: float = 0.0) -> str:
        """Another program that has a port open, and its process; empty without one in sight.

        Args:
            port: any name of it.
            readers_only: one that only writes there takes nothing out of it.
            kept_s: how old what was seen may be; a program is named only if it is still there.
        """
        if not sys.platform.startswith("linux"):
            return ""
        real = os.path.realpath(port)
        for process, descriptor in self._seen(time.monotonic() - kept_s).get(real, ()):
            if _has_open(process, descriptor, real, readers_only=readers_only):
                return f"{_name_of(process)} (process {process})"
        return ""

    def _seen(self, since_s: float) -> _Found:
        with self._alone:
            if self._began_s < since_s:
                self._began_s = time.monotonic()
                self._found = _everything_open()
                self.looks += 1
            return self._found


USERS = PortUsers()


def is_open_here(port: str) -> bool:
    """Whether this program itself has a port open."""
    real = os.path.realpath(port)
    return sys.platform.startswith("linux") and any(
        path == real for _, path in _descriptors("self")
    )


def _everything_open() -> _Found:
    found: _Found = {}
    own = str(os.getpid())
    for process in Path("/proc").iterdir():
        if process.name.isdigit() and process.name != own:
            for descriptor, path in _descriptors(process.name):
                found.setdefault(path, []).append((process.name, descriptor))
    return found


def _descriptors(process: str) -> list[tuple[str, str]]:
    """Number and path of what a program has open of the file system; of pipes and sockets none."""
    found = []
    # It may have ended, or belong to somebody else.
    with contextlib.suppress(OSError), os.scandir(f"/proc/{process}/fd") as descriptors:
        for each in descriptors:
            path = _target(process, each.name)
            if path.startswith("/"):
                found.append((each.name, path))
    return found


def _target(process: str, descriptor: str) -> str:
    try:
        # A Path for each of thousands of descriptors takes several times as long.
        return os.readlink(f"/proc/{process}/fd/{descriptor}")  # noqa: PTH115
    except OSError:
        return ""


def _has_open(process: str, descriptor: str, real: str, *, readers_only: bool) -> bool:
    if _target(process, descriptor) != real:
        return False
    if not readers_only:
        return True
    try:
        told = Path(f"/proc/{process}/fdinfo/{descriptor}").read_text(encoding="ascii").split()
    except OSError:
        return False
    return int(told[told.index("flags:") + 1], 8) & os.O_ACCMODE != os.O_WRONLY


def _name_of(process: str) -> str:
    try:
        return Path(f"/proc/{process}/comm").read_text(encoding="utf-8").strip()
    except OSError:
        return "a program"
