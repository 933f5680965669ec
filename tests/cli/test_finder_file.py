"""Holds found by numbers of one's own."""

from dataclasses import replace
from pathlib import Path

import pytest

from rig.config.finder_file import FinderFileError, load_finder
from rig.engine.judging.finder import DEFAULT_FINDER, Finder
from rig.store.recorder import Recorder
from tests.cli.conftest import Steadyhold
from tests.store import build


def test_a_file_changes_what_counts_as_a_hold_and_its_name_is_told(
    steadyhold: Steadyhold, tmp_path: Path
):
    press = tmp_path / "press.csv"
    rows = [f"{k / 20:.2f},{20.0 if 40 <= k < 70 else 0.0}" for k in range(140)]
    press.write_text("t_s,force_n\n" + "\n".join(rows) + "\n", encoding="utf-8")
    own = tmp_path / "own.toml"
    own.write_text('id = "long-ones"\nhold_s = 3\n', encoding="utf-8")
    usual = steadyhold("holds", press, "--json").json
    strict = steadyhold("holds", press, "--finder", own, "--json").json
    assert (usual["finder"], len(usual["holds"])) == ("finder/2", 1)
    assert (strict["finder"], strict["holds"]) == ("long-ones", [])
    assert strict["refused"][0]["class"] == "tap"
    told = "holds are told apart by the finder long-ones: hold_s 3 instead of 1"
    assert (told in strict["assumed"], usual["assumed"].count(told)) == (True, 0)
    asked = ("score", press, "--target-n", 20, "--hold-s", 5, "--json")
    scored = steadyhold(*asked, "--finder", own).json
    assert (scored["finder"], told in scored["assumed"]) == ("long-ones", True)


def test_every_mistake_of_a_finder_file_is_named_at_once(tmp_path: Path):
    path = tmp_path / "own.toml"
    path.write_text(
        'id = "finder/2"\nvaley_frac = 0.4\nrest_frac = 2\ntrain_n = 1.5\nhold_s = "long"\n',
        encoding="utf-8",
    )
    with pytest.raises(FinderFileError) as caught:
        load_finder(path)
    said = str(caught.value)
    assert [words in said for words in ("id:", "valey_frac: unknown", "rest_frac:", "train_n:",
                                        "hold_s:")] == [True] * 5  # fmt: skip


def test_a_finder_file_that_is_no_toml_says_so(tmp_path: Path):
    path = tmp_path / "own.toml"
    path.write_text("hold_s: 3", encoding="utf-8")
    with pytest.raises(FinderFileError, match="is no TOML"):
        load_finder(path)


LEVELS_APART = replace(DEFAULT_FINDER, id="levels-apart", lapse_s=1.0, step_s=1.0)


def recorded(store: Path, finder: Finder) -> Path:
    """A store with one session of two presses, found by the given numbers."""
    with Recorder(store) as recorder:
        header = replace(build.header(), finder=finder)
        build.record(recorder, header, build.pressing())
    return store


def test_a_session_is_scored_again_by_the_finder_that_scored_it_first(
    steadyhold: Steadyhold, tmp_path: Path
):
    store = recorded(tmp_path / "steadyhold.db", LEVELS_APART)
    again = steadyhold("rescore", "last", "--data", store.parent, "--json").json
    assert (again["verdict"], again["finder"]) == (
        "same", {"stored": "levels-apart", "used": "levels-apart"},
    )  # fmt: skip
    assert "finder levels-apart: step_s 1 instead of 3" in again["assumed"][0]
    shown = steadyhold("sessions", "show", "last", "--data", store.parent, "--json").json
    assert shown["session"]["finder"]["lapse_s"] == 1.0


def test_a_session_can_be_looked_at_by_other_numbers_and_stays_as_it_is(
    steadyhold: Steadyhold, tmp_path: Path
):
    store = recorded(tmp_path / "steadyhold.db", DEFAULT_FINDER)
    before = store.read_bytes()
    own = tmp_path / "own.toml"
    own.write_text('id = "early"\narrived_frac = 0.85\n', encoding="utf-8")
    asked = ("rescore", "last", "--data", store.parent, "--finder", own)
    said = steadyhold(*asked, "--json").json
    assert said["finder"] == {"stored": "finder/2", "used": "early"}
    was, now = said["stored_holds"][0], said["holds"][0]
    assert now["plateau_start_s"] < was["plateau_start_s"]
    assert now["score"]["rubric"] == was["score"]["rubric"]
    told = steadyhold(*asked)
    assert told.code == 0
    assert told.out.splitlines()[0] == "finder finder/2 -> early"
    assert store.read_bytes() == before


def test_a_finder_that_is_the_usual_one_under_another_name_finds_the_same(
    steadyhold: Steadyhold, tmp_path: Path
):
    store = recorded(tmp_path / "steadyhold.db", DEFAULT_FINDER)
    own = tmp_path / "own.toml"
    own.write_text('id = "renamed"\n', encoding="utf-8")
    said = steadyhold("rescore", "last", "--data", store.parent, "--finder", own, "--json").json
    assert (said["identical"], said["finder"]["used"]) == (True, "renamed")
