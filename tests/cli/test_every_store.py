"""A store of every format that there has been, read by the commands of today."""

import csv
import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from rig.engine.numbers import ENGINE
from rig.engine.scoring.results import engine_json
from rig.store.format.documents import FORMATS
from rig.store.recorder import Recorder
from tests.cli.conftest import Steadyhold
from tests.store import build
from tests.store.rewriting import header_of, hold_of, rewrite_header, rewrite_hold

STORES = sorted((Path(__file__).parents[1] / "stores").glob("*.db"))
DOCUMENTS = {
    "header": "SELECT header FROM sessions",
    "calibration": "SELECT json_extract(header, '$.calibration') FROM sessions",
    "protocol": "SELECT json_extract(header, '$.protocol') FROM sessions",
    "rubric": "SELECT json_extract(header, '$.rubric') FROM sessions",
    "hold": "SELECT json FROM holds",
    "set": "SELECT json FROM sets",
}
FIRST_ENGINE = {"finder": 1, "metrics": 1, "score": 1}


@pytest.fixture(params=STORES, ids=[each.stem for each in STORES])
def kept(request: pytest.FixtureRequest) -> Path:
    """One of the stores, as it lies in the project."""
    path: Path = request.param
    return path


@pytest.fixture
def data(kept: Path, tmp_path: Path) -> Path:
    """A data folder with the store in it."""
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(kept, folder / "steadyhold.db")
    return folder


@pytest.fixture
def read_then(kept: Path) -> dict[str, Any]:
    """What the code that made the store read in it, by session."""
    found: dict[str, Any] = json.loads(kept.with_suffix(".json").read_text(encoding="utf-8"))
    return found


def test_the_sessions_of_every_store_are_listed(
    steadyhold: Steadyhold, data: Path, read_then: dict[str, Any]
):
    listed = steadyhold("sessions", "list", "--json", "--data", data).json["sessions"]
    assert {each["session_id"]: (each["samples"], each["holds"]) for each in listed} == {
        session: (then["samples"], len(then["holds"])) for session, then in read_then.items()
    }
    assert {each["state"] for each in listed} == {"ended", "interrupted"}
    assert all(each["use"] for each in listed)


def test_the_scores_of_every_store_are_shown_to_the_last_digit(
    steadyhold: Steadyhold, data: Path, read_then: dict[str, Any]
):
    for session, then in read_then.items():
        told = steadyhold("sessions", "show", session, "--json", "--data", data).json["session"]
        now = [
            {
                "score": hold["score"]["score"],
                "void_reason": hold["score"]["void_reason"],
                "points": {each["name"]: each["points"] for each in hold["score"]["criteria"]},
                "metrics": _as_far_as(then_hold["metrics"], hold["metrics"]),
                "uncertainty": hold["uncertainty"],
            }
            for hold, then_hold in zip(told["holds"], then["holds"], strict=True)
        ]
        # As text: equal numbers may differ in their type or in the sign of a zero.
        assert json.dumps(now, sort_keys=True) == json.dumps(then["holds"], sort_keys=True)
        assert [each["mean_score"] for each in told["sets"]] == then["means"]
        assert [each["kind"] for each in told["events"]] == then["events"]
        assert steadyhold("sessions", "show", session, "--data", data).code == 0


