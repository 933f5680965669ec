"""Settings and record in figures: how many and of which kind, never whose."""

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs

from rig.calibrating.progress import FOLDER_NAME as DRAFTS
from rig.config.steadyhold_toml import RigConfig, StationConfig, load_config
from rig.engine.judging.finder import DEFAULT_FINDER
from rig.errors import ConfigError, StoreError
from rig.protocols.library import DEFAULT_ID, built_in
from rig.store.database import connect_to_read
from rig.store.folder import STORE_NAME
from rig.store.session_list import list_sessions
from rig.store.targets.versions import saved_versions
from rig.trust.passport_store import PassportStore

NEWEST: Final = 1000
# Numbers of a SOURCE that tell how a sensor is read; names and paths are none of them.
_TOLD: Final = ("device", "baud", "rate_hz", "speed", "wait", "fault")


def settings_lines(path: Path) -> list[str]:
    """What the file of the stations says, one line a station."""
    if not path.is_file():
        return ["no steadyhold.toml"]
    try:
        config = load_config(path)
    except ConfigError as error:
        return [f"{path.name} has mistakes: {error}"]
    return [*_lines(config), *map(_station, range(1, 1 + len(config.stations)), config.stations)]


def record_lines(folder: Path) -> list[str]:
    """How large the record is, how its newest sessions ended, and what lies beside it."""
    passports = PassportStore(folder)
    drafts = len(list((folder / DRAFTS).glob("*.json")))
    beside = (
        f"{len(passports.all())} passports, {len(passports.damaged())} damaged; {drafts} drafts"
    )
    store = folder / STORE_NAME
    if not store.is_file():
        return ["no record", beside]
    size = f"{store.stat().st_size} bytes"
    try:
        found, kept = list_sessions(store, NEWEST), len(saved_versions(store))
        with closing(connect_to_read(store)) as connection:
            [version] = connection.execute("SELECT max(version) FROM versions").fetchone()
    except (StoreError, sqlite3.Error) as error:
        return [f"{size}; it cannot be read: {error}", beside]
    states = Counter(each.state for each in found)
    told = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
    return [
        f"{size}, store version {version}; newest sessions: {told or 'none'}; "
        f"saved versions of protocols: {kept}",
        beside,
    ]


def _lines(config: RigConfig) -> list[str]:
    first = config.protocol or DEFAULT_ID
    own = len(list(config.protocols.glob("*.toml"))) if config.protocols else 0
    return [
        f"port {config.port}; ports of its own: {'yes' if config.ports else 'no'}",
        f"first protocol: {first if first in built_in() else 'one of its own'}; {own} of its own",
        f"finder: {'as delivered' if config.finder == DEFAULT_FINDER else _numbers(config)}",
    ]


def _numbers(config: RigConfig) -> str:
    changed = {
        name: getattr(config.finder, name)
        for name in DEFAULT_FINDER.__dataclass_fields__
        if name != "id" and getattr(config.finder, name) != getattr(DEFAULT_FINDER, name)
    }
    return ", ".join(f"{name} {value:g}" for name, value in changed.items())


def _station(number: int, station: StationConfig) -> str:
    kind, _, rest = station.source.partition(":")
    options = parse_qs(rest.partition("?")[2])
    told = [f"{name}={options[name][0]}" for name in _TOLD if name in options]
    file = "a calibration file" if station.calibration else "no calibration file"
    return f"station {number}: {', '.join([kind, *told, file])}"
