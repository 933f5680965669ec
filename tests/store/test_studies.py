"""A study taken out of the record: who agreed, and nothing that leads to them."""

import csv
import json
import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pyarrow.parquet
import pytest

from rig.export.errors import NobodyAgreedError, StudyFolderError
from rig.export.study import export_study
from rig.school.actor import LOCAL
from rig.school.studies import StudyNameError, participant_of
from rig.store.errors import LearnerMissingError, StudyKeyError
from rig.store.people.errors import NoConsentError
from rig.store.people.forgetting import forget_learner
from rig.store.people.merging import merge_learners
from rig.store.people.names import add_learner, pseudonyms_of
from rig.store.people.studies import consents_of, give_consent, participants, withdraw_consent
from rig.store.recorder import Recorder
from rig.store.study_key import study_key
from rig.store.verifying.verify import verify_store
from tests.audit_lines import newest_lines
from tests.store import build

FIRST = datetime(2026, 3, 4, 10, 20, tzinfo=UTC)
SECRETS = {
    "name": "Zaphod Beeblebrox", "serial": "SN-HHGG-4242", "station": "Pad of Zaphod",
    "protocol": "For Zaphod, from Tricia", "purpose": "Typed by Tricia", "channel": "Zaphod cell",
    "title": "Board of Zaphod", "date": "2026-03", "calibration": "cal-zaphod",
    "source": "/dev/serial/zaphod", "id": "zaphod-s-own",
}  # fmt: skip


def head(session_id, learner_id, *, day=0):
    plain = build.header(session_id, learner_id=learner_id)
    return replace(
        plain,
        started_utc=(FIRST + timedelta(days=day)).isoformat(timespec="milliseconds"),
        station_id=SECRETS["station"],
        identity=SECRETS["serial"],
        source_uri=f"serial:{SECRETS['source']}?device=board",
        traits=replace(plain.traits, title=SECRETS["title"], channels=(SECRETS["channel"],)),
        calibration=replace(
            plain.calibration, identity=SECRETS["calibration"], device=SECRETS["serial"]
        ),
        protocol=replace(
            plain.protocol, id=SECRETS["id"], name=SECRETS["protocol"], purpose=SECRETS["purpose"]
        ),
    )


@pytest.fixture
def store(tmp_path):
    """Two learners, of whom one pressed on two days, and a guest."""
    return tmp_path / "data" / "steadyhold.db"


@pytest.fixture
def zaphod(store):
    store.parent.mkdir()
    learner = add_learner(store, SECRETS["name"])
    with Recorder(store) as recorder:
        for number, day in enumerate((0, 9)):
            build.record(recorder, head(f"his-{number}", learner, day=day), build.pressing())
        build.record(recorder, head("nobody-s", ""), build.pressing(seconds=2))
    return learner


@pytest.fixture
def tricia(store, zaphod):
    learner = add_learner(store, "Tricia McMillan")
    with Recorder(store) as recorder:
        build.record(recorder, head("hers", learner, day=20), build.pressing())
    return learner


def rows(folder, name):
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def told_by(path):
    table = pyarrow.parquet.read_table(path)
    return str(table.schema) + str(table.slice(0, 500).to_pydict())


def whose(folder):
    return {row["participant"] for row in rows(folder, "sessions")}


def test_who_agreed_is_there_with_every_hold_and_nobody_else(store, tricia, zaphod, tmp_path):
    give_consent(store, "thumb-2027", zaphod, LOCAL)
    files = export_study(store, "thumb-2027", tmp_path / "out", "csv")
    assert sorted(each.name for each in (tmp_path / "out").iterdir()) == sorted(
        each.name for each in files
    )
    [participant] = whose(tmp_path / "out")
    told = rows(tmp_path / "out", "sessions")
    assert [(row["session"], row["day"]) for row in told] == [("1", "0"), ("2", "9")]
    assert {(row["protocol"], row["force_n"], row["device"]) for row in told} == {
        ("own", "25.0", build.header().traits.kind)
    }
    holds = rows(tmp_path / "out", "holds")
    assert {row["session"] for row in holds} == {"1", "2"}
    assert all(float(row["score"]) > 0 for row in holds)
    samples = rows(tmp_path / "out", f"{participant}_002_samples")
    assert list(samples[0]) == ["sample", "t_s", "raw", "force_n", "flags"]
    assert len(samples) == 40 * 80
    about = json.loads((tmp_path / "out" / "study.json").read_text(encoding="utf-8"))
    assert (about["participants"], about["sessions"]) == (1, 2)
    assert {each["name"] for each in about["files"]} == {each.name for each in files[:-1]}


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_no_byte_says_who_or_when_or_on_which_device(store, tricia, zaphod, tmp_path, form):
    for learner in (zaphod, tricia):
        give_consent(store, "thumb-2027", learner, LOCAL)
    files = export_study(store, "thumb-2027", tmp_path / "out", form)
    kept = b"".join(each.name.encode() + each.read_bytes() for each in files)
    # The pages of a Parquet file are compressed: what a program reads in it is searched as well.
    kept += "".join(told_by(each) for each in files if each.suffix == ".parquet").encode()
    words = [*SECRETS.values(), zaphod, tricia, "Tricia", "his-0", "hers"]
    words += pseudonyms_of(store).values()
    assert [word for word in words if word.encode() in kept] == []
    assert study_key(store.parent).hex().encode() not in kept


