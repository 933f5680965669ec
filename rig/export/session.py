"""One session taken out of the store, with a JSON beside it that says what every number is."""

import json
import re
from pathlib import Path
from typing import Final, Literal, TypedDict

from firmware_bridge.samples import Flag
from rig.export.formats import TableWriter, writer_of
from rig.export.table import ExportTable, tables_of
from rig.export.whole_file import Written, write_export
from rig.store.database import software_id
from rig.store.entries import now_utc
from rig.store.read import SessionRecord, load_session
from rig.store.rescore import Verdict, rescore_record
from rig.store.session_json import SessionJson, session_json

EXPORT_SCHEMA: Final = "steadyhold.export/2"


class ColumnJson(TypedDict):
    """One column of a table."""

    name: str
    unit: str
    meaning: str


class FileJson(TypedDict):
    """One file of an export."""

    name: str
    sha256: str
    bytes: int
    rows: int
    columns: list[ColumnJson]


class FlagJson(TypedDict):
    """One quality bit of a sample."""

    bit: int
    name: str | None
    meaning: str


class AboutJson(TypedDict):
    """What the numbers of an export are, and where they are from.

    Attributes:
        scores_reproduced: scored again, every result is to the last bit what was stored.
        verdict: the same, or why not: it differs, or another engine made it.
    """

    schema: Literal["steadyhold.export/2"]
    exported_utc: str
    exported_by: str
    session: SessionJson
    scores_reproduced: bool
    verdict: Verdict
    force: str
    time: str
    missing_values: str
    flags: list[FlagJson]


class ProvenanceJson(AboutJson):
    """The JSON beside the files of an export: what every number is, and where it is from."""

    files: list[FileJson]


FLAG_MEANINGS = {
    Flag.SATURATED: "the reading stood at the end of the sensor's range",
    Flag.GAP_BEFORE: "samples before this one were lost",
    Flag.TARE_ACTIVE: "the zero was being measured",
    Flag.STUCK: "the reading was frozen under load",
    Flag.TIME_INTERPOLATED: "the time was worked out, not measured",
    Flag.SETTLING: "the sensor was still settling",
    Flag.OPEN_CIRCUIT: "the sensor was disconnected or at a rail",
    Flag.SENSOR_TIMEOUT: "the sensor did not answer in time",
    Flag.CLOCK_RESTARTED: "the device restarted, or its readings count from another zero",
    Flag.REST_UNKNOWN: "the reading at rest was not known",
    Flag.BEYOND_CALIBRATION: "the force lies beyond what was calibrated (found while judging)",
}


def export_session(path: Path, session_id: str, folder: Path, form: str) -> tuple[Path, ...]:
    """Writes the tables of a session and their provenance into `folder`.

    Args:
        path: file of the record.
        session_id: which session.
        folder: where the files go.
        form: one of `rig.export.formats.FORMATS`.

    The files are `SESSION_samples.csv` (or of another format), `_events`, `_commands`, `_blocks`,
    `_scores`, and last `SESSION_provenance.json` with the checksum of each.

    Raises:
        SessionMissingError, DamagedRecordError, StoreError: the session cannot be read.
        ValueError: there is no such format.
        ExtraMissingError: it needs a package that is not installed.
        ExportFileError: the folder cannot be written.
    """
    writer = writer_of(form)
    record = load_session(path, session_id)
    about = _about(record)
    told = json.dumps(about, ensure_ascii=False, allow_nan=False)
    files: list[FileJson] = []
    made: list[Path] = []
    stem = re.sub(r"[^\w.-]", "_", session_id)
    for table in tables_of(record):
        written = _write(table, folder / f"{stem}_{table.name}.{form}", writer, told)
        files.append(described(table, written))
        made.append(written.path)
    provenance: ProvenanceJson = {**about, "files": files}
    text = json.dumps(provenance, ensure_ascii=False, allow_nan=False, indent=2) + "\n"

    def fill(unfinished: Path) -> None:
        unfinished.write_text(text, encoding="utf-8")

    made.append(write_export(folder / f"{stem}_provenance.json", fill).path)
    return tuple(made)


def _write(table: ExportTable, path: Path, writer: TableWriter, provenance: str) -> Written:
    return write_export(path, lambda unfinished: writer.write(table, unfinished, provenance))


def _about(record: SessionRecord) -> AboutJson:
    again = rescore_record(record)
    return {
        "schema": EXPORT_SCHEMA,
        "exported_utc": now_utc(),
        "exported_by": software_id(),
        "session": session_json(record),
        "scores_reproduced": again.is_identical,
        "verdict": again.verdict,
        "force": "gain_per_raw * (raw - zero) + curvature_per_raw2 * (raw**2 - zero**2), or the "
        "pieces of the calibration where it has some; the zero is that of the last `tared` or "
        "`rest_moved` event; empty while it is not known: before the first, while a new one is "
        "looked for, and after a `clock_restarted` event",
        "time": "t_s is device time from the start of the connection; session.started_utc is the "
        "wall clock at the start of the session",
        "missing_values": "an empty cell in CSV, null in Parquet",
        "flags": flags_json(),
    }


def flags_json() -> list[FlagJson]:
    """What each quality bit means."""
    return [
        {"bit": flag.bit_length() - 1, "name": flag.name, "meaning": meaning}
        for flag, meaning in FLAG_MEANINGS.items()
    ]


def described(table: ExportTable, written: Written) -> FileJson:
    """One file of an export, and what its columns mean."""
    return {
        "name": written.path.name,
        "sha256": written.sha256,
        "bytes": written.size_bytes,
        "rows": table.rows,
        "columns": [
            {"name": field.name, "unit": field.unit, "meaning": field.meaning}
            for field in table.fields
        ],
    }
