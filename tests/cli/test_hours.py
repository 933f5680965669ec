"""Practice hours on the command line, of presses that were recorded."""

import csv
import time
from dataclasses import replace
from datetime import date, timedelta

import pytest

from rig.school.actor import LOCAL
from rig.store.hours.corrections import correct_hours
from rig.store.recorder import Recorder
from tests.audit_lines import newest_lines
from tests.cli.conftest import Steadyhold
from tests.store import build


@pytest.fixture
def utc(monkeypatch):
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def data(tmp_path, utc, steadyhold: Steadyhold):
    """Ann pressed two sets, one of them cut off; a computer pressed one for Ben."""
    folder = tmp_path / "data"
    steadyhold("class", "new", "Massage 1", "--data", folder)
    for name in ("Ann", "Ben"):
        assert steadyhold("class", "add", "Massage 1", name, "--data", folder).code == 0
    shown = steadyhold("class", "show", "Massage 1", "--json", "--data", folder).json
    ids = {each["name"]: each["learner_id"] for each in shown["learners"]}
    with Recorder(folder / "steadyhold.db") as recorder:
        for number, (name, simulated, ended) in enumerate(
            [("Ann", False, "done"), ("Ann", False, ""), ("Ben", True, "done")]
        ):
            usual = build.header(f"s{number}", learner_id=ids[name])
            traits = replace(usual.traits, simulated=simulated)
            at = f"2026-03-0{4 + number}T10:00:00.000+00:00"
            head = replace(usual, traits=traits, started_utc=at)
            build.record(recorder, head, build.pressing(), ended=ended)
    return folder


def test_hours_are_those_that_the_record_has(steadyhold, data):
    told = steadyhold("hours", "massage 1", "--json", "--data", data).json
    ann, ben = told["learners"]
    assert (ann["name"], ann["time_zone"], [day["day"] for day in ann["days"]]) == (
        "Ann", "UTC", ["2026-03-04", "2026-03-05"],
    )  # fmt: skip
    for day in ann["days"]:
        # 40 s of samples, 80 a second; the hand is on from 4.0 to 18.5 s and from 24.0 to 38.5 s.
        assert day["signed_in_s"] == pytest.approx(40.0 - 1 / 80)
        assert day["pressing_s"] == pytest.approx(2 * 14.5, abs=0.5)
        assert day["resting_s"] == pytest.approx(24.0 - 18.5, abs=0.5)
    assert (ann["total"]["sessions"], ann["total"]["interrupted"]) == (2, 1)
    assert (ben["total"]["pressing_s"], ben["total"]["signed_in_s"]) == (0.0, 0.0)
    assert ben["total"]["simulated_s"] == pytest.approx(40.0 - 1 / 80)
    shown = steadyhold("hours", "massage 1", "--data", data).out
    for words in ("0:01:20", "0:00:40 simulated", "1 interrupted", "Resting: Between"):
        assert words in shown, shown
    one = steadyhold("hours", "massage 1", "ann", "--from", "2026-03-05", "--json", "--data", data)
    assert [each["name"] for each in one.json["learners"]] == ["Ann"]
    assert [day["day"] for day in one.json["learners"][0]["days"]] == ["2026-03-05"]


