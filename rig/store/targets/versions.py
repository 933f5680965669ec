"""Versions of protocols in the record: read in the order they were saved, and added to."""

import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from calibration.canonical import value_of
from rig.engine.scoring.target import Protocol
from rig.protocols.versions import (
    MOST_REASON_CHARACTERS,
    SCHOOL,
    Version,
    VersionMissingError,
    newest_number,
    next_version,
    refuse_if_taken,
)
from rig.store.database import changing, has_table, open_for_reading
from rig.store.entries import Value, now_utc
from rig.store.errors import DamagedRecordError
from rig.store.format.documents import current, document_text, stamped
from rig.store.format.sealed_rows import is_sealed, sealed_values
from rig.store.format.sqlite_records import is_well_typed
from rig.store.format.target_tables import protocol_versions
from rig.store.people.audit import Audited, note
from rig.visible_text import visible_text


def saved_versions(path: Path) -> tuple[Version, ...]:
    """Every version of every protocol, those of each in the order they were saved.

    Raises:
        DamagedRecordError: one does not match its checksum, or cannot be read.
        NewerFormatError: a newer release wrote one.
        StoreError: the store cannot be read.
    """
    if not path.is_file():
        return ()
    with open_for_reading(path) as connection:
        return _versions(connection, path)


def save_version(
    path: Path,
    protocol: Protocol,
    library: Mapping[str, Protocol],
    *,
    class_id: str,
    base: int,
    by: str,
    reason: str,
) -> Version:
    """Keep a protocol as the newest version of its id.

    Args:
        path: the store.
        protocol: its own number does not matter.
        library: built-in protocols and files of the school, by id.
        class_id: the class it is for; `SCHOOL` for all.
        base: number of the version it was made from; 0 for a new protocol.
        by: opaque id of who saves it.
        reason: why, in their words.

    Raises:
        VersionTakenError: somebody saved another version since.
        StoreError: the store cannot be read or written.
    """
    with changing(path) as connection:
        kept = _versions(connection, path)
        saved = next_version(protocol, library, kept, class_id, base)
        return _add(connection, saved.id, saved.version, class_id, saved, by, reason)


def retire_version(
    path: Path,
    protocol_id: str,
    library: Mapping[str, Protocol],
    *,
    class_id: str,
    base: int,
    by: str,
    reason: str,
) -> Version:
    """Take what was saved of a protocol for a class or the school out of use; it stays kept.

    Raises:
        VersionMissingError: nothing of it is in use that was saved.
        VersionTakenError: somebody saved another version since.
        StoreError: the store cannot be read or written.
    """
    with changing(path) as connection:
        kept = _versions(connection, path)
        own = [
            each for each in kept if (each.protocol_id, each.class_id) == (protocol_id, class_id)
        ]
        if not own or own[-1].protocol is None:
            raise VersionMissingError(protocol_id, base, [each.number for each in own])
        refuse_if_taken(protocol_id, library, kept, class_id, base)
        number = newest_number(protocol_id, library, kept) + 1
        return _add(connection, protocol_id, number, class_id, None, by, reason)


def _add(
    connection: Connection,
    protocol_id: str,
    number: int,
    class_id: str,
    protocol: Protocol | None,
    by: str,
    reason: str,
) -> Version:
    why = " ".join(visible_text(reason).split())[:MOST_REASON_CHARACTERS]
    added = Version(protocol_id, number, class_id, protocol, by, now_utc(), why)
    document = None
    if protocol is not None:
        document = document_text(stamped("protocol", dataclasses.asdict(protocol)))
    row: dict[str, Value] = {
        "protocol_id": protocol_id,
        "version": number,
        "class_id": class_id or None,
        "document": document,
        "by": by,
        "at_utc": added.at_utc,
        "reason": why,
    }
    connection.execute(insert(protocol_versions).values(sealed_values(protocol_versions, row)))
    action = "protocol retired" if protocol is None else "protocol saved"
    # The reason is free text, and stays with the version.
    note(connection, Audited(by, "instructor", action, protocol_id, f"version {number}"))
    return added


def _versions(connection: Connection, path: Path) -> tuple[Version, ...]:
    if not has_table(connection, protocol_versions):
        return ()
    query = select(protocol_versions).order_by(protocol_versions.c.version)
    return tuple(version_of(row, path) for row in connection.execute(query))


def version_of(row: Row[Any], path: Path) -> Version:
    """The version a row holds.

    Raises:
        DamagedRecordError: it does not match its checksum, or cannot be read.
        NewerFormatError: a newer release wrote it.
    """
    record = f"version {row.version} of protocol {row.protocol_id}"
    if not is_well_typed(protocol_versions, tuple(row)) or not is_sealed(
        protocol_versions, tuple(row)
    ):
        raise DamagedRecordError(path, record, "checksum")
    protocol: Protocol | None = None
    if row.document is not None:
        try:
            document = current("protocol", json.loads(row.document), record)
            protocol = value_of(Protocol, document)
        except ValueError as error:
            raise DamagedRecordError(path, record, f"it cannot be read: {error}") from error
    return Version(
        row.protocol_id,
        row.version,
        row.class_id or SCHOOL,
        protocol,
        row.by,
        row.at_utc,
        row.reason,
    )
