"""Which sensor belongs to which station: kept by identity, in a file of the data folder."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from itertools import count
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlencode

from rig.atomic_file import write_whole_text
from rig.errors import ConfigError
from rig.json_values import parsed

FILE_NAME = "assignments.json"
SCHEMA = "steadyhold.assignments/1"


@dataclass(frozen=True, slots=True)
class Assignment:
    """The sensor of one station.

    Attributes:
        link: how it is reached.
        kind: device kind.
        identity: hardware id it tells; else `usb:VID:PID:SERIAL` of its plug, `port:PATH` where
            the plug has no serial number, or its Bluetooth address.
        usb: USB identity of its plug when it was assigned; empty without one.
        path: port it was on then; empty for Bluetooth.
        title: name for a person.
    """

    link: Literal["serial", "ble"]
    kind: str
    identity: str
    usb: str
    path: str
    title: str

    @property
    def says_who_it_is(self) -> bool:
        """Whether the device itself tells its identity, so that its plug does not matter."""
        return self.link == "serial" and not self.identity.startswith(("usb:", "port:"))

    @property
    def source(self) -> str:
        """The SOURCE that stands for it wherever it is; recorded with every session."""
        if self.link == "ble":
            options = {"device": self.kind, "uid": self.identity}
            return "ble:?" + urlencode(options | {"wait": "1"}, safe=":")
        wanted = {"device": self.kind} | ({"uid": self.identity} if self.says_who_it_is else {})
        path = "" if self.says_who_it_is else self.path
        return f"serial:{path}?" + urlencode(wanted | {"wait": "1"}, safe=":/*")


class AssignmentsFileError(ConfigError):
    """The file of assignments is damaged.

    Attributes:
        path: the file.
        why: what is wrong with it.
    """

    def __init__(self, path: Path, why: str) -> None:
        self.path = path
        self.why = why
        super().__init__(
            f"{path} {why}; assign the pads again on the Devices page, or bring back a copy of it"
        )


def load_assignments(folder: Path) -> dict[str, Assignment]:
    """Sensors by station id; none where there is no file yet.

    Raises:
        AssignmentsFileError: the file is damaged.
    """
    path = folder / FILE_NAME
    try:
        said = parsed(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise AssignmentsFileError(path, f"is no JSON ({error})") from error
    if not isinstance(said, dict) or said.get("schema") != SCHEMA:
        raise AssignmentsFileError(path, f"is not of the form {SCHEMA}")
    stations = said.get("stations")
    if not isinstance(stations, dict):
        raise AssignmentsFileError(path, "has no table 'stations'")
    return {station: _assignment(path, station, row) for station, row in stations.items()}


def usable_assignments(folder: Path) -> tuple[dict[str, Assignment], str]:
    """Sensors by station id, and what to say where the file was damaged; else an empty text.

    A damaged file is set aside under another name: nobody's work is written over.

    Raises:
        OSError: it cannot be read, or not be set aside.
    """
    try:
        return load_assignments(folder), ""
    except AssignmentsFileError as error:
        aside = _free_name(error.path)
        error.path.rename(aside)
        return {}, f"{error}. It is kept as {aside.name}, and the start went on without it."


def _free_name(path: Path) -> Path:
    names = (path.with_name(f"{path.stem}.damaged-{n}{path.suffix}") for n in count(1))
    return next(each for each in names if not each.exists())


def save_assignments(folder: Path, assignments: Mapping[str, Assignment]) -> None:
    """Replace the file at once: whoever reads it finds the old or the new one, never a part."""
    folder.mkdir(parents=True, exist_ok=True)
    words = {"schema": SCHEMA, "stations": {key: asdict(assignments[key]) for key in assignments}}
    write_whole_text(folder / FILE_NAME, json.dumps(words, indent=2, ensure_ascii=False) + "\n")


def assigned(
    before: Mapping[str, Assignment], station: str, sensor: Assignment
) -> dict[str, Assignment]:
    """The assignments once a station has this sensor; whoever had it has none."""
    kept = {key: held for key, held in before.items() if held.identity != sensor.identity}
    return kept | {station: sensor}


def without(before: Mapping[str, Assignment], station: str) -> dict[str, Assignment]:
    """The assignments once a station has no sensor of its own."""
    return {key: held for key, held in before.items() if key != station}


def _assignment(path: Path, station: str, row: Any) -> Assignment:
    keys = [field.name for field in fields(Assignment)]
    if not isinstance(row, dict) or any(not isinstance(row.get(key), str) for key in keys):
        raise AssignmentsFileError(path, f"lacks one of {', '.join(keys)} at station {station!r}")
    if row["link"] not in ("serial", "ble"):
        raise AssignmentsFileError(path, f"has the unknown link {row['link']!r} at {station!r}")
    return Assignment(**{key: row[key] for key in keys})
