import pytest

from rig.store.errors import BlankNameError, LearnerMissingError
from rig.store.people.names import add_learner, names, remove_name
from rig.store.recorder import Recorder
from rig.store.session_list import list_sessions
from tests.store import build


def test_a_learner_gets_an_id_that_says_nothing_of_the_name(tmp_path):
    store = tmp_path / "steadyhold.db"
    ann, other_ann = add_learner(store, "Ann  Lee"), add_learner(store, "Ann Lee")
    assert ann != other_ann
    assert len(ann) == 16
    assert names(store) == {ann: "Ann Lee", other_ann: "Ann Lee"}


def test_a_removed_name_is_in_no_byte_of_the_store_while_the_recordings_stay(tmp_path):
    store = tmp_path / "steadyhold.db"
    learner_id = add_learner(store, "Zaphod Q. Beeblebrox")
    with Recorder(store) as recorder:
        head = build.header(learner_id=learner_id)
        build.record(recorder, head, build.pressing(seconds=2))
        remove_name(store, learner_id)
    assert names(store) == {}
    assert [each.learner_id for each in list_sessions(store, 5)] == [learner_id]
    for file in tmp_path.iterdir():
        assert b"Beeblebrox" not in file.read_bytes()
    with pytest.raises(LearnerMissingError, match=learner_id):
        remove_name(store, learner_id)


@pytest.mark.parametrize("name", ["", "  \n", "x" * 81, "a\x00b", "\u202eevil"])
def test_a_name_nobody_can_read_is_refused(tmp_path, name):
    with pytest.raises(BlankNameError, match="no name"):
        add_learner(tmp_path / "steadyhold.db", name)


def test_learners_can_be_added_while_sessions_are_recorded(tmp_path):
    store = tmp_path / "steadyhold.db"
    with Recorder(store) as recorder:
        recorder.begin(build.header())
        recorder.flush()
        learner_id = add_learner(store, "Bea")
        recorder.flush()
    assert names(store)[learner_id] == "Bea"
