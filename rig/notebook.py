"""What `rig.load` gives a notebook: a session of the record, or a recording somebody else made."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final, TypedDict, Unpack

import numpy as np
from numpy.typing import NDArray

from firmware_bridge.tables.table import Table, read_table
from rig.cli.judged import judge_table
from rig.engine.numbers import ENGINE, Engine
from rig.engine.scoring.results import bare_hold_json
from rig.engine.scoring.rubric import HOLD_SCORE_1
from rig.errors import StoreError
from rig.export.table import ExportTable, samples_table
from rig.protocols.library import DEFAULT_ID, find
from rig.store.errors import StoreMissingError
from rig.store.folder import STORE_NAME, data_folder
from rig.store.read import SessionRecord, load_session
from rig.store.replay import replayed_force
from rig.store.session_named import NEWEST, session_named

SQLITE_START: Final = b"SQLite format 3\0"


class PandasMissingError(StoreError):
    """A table was asked for where the package that makes it is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "pandas is not installed: run `pip install 'steadyhold[research]'`, or use the arrays "
            "of this value as they are"
        )


class HowToRead(TypedDict, total=False):
    """What a file of numbers does not say of itself; see `tables.table.read_table`."""

    columns: tuple[str, ...] | None
    time_column: str | None
    rate_hz: float | None
    segment_column: str | None
    where: tuple[str, ...]
    unit: str | None
    area_cm2: float | None
    invert: bool


@dataclass(frozen=True, slots=True, eq=False)
class RecordedSession:
    """A session of the record, every sample as the device sent it.

    Attributes:
        session_id: its id.
        started_utc: ISO 8601 wall-clock time of its start; durations come from the device.
        t_s: (n,) session seconds by the clock of the device.
        raw: (n, channels) as sent, in `raw_unit`, zero not removed.
        flags: (n,) uint16 of `firmware_bridge.samples.Flag`.
        force_n: (n,) tared, in `unit`, as the engine had it; NaN wherever the zero was not known.
        unit: of the force; `N` unless the calibration says otherwise.
        raw_unit: of `raw`.
        channels: names of the columns of `raw`.
        calibration_id: of the calibration that made the force.
        engine: numbers of what found, measured and scored the holds.
        simulated: no sensor was involved.
        holds: each press as it was scored and stored; keys as in docs/scoring.md.
        sets: each result of a set as it was stored.
        samples: the columns of an exported `SESSION_samples.csv`.
        record: everything that is stored, for `rig.store.rescore.rescore_record`.
    """

    session_id: str
    started_utc: str
    t_s: NDArray[np.float64]
    raw: NDArray[np.float64]
    flags: NDArray[np.uint16]
    force_n: NDArray[np.float64]
    unit: str
    raw_unit: str
    channels: tuple[str, ...]
    calibration_id: str
    engine: Engine
    simulated: bool
    holds: tuple[dict[str, Any], ...] = field(repr=False)
    sets: tuple[dict[str, Any], ...] = field(repr=False)
    samples: ExportTable = field(repr=False)
    record: SessionRecord = field(repr=False)

    # Any: pandas is an extra and has no types here.
    def to_pandas(self) -> Any:
        """A DataFrame with one row a sample and the columns of `samples`.

        Its `attrs` have the unit and the meaning of each column, and where the numbers are from.

        Raises:
            PandasMissingError: pandas is not installed.
        """
        about = {
            "session_id": self.session_id,
            "started_utc": self.started_utc,
            "calibration_id": self.calibration_id,
            "engine": asdict(self.engine),
            "simulated": self.simulated,
            "units": {each.name: each.unit for each in self.samples.fields},
            "meanings": {each.name: each.meaning for each in self.samples.fields},
        }
        return _frame({each.name: each.cells for each in self.samples.fields}, about)


