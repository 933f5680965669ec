"""Records that are whole by their checksum and yet cannot be read, or only by a newer release."""

import json
from pathlib import Path
from typing import Any

import pytest

from rig.store.recorder import Recorder
from tests.cli.conftest import Steadyhold
from tests.store import build
from tests.store.rewriting import header_of, rewrite_header, rewrite_hold

READING = (
    ("sessions", "show", "a1"),
    ("sessions", "show", "a1", "--json"),
    ("export", "a1", "--to", "out"),
    ("rescore", "a1"),
    ("rescore", "a1", "--json"),
)


@pytest.fixture
def store(own_data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with two sessions, of which the tests spoil the first."""
    monkeypatch.chdir(tmp_path)
    path = own_data_folder / "steadyhold.db"
    with Recorder(path) as recorder:
        build.record(recorder, build.header("a1"), build.pressing())
        build.record(recorder, build.header("b2"), build.pressing(seconds=5.0))
    return path


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda header: "no JSON at all",
        lambda header: "[]",
        lambda header: json.dumps({key: header[key] for key in header if key != "rubric"}),
        lambda header: json.dumps(header | {"traits": "a board"}),
        lambda header: json.dumps(header | {"standing": "practice"}),
        lambda header: json.dumps(header | {"format": "two"}),
    ],
    ids=["text", "list", "no rubric", "traits", "standing", "format"],
)
def test_a_header_that_cannot_be_read_is_a_damaged_record(
    steadyhold: Steadyhold, store: Path, spoilt: Any
):
    rewrite_header(store, spoilt(header_of(store)))
    report = steadyhold("verify", "--json")
    assert report.code == 1
    [bad] = report.json["bad"]
    assert bad["record"] == "the header of session a1"
    assert bad["reason"].startswith("it cannot be read: ")
    assert "the header of session a1: it cannot be read" in steadyhold("verify").out

    listed = steadyhold("sessions", "list", "--json").json["sessions"]
    assert {each["session_id"]: each["state"] for each in listed} == {
        "a1": "damaged", "b2": "ended",
    }  # fmt: skip
    for words in READING:
        refused = steadyhold(*words)
        assert refused.code == 1
        assert "the header of session a1" in refused.err
        assert "is damaged (it cannot be read: " in refused.err
        assert "verify --salvage" in refused.err
    assert steadyhold("rescore", "b2").code == 0


def test_a_result_that_cannot_be_read_is_a_damaged_record(steadyhold: Steadyhold, store: Path):
    rewrite_hold(store, '{"format": 2, "number": 1}')
    [bad] = steadyhold("verify", "--json").json["bad"]
    assert bad["record"] == "row 1 of the holds of session a1"
    assert "row 1 of the holds of session a1" in steadyhold("sessions", "show", "a1").err


def test_a_header_of_a_later_format_is_refused_with_the_way_out(
    steadyhold: Steadyhold, store: Path
):
    rewrite_header(store, json.dumps(header_of(store) | {"format": 40}))
    for words in (("verify",), *READING):
        refused = steadyhold(*words)
        assert refused.code == 1
        assert "the header of session a1 was written by a newer Steadyhold" in refused.err
        assert "header format 40" in refused.err
        assert "install the newer release" in refused.err
    listed = steadyhold("sessions", "list", "--json").json["sessions"]
    assert {each["session_id"]: each["state"] for each in listed} == {
        "a1": "newer", "b2": "ended",
    }  # fmt: skip


def test_a_result_of_a_later_format_is_refused_with_the_way_out(
    steadyhold: Steadyhold, store: Path
):
    rewrite_hold(store, '{"format": 41}')
    for words in (("verify",), *READING):
        refused = steadyhold(*words)
        assert refused.code == 1
        assert "row 1 of the holds of session a1 was written by a newer Steadyhold" in refused.err
        assert "hold format 41" in refused.err
