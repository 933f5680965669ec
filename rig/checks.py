"""Check weights as they were read: one line each, only ever added, beside the passports."""

import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from calibration.validity import CheckVerdict
from rig.store.as_json import from_text

FILE_NAME: Final = "checks.jsonl"


@dataclass(frozen=True, slots=True)
class Check:
    """One reading of a check weight.

    Attributes:
        passport_sha256: passport that was checked.
        at_utc: ISO 8601 time.
        mass: name of the weight.
        known_n: its force.
        shown_n: what the sensor showed.
        limit_n: largest error its grade allows.
        passed: within it.
        by: who read it; empty unknown.
    """

    passport_sha256: str
    at_utc: str
    mass: str
    known_n: float
    shown_n: float
    limit_n: float
    passed: bool
    by: str


def check_of(
    passport_sha256: str, at_utc: str, mass: str, known_n: float, verdict: CheckVerdict, by: str
) -> Check:
    """The line of a verdict."""
    return Check(
        passport_sha256, at_utc, mass, known_n, known_n + verdict.error_n, verdict.limit_n,
        verdict.passed, by,
    )  # fmt: skip


class CheckLog:
    """The file of checks.

    Args:
        folder: of the passports.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME

    def keep(self, check: Check) -> None:
        """Add one line; it is on the disk when this returns.

        Raises:
            OSError: it cannot be written.
        """
        self._path.parent.mkdir(parents=True, exist_ok=True)
        line = json.dumps(asdict(check), ensure_ascii=False, allow_nan=False)
        with self._path.open("a", encoding="utf-8") as file:
            # An empty line before each keeps it apart from one that a crash cut off.
            file.write(f"\n{line}\n")
            file.flush()
            os.fsync(file.fileno())

    def of(self, passport_sha256: str) -> tuple[Check, ...]:
        """Every reading under a passport, in order; a line cut off or damaged is passed over."""
        try:
            lines = self._path.read_text(encoding="utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return ()
        found = []
        for line in lines:
            try:
                check = from_text(Check, line)
                has_zone = datetime.fromisoformat(check.at_utc).tzinfo is not None
            except ValueError:
                continue
            if has_zone and check.passport_sha256 == passport_sha256:
                found.append(check)
        return tuple(found)
