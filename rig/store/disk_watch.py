"""What is not well with the disk of the recordings while they are still made."""

import shutil
from pathlib import Path

from firmware_bridge.rounding import fixed
from rig.store.folder import folder_warning
from rig.store.writer import Commit

LOW_SPACE_BYTES = 500_000_000
_LOOK_EVERY_S = 10.0
# Beyond this a power cut costs more than is promised; said until a minute has passed without.
SLOW_COMMIT_S = 1.0
_SLOW_IS_SAID_S = 60.0


class DiskWatch:
    """Looks at the room on a disk and at how long it takes.

    Args:
        folder: of the recordings.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._unsuited = folder_warning(folder)
        self._space = ""
        self._slow = ""
        self._look_due_s = self._slow_until_s = 0.0
        self._look_at_space()

    @property
    def warning(self) -> str:
        """What a person should know of the disk; empty while all is well."""
        return "; ".join(filter(None, (self._space, self._slow, self._unsuited)))

    def look(self, now_s: float) -> None:
        """See what room is left, every ten seconds."""
        if now_s >= self._slow_until_s:
            self._slow = ""
        if now_s >= self._look_due_s:
            self._look_due_s = now_s + _LOOK_EVERY_S
            self._look_at_space()

    def heed(self, commit: Commit, now_s: float) -> None:
        """See how long a transaction took."""
        if commit.took_s > SLOW_COMMIT_S:
            self._slow_until_s = now_s + _SLOW_IS_SAID_S
            self._slow = (
                f"the disk took {fixed(commit.took_s, 1)} s to keep what was measured, so a power "
                "cut may cost that much; close other programs that write, or use another disk"
            )

    def _look_at_space(self) -> None:
        self._space = ""
        try:
            free_bytes = shutil.disk_usage(self._folder).free
        except OSError:
            # That the folder is gone is told by whoever writes into it.
            return
        if free_bytes < LOW_SPACE_BYTES:
            self._space = (
                f"only {free_bytes // 1_000_000} MB are free in {self._folder}; free some space "
                "before the next session"
            )
