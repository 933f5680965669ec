"""Every schema of docs/schemas, made from the code; `make schemas` writes them."""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from rig.backup.manifest import Manifest
from rig.cli import answers, line_answers, rescore_answers
from rig.cli.look import answers as look_answers
from rig.cli.protocols import version_answers
from rig.cli.school import answers as school_answers
from rig.cli.school import hours_answers, mark_answers
from rig.engine.step import Phase, Zone
from rig.export.session import ProvenanceJson
from rig.export.study import StudyJson
from rig.export.table import ExportTable, tables_of
from rig.hub import messages
from rig.hub.live import frames
from rig.school.standards import answers as standards_answers
from rig.store.session_json import SessionDocument, SessionsDocument
from rig.store.targets.preview_json import PreviewAnswer
from tests.schemas.openapi import openapi
from tests.schemas.recorded import example_record
from tests.schemas.results import BUILT
from tests.schemas.shapes import Schema, Shapes

FOLDER = Path(__file__).parents[2] / "docs" / "schemas"
DRAFT = "https://json-schema.org/draft/2020-12/schema"

DOCUMENTS: dict[str, tuple[str, tuple[Any, ...]]] = {
    "holds": ("Holds of a recording", (answers.HoldsAnswer,)),
    "look": ("How a file is understood", (look_answers.LookAnswer,)),
    "sensor-test": ("Some seconds of an untouched sensor", (look_answers.SensorTestAnswer,)),
    "metrics": ("Figures of a window", (answers.MetricsAnswer,)),
    "score": ("Scores of a recording", (answers.ScoreAnswer,)),
    "rescore": ("A session scored again", (rescore_answers.RescoreAnswer,)),
    "sessions": ("Recorded sessions, and one of them", (SessionsDocument, SessionDocument)),
    "verify": ("Whether a store is whole", (answers.VerifyAnswer,)),
    "backed-up": ("A backup that was made", (answers.BackupAnswer,)),
    "restored": ("A backup that was restored", (answers.RestoreAnswer,)),
    "backup": ("What a backup says of itself", (Manifest,)),
    "exported": ("Files of an export", (answers.ExportedAnswer,)),
    "export": ("Provenance of an export", (ProvenanceJson,)),
    "devices": ("Sensors and kinds of sensors", (answers.DevicesListing,)),
    "classes": ("Classes", (school_answers.ClassesListing,)),
    "users": ("Users", (school_answers.UsersListing,)),
    "class": ("A class and who is in it", (school_answers.ClassListing,)),
    "class-import": ("A list of learners taken in", (school_answers.ImportListing,)),
    "learners": ("Everybody in a record", (school_answers.LearnersListing,)),
    "consents": ("Who is part of which study", (school_answers.ConsentsListing,)),
    "study": ("What an export of a study holds", (StudyJson,)),
    "study-exported": ("Files of an export of a study", (answers.StudyExportedAnswer,)),
    "retention": ("What was kept too long", (school_answers.RetentionListing,)),
    "hours": ("Practice hours of a class", (hours_answers.HoursListing,)),
    "marks": ("The gradebook of a class", (mark_answers.MarksListing,)),
    "mark-history": ("A mark and its history", (mark_answers.MarkHistoryListing,)),
    "marks-export": ("A file of marks", (mark_answers.MarksExportListing,)),
    "forgotten": ("A learner who was forgotten", (school_answers.ForgottenListing,)),
    "protocols": ("Protocols", (answers.ProtocolsListing,)),
    "protocol-versions": ("Versions of a protocol", (version_answers.VersionsAnswer,)),
    "preview": ("What a protocol would change", (PreviewAnswer,)),
    "agreement": ("How far marks agree", (standards_answers.AgreementAnswer,)),
    "cut": ("A cut score of an exam", (standards_answers.CutAnswer,)),
    "passports": ("Calibration passports that are kept", (answers.PassportsAnswer,)),
    "check": ("The check weight of the day", (answers.CheckAnswer,)),
    "doctor": ("What is wrong on a machine", (answers.DoctorAnswer,)),
    "fit": ("A curve through known forces", (answers.FitAnswer,)),
    "lines": ("Lines of record, watch and calibrate", get_args(line_answers.Line)),
    "live": (
        "Text messages of the live socket",
        (
            messages.HelloMessage, messages.LiveMessage, messages.LinkMessage,
            messages.HoldMessage, messages.SetMessage, messages.PadMessage, messages.PongMessage,
            messages.AttentionMessage,
        ),
    ),
}  # fmt: skip


