"""The key behind the names of participants: made once, read by one account, in no backup."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from rig.store.errors import StudyKeyError

FILE_NAME = "studies.key"
KEY_BYTES = 32


def study_key(folder: Path) -> bytes:
    """The key of a data folder; made where there is none yet.

    Raises:
        StudyKeyError: the file is not one that was made here.
        OSError: it cannot be read or made.
    """
    path = folder / FILE_NAME
    with suppress(FileExistsError):
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii"))
    except ValueError as error:
        raise StudyKeyError(path) from error
    if len(key) != KEY_BYTES:
        raise StudyKeyError(path)
    return key
