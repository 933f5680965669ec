"""One session taken out of the store, with a JSON beside it that says what every number is."""

import json
import re
from pathlib import Path
from typing import Any, Literal

from firmware_bridge.samples import Flag
from rig.export.csv_file import write_csv
from rig.export.parquet_file import arrow, write_parquet
from rig.export.table import ExportTable, tables_of
from rig.export.whole_file import Written, write_export
from rig.store.database import software_id
from rig.store.entries import now_utc
from rig.store.format.header import header_text
from rig.store.read import SessionRecord, load_session
from rig.store.rescore import rescore_record

EXPORT_SCHEMA = "steadyhold.export/1"

Form = Literal["csv", "parquet"]

FLAG_MEANINGS = {
    Flag.SATURATED: "the reading stood at the end of the sensor's range",
    Flag.GAP_BEFORE: "samples before this one were lost",
    Flag.TARE_ACTIVE: "the zero was being measured",
    Flag.STUCK: "the reading was frozen under load",
    Flag.TIME_INTERPOLATED: "the time was worked out, not measured",
    Flag.SETTLING: "the sensor was still settling",
    Flag.OPEN_CIRCUIT: "the sensor was disconnected or at a rail",
    Flag.SENSOR_TIMEOUT: "the sensor did not answer in time",
    Flag.CLOCK_RESTARTED: "the device restarted; its ticks began anew",
    Flag.REST_UNKNOWN: "the reading at rest was not known",
    Flag.BEYOND_CALIBRATION: "the force lies beyond what was calibrated (found while judging)",
}


def export_session(path: Path, session_id: str, folder: Path, form: Form) -> tuple[Path, ...]:
    """Writes the tables of a session and their provenance into `folder`.

    The files are `SESSION_samples.csv` (or `.parquet`), `_events`, `_commands`, `_blocks`,
    `_scores`, and last `SESSION_provenance.json` with the checksum of each.

    Raises:
        SessionMissingError, DamagedRecordError, StoreError: the session cannot be read.
        ExtraMissingError: Parquet without pyarrow.
        ExportFileError: the folder cannot be written.
    """
    if form == "parquet":
        arrow()
    record = load_session(path, session_id)
    about = _about(record)
    told = json.dumps(about, ensure_ascii=False, allow_nan=False)
    described: list[dict[str, Any]] = []
    made: list[Path] = []
    stem = re.sub(r"[^\w.-]", "_", session_id)
    for table in tables_of(record):
        written = _write(table, folder / f"{stem}_{table.name}.{form}", form, told)
        described.append(_described(table, written))
        made.append(written.path)
    about["files"] = described
    text = json.dumps(about, ensure_ascii=False, allow_nan=False, indent=2) + "\n"

    def fill(unfinished: Path) -> None:
        unfinished.write_text(text, encoding="utf-8")

    made.append(write_export(folder / f"{stem}_provenance.json", fill).path)
    return tuple(made)


def _write(table: ExportTable, path: Path, form: Form, provenance: str) -> Written:
    def fill(unfinished: Path) -> None:
        if form == "csv":
            write_csv(table, unfinished)
        else:
            write_parquet(table, unfinished, provenance)

    return write_export(path, fill)


def _about(record: SessionRecord) -> dict[str, Any]:
    again = rescore_record(record)
    ended, stopped = record.ended, record.interrupted_at
    return {
        "schema": EXPORT_SCHEMA,
        "exported_utc": now_utc(),
        "exported_by": software_id(),
        "session": json.loads(header_text(record.header)),
        "ended": None if ended is None else {"at_utc": ended.at_utc, "how": ended.how},
        "interrupted_at_sample": None if stopped is None else stopped.index,
        "measured_rate_hz": _measured_rate_hz(record),
        "lost_samples": sum(block.raw.lost for block in record.blocks),
        "scores_reproduced": again.is_identical,
        "sets": [json.loads(text) for text in record.sets],
        "force": "gain_per_raw * (raw - zero) + curvature_per_raw2 * (raw**2 - zero**2), the zero "
        "from the latest `tared` event before the sample",
        "time": "t_s is device time from the start of the connection; session.started_utc is the "
        "wall clock at the start of the session",
        "missing_values": "an empty cell in CSV, null in Parquet",
        "flags": [
            {"bit": flag.bit_length() - 1, "name": flag.name, "meaning": meaning}
            for flag, meaning in FLAG_MEANINGS.items()
        ],
    }


def _described(table: ExportTable, written: Written) -> dict[str, Any]:
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


def _measured_rate_hz(record: SessionRecord) -> float | None:
    """Samples per second between the first and the last sample, None where there are too few."""
    if not record.blocks:
        return None
    first, last = record.blocks[0].raw, record.blocks[-1]
    count = last.first_index + last.raw.tick.size
    lasted_s = float(last.raw.t_s[-1] - first.t_s[0])
    return (count - 1) / lasted_s if lasted_s > 0.0 else None