def every_document() -> Iterator[tuple[str, Schema]]:
    """File name and content of each schema."""
    for name, (title, kinds) in DOCUMENTS.items():
        yield name, document(name, title, kinds)
    yield "export-tables", export_tables()
    yield "live-frames", live_frames()
    yield "openapi", openapi()


def document(name: str, title: str, kinds: tuple[Any, ...]) -> Schema:
    """One schema, its named parts under `$defs`."""
    shapes = Shapes("#/$defs/", BUILT)
    found = [shapes.of(kind) for kind in kinds]
    whole = shapes.seen(found[0]) if len(found) == 1 else {"anyOf": found}
    return headed(name, title) | whole | {"$defs": shapes.used(whole)}


def headed(name: str, title: str) -> Schema:
    return {"$schema": DRAFT, "$id": f"steadyhold.{name}.schema.json", "title": title}


def export_tables() -> Schema:
    """The tables of an export as Table Schemas, for a sensor of one channel in counts."""
    return {
        "$comment": "One Table Schema (specs.frictionlessdata.io) a file SESSION_NAME.csv or "
        ".parquet, of a sensor with one channel in counts. Several channels: raw_CHANNEL_UNIT.",
        "tables": [_table(each) for each in tables_of(example_record())],
    }


def _table(table: ExportTable) -> Schema:
    fields = [
        {
            "name": field.name,
            "type": _column_type(field.cells),
            "unit": field.unit,
            "description": field.meaning,
        }
        for field in table.fields
    ]
    return {"name": table.name, "fields": fields, "missingValues": [""]}


def _column_type(cells: Any) -> str:
    values = {type(each) for each in list(cells.tolist() if hasattr(cells, "tolist") else cells)}
    if str in values:
        return "string"
    return "integer" if values == {int} else "number"


def live_frames() -> Schema:
    """The layout of the binary frames, little endian."""
    header = ("kind", "version", "n", "seq")
    trace = (*header, "t0_s", "epoch_ms")
    return {
        "$comment": "Binary frames of /live, little endian; docs/live.md says what they mean.",
        "frames": [
            {
                "name": "trace",
                "kind": frames.TRACE_KIND,
                "version": frames.VERSION,
                "header_bytes": frames.TRACE_HEADER.size,
                "header": _packed(frames.TRACE_HEADER.format, trace),
                "then": [
                    {"name": "dt_s", "type": "f32", "count": "n"},
                    {"name": "force_n", "type": "f32", "count": "n"},
                ],
            },
            {
                "name": "wall",
                "kind": frames.WALL_KIND,
                "version": frames.VERSION,
                "header_bytes": frames.WALL_HEADER.size,
                "header": _packed(frames.WALL_HEADER.format, (*header, "epoch_ms")),
                "then": [
                    {
                        "name": "tiles",
                        "count": "n",
                        "tile_bytes": frames.WALL_TILE.size,
                        "fields": _packed(
                            frames.WALL_TILE.format, tuple(frames.Tile.__dataclass_fields__)
                        ),
                    }
                ],
            },
        ],
        "zones": {str(frames.ZONE_CODES[zone]): zone for zone in get_args(Zone)},
        "phases": {str(frames.PHASE_CODES[phase]): phase for phase in get_args(Phase)},
    }


def _packed(form: str, names: tuple[str, ...]) -> list[dict[str, str]]:
    types = {"B": "u8", "H": "u16", "I": "u32", "d": "f64", "f": "f32"}
    codes = re.sub(r"(\d+)(\w)", lambda many: many[2] * int(many[1]), form.removeprefix("<"))
    return [{"name": name, "type": types[code]} for name, code in zip(names, codes, strict=True)]


def text_of(schema: Schema) -> str:
    """The content of a file."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def write(folder: Path = FOLDER) -> None:
    """Write every schema, and remove what is none any more."""
    folder.mkdir(parents=True, exist_ok=True)
    made = {f"{name}.json": text_of(schema) for name, schema in every_document()}
    for path in folder.glob("*.json"):
        if path.name not in made:
            path.unlink()
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
    sys.stdout.write(f"{FOLDER}\n")
