import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import text

from rig.store.database import open_to_write
from rig.store.errors import (
    FolderNotWritableError,
    NewerStoreError,
    NotAStoreError,
    StoreBusyError,
    StoreWriteError,
)
from rig.store.folder import claimed, data_folder, folder_warning, is_claimed, store_path
from rig.store.format import migrations, schema
from rig.store.people.names import names
from rig.store.read import load_session
from rig.store.recorder import Recorder
from rig.store.session_list import list_sessions
from tests.store import build


@pytest.fixture
def store(tmp_path):
    path = tmp_path / "steadyhold.db"
    with Recorder(path) as recorder:
        build.record(recorder, build.header(), build.pressing(seconds=3))
    return path


def test_the_data_folder_is_the_one_the_environment_names(monkeypatch, tmp_path):
    monkeypatch.setenv("STEADYHOLD_DATA", str(tmp_path / "here"))
    assert store_path() == tmp_path / "here" / "steadyhold.db"
    monkeypatch.delenv("STEADYHOLD_DATA")
    assert data_folder().name == "steadyhold"


def test_a_second_recorder_on_one_folder_is_refused(store):
    with Recorder(store), pytest.raises(StoreBusyError, match=str(store.parent)) as refusal:
        Recorder(store)
    assert refusal.value.exit_code == 4
    Recorder(store).close()


def test_a_folder_is_claimed_only_while_someone_records(tmp_path):
    assert not is_claimed(tmp_path)
    with claimed(tmp_path):
        assert is_claimed(tmp_path)
    assert not is_claimed(tmp_path)


def test_a_claim_that_one_thread_made_another_lets_go(tmp_path):
    with ExitStack() as claim:
        claim.enter_context(claimed(tmp_path))
        with ThreadPoolExecutor(1) as other:
            other.submit(claim.pop_all().close).result()
        assert not is_claimed(tmp_path)


def test_many_who_ask_at_once_whether_a_folder_is_claimed_see_nobody_in_each_other(tmp_path):
    with claimed(tmp_path):
        pass

    def ask(_: int) -> bool:
        return is_claimed(tmp_path)

    with ThreadPoolExecutor(4) as hands:
        assert not any(hands.map(ask, range(2000)))


def test_a_store_that_is_made_at_this_moment_is_read_as_soon_as_it_is(tmp_path):
    store = tmp_path / "steadyhold.db"
    with ThreadPoolExecutor() as hands, claimed(tmp_path):
        store.touch()
        reading = hands.submit(list_sessions, store, 9)
        naming = hands.submit(names, store)
        # Longer than one try to become the one who makes it.
        assert not wait([reading, naming], timeout=0.5).done
        open_to_write(store)
        assert (reading.result(), naming.result()) == ((), {})


READ_ONLY = """
import os, pathlib, sys
from rig.store.errors import FolderNotWritableError
from rig.store.session_list import list_sessions
from rig.store.recorder import Recorder
store = pathlib.Path(sys.argv[1])
list_sessions(store, 9)
if os.geteuid() == 0:
    os.setuid(65534)
print(len(list_sessions(store, 9)))
for place in (store, store.parent / "new" / "steadyhold.db"):
    try:
        Recorder(place)
    except FolderNotWritableError as error:
        print(error.exit_code, error)
"""


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX modes")
def test_a_read_only_folder_is_refused_by_its_path_but_can_be_read(store):
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        Path(shutil.copy(store, folder)).chmod(0o444)
        folder.chmod(0o555)
        told = subprocess.run(
            [sys.executable, "-c", READ_ONLY, str(folder / store.name)],
            capture_output=True, text=True, check=False, env=environment,
        )  # fmt: skip
        folder.chmod(0o755)
    assert told.stderr == ""
    seen, *refusals = told.stdout.splitlines()
    assert seen == "1"
    assert [line[:2] for line in refusals] == ["3 ", "3 "]
    assert all(str(folder) in line for line in refusals)


def test_cloud_folders_and_network_shares_are_warned_of(tmp_path):
    assert folder_warning(tmp_path) == ""
    assert "OneDrive - School" in folder_warning(tmp_path / "OneDrive - School" / "data")
    assert "Dropbox" in folder_warning(Path("/home/ann/Dropbox/rig"))


def test_a_store_of_a_newer_release_is_left_untouched(store):
    with sqlite3.connect(store) as connection:
        connection.execute("INSERT INTO versions VALUES (99, '2031-01-01', 'steadyhold 9.0')")
    connection.close()
    before = store.read_bytes()
    for opening in (lambda: Recorder(store), lambda: load_session(store, "a1")):
        with pytest.raises(NewerStoreError, match="99"):
            opening()
    assert store.read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"no database at all " * 400, b"SQLite format 3\x00" + b"\7" * 9000]
)
def test_a_file_that_is_no_database_is_left_untouched(tmp_path, content):
    path = tmp_path / "steadyhold.db"
    path.write_bytes(content)
    for opening in (lambda: Recorder(path), lambda: list_sessions(path, 5), lambda: names(path)):
        with pytest.raises(NotAStoreError, match=str(path)):
            opening()
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_left_untouched(tmp_path):
    path = tmp_path / "steadyhold.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(NotAStoreError, match="another program"):
        Recorder(path)
    assert path.read_bytes() == before


def add_colour(connection):
    connection.execute(text("ALTER TABLE sessions ADD COLUMN colour TEXT"))


def add_colour_and_fail(connection):
    add_colour(connection)
    connection.execute(text("ALTER TABLE nowhere ADD COLUMN shape TEXT"))


def test_an_older_store_is_copied_aside_before_it_is_changed(store):
    steps = (*migrations.MIGRATIONS, add_colour)
    open_to_write(store, steps=steps).dispose()
    open_to_write(store, steps=steps).dispose()
    [backup] = (store.parent / "backups").iterdir()
    assert load_session(backup, "a1").holds == ()
    with sqlite3.connect(store) as connection:
        assert connection.execute("SELECT max(version) FROM versions").fetchone() == (len(steps),)
        assert connection.execute("SELECT count(*) FROM sessions").fetchone() == (1,)
        assert connection.execute("SELECT colour FROM sessions").fetchone() == (None,)
    connection.close()
    with pytest.raises(NewerStoreError):
        load_session(store, "a1")


def test_a_migration_that_fails_leaves_the_old_store_whole(store):
    steps = (*migrations.MIGRATIONS, add_colour_and_fail)
    with pytest.raises(StoreWriteError, match="nowhere"):
        open_to_write(store, steps=steps)
    found = load_session(store, "a1")
    assert sum(each.raw.tick.size for each in found.blocks) == 240


def test_the_same_tables_suit_postgresql():
    from sqlalchemy.dialects import postgresql
    from sqlalchemy.schema import CreateIndex, CreateTable

    told = [
        str(CreateTable(table).compile(dialect=postgresql.dialect()))
        for table in migrations.ALL_TABLES
    ]
    assert any("BIGSERIAL" in each for each in told)
    [index] = schema.blocks.indexes
    assert "blocks_of_session" in str(CreateIndex(index).compile(dialect=postgresql.dialect()))


def test_a_folder_that_is_gone_is_not_made_by_claiming_it_again(tmp_path):
    gone = tmp_path / "gone"
    with pytest.raises(FolderNotWritableError, match="No such file"), claimed(gone, is_made=False):
        pass
    assert not gone.exists()
