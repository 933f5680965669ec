"""Judgements and accepted cut scores in the record: none is lost, and none can be changed."""

import sqlite3
from contextlib import closing

import pytest

from rig.backup.restore import restore_backup
from rig.backup.take import take_backup
from rig.store.errors import DamagedRecordError
from rig.store.folder import STORE_NAME
from rig.store.people.audit import AuditFilter, audit_page
from rig.store.standards.cuts import NewCut, accept_cut, accepted_cut_scores
from rig.store.standards.errors import CutMissingError
from rig.store.standards.panel import add_judgement, judgements_of
from rig.store.verifying.salvage import salvage
from rig.store.verifying.verify import verify_store

CUT = NewCut("tp-hold", "borderline", 68.25, 64.0, 71.5, None, 2, ((2.0, 60.0), (5.0, 90.0)))
POINTS = {"accuracy": 60.0, "steadiness": 55.5}


@pytest.fixture
def store(tmp_path):
    (tmp_path / "here").mkdir()
    return tmp_path / "here" / STORE_NAME


def filled(store):
    accept_cut(store, CUT, reason="  exam of\nspring ", by="local")
    add_judgement(store, "tp-hold", 1, POINTS, "local")
    return store


def test_before_the_first_there_is_none(store):
    assert accepted_cut_scores(store) == ()
    assert judgements_of(store, "tp-hold") == ()


def test_what_is_accepted_is_read_back_equal_the_newest_first(store):
    first = accept_cut(store, CUT, reason="  exam of\nspring ", by="local")
    second = accept_cut(store, CUT, reason="again", by="account-1")
    assert accepted_cut_scores(store) == (second, first)
    assert (first.number, first.reason, first.cut) == (1, "exam of spring", CUT)


def test_the_newest_judgement_of_a_judge_counts_and_the_one_before_stays(store):
    add_judgement(store, "tp-hold", 2, POINTS, "local")
    add_judgement(store, "tp-hold", 1, POINTS, "local")
    add_judgement(store, "tp-hold", 2, {**POINTS, "accuracy": 70.0}, "local")
    add_judgement(store, "ic-steps", 1, {"accuracy": 10.0}, "local")
    one, two = judgements_of(store, "tp-hold")
    assert (one.judge, one.points) == (1, POINTS)
    assert two.points["accuracy"] == 70.0
    add_judgement(store, "tp-hold", 1, None, "local")
    assert [each.judge for each in judgements_of(store, "tp-hold")] == [2]
    with closing(sqlite3.connect(store)) as connection:
        assert connection.execute("SELECT count(*) FROM angoff_judgements").fetchone() == (5,)


@pytest.mark.parametrize("table", ["accepted_cuts", "angoff_judgements"])
@pytest.mark.parametrize(
    "change",
    ["UPDATE {} SET by = 'x'", "DELETE FROM {}", "INSERT OR REPLACE INTO {} SELECT * FROM {}"],
)
def test_the_record_refuses_to_change_what_is_kept(store, table, change):
    filled(store)
    with (
        closing(sqlite3.connect(store)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="only grows"),
    ):
        connection.execute(change.replace("{}", table))


@pytest.mark.parametrize(
    ("table", "column", "read"),
    [
        ("accepted_cuts", "cut_points = 50", accepted_cut_scores),
        ("angoff_judgements", "points = '{}'", lambda store: judgements_of(store, "tp-hold")),
    ],
)
def test_a_row_that_was_changed_by_force_is_named(store, table, column, read):
    filled(store)
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute(f"DROP TRIGGER {table}_refuses_update")
        connection.execute(f"UPDATE {table} SET {column}")
    with pytest.raises(DamagedRecordError, match=f"row 1 of {table}"):
        read(store)
    assert not verify_store(store).is_sound


def test_who_did_what_is_in_the_log_without_the_reason(store):
    filled(store)
    lines, _ = audit_page(store, AuditFilter(), 10, 0)
    told = [(each.action, each.about, each.detail) for each in lines]
    assert told == [
        ("judgement kept", "tp-hold", "judge 1"),
        ("cut score accepted", "tp-hold", "1"),
    ]


def test_a_backup_and_a_salvage_have_them_all(store, tmp_path):
    filled(store)
    take_backup(store.parent, tmp_path / "kept.zip", overwrite=False)
    restore_backup(tmp_path / "kept.zip", tmp_path / "other")
    salvage(store, tmp_path / "saved.db")
    for copy in (tmp_path / "other" / STORE_NAME, tmp_path / "saved.db"):
        assert accepted_cut_scores(copy) == accepted_cut_scores(store)
        assert judgements_of(copy, "tp-hold") == judgements_of(store, "tp-hold")
        assert verify_store(copy).is_sound


def test_a_cut_score_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(CutMissingError, match="there are 2, 1"):
        raise CutMissingError(3, [2, 1])
