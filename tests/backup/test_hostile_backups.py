import contextlib
import random
import shutil
import sqlite3
import stat
import zipfile
from typing import NamedTuple

import pytest

from rig.backup.errors import (
    NewerBackupError,
    NoRoomError,
    NotABackupError,
    RestoredRecordError,
)
from rig.backup.manifest import MANIFEST_NAME
from rig.backup.restore import restore_backup
from rig.store.folder import STORE_NAME
from tests.backup.folders import bent, small_backup


class Usage(NamedTuple):
    """What the system says of a disk, in bytes."""

    total: int
    used: int
    free: int


def files(folder):
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def backup(tmp_path):
    return small_backup(tmp_path)


@pytest.fixture
def restored(tmp_path):
    """Restores a file that must be refused, and looks whether anything was written."""

    def restored(path):
        place = tmp_path / "place"
        place.mkdir(exist_ok=True)
        try:
            restore_backup(path, place / "there")
        finally:
            assert list(place.iterdir()) == []

    return restored


def test_a_backup_made_anew_with_care_is_restored(backup, tmp_path):
    made = bent(backup, added={"passports/a.json": b"{}"})
    restore_backup(made, tmp_path / "there")
    assert (tmp_path / "there" / "passports" / "a.json").read_bytes() == b"{}"


def test_a_backup_cut_anywhere_is_refused(backup, restored, tmp_path):
    whole = backup.read_bytes()
    for length in (0, 1, 100, len(whole) // 2, len(whole) - 100, len(whole) - 1):
        cut = tmp_path / "cut.zip"
        cut.write_bytes(whole[:length])
        with pytest.raises(NotABackupError, match="not a whole backup"):
            restored(cut)


def test_a_flipped_byte_never_changes_what_is_restored(backup, tmp_path):
    whole = backup.read_bytes()
    with zipfile.ZipFile(backup) as archive:
        ends = [entry.header_offset for entry in archive.infolist()]
        directory = archive.start_dir
    chosen = random.Random(5)
    # Heads of entries and the directory in full, and samples of the contents.
    at = {place for end in ends for place in range(end, end + 60)}
    at |= set(range(directory, len(whole))) | {chosen.randrange(len(whole)) for _ in range(60)}
    restore_backup(backup, tmp_path / "whole")
    expected = files(tmp_path / "whole")
    refused = 0
    for place in sorted(at):
        torn = bytearray(whole)
        torn[place] ^= 1 << chosen.randrange(8)
        path = tmp_path / "torn.zip"
        path.write_bytes(torn)
        try:
            restore_backup(path, tmp_path / "there")
        except (NotABackupError, NewerBackupError):
            refused += 1
            assert not (tmp_path / "there").exists()
        else:
            # A date or a version of the zip file, which nothing reads.
            assert files(tmp_path / "there") == expected
            shutil.rmtree(tmp_path / "there")
    assert refused > len(at) / 2


def test_a_flipped_byte_of_the_record_is_refused(backup, restored, tmp_path):
    whole = bytearray(backup.read_bytes())
    with zipfile.ZipFile(backup) as archive:
        whole[archive.getinfo(STORE_NAME).header_offset + 5000] ^= 1
    path = tmp_path / "torn.zip"
    path.write_bytes(whole)
    with pytest.raises(NotABackupError, match="CRC"):
        restored(path)


def test_a_part_that_is_missing_or_not_named_is_refused(backup, restored):
    with pytest.raises(NotABackupError, match=r"assignments\.json"):
        restored(bent(backup, without="assignments.json"))
    with pytest.raises(NotABackupError, match=STORE_NAME):
        restored(bent(backup, without=STORE_NAME))
    made = bent(backup, added={"a.json": b""}, manifest=lambda told: told["parts"].pop())
    with pytest.raises(NotABackupError, match=r"a\.json"):
        restored(made)
    made = bent(backup, manifest=lambda told: told["parts"].append(told["parts"][0]))
    with pytest.raises(NotABackupError, match="a name"):
        restored(made)


def test_a_part_that_is_not_what_was_signed_is_refused(backup, restored):
    made = bent(backup, manifest=lambda told: told["parts"][1].update(sha256="0" * 64))
    with pytest.raises(NotABackupError, match=r"assignments\.json does not fit its checksum"):
        restored(made)


@pytest.mark.parametrize(
    "name",
    [
        "../outside.json", "passports/../../outside.json", "/tmp/outside.json", "C:/outside.json",
        "..\\outside.json", "passports//a.json", "./a.json", "passports/", "a\x00b.json",
        "a\nb.json", "nul.json", "a.json.", ".hidden", "\u202egnp.toml", "steadyhold.db-wal",
        "a" * 300,
    ],
)  # fmt: skip
def test_a_part_that_would_lie_elsewhere_is_refused(backup, restored, name):
    with pytest.raises(NotABackupError, match="not a whole backup"):
        restored(bent(backup, added={name: b"{}"}))


@pytest.mark.parametrize("other", ["Passports/\u00c9.json", "passports/e\u0301.json"])
def test_two_parts_that_are_one_file_on_some_systems_are_refused(backup, restored, other):
    made = bent(backup, added={"passports/\u00e9.json": b"1", other: b"2"})
    with pytest.raises(NotABackupError, match="one name"):
        restored(made)


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFDIR, stat.S_IFCHR])
def test_a_part_that_is_no_plain_file_is_refused(backup, restored, kind):
    made = bent(backup, added={"passports": b"/etc"}, mode=kind | 0o777)
    with pytest.raises(NotABackupError, match="no plain file"):
        restored(made)