def test_in_two_studies_nobody_is_called_alike_and_in_one_always(store, tricia, zaphod, tmp_path):
    for study in ("thumb-2027", "elbow-2027"):
        for learner in (zaphod, tricia):
            give_consent(store, study, learner, LOCAL)
    for number, study in enumerate(("thumb-2027", "elbow-2027", "thumb-2027")):
        export_study(store, study, tmp_path / str(number), "csv")
    first, second, third = (whose(tmp_path / str(number)) for number in range(3))
    assert len(first) == len(second) == 2
    assert not first & second
    assert first == third
    key = study_key(store.parent)
    assert first == {participant_of(key, "thumb-2027", each) for each in (zaphod, tricia)}
    assert participant_of(b"x" * 32, "thumb-2027", zaphod) not in first


def test_whoever_withdraws_is_in_no_later_export(store, tricia, zaphod, tmp_path):
    for learner in (zaphod, tricia):
        give_consent(store, "thumb-2027", learner, LOCAL)
    export_study(store, "thumb-2027", tmp_path / "before", "csv")
    withdraw_consent(store, "thumb-2027", zaphod, LOCAL)
    export_study(store, "thumb-2027", tmp_path / "after", "csv")
    assert whose(tmp_path / "after") < whose(tmp_path / "before")
    with pytest.raises(StudyFolderError, match="delete the old one"):
        export_study(store, "thumb-2027", tmp_path / "before", "csv")
    withdraw_consent(store, "thumb-2027", tricia, LOCAL)
    with pytest.raises(NobodyAgreedError, match="study consent"):
        export_study(store, "thumb-2027", tmp_path / "none", "csv")
    assert not (tmp_path / "none").exists()
    give_consent(store, "thumb-2027", zaphod, LOCAL)
    assert participants(store, "thumb-2027") == {zaphod}
    assert [(each.action, each.about, each.detail) for each in newest_lines(store, 2)] == [
        ("consent given", zaphod, "thumb-2027"), ("consent withdrawn", tricia, "thumb-2027"),
    ]  # fmt: skip


def test_a_person_with_two_entries_is_one_participant_and_withdraws_both(store, tricia, zaphod):
    give_consent(store, "thumb-2027", zaphod, LOCAL)
    merge_learners(store, zaphod, tricia)
    assert participants(store, "thumb-2027") == {tricia}
    give_consent(store, "thumb-2027", tricia, LOCAL)
    withdraw_consent(store, "thumb-2027", zaphod, LOCAL)
    assert participants(store, "thumb-2027") == frozenset()


def test_whoever_is_forgotten_is_part_of_no_study(store, tricia):
    give_consent(store, "thumb-2027", tricia, LOCAL)
    assert verify_store(store).is_sound
    forget_learner(store, tricia)
    assert consents_of(store) == ()


def test_consent_is_of_somebody_to_something(store, tricia):
    for name in ("", "ab", "Thumb", "../thumb", "thumb 2027", "x" * 41):
        with pytest.raises(StudyNameError):
            give_consent(store, name, tricia, LOCAL)
    with pytest.raises(LearnerMissingError):
        give_consent(store, "thumb-2027", "nobody", LOCAL)
    with pytest.raises(NoConsentError, match="study list"):
        withdraw_consent(store, "thumb-2027", tricia, LOCAL)


def test_the_key_is_made_once_and_read_by_one_account(tmp_path):
    key = study_key(tmp_path)
    assert study_key(tmp_path) == key
    assert stat.S_IMODE((tmp_path / "studies.key").stat().st_mode) == 0o600
    for damaged in ("", "no key", "00" * 31):
        (tmp_path / "studies.key").write_text(damaged)
        with pytest.raises(StudyKeyError, match=r"studies\.key"):
            study_key(tmp_path)
