"""The passports of a school: kept in the data folder, one file each, found by sensor."""

import contextlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from calibration.errors import CalibrationError, PassportError
from calibration.passport.document import Passport, calibration_of, passport_text, read_passport
from calibration.values import Calibration
from rig.atomic_file import write_whole_text
from rig.trust.check_weights import CheckLog

FOLDER_NAME: Final = "passports"
# What a file that is no valid passport still says of itself.
_SAYS_SENSOR: Final = re.compile(r'"(?:device|identity)"\s*:\s*"([^"/]+)"')
_SAYS_MADE: Final = re.compile(r'"made_utc"\s*:\s*"([^"]+)"')


@dataclass(frozen=True, slots=True)
class KeptPassport:
    """A passport with its text as it was sealed.

    Attributes:
        path: file it is kept in.
        text: the document.
        passport: the same, read and checked against its digest.
    """

    path: Path
    text: str
    passport: Passport

    @property
    def sha256(self) -> str:
        """Digest that names the passport wherever a score rests on it."""
        return self.passport.sha256

    @property
    def calibration(self) -> Calibration:
        """The calibration as sessions use it."""
        return calibration_of(self.passport)


@dataclass(frozen=True, slots=True)
class Damaged:
    """A file in the folder that is no valid passport.

    Attributes:
        path: the file.
        reason: what is wrong, with the way out.
        sensors: identities it still names; empty where whose it is cannot be read any more.
        made_utc: when it says it was made, else when the file was last written.
    """

    path: Path
    reason: str
    sensors: frozenset[str]
    made_utc: datetime


class PassportMissingError(CalibrationError):
    """No kept passport, or more than one, is named so.

    Attributes:
        start: what was asked for.
        found: how many begin so.
    """

    exit_code = 5

    def __init__(self, start: str, found: int) -> None:
        many = f"{found} kept passports begin" if found else "no kept passport begins"
        super().__init__(
            f"{many} with {start!r}, and there is no such file; `steadyhold passports` lists them"
        )
        self.start = start
        self.found = found


class NoPassportError(CalibrationError):
    """A sensor has no passport.

    Attributes:
        sensor: its identity, or its name where it tells none.
    """

    exit_code = 5

    def __init__(self, sensor: str) -> None:
        super().__init__(f"{sensor} has no passport; make one with `steadyhold calibrate SOURCE`")
        self.sensor = sensor


class PassportStore:
    """The folder of passports; a file is whole or not there.

    Args:
        folder: the data folder; the passports lie in `passports/` inside of it.

    Attributes:
        checks: check weights as they were read.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER_NAME
        self.checks = CheckLog(self._folder)
        self._known: dict[tuple[str, int, int], KeptPassport | Damaged] = {}

    def keep(self, text: str) -> KeptPassport:
        """Check a passport and keep it; kept twice, it is there once.

        Raises:
            PassportError: damaged, altered, or of another kind.
            OSError: the folder cannot be written.
        """
        passport = read_passport(text)
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{passport.sha256}.json"
        sealed = passport_text(passport)
        if not path.exists():
            write_whole_text(path, sealed + "\n")
        return KeptPassport(path, sealed, passport)

    def all(self) -> tuple[KeptPassport, ...]:
        """Every valid passport, newest first; a copy of its file does not count again."""
        kept = {one.sha256: one for one in self._read() if isinstance(one, KeptPassport)}
        return tuple(sorted(kept.values(), key=lambda one: one.passport.made_utc, reverse=True))

    def damaged(self) -> tuple[Damaged, ...]:
        """Files that are no valid passport, with the reason."""
        return tuple(one for one in self._read() if isinstance(one, Damaged))

    def newest_for(self, identity: str) -> KeptPassport | None:
        """The last passport made for the sensor of this hardware id; None where there is none.

        Of several channels the first in their order: a passport of the contact channel must not
        take the place of that of the load cell. Another is chosen by naming its file.
        """
        own = (one for one in self.all() if identity and one.passport.item.identity == identity)
        return min(own, key=lambda one: one.passport.calibration.column, default=None)

    def damage_for(self, identity: str) -> Damaged | None:
        """A damaged file that may hold a newer passport of this sensor than the newest valid one.

        A file that no longer says whose it is may be that of any sensor that has a passport.
        """
        if not identity:
            return None
        kept = self.newest_for(identity)
        since = None if kept is None else _time(kept.passport.made_utc)
        for one in self.damaged():
            is_its = identity in one.sensors or (not one.sensors and kept is not None)
            if is_its and (since is None or one.made_utc > since):
                return one
        return None

    def of_digest(self, sha256: str) -> KeptPassport | None:
        """The passport of a digest; None where it is not here."""
        return next((one for one in self.all() if one.sha256 == sha256), None)

    def text_of(self, sha256: str) -> str:
        """The document of a digest; empty where it is not here."""
        kept = self.of_digest(sha256)
        return "" if kept is None else kept.text

    def named(self, start: str) -> KeptPassport:
        """The passport of this id, or whose digest begins so.

        Raises:
            PassportMissingError: none, or more than one.
        """
        found = [
            one for one in self.all() if start and (one.sha256.startswith(start)
            or one.passport.id == start)
        ]  # fmt: skip
        if len(found) != 1:
            raise PassportMissingError(start, len(found))
        return found[0]

    def _read(self) -> tuple[KeptPassport | Damaged, ...]:
        # A file is read once: it is never written again, only replaced under another time, or
        # filled by somebody else's copying. Several threads may look at once, so what is known is
        # replaced whole.
        known, found = self._known, {}
        for path in sorted(self._folder.glob("*.json")):
            # It may be taken away between the listing and the look: then it is not here.
            with contextlib.suppress(FileNotFoundError):
                state = path.stat()
                key = (path.name, state.st_mtime_ns, state.st_size)
                found[key] = known[key] if key in known else _read(path)
        self._known = found
        return tuple(found.values())


def passport_file(path: Path) -> KeptPassport:
    """The passport of a file anywhere.

    Raises:
        PassportError: damaged, altered, of another kind or no text; it names the file.
        OSError: it cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8")
        return KeptPassport(path, text.strip(), read_passport(text))
    except UnicodeDecodeError as error:
        raise PassportError("it is no text in UTF-8", str(path)) from error
    except PassportError as error:
        raise PassportError(error.reason, str(path)) from error


def _read(path: Path) -> KeptPassport | Damaged:
    try:
        return passport_file(path)
    except PassportError as error:
        return _damaged(path, str(PassportError(error.reason)))
    except FileNotFoundError:
        raise
    except OSError as error:
        return _damaged(path, f"it cannot be read ({error.strerror}); move it elsewhere")


def _damaged(path: Path, reason: str) -> Damaged:
    written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    try:
        text = path.read_bytes().decode(errors="replace")
    except FileNotFoundError:
        raise
    except OSError:
        text = ""
    made = [time for said in _SAYS_MADE.findall(text) if (time := _time(said)) is not None]
    return Damaged(path, reason, frozenset(_SAYS_SENSOR.findall(text)), max(made, default=written))


def _time(said: str) -> datetime | None:
    try:
        time = datetime.fromisoformat(said)
    except ValueError:
        return None
    return time if time.tzinfo else None