def _as_far_as(then: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
    """What is told now under the names of then; what nobody measured then is null and says why."""
    unmeasured = set(now) - set(then)
    assert all(now[name] is None and now["not_measurable"][name] for name in unmeasured)
    reasons = {k: why for k, why in now["not_measurable"].items() if k not in unmeasured}
    return {name: now[name] for name in then} | {"not_measurable": reasons}


def test_every_store_is_sound(steadyhold: Steadyhold, data: Path, read_then: dict[str, Any]):
    report = steadyhold("verify", "--json", "--data", data).json
    assert (report["sound"], report["sessions"]) == (True, len(read_then))


def test_what_is_saved_out_of_every_store_scores_again_alike(
    steadyhold: Steadyhold, data: Path, read_then: dict[str, Any], tmp_path: Path
):
    saved = tmp_path / "saved"
    saved.mkdir()
    store = saved / "steadyhold.db"
    assert steadyhold("verify", "--salvage", store, "--data", data).code == 0
    assert steadyhold("verify", "--json", "--data", saved).json["sound"] is True
    for session in read_then:
        before = steadyhold("rescore", session, "--json", "--data", data).json
        assert steadyhold("rescore", session, "--json", "--data", saved).json == before


def test_every_store_is_exported_with_the_scores_it_has(
    steadyhold: Steadyhold, data: Path, read_then: dict[str, Any], tmp_path: Path
):
    for session, then in read_then.items():
        to = tmp_path / "out"
        assert steadyhold("export", session, "--to", to, "--data", data).code == 0
        with (to / f"{session}_scores.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        scores = [float(row["score"]) if row["score"] else None for row in rows]
        assert scores == [hold["score"] for hold in then["holds"]]
        with (to / f"{session}_samples.csv").open(encoding="utf-8", newline="") as file:
            assert len(list(csv.DictReader(file))) == then["samples"]


def test_within_one_engine_every_store_scores_again_bit_for_bit(
    steadyhold: Steadyhold, data: Path, read_then: dict[str, Any]
):
    for session, then in read_then.items():
        answer = steadyhold("rescore", session, "--json", "--data", data)
        again = answer.json
        assert answer.code == 0
        if again["engine"]["stored"] == engine_json(ENGINE):
            assert again["verdict"] == "same"
            assert {each["verdict"] for each in again["compared"]} == {"same"}
            assert [each["score"]["score"] for each in again["holds"]] == [
                hold["score"] for hold in then["holds"]
            ]
        else:
            assert again["verdict"] == "other_engine"
        stored = [each["score"]["stored"] for each in again["compared"]]
        assert stored == [hold["score"] for hold in then["holds"]] + then["means"]


def test_reading_a_store_changes_nothing_in_it(steadyhold: Steadyhold, data: Path, kept: Path):
    for words in (("verify",), ("sessions", "list"), ("sessions", "show", "last")):
        steadyhold(*words, "--data", data)
    with sqlite3.connect(data / "steadyhold.db") as connection:
        after = "\n".join(connection.iterdump())
    connection.close()
    with sqlite3.connect(f"file:{kept}?mode=ro&immutable=1", uri=True) as connection:
        before = "\n".join(connection.iterdump())
    connection.close()
    assert after == before


def test_the_newest_store_has_the_formats_of_today():
    """Whoever changes what is stored makes a store for the tests (tests/stores/make_store.py)."""
    newest = max(STORES, key=lambda each: int(each.stem.removeprefix("format-")))
    with sqlite3.connect(f"file:{newest}?mode=ro&immutable=1", uri=True) as connection:
        found = {
            kind: {json.loads(text).get("format") for (text,) in connection.execute(query)}
            for kind, query in DOCUMENTS.items()
        }
    connection.close()
    assert found == {kind: {FORMATS[kind]} for kind in DOCUMENTS}


def test_results_of_the_first_stores_are_those_of_the_first_engine(
    steadyhold: Steadyhold, tmp_path: Path
):
    shutil.copy(STORES[0], tmp_path / "steadyhold.db")
    told = steadyhold("sessions", "show", "passported", "--json", "--data", tmp_path)
    session = told.json["session"]
    assert session["engine"] == FIRST_ENGINE
    assert {json.dumps(each["score"]["engine"]) for each in session["holds"]} == {
        json.dumps(FIRST_ENGINE)
    }
    assert [each["engine"] for each in session["sets"]] == [FIRST_ENGINE]


def test_what_another_engine_scored_is_told_as_it_was_and_as_it_is(
    steadyhold: Steadyhold, own_data_folder: Path
):
    store = own_data_folder / "steadyhold.db"
    with Recorder(store) as recorder:
        build.record(recorder, build.header(), build.pressing())
    other = {"finder": 1, "metrics": 1, "score": 0}
    hold = hold_of(store)
    was, hold["score"]["score"] = hold["score"]["score"], 12.5
    hold["score"]["engine"] = other
    rewrite_hold(store, json.dumps(hold))
    rewrite_header(store, json.dumps(header_of(store) | {"engine": other}))

    spoken = steadyhold("rescore", "a1")
    assert spoken.code == 0
    assert "with the engine finder 1, metrics 1, score 0; this release has" in spoken.out
    assert f"Hold 1: was 12.5 of 100, now {was:.1f} of 100" in spoken.out

    again = steadyhold("rescore", "a1", "--json").json
    assert (again["schema"], again["verdict"]) == ("steadyhold.rescore/2", "other_engine")
    assert again["engine"] == {"stored": other, "now": engine_json(ENGINE)}
    first, second, of_set = again["compared"]
    assert (first["verdict"], first["engine"]) == ("other_engine", other)
    assert first["score"] == {"stored": 12.5, "now": was}
    assert first["differences"] == [{"place": "holds[0].score.score", "stored": 12.5, "now": was}]
    assert (second["verdict"], of_set["verdict"]) == ("same", "same")
    exported = steadyhold("export", "a1", "--to", own_data_folder / "out", "--json").json
    [told] = [Path(each) for each in exported["files"] if each.endswith("provenance.json")]
    about = json.loads(told.read_text(encoding="utf-8"))
    assert (about["scores_reproduced"], about["verdict"]) == (False, "other_engine")
