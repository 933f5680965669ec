"""A study taken out of the store: who agreed, under names that lead nowhere else."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal, TypedDict

from rig.export.errors import NobodyAgreedError, StudyFolderError
from rig.export.formats import TableWriter, writer_of
from rig.export.session import FileJson, FlagJson, described, flags_json
from rig.export.study_tables import (
    StudySession,
    holds_table,
    sessions_table,
    study_samples,
    study_sessions,
)
from rig.export.table import ExportTable
from rig.export.whole_file import write_export
from rig.school.studies import participant_of, study_name
from rig.store.database import software_id
from rig.store.people.studies import participants
from rig.store.read import load_session
from rig.store.session_filter import SessionFilter
from rig.store.session_list import list_sessions
from rig.store.study_key import study_key

STUDY_SCHEMA: Final = "steadyhold.study/1"
LEFT_OUT: Final = (
    "names, ids and pseudonyms of learners, dates and times of day, texts that somebody typed, "
    "names of protocols and stations, serial numbers, calibrations, device ticks"
)
_MOST: Final = 1_000_000


class StudyJson(TypedDict):
    """What an export of a study holds, beside its tables.

    Attributes:
        left_out: what is in no file.
    """

    schema: Literal["steadyhold.study/1"]
    study: str
    exported_by: str
    participants: int
    sessions: int
    left_out: str
    flags: list[FlagJson]
    files: list[FileJson]


def export_study(path: Path, study: str, folder: Path, form: str) -> tuple[Path, ...]:
    """Writes everything that those who agreed recorded, sessions under way left out.

    Args:
        path: file of the record.
        study: its name.
        folder: where the files go; new or empty, so that nothing of whoever withdrew stays there.
        form: one of `rig.export.formats.FORMATS`.

    Raises:
        StudyNameError, NobodyAgreedError, StudyFolderError, StudyKeyError: as their names say.
        ExtraMissingError, ExportFileError, StoreError: as `rig.export.session.export_session`.
    """
    writer = writer_of(form)
    agreed = participants(path, study_name(study))
    if not agreed:
        raise NobodyAgreedError(study)
    if folder.exists() and any(folder.iterdir()):
        raise StudyFolderError(folder)
    key = study_key(path.parent)
    named = sorted((participant_of(key, study, each), each) for each in agreed)
    sessions = [each for name, learner in named for each in _sessions(path, name, learner)]
    files = [_write(table, folder / f"{name}.{form}", writer) for name, table in _tables(sessions)]
    about: StudyJson = {
        "schema": STUDY_SCHEMA,
        "study": study,
        "exported_by": software_id(),
        "participants": len(agreed),
        "sessions": len(sessions),
        "left_out": LEFT_OUT,
        "flags": flags_json(),
        "files": files,
    }
    text = json.dumps(about, ensure_ascii=False, allow_nan=False, indent=2) + "\n"
    write_export(folder / "study.json", lambda fresh: _put(fresh, text))
    return tuple(folder / name for name in (*(each["name"] for each in files), "study.json"))


def _tables(sessions: list[StudySession]) -> Iterator[tuple[str, ExportTable]]:
    yield "sessions", sessions_table(sessions)
    yield "holds", holds_table(sessions)
    for each in sessions:
        yield f"{each.name}_samples", study_samples(each)


def _sessions(path: Path, participant: str, learner_id: str) -> list[StudySession]:
    found = list_sessions(path, _MOST, wanted=SessionFilter(learner_id=learner_id))
    whole = [each.session_id for each in reversed(found) if each.state != "running"]
    return study_sessions(participant, [load_session(path, each) for each in whole])


def _write(table: ExportTable, path: Path, writer: TableWriter) -> FileJson:
    written = write_export(path, lambda fresh: writer.write(table, fresh, "{}"))
    return described(table, written)


def _put(fresh: Path, text: str) -> None:
    fresh.write_text(text, encoding="utf-8")
