"""`steadyhold study` and `export --study`."""

import pytest

from rig.store.people.names import add_learner
from rig.store.recorder import Recorder
from tests.audit_lines import newest_lines
from tests.store import build


@pytest.fixture
def data(tmp_path):
    store = tmp_path / "data" / "steadyhold.db"
    store.parent.mkdir()
    learner = add_learner(store, "Ana Testova")
    with Recorder(store) as recorder:
        build.record(recorder, build.header("a1", learner_id=learner), build.pressing(seconds=2))
    return store.parent


def test_a_study_is_agreed_to_exported_and_withdrawn_from(steadyhold, data, tmp_path):
    at = ("--data", data)
    assert "Nobody is part of a study" in steadyhold("study", "list", *at).out
    assert steadyhold("export", "--study", "thumb-2027", *at).code == 5
    assert steadyhold("study", "consent", "thumb-2027", "Ana Testova", *at).code == 0
    [row] = steadyhold("study", "list", "--json", *at).json["consents"]
    assert (row["study"], row["withdrawn_utc"]) == ("thumb-2027", None)
    assert "Ana Testova" in steadyhold("study", "list", *at).out
    asked = ("export", "--study", "thumb-2027", *at, "--to")
    told = steadyhold(*asked, tmp_path / "out", "--json").json
    assert [each.rsplit("/", 1)[-1] for each in told["files"]][-1] == "study.json"
    assert newest_lines(data / "steadyhold.db", 1)[0].action == "study exported"
    assert steadyhold(*asked, tmp_path / "out").code == 2
    assert steadyhold("study", "withdraw", "thumb-2027", "Ana Testova", *at).code == 0
    assert "withdrawn" in steadyhold("study", "list", *at).out
    assert steadyhold(*asked, tmp_path / "after").code == 5


def test_an_export_is_of_a_session_or_of_a_study(steadyhold, data):
    for wrong in ((), ("a1", "--study", "thumb-2027")):
        assert steadyhold("export", *wrong, "--data", data).code == 2
