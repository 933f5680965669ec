"""Passports in the terminal: which there are, and what a recording says under another."""

from dataclasses import replace

import pytest

from calibration.passport.document import passport_text, sealed
from calibration.passport.validity import CheckVerdict
from rig.store.errors import FolderMissingError
from rig.store.folder import existing_folder
from rig.trust.check_weights import check_of
from rig.trust.passport_store import PassportStore
from tests.calibration.trials import trial
from tests.store.passported import corrected, recorded_under


@pytest.fixture(scope="module")
def passport():
    return corrected(trial(7).passport, 1.0)


@pytest.fixture
def store(tmp_path, passport):
    return recorded_under(passport, tmp_path / "steadyhold.db")


def test_the_command_tells_each_score_as_it_was_and_as_it_is(store, passport, steadyhold):
    better = PassportStore(store.parent).keep(passport_text(corrected(passport, 1.05)))
    told = steadyhold("rescore", "last", "--data", store.parent, "--passport", better.sha256[:10])
    assert told.code == 0
    first, second, *_ = told.out.splitlines()
    assert first == f"passport {passport.sha256[:12]} -> {better.sha256[:12]}"
    assert second.startswith("Hold 1: was ")
    assert " ± " in second
    (mean,) = (line for line in told.out.splitlines() if line.startswith("set 1: was mean "))
    assert ", now mean " in mean
    found = steadyhold("rescore", "last", "--data", store.parent, "--passport", "zz")
    assert found.code == 5
    assert "steadyhold passports" in found.err


def test_a_figure_that_moved_is_told_also_under_a_score_that_stayed(store, passport, steadyhold):
    # A tenth of a per cent moves the force and no shown point.
    near = PassportStore(store.parent).keep(passport_text(corrected(passport, 1.001)))
    asked = ("rescore", "last", "--data", store.parent, "--passport", near.sha256[:10])
    told = steadyhold(*asked)
    lines = told.out.splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("Hold 1: was "))
    assert lines[at + 1].startswith("  mean (N): ")
    was, now = (float(each) for each in lines[at + 1].split(": ")[1].split(" -> "))
    assert now / was == pytest.approx(1.001, rel=3e-4)
    said = steadyhold(*asked, "--json").json
    assert len(said["stored_sets"]) == len(said["sets"]) == 1
    assert said["stored_sets"][0]["basis"]["passport_sha256"] == passport.sha256
    assert said["sets"][0]["basis"]["passport_sha256"] == near.sha256


def test_kept_passports_are_listed_with_what_they_may_be_used_for(store, passport, steadyhold):
    passport_store = PassportStore(store.parent)
    assert "No passports yet" in steadyhold("passports", "--data", store.parent).out
    kept = passport_store.keep(passport_text(passport))
    (row,) = steadyhold("passports", "--data", store.parent, "--json").json["passports"]
    assert (row["sha256"], row["sensor"], row["grade"]) == (kept.sha256, "board-0042", "R")
    assert kept.sha256[:12] in steadyhold("passports", "--data", store.parent).out
    kept.path.write_text("{}", encoding="utf-8")
    broken = steadyhold("passports", "--data", store.parent)
    assert broken.code == 1
    assert kept.path.name in broken.err


def test_after_a_failed_check_weight_a_passport_is_listed_for_practice(
    tmp_path, passport, steadyhold
):
    passport_store = PassportStore(tmp_path)
    kept = passport_store.keep(passport_text(passport))
    failed = CheckVerdict(False, -9.8, 0.5, "")
    passport_store.checks.keep(check_of(kept.sha256, passport.made_utc, "2 kg", 19.6, failed, ""))
    (row,) = steadyhold("passports", "--data", tmp_path, "--json").json["passports"]
    assert row["use"] == "practice"
    assert "the check weight of 19.60 N read 9.80 N" in row["reason"]


def test_an_older_passport_beside_a_damaged_newer_one_is_listed_for_practice(
    tmp_path, passport, steadyhold
):
    passport_store = PassportStore(tmp_path)
    passport_store.keep(passport_text(passport))
    later = replace(passport, made_utc="2026-10-01T12:00:00+00:00", sha256="")
    newer = passport_store.keep(passport_text(sealed(later)))
    newer.path.write_text(newer.text.replace("Trial", "Other"), encoding="utf-8")
    told = steadyhold("passports", "--data", tmp_path, "--json")
    (row,) = told.json["passports"]
    assert (told.code, row["use"]) == (1, "practice")
    assert newer.sha256[:12] in row["reason"]
    listed = steadyhold("passports", "--data", tmp_path)
    assert "practice" in listed.out
    assert newer.path.name in listed.err


@pytest.mark.parametrize("command", [["passports"], ["check", "sim:?seed=1"], ["sessions", "list"]])
def test_a_data_folder_that_is_none_is_named(command, tmp_path, steadyhold, monkeypatch):
    file, nowhere = tmp_path / "passport.json", tmp_path / "nowhere"
    file.write_text("{}", encoding="utf-8")
    for wrong, words in ((file, "is a file, not a folder"), (nowhere, "does not exist")):
        told = steadyhold(*command, "--data", wrong)
        assert (told.code, told.out) == (5, "")
        assert f"the data folder {wrong} {words}" in " ".join(told.err.split())
    monkeypatch.setenv("STEADYHOLD_DATA", str(file))
    assert steadyhold(*command).code == 5
    with pytest.raises(FolderMissingError, match="name the folder that holds your recordings"):
        existing_folder(nowhere)


def test_the_usual_data_folder_may_still_have_to_be_made(tmp_path, steadyhold, monkeypatch):
    monkeypatch.setenv("STEADYHOLD_DATA", str(tmp_path / "nowhere"))
    assert "No passports yet" in steadyhold("passports").out
