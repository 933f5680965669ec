"""Reports of a student and of a class on the command line."""

from dataclasses import replace

import pytest

from rig.store.people.roster import learners_in
from rig.store.recorder import Recorder
from tests.audit_lines import newest_lines
from tests.cli.conftest import Steadyhold
from tests.store import build


def pressed(session_id, learner_id, *, simulated):
    usual = build.header(session_id, learner_id=learner_id)
    return replace(usual, traits=replace(usual.traits, simulated=simulated))


@pytest.fixture
def data(tmp_path, steadyhold: Steadyhold):
    """Ann pressed a set, a computer pressed one for Ben, Cy pressed nothing."""
    folder = tmp_path / "data"
    class_id = steadyhold("class", "new", "Massage 1", "--data", folder).out.strip()
    names = ("Ann <b>Lee</b>", "Ben Ray", "Cy Fox")
    for name in names:
        assert steadyhold("class", "add", "Massage 1", name, "--data", folder).code == 0
    store = folder / "steadyhold.db"
    assert len(learners_in(store, class_id)) == 3
    ids = {
        each["name"]: each["learner_id"]
        for each in steadyhold("class", "show", "Massage 1", "--json", "--data", folder).json[
            "learners"
        ]
    }
    with Recorder(store) as recorder:
        for number, (name, simulated) in enumerate(zip(names, (False, True), strict=False)):
            header = pressed(f"s{number}", ids[name], simulated=simulated)
            build.record(recorder, header, build.pressing())
    return folder


def report(steadyhold, data, out, *words):
    told = steadyhold("report", *words, "-o", out, "--data", data)
    assert told.code == 0, told.err
    return out.read_text(encoding="utf-8")


def test_a_student_reads_the_marks_of_nobody_else_and_what_they_rest_on(steadyhold, data, tmp_path):
    html = report(steadyhold, data, tmp_path / "a.html", "student", "massage 1", "Ann <b>Lee</b>")
    assert "Report: Ann &lt;b&gt;Lee&lt;/b&gt;" in html
    assert "<b>Lee" not in html
    assert "Ben" not in html
    for words in ("Trigger point hold", "finder ", "One thing to practise", "not a medical device",
                  "error of the sensor", "0 entries in the whole record"):  # fmt: skip
        assert words in html, words
    assert newest_lines(data / "steadyhold.db", 1)[0].action == "report made"


def test_what_a_computer_pressed_counts_nowhere(steadyhold, data, tmp_path):
    own = report(steadyhold, data, tmp_path / "b.html", "student", "massage 1", "Ben Ray")
    assert "No marks yet" in own
    assert "a computer pressed; counts nowhere" in own
    assert "One thing to practise" not in own
    whole = report(steadyhold, data, tmp_path / "c.html", "class", "massage 1")
    by_day = whole[whole.index("By protocol and day") : whole.index("By learner")]
    # Of the two who have a mark only Ann pressed herself.
    assert "<td>1</td>" in by_day
    assert "<td>2</td>" not in by_day
    assert "<td>Cy Fox</td><td>none yet</td>" in whole


def test_a_changed_mark_stands_beside_what_was_measured_with_the_reason(steadyhold, data, tmp_path):
    [mark] = [
        each
        for each in steadyhold("marks", "list", "massage 1", "--json", "--data", data).json["marks"]
        if "Ann" in each["name"]
    ]
    changed = steadyhold(
        "marks", "override", "massage 1", "Ann <b>Lee</b>", mark["item_id"], "--points", "91",
        "--outcome", "pass", "--reason", "the pad slipped", "--data", data,
    )  # fmt: skip
    assert changed.code == 0
    html = report(steadyhold, data, tmp_path / "a.html", "student", "massage 1", "Ann <b>Lee</b>")
    told = html[html.index("Changed by an instructor") :]
    assert "the pad slipped" in told
    assert "<td>91.0</td>" in told
    assert "1 entry in the whole record" in told
    head = steadyhold("marks", "list", "massage 1", "--json", "--data", data).json
    assert head["chain_sha256"] in told


def test_somebody_of_another_class_has_no_report_of_this_one(steadyhold, data, tmp_path):
    assert steadyhold("class", "new", "Massage 2", "--data", data).code == 0
    told = steadyhold("report", "student", "massage 2", "Ben Ray", "-o", tmp_path / "x.html",
                      "--data", data)  # fmt: skip
    assert told.code == 5
    assert not (tmp_path / "x.html").exists()


def test_a_report_is_printed_as_pdf(steadyhold, data, tmp_path):
    pytest.importorskip("weasyprint")
    out = tmp_path / "class.pdf"
    assert steadyhold("report", "class", "massage 1", "-o", out, "--data", data).code == 0
    assert out.read_bytes().startswith(b"%PDF-")
