"""What the Calibration page is told: the sensor, the step, the readings, the passport."""

import math
from dataclasses import asdict
from typing import Any

from calibration.certificate.pdf import can_print
from calibration.fit.scatter import scatter_of
from calibration.identity import UNNAMED, says_who_it_is
from calibration.passport.document import NOT_ACCREDITED, Passport, grade_message
from calibration.passport.grades import LIMITS
from calibration.procedure.screen import screen_of
from calibration.procedure.state import plan_left
from calibration.procedure.why import why_of
from rig.calibrating.progress import CalibrationDraft
from rig.hub.calibrating.session import CalibrationSession
from rig.hub.calibration_answers import (
    BegunJson,
    CalibratedStationJson,
    CalibrationStepJson,
    ComponentJson,
    MassJson,
    PassportJson,
)
from rig.hub.errors import ReadingsNotKeptError
from rig.hub.station.station_task import StationTask
from rig.trust.passport_store import KeptPassport


def calibration_station_json(task: StationTask) -> CalibratedStationJson:
    """The station and the sensor it reads."""
    about, source = task.channel.about, task.reader.source
    traits = None if source is None else source.traits
    return {
        "id": about.id,
        "name": about.name,
        "demonstration": task.plan.takes_no_sensor,
        "simulated": about.simulated,
        "busy": about.session is not None and task.plan.learner is None,
        "link": {"state": about.link_state, "reason": about.link_reason},
        "identity": "" if source is None else source.identity,
        "unnamed": "" if source is None or says_who_it_is(source.identity) else UNNAMED,
        "title": "" if traits is None else traits.title,
        "unit": "" if traits is None else traits.unit,
        "channels": [] if traits is None else list(traits.channels),
    }


def calibration_session_json(calibration: CalibrationSession) -> dict[str, Any]:
    """The step under way, its reading, and everything read so far."""
    procedure = calibration.procedure
    left, setup = plan_left(procedure), procedure.setup
    step = left[0] if left else None
    screen = asdict(screen_of(procedure)) | {
        "reading_raw": calibration.reading_raw(),
        "reading_n": calibration.reading_n(),
    }
    told: CalibrationStepJson = {
        "why": why_of(procedure),
        "paused": procedure.paused,
        "kind": "" if step is None else step.kind,
        "step_s": 0.0 if step is None else step.settle_s + step.average_s,
        "stack": [] if step is None else [_mass(calibration, each) for each in step.stack],
        "position": "centre" if step is None else step.position,
        "masses": [_mass(calibration, mass.id) for mass in setup.masses],
        "dots": [asdict(dot) for dot in scatter_of(procedure)],
        "is_another": calibration.is_another,
        "identity": setup.identity,
        "kept": calibration.kept == calibration.happened,
        "trouble": str(ReadingsNotKeptError(calibration.trouble)) if calibration.trouble else "",
    }
    return screen | told


def begun_json(progress: CalibrationDraft) -> BegunJson:
    """A calibration that waits to be gone on with."""
    screen = screen_of(progress.procedure)
    return {
        "begun_utc": progress.begun_utc,
        "person": progress.about.person,
        "done": screen.done,
        "steps": screen.steps,
    }


def passport_json(kept: KeptPassport) -> PassportJson:
    """A passport in words: grade, why not a better one, how sure a reading is, and of what."""
    passport: Passport = kept.passport
    grade = passport.grade
    words = grade_message(grade.grade)
    at = next(each for each in passport.at_force if each.force_n == grade.band_at_n)
    components: list[ComponentJson] = [
        {"name": part.name, "u_n": math.hypot(part.absolute_n, part.relative_frac * at.force_n)}
        for part in passport.budget
    ]
    return {
        "sha256": kept.sha256,
        "id": passport.id,
        "made_utc": passport.made_utc,
        "due_utc": passport.due_utc,
        "grade": grade.grade,
        "grade_message": words[0].upper() + words[1:],
        "use": LIMITS[grade.grade].use if grade.grade != "none" else "practice only",
        "reasons": list(grade.reasons),
        "almost": grade.almost,
        "at_n": at.force_n,
        "expanded_n": at.expanded_n,
        "band_pct": grade.band_pct,
        "uncertainties": sorted(components, key=lambda one: -one["u_n"]),
        "has_creep": bool(passport.creep),
        "has_pdf": can_print(),
        "statement": NOT_ACCREDITED,
    }


def _mass(calibration: CalibrationSession, mass_id: str) -> MassJson:
    mass = calibration.procedure.setup.mass(mass_id)
    return {"id": mass.id, "kg": mass.kg, "check": mass.for_check}
