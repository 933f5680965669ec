"""Check weights as they were read: one line each, only ever added, beside the passports."""

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from filelock import FileLock

from calibration.passport.validity import CheckVerdict
from rig.atomic_file import write_whole_text
from rig.json_values import from_text

FILE_NAME: Final = "checks.jsonl"
SEAL_NAME: Final = "checks.sha256"
LOCK_NAME: Final = "checks.lock"
LOCK_WAIT_S: Final = 5.0
MARK: Final = "begins_anew"
EDITED: Final = (
    f"the list of check weights ({FILE_NAME}) was changed by something else than Steadyhold; read "
    "the check weight again"
)


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
    """The file of checks, and the digest it had when it was last written.

    A line written to a file that fits its digest no more is marked: it is a new beginning, and
    says nothing of the lines before it. Files without marks and digest are from before there were
    any, and believed.

    Args:
        folder: of the passports.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        self._seal = folder / SEAL_NAME
        self._lock = FileLock(folder / LOCK_NAME)

    def keep(self, check: Check) -> None:
        """Add one line; it is on the disk when this returns.

        Raises:
            OSError: it cannot be written.
        """
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self.at_rest():
            before = self._data()
            is_whole = self._is_whole(before)
            said = asdict(check) | {MARK: not is_whole}
            # An empty line before each keeps it apart from one that a crash cut off.
            line = f"\n{json.dumps(said, ensure_ascii=False, allow_nan=False)}\n".encode()
            after = _digest(before + line)
            # Between the two writes of a crash either state is right, but no third.
            write_whole_text(self._seal, f"{_digest(before)}\n{after}\n" if is_whole else after)
            with self._path.open("ab") as file:
                file.write(line)
                file.flush()
                os.fsync(file.fileno())
            write_whole_text(self._seal, f"{after}\n")

    @contextmanager
    def at_rest(self) -> Iterator[None]:
        """The file and its digest belong together and stay so, until left.

        Raises:
            OSError: somebody else keeps them, or the folder cannot be written.
        """
        with self._lock.acquire(timeout=LOCK_WAIT_S):
            yield

    def of(self, passport_sha256: str) -> tuple[Check, ...]:
        """Every reading under a passport, in order; a line cut off or damaged is passed over."""
        lines = _lines(self._data())
        return tuple(each for each, _ in lines if each.passport_sha256 == passport_sha256)

    def objection(self, passport_sha256: str, made_utc: str) -> str:
        """Why the readings under a passport are not believed, half a sentence; empty if they are.

        Args:
            passport_sha256: the passport.
            made_utc: when it was made, ISO 8601; one made after a new beginning has lost nothing.
        """
        if not self._is_whole(self._data()) and not self._is_whole_at_rest():
            return EDITED
        is_known, began_utc = True, made_utc
        for check, is_beginning in _lines(self._data()):
            if is_beginning:
                is_known, began_utc = False, check.at_utc
            is_known = is_known or check.passport_sha256 == passport_sha256
        return "" if is_known or _time(made_utc) >= _time(began_utc) else EDITED

    def _is_whole_at_rest(self) -> bool:
        """Whether the file fits its digest while nobody writes."""
        try:
            with self.at_rest():
                return self._is_whole(self._data())
        except OSError:
            return False

    def _is_whole(self, data: bytes) -> bool:
        try:
            return _digest(data) in self._seal.read_text(encoding="utf-8", errors="replace").split()
        except FileNotFoundError:
            return f'"{MARK}"'.encode() not in data

    def _data(self) -> bytes:
        try:
            return self._path.read_bytes()
        except FileNotFoundError:
            return b""


def _lines(data: bytes) -> Iterator[tuple[Check, bool]]:
    """Each whole line, and whether it is a new beginning."""
    for line in data.decode(errors="replace").splitlines():
        try:
            check = from_text(Check, line)
            has_zone = _time(check.at_utc).tzinfo is not None
        except ValueError:
            continue
        if has_zone:
            yield check, json.loads(line).get(MARK) is True


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _time(utc: str) -> datetime:
    return datetime.fromisoformat(utc)
