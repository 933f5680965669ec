"""Routes of reports for paper: of a learner and of a class, as page and as PDF (docs/api.md)."""

import asyncio

from starlette.responses import Response

from calibration.certificate.pdf import can_print
from calibration.errors import PdfMissingError
from rig.calibrating.errors import PrintFailedError
from rig.hub.http.json_route import Call, reads
from rig.school.roles import INSTRUCTORS, THE_CLASS
from rig.store.errors import LearnerMissingError
from rig.store.people.errors import ClassMissingError
from rig.store.reports.making import class_report, student_report

OF_CLASS = "/api/classes/{class}/report"
OF_LEARNER = "/api/classes/{class}/learners/{learner}/report"
NONE_SUCH = (ClassMissingError, LearnerMissingError)
NOT_PRINTED = (PdfMissingError, PrintFailedError)


async def _learner(call: Call) -> Response:
    return _page(await _html_of_learner(call))


async def _learner_pdf(call: Call) -> Response:
    _refuse_without_pdf()
    return await _printed(call, await _html_of_learner(call))


async def _class(call: Call) -> Response:
    return _page(await _html_of_class(call))


async def _class_pdf(call: Call) -> Response:
    _refuse_without_pdf()
    return await _printed(call, await _html_of_class(call))


async def _html_of_learner(call: Call) -> str:
    """The report of the learner that the path names.

    Raises:
        LearnerMissingError: it is nobody, or somebody else, which is answered alike.
    """
    actor, class_id, learner_id = call.actor, call.path_part("class"), call.path_part("learner")
    if actor.role == "student" and (class_id, learner_id) != (actor.class_id, actor.learner_id):
        raise LearnerMissingError(learner_id)
    return await asyncio.to_thread(
        student_report, call.hub.store, class_id, learner_id, call.hub.software, actor
    )


async def _html_of_class(call: Call) -> str:
    return await asyncio.to_thread(
        class_report, call.hub.store, call.path_part("class"), call.hub.software, call.actor
    )


def _refuse_without_pdf() -> None:
    """Before the log says that a report was made."""
    if not can_print():
        raise PdfMissingError


def _page(html: str) -> Response:
    return Response(html, media_type="text/html; charset=utf-8")


async def _printed(call: Call, html: str) -> Response:
    pages = await call.hub.calibrations.printer.pdf(html)
    named = {"content-disposition": 'inline; filename="steadyhold-report.pdf"'}
    return Response(pages, media_type="application/pdf", headers=named)


ROUTES = (
    reads(
        OF_LEARNER,
        _learner,
        "text/html",
        "The report of a learner for paper; a student's own alone",
        open_to=THE_CLASS,
        refusals=NONE_SUCH,
    ),
    reads(
        f"{OF_LEARNER}.pdf",
        _learner_pdf,
        "application/pdf",
        "The same as PDF, where the extra pdf is installed",
        open_to=THE_CLASS,
        refusals=(*NONE_SUCH, *NOT_PRINTED),
    ),
    reads(
        OF_CLASS,
        _class,
        "text/html",
        "The report of a class for paper",
        open_to=INSTRUCTORS,
        refusals=(ClassMissingError,),
    ),
    reads(
        f"{OF_CLASS}.pdf",
        _class_pdf,
        "application/pdf",
        "The same as PDF, where the extra pdf is installed",
        open_to=INSTRUCTORS,
        refusals=(ClassMissingError, *NOT_PRINTED),
    ),
)
