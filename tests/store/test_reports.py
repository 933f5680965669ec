"""What reports leave out."""

from dataclasses import replace
from html import escape

from rig.engine.scoring.uncertainty import points_message
from rig.school.marks.mark import MarkOutcome
from rig.store.exams.marks import exam_marks
from rig.store.folder import STORE_NAME
from rig.store.marks.gradebook import marks_of_class, override_mark
from rig.store.people.roster import add_to_class, create_class
from rig.store.recorder import Recorder
from rig.store.reports.making import class_report, student_report
from tests.store import build
from tests.store.test_exams import MIA, Room


def test_no_report_tells_a_score_that_is_withheld(tmp_path):
    room = Room(tmp_path / "data" / STORE_NAME)
    room.becomes("running")
    room.pressed("s1")
    for_ana = (room.store, room.class_id, room.ana, "steadyhold", MIA)
    for_class = (room.store, room.class_id, "steadyhold", MIA)
    before = student_report(*for_ana), class_report(*for_class)
    room.rated()
    [mark] = [
        each
        for each in exam_marks(room.store, room.class_id)
        if each.learner_id == room.ana and each.points is not None
    ]
    told = f"<td>{points_message(mark.points, mark.half_width)}</td>"
    assert not [html for html in before if told in html]
    # The examiner has marked: instructors see it, and Ana once the marks are released.
    assert told in class_report(*for_class)
    assert told not in student_report(*for_ana)
    room.becomes("ended", "released")
    assert told in student_report(*for_ana)


def test_no_name_or_title_is_markup_on_paper(tmp_path):
    """A report as PDF is printed from this page."""
    store, called = tmp_path / "data" / STORE_NAME, "<img src=x onerror=alert(1)>"
    class_id = create_class(store, called, called)
    learner_id = add_to_class(store, class_id, called)
    head = build.header("s1", learner_id=learner_id)
    head = replace(head, protocol=replace(head.protocol, name=called))
    with Recorder(store) as recorder:
        build.record(recorder, head, build.pressing())
    [mark] = marks_of_class(store, class_id)
    override_mark(
        store, class_id, mark, seen=0, points=80.0, outcome=MarkOutcome.PASS, reason=called,
        actor=MIA,
    )  # fmt: skip
    for html in (
        class_report(store, class_id, called, MIA),
        student_report(store, class_id, learner_id, called, MIA),
    ):
        assert "<img" not in html
        assert html.count(escape(called)) >= 4
