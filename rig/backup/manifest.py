"""What a backup says of itself: its format, who made it, and the digest of each part."""

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from rig.backup.errors import NewerBackupError, NotABackupError
from rig.json_values import from_text, parsed
from rig.store.verifying.findings import BadRecord

FORMAT: Final = 1
SCHEMA: Final = f"steadyhold.backup/{FORMAT}"
MANIFEST_NAME: Final = "manifest.json"
_SCHEMA: Final = re.compile(r"steadyhold\.backup/([1-9][0-9]{0,8})")


@dataclass(frozen=True, slots=True)
class BackupPart:
    """One file of the data folder.

    Attributes:
        name: its path in the data folder, with `/` between folders.
        size_bytes: its length.
        sha256: its digest.
    """

    name: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The document `manifest.json` of a backup.

    Attributes:
        schema: of this document and of the file it lies in.
        made_utc: ISO 8601.
        software: which release made it.
        parts: everything that is in it.
        damage: records of the store that were bad already when it was made.
    """

    schema: str
    made_utc: str
    software: str
    parts: tuple[BackupPart, ...]
    damage: tuple[BadRecord, ...]


def manifest_text(manifest: Manifest) -> str:
    """The document, one line a field so that a person can read it."""
    return json.dumps(asdict(manifest), indent=1, ensure_ascii=False) + "\n"


def read_manifest(backup: Path, content: bytes) -> Manifest:
    """The manifest of a backup; what it says is not yet held against the parts.

    Raises:
        NewerBackupError: a newer release made it.
        NotABackupError: it is none.
    """
    try:
        text = content.decode("utf-8")
        said = parsed(text)
        schema = said.get("schema") if isinstance(said, dict) else None
        found = _SCHEMA.fullmatch(schema) if isinstance(schema, str) else None
        if found is None:
            raise ValueError("it does not say which format it has")
        if int(found[1]) > FORMAT:
            raise NewerBackupError(backup, int(found[1]), FORMAT)
        return from_text(Manifest, text)
    except ValueError as error:
        raise NotABackupError(backup, f"{MANIFEST_NAME}: {error}") from error
