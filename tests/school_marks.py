"""A class with marks, made from nothing."""

from rig.school.marks.change import MarkChange, entry_of
from rig.school.marks.class_marks import ClassMarks, LmsColumn, MarkItem
from rig.school.marks.mark import Mark, MarkOutcome
from rig.school.roster import RosterEntry, SchoolClass

ITEM = MarkItem("exam-1", "Trigger point hold", "tp-hold", "2026-03-04",
                {"accuracy": 60.0, "steadiness": 40.0})  # fmt: skip
CLASS = SchoolClass("c1", "Massage 1", "Autumn 2026", "", None, 3)


def learner(learner_id, name, **external):
    return RosterEntry(
        learner_id, "Calm Otter", name, "in", "", tuple(sorted(external.items())), ()
    )


def mark(learner_id, points=82.346, **changes):
    usual = {
        "item_id": ITEM.id,
        "learner_id": learner_id,
        "protocol_id": "tp-hold",
        "day": "2026-03-04",
        "points": points,
        "half_width": 2.5,
        "outcome": MarkOutcome.VOID if points is None else MarkOutcome.PASS,
        "reason": "",
        "criteria": {} if points is None else {"accuracy": points * 0.6, "steadiness": 20.0},
        "session_ids": ("s1",),
    }
    return Mark(**(usual | changes))


def override(learner_id, points, seq=1, words="seen on the table"):
    return MarkChange(
        seq, "override", CLASS.id, ITEM.id, learner_id, points, MarkOutcome.PASS, 82.3,
        MarkOutcome.FAIL, words, "i1", "instructor", "2026-03-05T10:00:00Z",
    )  # fmt: skip


def class_marks(learners, marks, changes=(), known=()):
    entries = tuple(
        entry_of(each, [one for one in changes if one.learner_id == each.learner_id])
        for each in marks
    )
    remembered = {ITEM.id: tuple(LmsColumn(*each) for each in known)}
    return ClassMarks(CLASS, tuple(learners), entries, {ITEM.id: ITEM}, remembered)
