"""Whether every record of a store is what was once written."""

from dataclasses import dataclass
from pathlib import Path

from rig.store.database import open_for_reading
from rig.store.survey import BadRecord, GoodBlock, GoodEnd, GoodRow, GoodSession, walk_store


@dataclass(frozen=True, slots=True)
class Report:
    """What a check of a whole store found.

    Attributes:
        sessions, blocks, samples, rows: records that are sound.
        ended: sessions that ended in good order and are complete.
        bad: records that are not, in the order they were met.
    """

    path: Path
    sessions: int
    ended: int
    blocks: int
    samples: int
    rows: int
    bad: tuple[BadRecord, ...]

    @property
    def is_sound(self) -> bool:
        """Whether nothing bad was found."""
        return not self.bad


def verify_store(path: Path) -> Report:
    """Reads and checks every record.

    Raises:
        StoreMissingError: there is no file.
        NotAStoreError: the file cannot be opened at all.
        NewerStoreError: a newer release wrote it.
    """
    sessions = ended = blocks = samples = rows = 0
    bad: list[BadRecord] = []
    with open_for_reading(path) as connection:
        for finding in walk_store(connection, path):
            match finding:
                case BadRecord():
                    bad.append(finding)
                case GoodSession():
                    sessions += 1
                case GoodBlock():
                    blocks += 1
                    samples += finding.block.raw.tick.size
                case GoodRow():
                    rows += 1
                case GoodEnd():
                    ended += 1
    return Report(path, sessions, ended, blocks, samples, rows, tuple(bad))
