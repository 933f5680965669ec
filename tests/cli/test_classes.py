"""Classes and learners on the command line."""

import pytest

from rig.cli.school.errors import AmbiguousNameError, NotConfirmedError
from rig.cli.school.learners import forget
from rig.cli.school.named import class_named
from rig.store.people.names import names
from rig.store.recorder import Recorder
from tests.cli.conftest import Steadyhold
from tests.store import build


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def filled(steadyhold: Steadyhold, data, tmp_path):
    """A class of two."""
    listed = tmp_path / "list.csv"
    listed.write_text("Name;Number\nAnn Lee;1\nBen Okri;2\nBen Okri;2\n", encoding="utf-8")
    data.mkdir()
    steadyhold("class", "new", "Massage 1", "--term", "Autumn 2026", "--data", data)
    told = steadyhold("class", "import", "massage 1", listed, "--data", data)
    assert told.code == 1
    assert "1 row" not in told.out
    assert "row 4 is not taken, it is row 3 again" in told.err
    return listed


def test_a_class_is_made_filled_and_shown(steadyhold: Steadyhold, data, filled):
    [listed] = steadyhold("class", "list", "--json", "--data", data).json["classes"]
    assert (listed["title"], listed["term"], listed["learners"]) == ("Massage 1", "Autumn 2026", 2)
    told = steadyhold("class", "show", listed["id"][:6], "--json", "--data", data).json
    assert [(each["name"], each["state"]) for each in told["learners"]] == [
        ("Ann Lee", "in"), ("Ben Okri", "in"),
    ]  # fmt: skip
    spoken = steadyhold("class", "show", "Massage 1", "--data", data)
    assert all(each["pseudonym"] in spoken.out for each in told["learners"])
    assert "Massage 1" in steadyhold("class", "list", "--data", data).out


def test_a_dry_run_says_what_would_be_done_and_writes_nothing(steadyhold: Steadyhold, data, filled):
    steadyhold("class", "new", "Massage 2", "--data", data)
    again = ("class", "import", "Massage 2", filled, "--data", data)
    told = steadyhold(*again, "--dry-run", "--json").json
    assert (told["written"], [each["step"] for each in told["learners"]]) == (False, ["enrol"] * 2)
    assert "nothing was written" in steadyhold(*again, "--dry-run").err
    assert steadyhold("class", "show", "Massage 2", "--json", "--data", data).json["learners"] == []
    assert steadyhold(*again, "--json").json["written"] is True
    assert "in it already" in steadyhold(*again).out


def test_learners_are_added_removed_and_the_class_ends(steadyhold: Steadyhold, data, filled):
    assert "is new here" in steadyhold("class", "add", "Massage 1", "Cleo", "--data", data).err
    assert steadyhold("class", "remove", "Massage 1", "Ann Lee", "--data", data).code == 0
    assert steadyhold("class", "remove", "Massage 1", "Zoe", "--data", data).code == 5
    assert "left" in steadyhold("class", "show", "Massage 1", "--data", data).out
    assert steadyhold("class", "add", "Massage 1", "ann lee", "--data", data).err == ""
    assert steadyhold("class", "rename", "Massage 1", "Evening", "--data", data).code == 0
    assert steadyhold("class", "end", "Evening", "--data", data).code == 0
    refused = steadyhold("class", "add", "Evening", "Dee", "--data", data)
    assert (refused.code, "is over" in refused.err) == (2, True)
    assert steadyhold("class", "end", "Evening", "--again", "--data", data).code == 0
    assert steadyhold("class", "show", "Night", "--data", data).code == 5
    assert steadyhold("class", "import", "Evening", data / "none.csv", "--data", data).code == 5


def test_two_of_one_name_are_asked_for_by_their_ids(steadyhold: Steadyhold, data, filled):
    steadyhold("class", "new", "massage 1", "--data", data)
    told = steadyhold("class", "show", "Massage 1", "--data", data)
    assert (told.code, "2 are called Massage 1; give an id" in told.err) == (2, True)
    with pytest.raises(AmbiguousNameError) as refused:
        class_named(data / "steadyhold.db", "Massage 1")
    assert len(refused.value.ids) == 2


def test_learners_are_renamed_merged_and_parted(steadyhold: Steadyhold, data, filled):
    steadyhold("learner", "rename", "Ann Lee", "Ann Lee-Okri", "--data", data)
    steadyhold("learner", "merge", "Ben Okri", "Ann Lee-Okri", "--data", data)
    rows = steadyhold("learner", "list", "--json", "--data", data).json["learners"]
    ann, ben = rows
    assert (ann["name"], ben["merged_into"]) == ("Ann Lee-Okri", ann["id"])
    assert "shown as Ann Lee-Okri" in steadyhold("learner", "list", "--data", data).out
    assert steadyhold("learner", "unmerge", ben["id"], "--data", data).code == 0
    assert steadyhold("learner", "unmerge", ben["id"], "--data", data).code == 5


def test_sessions_are_listed_by_learner_class_protocol_and_day(
    steadyhold: Steadyhold, data, filled
):
    store = data / "steadyhold.db"
    ann = next(key for key, name in names(store).items() if name == "Ann Lee")
    with Recorder(store) as recorder:
        for n, learner in enumerate((ann, "", ann)):
            head = build.header(f"s{n}", learner_id=learner)
            build.record(recorder, head, build.pressing(seconds=1))

    def listed(*options):
        told = steadyhold("sessions", "list", "--json", "--data", data, *options).json
        assert told["total"] >= len(told["sessions"])
        return sorted(each["session_id"] for each in told["sessions"])

    assert listed() == ["s0", "s1", "s2"]
    assert listed("--learner", "ann lee") == ["s0", "s2"]
    assert listed("--class", "Massage 1") == ["s0", "s2"]
    assert listed("--protocol", "none") == []
    assert listed("--from", "2999-01-01") == []
    assert len(listed("--limit", "2")) == 2
    assert len(listed("--skip", "2")) == 1
    assert (
        "No session is like that"
        in steadyhold("sessions", "list", "--to", "1999-01-01", "--data", data).out
    )


def test_whoever_is_to_be_forgotten_is_asked_about_first(
    steadyhold: Steadyhold, data, filled, monkeypatch
):
    monkeypatch.setattr("typer.confirm", lambda *_, **__: False)
    refused = steadyhold("forget", "Ann Lee", "--data", data)
    assert (refused.code, "was not forgotten" in refused.err) == (2, True)
    with pytest.raises(NotConfirmedError, match="Ann Lee was not forgotten"):
        forget("Ann Lee", data=data)
    told = steadyhold("forget", "Ann Lee", "--yes", "--json", "--data", data).json
    assert (told["sessions_kept"], told["is_scrubbed"], told["copies"]) == (0, True, [])
    assert b"Ann Lee" not in (data / "steadyhold.db").read_bytes()
    [row] = [
        each
        for each in steadyhold("learner", "list", "--json", "--data", data).json["learners"]
        if not each["name"]
    ]
    spoken = steadyhold("forget", row["pseudonym"], "--recordings", "--yes", "--data", data)
    assert "Forgotten" in spoken.out
    assert "copied elsewhere" in spoken.err


def test_a_machine_without_classes_says_how_to_begin(steadyhold: Steadyhold, tmp_path):
    assert "steadyhold class new" in steadyhold("class", "list", "--data", tmp_path).out
    assert "class import" in steadyhold("learner", "list", "--data", tmp_path).out
