"""Route of what an exam gives to be compared (docs/api.md)."""

import asyncio
from dataclasses import asdict

from rig.hub.http.exams.told import THERE
from rig.hub.http.json_route import Call, reads
from rig.hub.http.standards.standards_answers import ExamColumnsAnswer
from rig.school.roles import INSTRUCTORS
from rig.school.standards.exam_columns import marks_and_scores, two_examiners
from rig.store.exams.errors import ExamStateError
from rig.store.standards.judged import judged_learners


async def _columns(call: Call) -> ExamColumnsAnswer:
    exam_id = call.path_part("exam")
    exam, learners = await asyncio.to_thread(judged_learners, call.hub.store, exam_id)
    return ExamColumnsAnswer(
        exam=exam_id,
        title=exam.title,
        protocol=exam.protocol.id,
        cut=asdict(marks_and_scores(learners)),
        agreement=asdict(two_examiners(learners)),
    )


ROUTES = (
    reads(
        "/api/standards/exams/{exam}",
        _columns,
        ExamColumnsAnswer,
        "Marks and scores of a released exam as columns, without ids and in no order",
        refusals=(*THERE, ExamStateError),
        open_to=INSTRUCTORS,
    ),
)
