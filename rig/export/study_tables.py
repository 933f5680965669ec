"""Tables of a study: what was pressed, without a word that somebody typed or a device told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from rig.export.table import Cells, ExportTable, Field, samples_table, scores_table
from rig.protocols.library import built_in
from rig.store.format.header import SessionHeader
from rig.store.read import SessionRecord
from rig.store.replay import replayed_force

OWN_PROTOCOL: Final = "own"
"""In place of the id of a protocol that a school named itself."""
_OWN_WORDS: Final = frozenset({"flags", "caps", "void_reason", "grade", "use", "outcome"})
"""Columns of holds with words of ours; whatever else is no number stays here."""


@dataclass(frozen=True, slots=True)
class StudySession:
    """One session of a participant.

    Attributes:
        number: from 1, in the order they were begun.
        day: whole days since the participant's first session; 0 for that one.
    """

    participant: str
    number: int
    day: int
    record: SessionRecord

    @property
    def name(self) -> str:
        """Of its file of samples."""
        return f"{self.participant}_{self.number:03}"


def study_sessions(participant: str, records: Sequence[SessionRecord]) -> list[StudySession]:
    """The sessions of a participant, numbered.

    Args:
        participant: what the learner is called in the study.
        records: in the order they were begun.
    """
    begun = [datetime.fromisoformat(each.header.started_utc) for each in records]
    return [
        StudySession(participant, at + 1, (begun[at] - begun[0]).days, record)
        for at, record in enumerate(records)
    ]


def sessions_table(sessions: Sequence[StudySession]) -> ExportTable:
    """One row a session: whose, when, what was asked, what measured it."""
    headers = [each.record.header for each in sessions]
    targets = [each.protocol.target for each in headers]

    def column(name: str, unit: str, meaning: str, cells: Cells) -> Field:
        return Field(name, unit, meaning, cells)

    return ExportTable(
        "sessions",
        (
            *_whose(sessions),
            column("day", "d", "whole days since the participant's first session", [
                each.day for each in sessions
            ]),
            column("protocol", "", "id of a protocol that comes along; own for another", [
                _protocol_of(each) for each in headers
            ]),
            column("protocol_version", "", "its version", [
                each.protocol.version for each in headers
            ]),
            column("repetitions", "", "asked for", [each.protocol.repetitions for each in headers]),
            column("force_n", "N", "asked for", [each.force_n for each in targets]),
            column("band_pct", "%", "half-width of the band", [
                100.0 * each.band_frac for each in targets
            ]),
            column("hold_s", "s", "asked for", [each.hold_s for each in targets]),
            column("feedback", "", "what the learner saw", [
                each.protocol.feedback for each in headers
            ]),
            column("device", "", "kind of sensor", [each.traits.kind for each in headers]),
            column("rate_hz", "Hz", "its nominal samples a second", [
                each.traits.rate_hz for each in headers
            ]),
            column("is_simulated", "", "1 where nobody pressed", [
                int(each.traits.simulated) for each in headers
            ]),
            column("engine", "", "numbers of finder, metrics and score", [
                f"{each.engine.finder}.{each.engine.metrics}.{each.engine.score}"
                for each in headers
            ]),
        ),
    )  # fmt: skip


def holds_table(sessions: Sequence[StudySession]) -> ExportTable:
    """One row a hold of every session."""
    found = [(each, scores_table(each.record)) for each in sessions]
    words = {field.name for _, table in found for field in table.fields if _has_words(field)}
    fields: dict[str, Field] = {
        field.name: field
        for _, table in found
        for field in table.fields
        if field.name not in words - _OWN_WORDS
    }
    rows = [each for each, table in found for _ in range(table.rows)]
    return ExportTable(
        "holds",
        (
            *_whose(rows),
            *(
                replace(field, cells=[cell for _, table in found for cell in _cells(table, name)])
                for name, field in fields.items()
            ),
        ),
    )


def study_samples(session: StudySession) -> ExportTable:
    """Time, raw reading, force and flags of every sample; no tick and no name of a channel."""
    whole = samples_table(session.record, replayed_force(session.record))
    raws = [field for field in whole.fields if field.name.startswith("raw_")]
    named = {
        field.name: "raw" if len(raws) == 1 else f"raw_{at + 1}" for at, field in enumerate(raws)
    }
    kept = [field for field in whole.fields if field.name != "tick"]
    return ExportTable(
        "samples",
        tuple(replace(each, name=named.get(each.name, each.name)) for each in kept),
    )


def _whose(sessions: Sequence[StudySession]) -> tuple[Field, Field]:
    return (
        Field("participant", "", "in this study only", [each.participant for each in sessions]),
        Field("session", "", "of the participant, from 1", [each.number for each in sessions]),
    )


def _cells(table: ExportTable, name: str) -> Cells:
    found = next((field for field in table.fields if field.name == name), None)
    return [None] * table.rows if found is None else found.cells


def _has_words(field: Field) -> bool:
    return any(isinstance(cell, str) for cell in field.cells)


def _protocol_of(header: SessionHeader) -> str:
    return header.protocol.id if header.protocol.id in built_in() else OWN_PROTOCOL
