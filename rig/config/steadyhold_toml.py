"""The file `steadyhold.toml`: which stations there are, and where the dashboard answers."""

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rig.config.finder_file import finder_of
from rig.engine.judging.finder import DEFAULT_FINDER, Finder
from rig.errors import ConfigError
from rig.protocols.table_reader import did_you_mean

FILE_NAME = "steadyhold.toml"
DEFAULT_PORT = 8050
HIGHEST_PORT = 65535
STATION_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
NAME_CHARACTERS = 40
SCHEMES = ("sim", "serial", "file", "ble", "screen")
AUTO = "auto"
"""Source of a station whose pad is chosen on the Devices page and known by its identity."""

TOP_KEYS = ("port", "data", "protocols", "protocol", "ports", "finder", "station")
STATION_KEYS = ("id", "name", "source", "calibration")

EXAMPLE = """[[station]]
id = "pad-1"
source = "serial:/dev/ttyACM0"
"""


@dataclass(frozen=True, slots=True)
class StationConfig:
    """One pad with its place in the class.

    Attributes:
        id: lower-case letters, digits and hyphens; recorded with every session.
        name: for people.
        source: where its samples come from, for example `serial:/dev/ttyACM0`; `auto` for the
            pad that is assigned to it.
        calibration: file of its calibration; None for the nominal one of the device.
    """

    id: str
    name: str
    source: str
    calibration: Path | None


@dataclass(frozen=True, slots=True)
class RigConfig:
    """Everything the file says.

    Attributes:
        stations: in the order of the wall.
        port: of the dashboard.
        data: folder of the recordings; None for the usual one.
        protocols: folder of the school's own protocols; None without one.
        protocol: id every station begins with; None for the default.
        ports: pattern of paths that may carry a pad besides USB; empty for none.
        finder: what tells presses and holds apart on every station.
    """

    stations: tuple[StationConfig, ...]
    port: int
    data: Path | None
    protocols: Path | None
    protocol: str | None
    ports: str
    finder: Finder


class RigFileError(ConfigError):
    """The file has mistakes: all of them, each with its key path.

    Attributes:
        path: the file.
        mistakes: one sentence each.
    """

    exit_code = 2

    def __init__(self, path: Path, mistakes: tuple[str, ...]) -> None:
        self.path = path
        self.mistakes = mistakes
        super().__init__(f"{path}: " + "; ".join(mistakes))


class RigFileMissingError(ConfigError):
    """There is no such file.

    Attributes:
        path: where it was looked for.
    """

    exit_code = 5

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            f"there is no {path}; name another with --config, try `steadyhold demo`, or write it:\n"
            f"\n{EXAMPLE}"
        )


def load_config(path: Path) -> RigConfig:
    """What the file says; paths in it are relative to its folder.

    Raises:
        RigFileMissingError: there is no such file.
        RigFileError: it is no TOML, or has mistakes: all of them at once.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise RigFileMissingError(path) from error
    except UnicodeDecodeError as error:
        raise RigFileError(path, ("is no UTF-8 text: save it as UTF-8",)) from error
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise RigFileError(path, (f"is no TOML: {error}",)) from error
    mistakes: list[str] = []
    config = _config(table, path.parent, mistakes)
    if mistakes:
        raise RigFileError(path, tuple(mistakes))
    return config


def _config(table: Mapping[str, Any], folder: Path, mistakes: list[str]) -> RigConfig:
    top = _Table(table, "", TOP_KEYS, mistakes)
    found = table.get("station", [])
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        mistakes.append("station must be written as [[station]], once for each pad")
        found = []
    elif not found:
        mistakes.append("station is missing: write one [[station]] for each pad")
    stations = tuple(
        _station(_Table(each, f"station[{place}].", STATION_KEYS, mistakes), folder, place)
        for place, each in enumerate(found, start=1)
    )
    _refuse_twice("id", [one.id for one in stations], mistakes)
    alike = ("sim:", "screen:")
    own = [s for s in (one.source for one in stations) if s != AUTO and not s.startswith(alike)]
    _refuse_twice("source", own, mistakes)
    data = top.text("data", "")
    protocols = top.text("protocols", "")
    return RigConfig(
        stations=stations,
        port=top.whole("port", DEFAULT_PORT, 1, HIGHEST_PORT),
        data=folder / data if data else None,
        protocols=folder / protocols if protocols else None,
        protocol=top.text("protocol", "") or None,
        ports=top.text("ports", "", os.path.isabs, "a pattern that begins at the root"),
        finder=_finder(table, mistakes),
    )


def _finder(table: Mapping[str, Any], mistakes: list[str]) -> Finder:
    found = table.get("finder")
    if found is None:
        return DEFAULT_FINDER
    if not isinstance(found, dict):
        mistakes.append(f"finder is {found!r} and must be a table: [finder]")
        return DEFAULT_FINDER
    return finder_of(found, "finder.", mistakes)


def _station(table: "_Table", folder: Path, place: int) -> StationConfig:
    station_id = table.text(
        "id", None, STATION_ID.fullmatch, "1 to 32 lower-case letters, digits and hyphens"
    )
    calibration = table.text("calibration", "")
    if calibration and not (folder / calibration).is_file():
        table.mistake("calibration", f"names {folder / calibration}, which is not there")
    return StationConfig(
        id=station_id,
        name=table.text(
            "name",
            f"Pad {place}",
            lambda text: text.isprintable() and 0 < len(text.strip()) <= NAME_CHARACTERS,
            f"1 to {NAME_CHARACTERS} visible characters",
        ),
        source=table.text(
            "source",
            None,
            lambda text: text == AUTO or (text.partition(":")[0] in SCHEMES and ":" in text),
            f"an address that begins with {', '.join(f'{name}:' for name in SCHEMES)}, or {AUTO}",
        ),
        calibration=folder / calibration if calibration else None,
    )


def _refuse_twice(key: str, values: list[str], mistakes: list[str]) -> None:
    mistakes.extend(
        f"station {key} {value!r} is used twice; every station needs its own"
        for value in sorted({value for value in values if value and values.count(value) > 1})
    )


class _Table:
    """Takes values out of one table and collects what is wrong with them."""

    def __init__(
        self, table: Mapping[str, Any], path: str, known: tuple[str, ...], mistakes: list[str]
    ) -> None:
        self._table = table
        self._path = path
        self._mistakes = mistakes
        for key in sorted(set(table) - set(known)):
            hint = did_you_mean(key, known) or f"; known: {', '.join(known)}"
            self.mistake(key, f"is not known{hint}")

    def mistake(self, key: str, sentence: str) -> None:
        self._mistakes.append(f"{self._path}{key} {sentence}")

    def text(
        self,
        key: str,
        default: str | None,
        is_good: Callable[[str], object] = bool,
        wanted: str = "a text",
    ) -> str:
        """The text of a key; the default where it is absent, a mistake where there is none."""
        value = self._table.get(key, default)
        if value is None:
            self.mistake(key, f"is missing: {wanted}")
        elif value is default or (isinstance(value, str) and is_good(value)):
            return str(value)
        else:
            self.mistake(key, f"is {value!r} and must be {wanted}")
        return ""

    def whole(self, key: str, default: int, low: int, high: int) -> int:
        """The whole number of a key within its limits."""
        value = self._table.get(key, default)
        if type(value) is int and low <= value <= high:
            return value
        self.mistake(key, f"is {value!r} and must be a whole number from {low} to {high}")
        return default
