"""The gradebook on the command line."""

import csv

import pytest

from rig.store.people.roster import learners_in
from rig.store.recorder import Recorder
from tests.cli.conftest import Steadyhold
from tests.store import build

CANVAS = "Student,ID,SIS User ID,SIS Login ID,Section,Hold (77)\n    Points Possible,,,,,100\n"


@pytest.fixture
def data(tmp_path, steadyhold: Steadyhold):
    """A class of one from Canvas, who has finished a set."""
    folder = tmp_path / "data"
    folder.mkdir()
    listed = tmp_path / "canvas.csv"
    listed.write_text(f'{CANVAS}"Lee, Ann",11,S1,ann,Tuesday,\n', encoding="utf-8")
    class_id = steadyhold("class", "new", "Massage 1", "--data", folder).out.strip()
    steadyhold("class", "import", "Massage 1", listed, "--data", folder)
    store = folder / "steadyhold.db"
    [ann] = learners_in(store, class_id)
    with Recorder(store) as recorder:
        build.record(recorder, build.header("s1", learner_id=ann), build.pressing())
    return folder


def listed(steadyhold, data):
    return steadyhold("marks", "list", "massage 1", "--json", "--data", data).json


def test_a_mark_is_listed_changed_with_a_reason_and_told_with_its_history(steadyhold, data):
    told = listed(steadyhold, data)
    [mark] = told["marks"]
    assert (mark["name"], mark["version"], told["chain_entries"]) == ("Ann Lee", 0, 0)
    spoken = steadyhold("marks", "list", "massage 1", "--data", data)
    assert "Ann Lee" in spoken.out
    asked = ("marks", "override", "massage 1", "Ann Lee", mark["item_id"], "--data", data,
             "--points", "91", "--outcome", "pass")  # fmt: skip
    refused = steadyhold(*asked, "--reason", " ")
    assert (refused.code, "there is no reason" in refused.err) == (2, True)
    done = steadyhold(*asked, "--reason", "the pad slipped", "--json").json
    assert (done["mark"]["points"], done["mark"]["overridden"]) == (91.0, True)
    assert done["mark"]["measured_points"] == mark["points"]
    late = steadyhold(*asked, "--reason", "again")
    assert (late.code, "changed this mark to 91 (pass)" in late.err) == (4, True)
    words = steadyhold("marks", "history", "massage 1", "ann lee", mark["item_id"], "--data", data)
    assert "the pad slipped" in words.out
    assert listed(steadyhold, data)["chain_entries"] == 1
    assert steadyhold("verify", "--data", data).code == 0


def test_marks_are_written_for_canvas_and_the_assignment_is_remembered(steadyhold, data, tmp_path):
    [mark] = listed(steadyhold, data)["marks"]
    item = ("--item", mark["item_id"], "--data", data)
    brought = tmp_path / "canvas.csv"
    filled = tmp_path / "filled.csv"
    export = ("marks", "export", "massage 1", "--format")
    missing = steadyhold(*export, "canvas", "-o", filled, *item)
    assert (missing.code, "no file of Canvas was given" in missing.err) == (2, True)
    told = steadyhold(
        *export, "canvas", "--fill", brought, "--column", "Hold (77)", "-o", filled, *item, "--json"
    ).json
    assert (told["rows"], told["left_out"]) == (1, [])
    rows = list(csv.reader(filled.read_text(encoding="utf-8").splitlines()))
    assert float(rows[2][5]) == pytest.approx(mark["points"], abs=0.005)
    fresh = steadyhold(*export, "canvas-new", "-o", tmp_path, *item)
    assert fresh.code == 0
    [made] = tmp_path.glob("*-canvas.csv")
    assert "Hold (77)" in made.read_text(encoding="utf-8").splitlines()[0]
    moodle = steadyhold(*export, "moodle", "-o", tmp_path / "m.csv", *item)
    assert "left out: Ann Lee, their" in moodle.err
    for kind in ("csv", "xlsx", "canvas-rubric"):
        assert steadyhold(*export, kind, "-o", tmp_path / kind, *item).code == 0
        assert (tmp_path / kind).stat().st_size > 100
    gone = steadyhold(*export, "moodle", "-o", filled, "--item", "no-such", "--data", data)
    assert (gone.code, "nobody of the class has a mark" in gone.err) == (5, True)
