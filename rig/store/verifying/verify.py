"""Whether every record of a store is what was once written."""

from dataclasses import dataclass
from pathlib import Path

from rig.store.format import schema
from rig.store.verifying.findings import (
    BadRecord,
    GoodBlock,
    GoodEnd,
    GoodName,
    GoodRow,
    GoodSession,
    LooseBlock,
    LooseRow,
)
from rig.store.verifying.survey import surveyed


@dataclass(frozen=True, slots=True)
class Report:
    """What a check of a whole store found.

    Attributes:
        sessions, blocks, samples, rows: records that are sound.
        names: learners whose name is there.
        ended: sessions that ended in good order and are complete.
        bad: records that are not, in the order they were met.
    """

    path: Path
    sessions: int
    ended: int
    blocks: int
    samples: int
    rows: int
    names: int
    bad: tuple[BadRecord, ...]

    @property
    def is_sound(self) -> bool:
        """Whether nothing bad was found."""
        return not self.bad


def verify_store(path: Path) -> Report:
    """Checks the file, its tables and indexes, and reads and checks every record.

    Raises:
        StoreMissingError: there is no file.
        NothingLeftError: no page of the file holds anything of a store.
        NewerStoreError: a newer release wrote it.
    """
    sessions = ended = blocks = samples = rows = names = 0
    bad: list[BadRecord] = []
    with surveyed(path) as findings:
        for finding in findings:
            match finding:
                case BadRecord():
                    bad.append(finding)
                case GoodSession():
                    sessions += 1
                case GoodBlock() | LooseBlock():
                    blocks += 1
                    samples += finding.block.raw.tick.size
                case GoodRow() | LooseRow():
                    rows += 1
                case GoodEnd():
                    ended += 1
                case GoodName():
                    names += finding.table is schema.learner_names
    return Report(path, sessions, ended, blocks, samples, rows, names, tuple(bad))