@dataclass(frozen=True, slots=True, eq=False)
class RecordedFile:
    """A recording in a file of numbers, as `steadyhold holds FILE` reads it.

    Attributes:
        path: the file.
        t_s: (n,) seconds as in the file.
        values: (n,) in `unit`, nothing subtracted.
        flags: (n,) uint16 of `firmware_bridge.samples.Flag`.
        columns: where `values` are from; of several they are the vector length.
        unit: `N` for anything that is a force.
        assumed: one sentence for each thing the file does not say.
        engine: numbers of what finds holds in it.
        table: the same, with the passes of a file whose time starts again.
    """

    path: Path
    t_s: NDArray[np.float64]
    values: NDArray[np.float64]
    flags: NDArray[np.uint16]
    columns: tuple[str, ...]
    unit: str
    assumed: tuple[str, ...]
    engine: Engine
    table: Table = field(repr=False)

    def holds(self, rest: float | None = None) -> tuple[dict[str, Any], ...]:
        """Every hold, found in the force itself, with its metrics.

        Args:
            rest: reading without load, in `unit`; None to find it.
        """
        found = judge_table(self.table, find(DEFAULT_ID, None), HOLD_SCORE_1, rest)
        return tuple(each.placed(bare_hold_json(each.scored, found.unit)) for each in found.holds)

    def to_pandas(self) -> Any:
        """A DataFrame with one row a sample: `t_s`, the values under their name, `flags`.

        Raises:
            PandasMissingError: pandas is not installed.
        """
        name = self.columns[0] if len(self.columns) == 1 else f"|{', '.join(self.columns)}|"
        about = {"path": str(self.path), "unit": self.unit, "assumed": list(self.assumed)}
        return _frame({"t_s": self.t_s, name: self.values, "flags": self.flags}, about)


def load(
    path: Path | str | None = None, *, session: str = NEWEST, **reading: Unpack[HowToRead]
) -> RecordedSession | RecordedFile:
    """A recorded session, or a recording in a file of numbers.

    Args:
        path: a data folder, the store in it, or a file of numbers; None for this system's
            data folder.
        session: of a store: its id, the beginning of it, or `last` for the newest.
        reading: of a file of numbers: what it does not say of itself.

    Raises:
        StoreError: there is no store or no such session, or it is damaged.
        TableError: the file is not a table of force in time.
        ValueError: a session was asked of a file of numbers, or columns of a store.
    """
    place = data_folder() if path is None else Path(path).expanduser()
    if place.is_dir() or path is None:
        place = place / STORE_NAME
        if not place.is_file():
            raise StoreMissingError(place)
    if not _is_store(place):
        if session != NEWEST:
            raise ValueError(f"{place} is a file of numbers and has no session {session!r}")
        return _file(read_table(place, **reading))
    if reading:
        raise ValueError(
            f"{place} is a record of sessions, which knows its own {', '.join(reading)}"
        )
    return _session(load_session(place, session_named(place, session)))


def _is_store(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(SQLITE_START)) == SQLITE_START


def _session(record: SessionRecord) -> RecordedSession:
    header, force = record.header, replayed_force(record)
    blocks = [block.raw for block in record.blocks]
    nothing = np.empty((0, len(header.traits.channels)))
    return RecordedSession(
        session_id=header.session_id,
        started_utc=header.started_utc,
        t_s=np.concatenate([np.empty(0), *(block.t_s for block in blocks)]),
        raw=np.concatenate([nothing, *(block.raw for block in blocks)]),
        flags=np.concatenate([np.empty(0, np.uint16), *(block.flags for block in blocks)]),
        force_n=force,
        unit=header.calibration.unit,
        raw_unit=header.traits.unit,
        channels=header.traits.channels,
        calibration_id=header.calibration.identity,
        engine=header.engine,
        simulated=header.traits.simulated,
        holds=tuple(json.loads(text) for text in record.holds),
        sets=tuple(json.loads(text) for text in record.sets),
        samples=samples_table(record, force),
        record=record,
    )


def _file(table: Table) -> RecordedFile:
    return RecordedFile(
        path=table.path,
        t_s=table.t_s,
        values=table.values[:, 0],
        flags=table.flags,
        columns=table.columns,
        unit=table.unit,
        assumed=table.assumed,
        engine=ENGINE,
        table=table,
    )


def _frame(columns: Mapping[str, Any], about: Mapping[str, Any]) -> Any:
    try:
        import pandas as pd
    except ModuleNotFoundError as error:
        raise PandasMissingError from error
    frame = pd.DataFrame(dict(columns))
    frame.attrs.update(about)
    return frame
