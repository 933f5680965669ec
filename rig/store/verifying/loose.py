"""What is left of a session whose own row is lost: its samples and results, as files.

Without the row there is no calibration and no protocol, so no store takes the samples: a made-up
zero would be believed. Their checksums hold them to their session, whose id an index still tells.
"""

import csv
import json
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TextIO
from urllib.parse import quote

from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from rig.errors import StoreError
from rig.store.database import open_for_reading
from rig.store.format import schema
from rig.store.verifying.findings import LooseBlock, LooseRow


def ids_in_the_index(path: Path) -> Mapping[int, str]:
    """Ids of the sessions by their numbers, as far as the index of the ids still tells."""
    table = schema.sessions
    index = f"INDEXED BY sqlite_autoindex_{table.name}_1"
    with suppress(StoreError, DatabaseError), open_for_reading(path) as damaged:
        told = damaged.execute(
            select(table.c.session_no, table.c.session_id).with_hint(table, index, "sqlite")
        )
        return {
            number: session_id
            for number, session_id in told
            if isinstance(number, int) and isinstance(session_id, str)
        }
    return {}


class LooseFiles:
    """Files beside a new store, one of samples and one of results a session.

    Args:
        target: the new store.

    Attributes:
        samples: samples written.
    """

    def __init__(self, target: Path) -> None:
        self.samples = 0
        self._target = target
        self._open = ExitStack()
        self._files: dict[Path, TextIO] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self._open.close()

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files, in the order they were begun."""
        return tuple(self._files)

    def add_block(self, found: LooseBlock) -> None:
        """Write samples: raw as the device sent them, with their ticks, times and flags.

        Raises:
            FileExistsError: a file of that name is there.
        """
        raw, index = found.block.raw, found.block.first_index
        channels = [f"raw_{number + 1}" for number in range(raw.raw.shape[1])]
        file = self._file(
            found.session_id, "samples.csv", ["index", "t_s", "tick", *channels, "flags"]
        )
        rows = csv.writer(file)
        for number, sample in enumerate(raw.raw.tolist()):
            t_s, tick, flags = raw.t_s[number], raw.tick[number], raw.flags[number]
            rows.writerow([index + number, float(t_s), int(tick), *sample, int(flags)])
        self.samples += raw.tick.size

    def add_row(self, found: LooseRow) -> None:
        """Write a result, a command or an event as a line of JSON.

        Raises:
            FileExistsError: a file of that name is there.
        """
        told: dict[str, Any] = dict(zip(found.table.columns.keys(), found.row, strict=True))
        line = {"table": found.table.name} | {name: told[name] for name in list(told)[2:-1]}
        file = self._file(found.session_id, "results.jsonl", [])
        file.write(json.dumps(line) + "\n")

    def _file(self, session_id: str, kind: str, heading: list[str]) -> TextIO:
        name = f"{self._target.stem}-{quote(session_id, safe='')}-{kind}"
        path = self._target.with_name(name)
        if path not in self._files:
            opened = self._open.enter_context(path.open("x", encoding="utf-8", newline=""))
            self._files[path] = opened
            if heading:
                csv.writer(opened).writerow(heading)
        return self._files[path]