def test_a_part_that_would_swell_is_refused_before_it_is_unpacked(backup, restored):
    made = bent(
        backup, added={"passports/bomb": bytes(50_000_000)}, compression=zipfile.ZIP_DEFLATED
    )
    assert made.stat().st_size < 1_000_000
    with pytest.raises(NotABackupError, match="compressed"):
        restored(made)


def test_parts_that_share_their_bytes_are_refused(backup, restored):
    made = bent(backup, added={"a": bytes(100_000), "b": b""})
    whole = made.read_bytes()
    with zipfile.ZipFile(made) as archive:
        first, second = archive.getinfo("a"), archive.getinfo("b")
        at = archive.start_dir
    # The second entry of the directory is pointed at the content of the first.
    place = whole.index(b"PK\x01\x02", whole.index(b"PK\x01\x02", at) + 4)
    while whole[place + 46 : place + 47] != b"b":
        place = whole.index(b"PK\x01\x02", place + 4)
    head = bytearray(whole)
    size = first.file_size.to_bytes(4, "little")
    head[place + 16 : place + 28] = first.CRC.to_bytes(4, "little") + size + size
    made.write_bytes(head)
    assert second.file_size == 0
    with pytest.raises(NotABackupError, match="larger than the file"):
        restored(made)


def test_a_backup_of_a_later_format_is_left_to_a_later_release(backup, restored):
    made = bent(backup, manifest=lambda told: told.update(schema="steadyhold.backup/2"))
    with pytest.raises(NewerBackupError, match="install the newer release"):
        restored(made)


@pytest.mark.parametrize(
    "said",
    [
        {}, {"schema": 3}, {"schema": "steadyhold.score/1"}, {"schema": "steadyhold.backup/1"},
        {"parts": 3}, {"parts": [{"name": "a"}]}, {"damage": [{"record": 1}]}, {"made_utc": None},
    ],
)  # fmt: skip
def test_a_manifest_that_is_none_is_refused(backup, restored, said):
    def change(told):
        if "schema" in said or not said:
            told.clear()
        told.update(said)

    with pytest.raises(NotABackupError, match=MANIFEST_NAME):
        restored(bent(backup, manifest=change))


def test_a_zip_file_of_another_program_is_refused(restored, tmp_path):
    path = tmp_path / "other.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.json", "{}")
    with pytest.raises(NotABackupError, match=f"no {MANIFEST_NAME}"):
        restored(path)


def test_a_record_that_was_changed_with_its_digests_is_refused(backup, restored):
    with zipfile.ZipFile(backup) as archive:
        record = bytearray(archive.read(STORE_NAME))
    at = record.index(b'"session_id":"a1"')
    record[at + 15] ^= 1

    made = bent(backup, manifest=lambda told: told["parts"].pop(0), without=STORE_NAME)
    made = bent(made.rename(backup), added={STORE_NAME: bytes(record)})
    with pytest.raises(RestoredRecordError, match="does not pass its check"):
        restored(made)


@pytest.mark.parametrize(
    "rule",
    [
        "CREATE TRIGGER audit_refuses_update AFTER INSERT ON sessions BEGIN DELETE FROM audit; END",
        "CREATE VIEW seen AS SELECT * FROM sessions",
    ],
)
def test_a_record_with_a_rule_of_another_program_is_refused(backup, restored, tmp_path, rule):
    """It would work unseen on all that is recorded later: no row of it is damaged."""
    record = tmp_path / "record"
    with zipfile.ZipFile(backup) as archive:
        record.write_bytes(archive.read(STORE_NAME))
    with contextlib.closing(sqlite3.connect(record)) as connection:
        connection.execute("DROP TRIGGER IF EXISTS audit_refuses_update")
        connection.execute(rule)
        connection.commit()
    made = bent(backup, manifest=lambda told: told["parts"].pop(0), without=STORE_NAME)
    made = bent(made.rename(backup), added={STORE_NAME: record.read_bytes()})
    record.unlink()
    with pytest.raises(RestoredRecordError, match="another program put it there"):
        restored(made)


def test_a_record_that_is_no_database_is_refused(backup, restored):
    made = bent(backup, manifest=lambda told: told["parts"].pop(0), without=STORE_NAME)
    made = bent(made.rename(backup), added={STORE_NAME: b"no record" * 999})
    with pytest.raises(RestoredRecordError, match="does not pass its check"):
        restored(made)


def test_a_disk_that_is_too_small_is_told_before_anything_is_written(backup, restored, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10, 9, 1))
    with pytest.raises(NoRoomError, match="1 are free"):
        restored(backup)
