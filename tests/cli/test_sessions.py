import sqlite3
from pathlib import Path

import pytest

from rig.cli.errors import NothingArrivedError
from rig.cli.live.record import record
from rig.export.formats import FORMATS
from tests.cli.conftest import Steadyhold

GOOD = "sim:?learner=good&seed=3&speed=max"


def test_a_recorded_set_is_listed_shown_sound_and_scored_again_alike(steadyhold: Steadyhold):
    recorded = steadyhold("record", GOOD, "--protocol", "tp-hold", "--json")
    ends = recorded.lines[-1]
    assert (ends["type"], ends["how"]) == ("end", "done")

    [listed] = steadyhold("sessions", "list", "--json").json["sessions"]
    assert (listed["session_id"], listed["holds"], listed["state"]) == (ends["session"], 3, "ended")

    shown = steadyhold("sessions", "show", ends["session"][:6], "--json").json["session"]
    spoken = [line["hold"] for line in recorded.lines if line["type"] == "hold"]
    assert shown["holds"] == spoken

    assert steadyhold("verify", "--json").json["sound"] is True
    again = steadyhold("rescore", "last", "--json")
    assert again.code == 0
    assert (again.json["identical"], again.json["holds"]) == (True, spoken)


def test_the_list_says_how_far_a_score_can_be_trusted_and_outlives_a_damaged_header(
    steadyhold: Steadyhold, own_data_folder: Path
):
    steadyhold("record", GOOD, "--protocol", "touch-10n", "--for", "30")
    [listed] = steadyhold("sessions", "list", "--json").json["sessions"]
    assert (listed["use"], listed["simulated"], listed["expanded"]) == ("practice", True, None)
    assert "simulated" in steadyhold("sessions", "list").out
    with sqlite3.connect(own_data_folder / "steadyhold.db") as connection:
        connection.execute("UPDATE sessions SET header = substr(header, 2)")
    connection.close()
    [listed] = steadyhold("sessions", "list", "--json").json["sessions"]
    assert (listed["use"], listed["simulated"]) == ("", False)


def test_every_commit_tells_how_many_samples_are_safe(steadyhold: Steadyhold):
    lines = steadyhold("record", GOOD, "--protocol", "tp-hold", "--for", "20", "--json").lines
    [session] = [line["session"] for line in lines if line["type"] == "session"]
    commits = [line for line in lines if line["type"] == "commit"]
    safe = [line["samples"][session] for line in commits if session in line["samples"]]
    shown = steadyhold("sessions", "show", session, "--json").json["session"]
    assert safe == sorted(safe)
    assert safe[-1] == shown["samples"]


def test_a_learner_is_an_id_in_the_record_and_a_name_beside_it(steadyhold: Steadyhold):
    steadyhold("record", GOOD, "--protocol", "touch-10n", "--for", "3", "--learner", "Ana Novák")
    steadyhold("record", GOOD, "--protocol", "touch-10n", "--for", "3", "--learner", "ana novák")
    listed = steadyhold("sessions", "list", "--json").json["sessions"]
    assert len({each["learner_id"] for each in listed}) == 1
    assert "Ana" not in listed[0]["learner_id"]
    assert "Ana Novák" in steadyhold("sessions", "list").out


def test_a_damaged_record_is_named_and_the_rest_can_be_saved(
    steadyhold: Steadyhold, own_data_folder: Path, tmp_path: Path
):
    steadyhold("record", GOOD, "--protocol", "touch-10n", "--for", "30")
    with sqlite3.connect(own_data_folder / "steadyhold.db") as connection:
        connection.execute("UPDATE blocks SET samples = samples + 1 WHERE block_no = 1")
    connection.close()
    answer = steadyhold("verify", "--json", "--salvage", tmp_path / "saved.db")
    assert answer.code == 1
    assert answer.json["bad"]
    assert (tmp_path / "saved.db").is_file()


def test_a_session_that_is_not_there_is_not_found(steadyhold: Steadyhold):
    assert steadyhold("sessions", "show", "last").code == 5
    steadyhold("record", GOOD, "--protocol", "touch-10n", "--for", "2")
    answer = steadyhold("rescore", "zzzz")
    assert answer.code == 5
    assert "zzzz" in answer.err


def test_before_the_first_session_the_list_says_how_to_make_one(steadyhold: Steadyhold):
    answer = steadyhold("sessions", "list")
    assert answer.code == 0
    assert "steadyhold demo" in answer.out


def test_a_source_that_ends_before_its_first_sample_leaves_nothing(own_data_folder: Path):
    with pytest.raises(NothingArrivedError, match="nothing was recorded"):
        record("sim:?speed=max&for_s=1&fault=silent@0+2", protocol="tp-hold")


@pytest.mark.parametrize("form", FORMATS)
def test_a_session_can_be_taken_away_with_its_provenance(
    steadyhold: Steadyhold, tmp_path: Path, form: str
):
    steadyhold("record", GOOD, "--protocol", "touch-10n", "--for", "20")
    answer = steadyhold("export", "last", "--to", tmp_path / "out", "--format", form, "--json")
    files = [Path(each) for each in answer.json["files"]]
    assert {each.name.partition("_")[2] for each in files} >= {
        f"samples.{form}",
        f"scores.{form}",
        "provenance.json",
    }
    assert all(each.is_file() for each in files)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("record", "nonsense", "--protocol", "tp-hold"), None),
        (("record", GOOD, "--protocol", "tp-hol"), 5),
        (("record", GOOD), 2),
        (("watch", "sim:?learner=genius"), None),
        (("record", GOOD, "--protocol", "tp-hold", "--gain", "0"), 2),
        (("record", GOOD, "--protocol", "tp-hold", "--rest", "soft"), 2),
        (("record", "serial:/dev/ttyNOWHERE", "--protocol", "tp-hold"), 5),
    ],
)
def test_a_mistake_is_told_in_words_and_leaves_no_session(
    steadyhold: Steadyhold, words: tuple[str, ...], code: int | None
):
    answer = steadyhold(*words)
    assert answer.code == code if code is not None else answer.code in (1, 2, 5)
    assert answer.err
    assert "Traceback" not in answer.err
    assert steadyhold("sessions", "list", "--json").json["sessions"] == []
