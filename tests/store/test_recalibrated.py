"""A recording judged again under a corrected passport: what changes is told, nothing is written."""

import json
from dataclasses import replace

import pytest

from calibration.errors import ForeignPassportError
from calibration.passport.document import passport_text, sealed
from rig.store.read import load_session
from rig.store.recalibrated import recalibrated
from rig.store.rescore import rescore_record
from rig.store.verifying.verify import verify_store
from tests.calibration.trials import trial
from tests.store.passported import corrected, recorded_under

SESSION = "a1"


@pytest.fixture(scope="module")
def passport():
    """A passport for the recorded board, whose gain is that of its readings."""
    return corrected(trial(7).passport, 1.0)


@pytest.fixture
def store(tmp_path, passport):
    return recorded_under(passport, tmp_path / "steadyhold.db")


def test_every_stored_score_names_the_passport_it_rests_on(store, passport):
    record = load_session(store, SESSION)
    named = {json.loads(text)["basis"]["passport_sha256"] for text in record.holds}
    assert named == {passport.sha256}
    assert {json.loads(text)["basis"]["passport_sha256"] for text in record.sets} == named
    assert record.header.passport == passport_text(passport)


def test_a_corrected_passport_says_what_changed_and_leaves_the_record(store, passport):
    before = store.read_bytes()
    record = load_session(store, SESSION)
    better = corrected(passport, 1.05)
    again = rescore_record(recalibrated(record, better))
    was, now = (json.loads(texts[0]) for texts in (record.holds, again.holds))
    assert now["level_n"] == pytest.approx(1.05 * was["level_n"], rel=1e-6)
    assert now["score"]["score"] != was["score"]["score"]
    assert now["basis"]["passport_sha256"] == better.sha256
    assert "holds[0].basis.passport_sha256" in {each.place for each in again.differences}
    assert store.read_bytes() == before
    assert verify_store(store).is_sound


def test_the_same_passport_changes_nothing(store, passport):
    record = load_session(store, SESSION)
    same = rescore_record(replace(record, header=replace(record.header)))
    assert same.is_identical


def test_a_passport_of_another_sensor_is_refused(store, passport):
    foreign = sealed(replace(passport, item=replace(passport.item, identity="board-7"), sha256=""))
    with pytest.raises(ForeignPassportError, match="board-7, the recording to board-0042"):
        recalibrated(load_session(store, SESSION), foreign)
