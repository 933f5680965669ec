import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from rig.school.actor import LOCAL
from rig.store.people.accounts import add_account, end_account
from tests.cli.conftest import Steadyhold

GOOD = "sim:?learner=good&seed=3&speed=max"


@pytest.fixture
def recorded(steadyhold: Steadyhold, own_data_folder: Path) -> Path:
    """A data folder with one session of Ana."""
    steadyhold("record", GOOD, "--protocol", "touch-10n", "--for", "3", "--learner", "Ana Novák")
    return own_data_folder


def test_what_was_backed_up_lists_and_verifies_alike_elsewhere(
    steadyhold: Steadyhold, recorded: Path, tmp_path: Path
):
    there = tmp_path / "there"
    taken = steadyhold("backup", tmp_path / "kept.zip", "--json").json
    assert (taken["sessions"], taken["damaged"], taken["left_out"]) == (1, 0, [])
    assert taken["size_bytes"] == (tmp_path / "kept.zip").stat().st_size
    back = steadyhold("restore", tmp_path / "kept.zip", "--data", there, "--json").json
    assert (back["folder"], back["sessions"], back["parts"]) == (str(there), 1, taken["parts"])
    for command in (["sessions", "list"], ["passports"], ["verify"]):
        one = steadyhold(*command, "--json", "--data", recorded).json
        other = steadyhold(*command, "--json", "--data", there).json
        assert {**one, "source": ""} == {**other, "source": ""}
    assert "Ana Novák" in steadyhold("sessions", "list", "--data", there).out


def test_whoever_had_a_password_in_the_backup_is_named(
    steadyhold: Steadyhold, recorded: Path, tmp_path: Path
):
    """A backup of another school brings its instructors along."""
    store = recorded / "steadyhold.db"
    for login in ("goran", "mira"):
        add_account(store, login, "not a hash", "instructor", LOCAL)
    end_account(store, "mira", LOCAL)
    steadyhold("backup", tmp_path / "kept.zip")
    told = steadyhold("restore", tmp_path / "kept.zip", "--data", tmp_path / "one").out
    assert "whoever had a password there has it here: goran;" in told
    there = tmp_path / "two"
    back = steadyhold("restore", tmp_path / "kept.zip", "--data", there, "--json").json
    assert back["accounts"] == ["goran"]
    with closing(sqlite3.connect(there / "steadyhold.db")) as connection, connection:
        connection.execute("UPDATE accounts SET login = 'eve' WHERE login = 'goran'")
    steadyhold("backup", tmp_path / "bent.zip", "--data", there)
    bent = steadyhold("restore", tmp_path / "bent.zip", "--data", tmp_path / "three", "--json").json
    assert (bent["accounts"], bent["damaged"]) == ([], 1)


def test_a_backup_without_a_name_goes_here_under_its_time(
    steadyhold: Steadyhold, recorded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    here = tmp_path / "here"
    here.mkdir()
    (recorded / "notes.txt").touch()
    monkeypatch.chdir(here)
    answer = steadyhold("backup")
    [made] = here.iterdir()
    assert answer.out.strip() == made.name
    assert "not in it: notes.txt" in answer.err
    with zipfile.ZipFile(made) as archive:
        told = json.loads(archive.read("manifest.json"))
    assert told["schema"] == "steadyhold.backup/1"


def test_a_backup_and_a_folder_that_are_in_the_way_are_left_with_the_way_out(
    steadyhold: Steadyhold, recorded: Path, tmp_path: Path
):
    (tmp_path / "kept.zip").write_bytes(b"kept")
    answer = steadyhold("backup", tmp_path / "kept.zip")
    assert (answer.code, "--overwrite" in answer.err) == (2, True)
    assert (tmp_path / "kept.zip").read_bytes() == b"kept"
    assert steadyhold("backup", tmp_path / "kept.zip", "--overwrite").code == 0
    answer = steadyhold("restore", tmp_path / "kept.zip")
    assert (answer.code, "--data" in answer.err) == (1, True)
    assert steadyhold("restore", tmp_path / "absent.zip", "--data", tmp_path / "there").code == 5
    assert steadyhold("backup", tmp_path / "other.zip", "--data", tmp_path / "none").code == 5
