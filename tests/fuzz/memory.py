"""What a fuzzing run takes of memory, minute by minute.

The fuzzer keeps every input that found something new, and atheris keeps small objects of every
comparison of arrays that it traces: the curve rises while it learns. That the table reader itself
keeps nothing is shown without them, by `tests/tables/test_memory.py`.
"""

import resource
import sys
import time
from pathlib import Path

STATM = Path("/proc/self/statm")
MINUTE_S = 60.0


class MemoryLog:
    """Prints the resident memory once a minute."""

    def __init__(self, name: str) -> None:
        """Begin; `name` stands before each figure."""
        self._name = name
        self._began_s = self._due_s = time.monotonic()
        self._runs = 0

    def look(self) -> None:
        """Call this for every input."""
        self._runs += 1
        now_s = time.monotonic()
        if now_s < self._due_s:
            return
        self._due_s += MINUTE_S
        minute = (now_s - self._began_s) / MINUTE_S
        sys.stderr.write(
            f"{self._name} {minute:.0f} min: {resident_mb():.0f} MB, {sys.getallocatedblocks()} "
            f"objects of Python, {self._runs} inputs\n"
        )


def resident_mb() -> float:
    """Memory of this process now; where the system does not tell, the most it ever was."""
    if STATM.exists():
        return int(STATM.read_text().split()[1]) * resource.getpagesize() / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
