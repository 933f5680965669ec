"""What is changed or taken from a terminal stands in the audit log."""

from rig.store.people.roster import roster_of
from rig.store.recorder import Recorder
from tests.audit_lines import newest_lines
from tests.store import build


def actions(store):
    return [each.action for each in reversed(newest_lines(store, 100))]


def test_changes_of_a_class_stand_in_the_log_without_a_name(steadyhold, tmp_path):
    store, at = tmp_path / "steadyhold.db", ("--data", tmp_path)
    listed = tmp_path / "list.csv"
    listed.write_text("Name,Number\nBen Testov,1\n", encoding="utf-8")
    for words in (
        ("class", "new", "Tuesday"),
        ("class", "import", "Tuesday", listed),
        ("class", "add", "Tuesday", "Ana Testova"),
        ("class", "remove", "Tuesday", "Ana Testova"),
        ("class", "add", "Tuesday", "Ana Testova"),
        ("class", "rename", "Tuesday", "Wednesday"),
        ("learner", "rename", "Ana Testova", "Ann Testova"),
        ("learner", "merge", "Ann Testova", "Ben Testov"),
    ):
        assert steadyhold(*words, *at).code == 0, words
    merged = newest_lines(store, 1)[0].about
    assert steadyhold("learner", "unmerge", merged, *at).code == 0
    assert steadyhold("forget", "Ann Testova", "--yes", *at).code == 0
    assert steadyhold("class", "end", "Wednesday", *at).code == 0
    assert steadyhold("class", "end", "Wednesday", "--again", *at).code == 0
    assert actions(store) == [
        "class made", "list imported", "learner added", "learner left", "learner enrolled",
        "class renamed", "learner renamed", "learners merged", "merge undone",
        "learner forgotten", "class ended", "class begun again",
    ]  # fmt: skip
    lines = newest_lines(store, 100)
    assert {(each.actor, each.role) for each in lines} == {("local", "instructor")}
    assert not [each for each in lines if "Testov" in str(each) or "day" in each.about]
    assert roster_of(store, newest_lines(store, 1)[0].about)


def test_whatever_is_taken_out_of_the_record_stands_in_the_log(steadyhold, tmp_path):
    store = tmp_path / "data" / "steadyhold.db"
    with Recorder(store) as recorder:
        build.record(recorder, build.header("a1"), build.pressing(seconds=4.0))
    at = ("--data", store.parent)
    assert steadyhold("export", "a1", "--to", tmp_path / "out", *at).code == 0
    assert steadyhold("backup", tmp_path / "kept.zip", *at).code == 0
    assert [(each.action, each.about, each.detail) for each in newest_lines(store, 9)] == [
        ("backup made", "", ""), ("session exported", "a1", "csv"),
    ]  # fmt: skip


def test_a_record_that_only_reads_is_exported_all_the_same(steadyhold, tmp_path, monkeypatch):
    store = tmp_path / "data" / "steadyhold.db"
    with Recorder(store) as recorder:
        build.record(recorder, build.header("a1"), build.pressing(seconds=4.0))
    store.chmod(0o400)
    store.parent.chmod(0o500)
    try:
        done = steadyhold("export", "a1", "--to", tmp_path / "out", "--data", store.parent)
    finally:
        store.parent.chmod(0o700)
    assert done.code == 0
    assert list((tmp_path / "out").iterdir())
