"""A calibration under way as a file: written after each reading, found again by its sensor."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from calibration.canonical import canonical, value_of
from calibration.passport.document import PassportParties
from calibration.procedure.state import Procedure
from rig.atomic_file import write_whole_text
from rig.calibrating.errors import ProgressDamagedError

SCHEMA: Final = "steadyhold.calibration-progress/1"
FOLDER_NAME: Final = "calibrations"


@dataclass(frozen=True, slots=True)
class CalibrationDraft:
    """One calibration under way.

    Attributes:
        schema: of the file.
        begun_utc: ISO 8601.
        source_uri: where the samples came from.
        about: who and where.
        procedure: how far it has come.
    """

    schema: str
    begun_utc: str
    source_uri: str
    about: PassportParties
    procedure: Procedure


class CalibrationDraftStore:
    """The folder of calibrations under way: at most one for each channel of a sensor.

    Args:
        folder: the data folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER_NAME

    def path(self, identity: str, column: int) -> Path:
        """Where the calibration of this sensor is kept."""
        name = re.sub(r"[^A-Za-z0-9]+", "-", identity).strip("-") or "unnamed"
        return self._folder / f"{name}-{column}.json"

    def put(self, progress: CalibrationDraft) -> Path:
        """Keep it, on the disk when this returns.

        Raises:
            OSError: the folder cannot be written.
        """
        setup = progress.procedure.setup
        path = self.path(setup.identity, setup.column)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole_text(path, canonical(progress) + "\n")
        return path

    def get(self, identity: str, column: int) -> CalibrationDraft | None:
        """The calibration of this sensor that was not finished; None without one.

        Raises:
            ProgressDamagedError: the file cannot be read.
            NotADirectoryError: the data folder is a file.
        """
        path = self.path(identity, column)
        try:
            text = path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        except NotADirectoryError:
            # The data folder is no folder: it holds nothing that could be set aside.
            raise
        except (OSError, UnicodeDecodeError) as error:
            raise ProgressDamagedError(path, str(error)) from error
        return _read(path, text)

    def is_empty(self) -> bool:
        """Whether no calibration of any sensor waits to be gone on with."""
        return not any(self._folder.glob("*.json"))

    def set_aside(self, identity: str, column: int) -> None:
        """Make room for a new one; the old file stays under another name."""
        path = self.path(identity, column)
        if path.exists():
            now_utc = datetime.now(UTC)
            # Twice within a second is begun by whoever presses twice: nothing may be replaced.
            path.replace(path.with_name(f"{path.stem}.until-{now_utc:%Y%m%dT%H%M%S%f}.json.old"))

    def drop(self, identity: str, column: int) -> None:
        """Forget it: its readings are in a passport now."""
        self.path(identity, column).unlink(missing_ok=True)


def worth_keeping(before: Procedure, after: Procedure) -> bool:
    """Whether a reading, a request or a correction happened between two states."""
    return (
        before.readings is not after.readings
        or before.replaced is not after.replaced
        or before.skipped is not after.skipped
        or before.setup is not after.setup
        or before.paused != after.paused
    )


def _read(path: Path, text: str) -> CalibrationDraft:
    try:
        progress = value_of(CalibrationDraft, json.loads(text))
    except ValueError as error:
        raise ProgressDamagedError(path, str(error)) from error
    if progress.schema != SCHEMA:
        raise ProgressDamagedError(path, f"its schema is {progress.schema!r}, not {SCHEMA!r}")
    return progress
