"""Reports over the API: a page and a PDF, a student's own alone, a line in the log for each."""

import time
from dataclasses import replace

import pytest

from rig.hub.actor import HEADER, signed_actor
from rig.school.actor import Actor
from rig.store.people.audit import AuditFilter, audit_page
from rig.store.people.roster import add_to_class, create_class
from rig.store.recorder import Recorder
from tests.hub.entering import front
from tests.store import build

MAIN = Actor("account-1", "instructor")


@pytest.fixture
async def school(run_rig, tmp_path):
    """A class of two on a network, one of whom pressed a set, and how to ask for a report."""
    store = tmp_path / "data" / "steadyhold.db"
    store.parent.mkdir()
    class_id = create_class(store, "Tuesday", "")
    ana, ben = (add_to_class(store, class_id, name) for name in ("Ana", "Ben"))
    with Recorder(store) as recorder:
        usual = build.header("s1", learner_id=ana)
        head = replace(usual, traits=replace(usual.traits, simulated=False))
        build.record(recorder, head, build.pressing())
    async with run_rig(front=front()) as rig:

        async def ask(path, actor=MAIN, method="GET"):
            line = {HEADER: signed_actor(actor, rig.web.secret, time.time())}
            address = f"/api/classes/{path}"
            return await rig.http.request(method, address, headers=line, timeout=None)

        yield store, class_id, ana, ben, ask


def made(store):
    lines, _ = audit_page(store, AuditFilter(frozenset({"report made"})), 10, 0)
    return [(each.actor, each.about) for each in lines]


async def test_a_student_is_given_the_own_report_and_nobody_elses(school):
    store, class_id, ana, ben, ask = school
    own = await ask(f"{class_id}/learners/{ana}/report", Actor(ana, "student", ana, class_id))
    assert own.status_code == 200
    assert own.headers["content-type"] == "text/html; charset=utf-8"
    assert "<title>Report: Ana</title>" in own.text
    assert made(store) == [(ana, ana)]
    other = create_class(store, "Monday", "")
    for path, who in (
        (f"{class_id}/learners/{ana}/report", ben),
        (f"{class_id}/learners/{ana}/report.pdf", ben),
        (f"{other}/learners/{ana}/report", ana),
        (f"none/learners/{ana}/report", ana),
    ):
        answer = await ask(path, Actor(who, "student", who, class_id))
        assert (answer.status_code, "Ana" in answer.text) == (404, False), path
    for path in (f"{class_id}/report", f"{class_id}/report.pdf"):
        assert (await ask(path, Actor(ana, "student", ana, class_id))).status_code == 403
    assert made(store) == [(ana, ana)]


async def test_an_instructor_is_given_the_report_of_anybody_and_of_the_class(school):
    store, class_id, ana, ben, ask = school
    assert "Report: Ana" in (await ask(f"{class_id}/learners/{ana}/report")).text
    whole = await ask(f"{class_id}/report")
    assert "Class report: Tuesday" in whole.text
    assert "Ben" in whole.text
    assert made(store) == [(MAIN.id, class_id), (MAIN.id, ana)]
    for path in (f"{class_id}/learners/nobody/report", f"none/learners/{ben}/report",
                 "none/report"):  # fmt: skip
        assert (await ask(path)).status_code == 404


async def test_a_report_is_printed_as_pdf(school):
    pytest.importorskip("weasyprint")
    _, class_id, ana, _, ask = school
    for path in (f"{class_id}/learners/{ana}/report.pdf", f"{class_id}/report.pdf"):
        answer = await ask(path)
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF-")


async def test_without_the_library_for_pdf_a_sentence_says_so_and_nothing_is_logged(
    school, monkeypatch
):
    store, class_id, ana, _, ask = school
    monkeypatch.setattr("calibration.certificate.pdf.find_spec", lambda name: None)
    for path in (f"{class_id}/learners/{ana}/report.pdf", f"{class_id}/report.pdf"):
        answer = await ask(path)
        assert answer.status_code == 500
        assert "steadyhold[pdf]" in answer.json()["error"]
    assert made(store) == []
