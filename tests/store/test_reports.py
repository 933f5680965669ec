"""What reports leave out."""

from rig.engine.scoring.uncertainty import points_message
from rig.store.exams.marks import exam_marks
from rig.store.folder import STORE_NAME
from rig.store.reports.making import class_report, student_report
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
