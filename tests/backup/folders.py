"""A data folder with everything a school keeps in it, and backups bent as a stranger would."""

import hashlib
import json
import stat
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from calibration.passport.document import Passport, passport_text
from rig.backup.manifest import MANIFEST_NAME
from rig.backup.take import take_backup
from rig.store.folder import STORE_NAME
from rig.store.people.names import add_learner
from rig.store.recorder import Recorder
from rig.trust.check_weights import Check
from rig.trust.passport_store import PassportStore
from tests.store import build

SETTINGS = """protocols = "our protocols"

[[station]]
id = "pad-1"
source = "auto"
calibration = "pads/left.json"
"""
CHECK_WEIGHT = Check("", "2026-03-04T09:00:00+00:00", "M1", 9.81, 9.83, 0.2, True, "Goran")
BESIDE_THE_RECORD = {
    "assignments.json",
    "calibrations/board-0042-0.json",
    "certificates/board-0042.html",
    "our protocols/slow.toml",
    "pads/left.json",
    "passports/checks.jsonl",
    "passports/checks.sha256",
    "steadyhold.toml",
}
"""Parts of the backup of a school but the record and its passport."""


def record_into(store: Path, seconds: float = 40.0) -> None:
    with Recorder(store) as recorder:
        build.record(recorder, build.header("a1"), build.pressing(seconds=seconds))
    add_learner(store, "Ana Novák")


def fill(folder: Path, passport: Passport) -> None:
    """Recordings, a passport, a check weight, a draft, a certificate, settings and protocols."""
    record_into(folder / STORE_NAME)
    kept = PassportStore(folder)
    kept.keep(passport_text(passport))
    kept.checks.keep(CHECK_WEIGHT)
    for name in BESIDE_THE_RECORD:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        if not path.exists():
            path.write_text(SETTINGS if path.suffix == ".toml" else "{}\n", encoding="utf-8")


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder but the record itself and locks."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(STORE_NAME) and path.suffix != ".lock"
    }


def small_backup(tmp_path: Path) -> Path:
    """A backup of some seconds of recording and a list of sensors."""
    folder = tmp_path / "small"
    record_into(folder / STORE_NAME, seconds=2.0)
    (folder / "assignments.json").write_text("{}\n", encoding="utf-8")
    return take_backup(folder, tmp_path / "small.zip", overwrite=False).path


def bent(
    backup: Path,
    *,
    without: str = "",
    added: Mapping[str, bytes] | None = None,
    manifest: Callable[[dict[str, Any]], object] = lambda _: None,
    compression: int = zipfile.ZIP_STORED,
    mode: int = stat.S_IFREG | 0o600,
) -> Path:
    """The backup made anew by somebody who knows how: names and digests fit, but for `without`.

    Args:
        backup: to begin from.
        without: an entry left away, which the manifest still names.
        added: further entries.
        manifest: changes the manifest at the end.
        compression: of the added entries.
        mode: of the added entries, as Unix writes it.
    """
    added = added or {}
    with zipfile.ZipFile(backup) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    told = json.loads(held.pop(MANIFEST_NAME))
    told["parts"] += [
        {"name": name, "size_bytes": len(text), "sha256": hashlib.sha256(text).hexdigest()}
        for name, text in added.items()
    ]
    manifest(told)
    made = backup.with_name("bent.zip")
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in held.items():
            if name != without:
                archive.writestr(name, text)
        for name, text in added.items():
            entry = zipfile.ZipInfo(name)
            entry.create_system, entry.external_attr = 3, mode << 16
            archive.writestr(entry, text, compression)
        archive.writestr(MANIFEST_NAME, json.dumps(told))
    return made
