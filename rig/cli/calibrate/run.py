"""One call of `calibrate SOURCE`: sensor, questions, procedure, passport, certificate."""

import asyncio
import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import typer

from calibration.identity import UNNAMED, says_who_it_is
from calibration.passport.validity import PRACTICE_ONLY
from calibration.procedure.screen import screen_of
from calibration.procedure.state import after_break, begin_procedure, plan_left
from firmware_bridge.samples import Traits
from firmware_bridge.source import open_source
from rig.calibrating.form import setup_of
from rig.calibrating.progress import SCHEMA as PROGRESS_SCHEMA
from rig.calibrating.progress import CalibrationDraft, CalibrationDraftStore
from rig.calibrating.result import FOLDER_NAME, Certificate, conclude, write_certificate
from rig.cli.calibrate.faces import Face, JsonLines, Lines, Picture
from rig.cli.calibrate.loop import Guide
from rig.cli.calibrate.messages import result_lines
from rig.cli.calibrate.questions import Given, form_asked, refuse_mistakes, unanswered
from rig.cli.console import answer_json, remarks_console, results_console
from rig.cli.line_answers import KeptLine, PassportLine
from rig.store.database import software_id
from rig.store.entries import now_utc
from rig.store.folder import data_folder
from rig.trust.passport_store import KeptPassport, PassportStore

SCHEMA: Final = "steadyhold.calibrated/1"


def guide_through(
    source_uri: str,
    given: Given,
    *,
    resume: bool | None,
    data: Path | None,
    out: Path | None,
    json: bool,
) -> None:
    """Calibrate one sensor, or go as far as it can be gone now.

    Args:
        source_uri: of the sensor.
        given: answers of the command line.
        resume: go on with what was begun; False sets it aside; None asks.
        data: data folder; None for the usual one.
        out: folder for the certificate; None for the one in the data folder.
        json: one JSON object a line on stdout.

    Raises:
        SteadyholdError: of the sensor, the answers or the result.
    """
    folder = data or data_folder()
    drafts = CalibrationDraftStore(folder)
    face = JsonLines() if json else _face()
    if resume is False or (resume is None and drafts.is_empty()):
        # What goes on has its weights already; their file may have changed or be gone since.
        refuse_mistakes(given)
    try:
        progress = asyncio.run(
            _walk(source_uri, _Beginning(source_uri, given, drafts, resume), face)
        )
    except KeyboardInterrupt:
        remarks_console().print("stopped; every reading is kept: the same command goes on")
        return
    left = len(plan_left(progress.procedure))
    if left:
        words = f"{left} steps are left; every reading is kept: the same command goes on"
        if json:
            told: KeptLine = {"type": "kept", "steps_left": left, "words": words}
            answer_json(told)
        else:
            remarks_console().print(words)
        return
    kept = conclude(progress, PassportStore(folder), datetime.now(UTC), software_id())
    setup = progress.procedure.setup
    drafts.drop(setup.identity, setup.column)
    written = write_certificate(kept.passport, out or folder / FOLDER_NAME)
    (_tell_json if json else _tell)(kept, written)


@dataclass(frozen=True, slots=True)
class _Beginning:
    """How a calibration begins once the sensor has said what it is."""

    source_uri: str
    given: Given
    drafts: CalibrationDraftStore
    resume: bool | None

    def __call__(self, traits: Traits, identity: str) -> CalibrationDraft:
        """What was begun, or a new calibration; asks where no option answers."""
        remarks_console().print(f"{traits.title}, {identity or 'which does not say who it is'}")
        if not says_who_it_is(identity):
            remarks_console().print(f"{PRACTICE_ONLY}{UNNAMED}.", soft_wrap=True)
        column = self.given.column
        if self.resume is not False:
            begun = self.drafts.get(identity, column)
            if begun is not None and (self.resume or _goes_on(begun)):
                return replace(begun, procedure=after_break(begun.procedure))
        form = form_asked(self.given)
        procedure = begin_procedure(setup_of(form, traits, identity))
        self.drafts.set_aside(identity, column)
        return CalibrationDraft(PROGRESS_SCHEMA, now_utc(), self.source_uri, form.about, procedure)


async def _walk(source_uri: str, beginning: _Beginning, face: Face) -> CalibrationDraft:
    source = open_source(source_uri)
    try:
        guide = Guide(source, source_uri, beginning.drafts, face)
        return await guide.run(beginning, looks_once_more=sys.stdin.isatty())
    finally:
        await source.close()


def _goes_on(begun: CalibrationDraft) -> bool:
    screen = screen_of(begun.procedure)
    question = (
        f"A calibration of this sensor was begun on {begun.begun_utc[:10]}: {screen.done} of "
        f"{screen.steps} steps are done. Go on with it?"
    )
    with unanswered(question, "--resume or --anew"):
        return typer.confirm(question, default=True, err=True)


def _face() -> Face:
    return Picture() if sys.stdin.isatty() and sys.stderr.isatty() else Lines()


def _tell(kept: KeptPassport, written: Certificate) -> None:
    console = results_console()
    for line in result_lines(kept.passport):
        console.print(line, soft_wrap=True)
    console.print(f"passport     {kept.path}", soft_wrap=True)
    console.print(f"certificate  {written.html}", soft_wrap=True)
    console.print(f"             {written.pdf or written.pdf_trouble}", soft_wrap=True)


def _tell_json(kept: KeptPassport, written: Certificate) -> None:
    told: PassportLine = {
        "type": "passport",
        "schema": SCHEMA,
        "sha256": kept.sha256,
        "grade": kept.passport.grade.grade,
        "passport": str(kept.path),
        "html": str(written.html),
        "pdf": None if written.pdf is None else str(written.pdf),
    }
    answer_json(told)
