"""What of a data folder a backup keeps, and what it leaves."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rig.backup.names import is_part_name
from rig.calibrating import progress, result
from rig.config import assignments, steadyhold_toml
from rig.errors import ConfigError
from rig.store.folder import LOCK_NAME, STORE_NAME
from rig.trust import check_weights, passport_store

FOLDERS: Final = (passport_store.FOLDER_NAME, progress.FOLDER_NAME, result.FOLDER_NAME)
FILES: Final = (steadyhold_toml.FILE_NAME, assignments.FILE_NAME)
_OF_NO_USE: Final = (
    LOCK_NAME, STORE_NAME, f"{STORE_NAME}-wal", f"{STORE_NAME}-shm", check_weights.LOCK_NAME,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Contents:
    """The files of a data folder beside the record.

    Attributes:
        files: content by name in the backup.
        left_out: what is not in it, in words a person knows it by.
    """

    files: dict[str, bytes]
    left_out: tuple[str, ...]


def contents_of(folder: Path) -> Contents:
    """Passports, check weights, drafts, certificates, sensors, settings and the protocols.

    A file is as it was at one moment; one that goes away meanwhile is not in it.
    """
    paths = {name: folder / name for name in FILES}
    for kept in FOLDERS:
        paths |= _below(folder, folder / kept)
    own, left_out = _named_by_settings(folder)
    paths |= own
    files: dict[str, bytes] = {}
    checks = folder / passport_store.FOLDER_NAME
    with ExitStack() as nobody_writes:
        if checks.is_dir() and os.access(checks, os.W_OK):
            # The list of checks and its digest belong together.
            nobody_writes.enter_context(check_weights.CheckLog(checks).at_rest())
        for name, path in paths.items():
            if path.is_file() and is_part_name(name):
                files[name] = path.read_bytes()
            elif path.exists():
                left_out.append(name)
    tops = {name.partition("/")[0] for name in paths}
    return Contents(files, (*left_out, *_others(folder, tops)))


def _below(folder: Path, kept: Path) -> dict[str, Path]:
    """Every file below `kept`, but those that are being written, and locks."""
    return {
        (Path(place) / name).relative_to(folder).as_posix(): Path(place) / name
        for place, _, names in os.walk(kept)
        for name in sorted(names)
        if not name.startswith(".") and name not in _OF_NO_USE
    }


def _named_by_settings(folder: Path) -> tuple[dict[str, Path], list[str]]:
    """The protocols and calibrations that steadyhold.toml of the data folder names."""
    settings = folder / steadyhold_toml.FILE_NAME
    if not settings.is_file():
        return {}, []
    try:
        config = steadyhold_toml.load_config(settings)
    except ConfigError as error:
        return {}, [f"what {settings.name} names, for it has mistakes ({error})"]
    named = [each.calibration for each in config.stations if each.calibration is not None]
    if config.protocols is not None and config.protocols.is_dir():
        named += sorted(config.protocols.glob("*.toml"))
    inside: dict[str, Path] = {}
    outside: list[str] = []
    for path in named:
        plain = Path(os.path.normpath(path.absolute()))
        if plain.is_relative_to(folder.absolute()):
            inside[plain.relative_to(folder.absolute()).as_posix()] = path
        else:
            outside.append(f"{plain}, outside of the data folder")
    return inside, outside


def _others(folder: Path, tops: set[str]) -> Iterator[str]:
    for path in sorted(folder.iterdir()):
        if path.name not in (*tops, *_OF_NO_USE) and not path.name.startswith("."):
            yield f"{path.name}/" if path.is_dir() else path.name