def test_the_hours_of_a_term_are_those_worked_out_by_hand(steadyhold, tmp_path, utc):
    """Fourteen weeks; each session is 40 s with two presses of 14.5 s and 5.5 s between them."""
    folder = tmp_path / "data"
    steadyhold("class", "new", "Massage 1", "--data", folder)
    for name in ("Ann", "Ben"):
        assert steadyhold("class", "add", "Massage 1", name, "--data", folder).code == 0
    shown = steadyhold("class", "show", "Massage 1", "--json", "--data", folder).json
    ids = {each["name"]: each["learner_id"] for each in shown["learners"]}
    tuesdays = [date(2026, 9, 1) + timedelta(weeks=week) for week in range(14)]
    with Recorder(folder / "steadyhold.db") as recorder:
        for week, tuesday in enumerate(tuesdays):
            head = build.header(f"ann-{week}", learner_id=ids["Ann"])
            head = replace(head, traits=replace(head.traits, simulated=False))
            at = f"{tuesday}T10:00:00.000+00:00"
            build.record(recorder, replace(head, started_utc=at), build.pressing())
            # Ben comes on Thursdays: not in the 12th week; in the 8th a computer presses for him,
            # in the 5th the power goes at the end, in the 10th he begins 20 s before midnight.
            if week == 11:
                continue
            head = build.header(f"ben-{week}", learner_id=ids["Ben"])
            head = replace(head, traits=replace(head.traits, simulated=week == 7))
            clock = "23:59:40" if week == 9 else "10:00:00"
            at = f"{tuesday + timedelta(days=2)}T{clock}.000+00:00"
            ended = "" if week == 4 else "done"
            build.record(recorder, replace(head, started_utc=at), build.pressing(), ended=ended)
    ann, ben = steadyhold("hours", "massage 1", "--json", "--data", folder).json["learners"]
    session_s = 40.0 - 1 / 80
    assert [day["day"] for day in ann["days"]] == [str(day) for day in tuesdays]
    assert ann["total"]["sessions"] == 14
    assert ann["total"]["signed_in_s"] == pytest.approx(14 * session_s)
    assert ann["total"]["pressing_s"] == pytest.approx(14 * 29.0, abs=14 * 0.5)
    assert ann["total"]["resting_s"] == pytest.approx(14 * 5.5, abs=14 * 0.5)
    assert ann["total"]["simulated_s"] == 0.0
    # Of fourteen weeks one was missed and one is a computer's: twelve count.
    assert (ben["total"]["sessions"], ben["total"]["interrupted"]) == (12, 1)
    assert ben["total"]["signed_in_s"] == pytest.approx(12 * session_s)
    assert ben["total"]["pressing_s"] == pytest.approx(12 * 29.0, abs=12 * 0.5)
    assert ben["total"]["resting_s"] == pytest.approx(12 * 5.5, abs=12 * 0.5)
    assert ben["total"]["simulated_s"] == pytest.approx(session_s)
    late, after = (day for day in ben["days"] if day["day"] in ("2026-11-05", "2026-11-06"))
    # One press, and of the rest from 18.5 to 24 s the part before and after midnight at 20 s.
    for day, resting_s in ((late, 1.5), (after, 4.0)):
        assert day["pressing_s"] == pytest.approx(14.5, abs=0.5)
        assert day["resting_s"] == pytest.approx(resting_s, abs=0.5)
    assert late["signed_in_s"] + after["signed_in_s"] == pytest.approx(session_s)
    assert late["signed_in_s"] == pytest.approx(20.0)


def test_a_file_of_hours_leaves_a_line_in_the_log(steadyhold, data, tmp_path):
    out = tmp_path / "hours.csv"
    assert steadyhold("hours", "massage 1", "-o", out, "--data", data).code == 0
    rows = list(csv.reader(out.read_text(encoding="utf-8").splitlines()))
    assert [row[:2] for row in rows[1:4]] == [
        ["Ann", "2026-03-04"], ["Ann", "2026-03-05"], ["Ann", "total"],
    ]  # fmt: skip
    assert newest_lines(data / "steadyhold.db", 1)[0].action == "hours exported"


def test_a_correction_is_told_apart_with_its_reason_and_who_wrote_it(steadyhold, data, tmp_path):
    store = data / "steadyhold.db"
    before = steadyhold("hours", "massage 1", "--json", "--data", data).json["learners"]
    ann = before[0]["learner_id"]
    for added_s, reason in ((1800, "the pad was away"), (-60, "typed twice")):
        correct_hours(store, ann, date(2026, 3, 6), added_s, reason, LOCAL)
    after = steadyhold("hours", "massage 1", "--json", "--data", data).json["learners"]
    assert [each["total"] for each in after] == [each["total"] for each in before]
    assert (after[0]["corrected_s"], after[1]["corrections"]) == (1740, [])
    shown = steadyhold("hours", "massage 1", "--data", data).out
    told = shown[shown.index("in none of these figures") :]
    for words in ("+0:30:00", "-0:01:00", "the pad was away", "somebody at this computer"):
        assert words in told, told
    out = tmp_path / "hours.csv"
    assert steadyhold("hours", "massage 1", "-o", out, "--data", data).code == 0
    assert "Ann,2026-03-06,0.5,the pad was away" in out.read_text(encoding="utf-8")
    assert steadyhold("verify", "--data", data).code == 0


def test_nobody_elses_hours_are_in_a_class(steadyhold, data):
    steadyhold("class", "new", "Other", "--data", data)
    refused = steadyhold("hours", "Other", "Ann", "--data", data)
    assert refused.code == 5
    none = steadyhold("hours", "Other", "--data", data)
    assert (none.code, "Nobody in this class" in none.out + none.err) == (0, True)
