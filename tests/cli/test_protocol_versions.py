"""Protocols of a school kept by the terminal, version by version."""

from dataclasses import replace
from pathlib import Path

import pytest

from rig.protocols.library import built_in
from rig.protocols.writer import toml_of
from rig.store.people.roster import create_class
from rig.store.recorder import Recorder
from tests.cli.conftest import Steadyhold
from tests.store import build

HOLD = built_in()["tp-hold"]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with one recorded set of tp-hold."""
    folder = tmp_path / "data"
    with Recorder(folder / "steadyhold.db") as recorder:
        build.record(recorder, build.header("a1"), build.pressing())
    return folder


def file_of(folder: Path, **changes: object) -> Path:
    path = folder / "own.toml"
    path.write_text(toml_of(replace(HOLD, **changes)), encoding="utf-8")
    return path


def test_a_saved_file_is_in_use_and_shown_in_every_version(
    steadyhold: Steadyhold, data: Path, tmp_path: Path
):
    own = file_of(tmp_path, name="Ours", pass_score=75.0)
    saved = steadyhold("protocols", "save", own, "--reason", "spring", "--data", data, "--json")
    told = saved.json
    assert (saved.code, told["in_use"], told["versions"][0]["reason"]) == (0, 2, "spring")
    assert "Ours" in steadyhold("protocols", "list", "--data", data).out
    [now] = steadyhold("protocols", "show", "tp-hold", "--data", data, "--json").json["protocols"]
    assert (now["name"], now["version"], now["pass_score"]) == ("Ours", 2, 75.0)
    first = steadyhold("protocols", "show", "tp-hold", "--version", 1, "--data", data)
    assert HOLD.name in first.out
    text = steadyhold("protocols", "show", "tp-hold", "--toml", "--data", data).out
    own.write_text(text, encoding="utf-8")
    assert "good protocol" in steadyhold("protocols", "check", own).out


def test_a_file_made_from_an_older_version_is_told_so(
    steadyhold: Steadyhold, data: Path, tmp_path: Path
):
    own = file_of(tmp_path, name="Ours")
    assert steadyhold("protocols", "save", own, "--data", data).code == 0
    refused = steadyhold("protocols", "save", own, "--data", data)
    assert refused.code == 4
    assert "tp-hold is at version 2 now" in refused.err
    assert "--base 2" in refused.err
    over = steadyhold("protocols", "save", own, "--base", 2, "--data", data)
    assert (over.code, "kept as version 3" in over.out) == (0, True)


def test_what_is_retired_stays_in_the_list(steadyhold: Steadyhold, data: Path, tmp_path: Path):
    own = file_of(tmp_path, name="Ours")
    spring = create_class(data / "steadyhold.db", "Spring", "2026")
    assert steadyhold("protocols", "save", own, "--class", "none", "--data", data).code == 5
    steadyhold("protocols", "save", own, "--class", spring, "--data", data)
    gone = steadyhold("protocols", "retire", "tp-hold", "--class", spring, "--data", data)
    assert "taken out of use" in gone.out
    told = steadyhold("protocols", "versions", "tp-hold", "--data", data, "--json").json
    assert [each["retired"] for each in told["versions"]] == [True, False]
    assert told["in_use"] == 1
    assert steadyhold("protocols", "retire", "tp-hold", "--data", data).code == 5


def test_a_version_that_is_not_there_is_not_found(steadyhold: Steadyhold, data: Path):
    answer = steadyhold("protocols", "show", "tp-hold", "--version", 7, "--data", data)
    assert (answer.code, "no version 7; there are 1" in answer.err) == (5, True)
    assert steadyhold("protocols", "versions", "tp-hld", "--data", data).code == 5


def test_a_file_with_mistakes_is_not_kept(steadyhold: Steadyhold, data: Path, tmp_path: Path):
    own = tmp_path / "own.toml"
    own.write_text(toml_of(HOLD).replace("force_n = 25", "force_n = 900"), encoding="utf-8")
    refused = steadyhold("protocols", "save", own, "--data", data)
    assert (refused.code, "target.force_n is 900" in refused.err) == (2, True)
    assert steadyhold("protocols", "versions", "tp-hold", "--data", data, "--json").json[
        "versions"
    ] == []  # fmt: skip


def test_a_preview_tells_which_results_would_change(
    steadyhold: Steadyhold, data: Path, tmp_path: Path
):
    harder = file_of(tmp_path, target=replace(HOLD.target, force_n=30.0, ceiling_n=50.0))
    told = steadyhold("protocols", "preview", harder, "--data", data, "--json").json
    [one] = told["sessions"]
    assert (one["session"], one["changed"]) == ("a1", True)
    shown = steadyhold("protocols", "preview", harder, "--data", data).out
    assert "1 of 1 results would change" in shown
    same = steadyhold("protocols", "preview", file_of(tmp_path), "--data", data).out
    assert "0 of 1 results would change" in same
    empty = create_class(data / "steadyhold.db", "Spring", "2026")
    nobody = steadyhold("protocols", "preview", harder, "--class", empty, "--data", data)
    assert "No finished set" in nobody.out


def test_a_recording_from_the_terminal_is_made_under_the_version_in_use(
    steadyhold: Steadyhold, data: Path, tmp_path: Path
):
    own = file_of(tmp_path, name="Ours")
    steadyhold("protocols", "save", own, "--data", data)
    source = "sim:?learner=good&seed=1&speed=max"
    steadyhold("record", source, "--protocol", "tp-hold", "--for", 3, "--data", data)
    shown = steadyhold("sessions", "show", "last", "--data", data, "--json").json
    assert shown["session"]["protocol"]["version"] == 2


def test_a_text_for_a_helper_counts_the_versions_and_tells_no_reason(
    steadyhold: Steadyhold, data: Path, tmp_path: Path
):
    own = file_of(tmp_path, name="Ours")
    steadyhold("protocols", "save", own, "--reason", "Goran asked", "--data", data)
    told = tmp_path / "told.txt"
    assert steadyhold("diagnostics", told, "--data", data).code == 0
    text = told.read_text(encoding="utf-8")
    assert "saved versions of protocols: 1" in text
    assert "Goran" not in text
