"""The trail of changes of marks: whoever changes it is found out."""

import sqlite3
from contextlib import closing

import pytest

from rig.backup.restore import restore_backup
from rig.backup.take import take_backup
from rig.store.errors import DamagedRecordError
from rig.store.format import mark_tables
from rig.store.format.sealed_rows import sealed_values
from rig.store.marks.trail import chain_head
from rig.store.verifying.salvage import salvage
from rig.store.verifying.verify import verify_store
from tests.store.marked import changes_of_class, classroom, mark_of, override, store

__all__ = ["classroom", "store"]


def changed_with(store, *statements):
    """What somebody with a copy of sqlite3 does, who knows of the triggers."""
    with closing(sqlite3.connect(store)) as connection, connection:
        for change in ("update", "delete", "replace"):
            connection.execute(f"DROP TRIGGER mark_changes_refuses_{change}")
        for statement, values in statements:
            connection.execute(statement, values)


def resealed(store, seq, **changes):
    """A row of the trail with other values and a checksum that fits them."""
    with closing(sqlite3.connect(store)) as connection:
        row = connection.execute("SELECT * FROM mark_changes WHERE seq = ?", (seq,)).fetchone()
    names = mark_tables.mark_changes.columns.keys()
    values = sealed_values(mark_tables.mark_changes, dict(zip(names, row, strict=True)) | changes)
    sets = ", ".join(f'"{name}" = ?' for name in names)
    changed_with(store, (f"UPDATE mark_changes SET {sets} WHERE seq = ?", (*values.values(), seq)))


def test_the_trail_refuses_to_be_changed(store, classroom):
    class_id, cleo = classroom
    override(store, class_id, mark_of(cleo))
    for statement in (
        "UPDATE mark_changes SET points = 100",
        "DELETE FROM mark_changes",
        "INSERT OR REPLACE INTO mark_changes SELECT * FROM mark_changes",
    ):
        with (
            closing(sqlite3.connect(store)) as connection,
            pytest.raises(sqlite3.IntegrityError, match="only ever added"),
        ):
            connection.execute(statement)


def test_a_mark_of_zero_with_a_sign_spoils_no_gradebook(store, classroom):
    """One such mark could be neither read nor taken back, and with it no other of its class."""
    class_id, cleo = classroom
    override(store, class_id, mark_of(cleo), points=-0.0)
    [change] = changes_of_class(store, class_id)
    assert str(change.points) == "0.0"
    assert verify_store(store).is_sound


def three(store, classroom):
    class_id, cleo = classroom
    mark = mark_of(cleo)
    for seen in range(3):
        override(store, class_id, mark, points=80.0 + seen, seen=seen)
    assert verify_store(store).is_sound
    return class_id


def test_in_a_chain_of_overrides_the_entry_that_was_changed_is_found_and_named(store, classroom):
    class_id = three(store, classroom)
    changed_with(store, ("UPDATE mark_changes SET points = 99 WHERE seq = 2", ()))
    found = {(each.record, each.reason) for each in verify_store(store).bad}
    assert ("entry 2 of the trail of marks", "it was changed after it was written") in found
    assert not any("entry 1" in record or "entry 3" in record for record, _ in found)
    with pytest.raises(DamagedRecordError):
        changes_of_class(store, class_id)


def test_an_entry_that_was_changed_with_its_checksum_is_found_and_named(store, classroom):
    class_id = three(store, classroom)
    resealed(store, 2, points=99.0)
    [bad] = verify_store(store).bad
    assert bad.record == "entry 2 of the trail of marks"
    assert bad.reason == "it was changed after it was written"
    with pytest.raises(DamagedRecordError, match="entry 2"):
        changes_of_class(store, class_id)


def test_an_entry_whose_digest_was_made_anew_does_not_fit_its_neighbours(store, classroom):
    three(store, classroom)
    resealed(store, 2, sha256="0" * 64)
    named = {each.record for each in verify_store(store).bad}
    assert {f"entry {n} of the trail of marks" for n in (2, 3)} == named


@pytest.mark.parametrize("seq", [1, 2, 3])
def test_an_entry_that_was_taken_out_is_missed(store, classroom, seq):
    three(store, classroom)
    changed_with(
        store,
        ("DELETE FROM mark_changes WHERE seq = ?", (seq,)),
        ("DELETE FROM mark_words WHERE seq = ?", (seq,)),
    )
    records = {each.record: each.reason for each in verify_store(store).bad}
    assert records[f"entry {seq} of the trail of marks"] == "it is gone; the audit log has it"


def test_words_that_were_changed_or_taken_out_are_found(store, classroom):
    class_id = three(store, classroom)
    with closing(sqlite3.connect(store)) as connection:
        row = connection.execute("SELECT * FROM mark_words WHERE seq = 2").fetchone()
    names = mark_tables.mark_words.columns.keys()
    told = sealed_values(
        mark_tables.mark_words, dict(zip(names, row, strict=True)) | {"words": "a favour"}
    )
    changed_with(
        store,
        ("UPDATE mark_words SET words = ?, crc = ? WHERE seq = 2", (told["words"], told["crc"])),
        ("DELETE FROM mark_words WHERE seq = 3", ()),
    )
    assert [(each.record[:7], each.reason) for each in verify_store(store).bad] == [
        ("entry 2", "its words were changed after they were written"),
        ("entry 3", "its words are gone"),
    ]
    with pytest.raises(DamagedRecordError, match="the words of entry 2"):
        changes_of_class(store, class_id)


def test_the_trail_survives_backup_and_restore_and_salvage(store, classroom, tmp_path):
    class_id = three(store, classroom)
    trail, head = changes_of_class(store, class_id), chain_head(store)
    salvage(store, tmp_path / "saved.db")
    take_backup(store.parent, tmp_path / "backup.zip", overwrite=False)
    restore_backup(tmp_path / "backup.zip", tmp_path / "back")
    for copy in (tmp_path / "saved.db", tmp_path / "back" / store.name):
        assert changes_of_class(copy, class_id) == trail
        assert verify_store(copy).is_sound
        assert chain_head(copy) == head
