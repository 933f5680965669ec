"""A class of two in a record, and an exam they take."""

from rig.protocols.library import built_in
from rig.school.actor import Actor
from rig.school.exams.exam import Exam, PassRule, locked_protocol
from rig.school.exams.examiner import ExaminersMark
from rig.store.exams import changes
from rig.store.exams.plans import plan_exam
from rig.store.exams.read import load_exam
from rig.store.people.roster import add_to_class, create_class
from rig.store.recorder import Recorder
from tests.store import build

HOLD = built_in()["tp-hold"]
MIA, NIK = Actor("mia", "instructor"), Actor("nik", "instructor")
GOOD = ExaminersMark(4, (2, 1), 5, "", "", "", before_score=True)


class Room:
    """A class of two in a record, and an exam they take."""

    def __init__(self, store, repetitions=1):
        self.store = store
        self.class_id = create_class(store, "Tuesday", "")
        self.ana, self.ben = (add_to_class(store, self.class_id, name) for name in ("Ana", "Ben"))
        self.plan = Exam(
            "", self.class_id, "Mid term", locked_protocol(HOLD, repetitions, 75.0),
            PassRule(grey_points=2.5), 20.0, ("Consent", "Scale"), "mia", "",
        )  # fmt: skip
        self.exam_id = plan_exam(store, self.plan, (self.ana, self.ben), MIA)

    @property
    def exam(self):
        return load_exam(self.store, self.exam_id)

    def becomes(self, *states):
        for state in states:
            changes.change_state(self.store, self.exam_id, state, MIA, "")

    def pressed(self, *session_ids, learner_id=""):
        learner_id = learner_id or self.ana
        with Recorder(self.store) as recorder:
            for session_id in session_ids:
                head = build.header(session_id, learner_id=learner_id)
                build.record(recorder, head, build.pressing())
        for session_id in session_ids:
            changes.link_session(self.store, self.exam_id, learner_id, "pad", session_id, MIA)

    def rated(self, mark=GOOD, actor=MIA, learner_id=""):
        changes.rate(self.store, self.exam_id, learner_id or self.ana, "pad", mark, actor)
