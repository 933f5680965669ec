"""What the Calibration page is told: the sensor, the step, the readings, the passport."""

import math
from dataclasses import asdict
from typing import Any

from calibration.grades import LIMITS
from calibration.identity import UNNAMED, says_who_it_is
from calibration.passport import NOT_ACCREDITED, Passport, grade_words
from calibration.scatter import scatter_of
from calibration.screen import screen_of
from calibration.state import plan_left
from calibration.why import why_of
from rig.calibrating.progress import Progress
from rig.hub.calibration_answers import (
    BegunJson,
    BenchStepJson,
    CalibratedStationJson,
    DoubtJson,
    MassJson,
    PassportJson,
)
from rig.hub.calibration_bench import Bench
from rig.hub.errors import ReadingsNotKeptError
from rig.hub.station_task import StationTask
from rig.passports import KeptPassport


def station_words(task: StationTask) -> CalibratedStationJson:
    """The station and the sensor it reads."""
    about, source = task.channel.about, task.feed.source
    traits = None if source is None else source.traits
    return {
        "id": about.id,
        "name": about.name,
        "demonstration": task.plan.learner is not None,
        "simulated": about.simulated,
        "busy": about.session is not None and task.plan.learner is None,
        "link": {"state": about.link_state, "reason": about.link_reason},
        "identity": "" if source is None else source.identity,
        "unnamed": "" if source is None or says_who_it_is(source.identity) else UNNAMED,
        "title": "" if traits is None else traits.title,
        "unit": "" if traits is None else traits.unit,
        "channels": [] if traits is None else list(traits.channels),
    }


def bench_words(bench: Bench) -> dict[str, Any]:
    """The step under way, its reading, and everything read so far."""
    procedure = bench.procedure
    left, setup = plan_left(procedure), procedure.setup
    step = left[0] if left else None
    screen = asdict(screen_of(procedure)) | {
        "reading_raw": bench.reading_raw(),
        "reading_n": bench.reading_n(),
    }
    told: BenchStepJson = {
        "why": why_of(procedure),
        "paused": procedure.paused,
        "kind": "" if step is None else step.kind,
        "step_s": 0.0 if step is None else step.settle_s + step.average_s,
        "stack": [] if step is None else [_mass(bench, each) for each in step.stack],
        "position": "centre" if step is None else step.position,
        "masses": [_mass(bench, mass.id) for mass in setup.masses],
        "dots": [asdict(dot) for dot in scatter_of(procedure)],
        "is_another": bench.is_another,
        "identity": setup.identity,
        "kept": bench.kept == bench.happened,
        "trouble": str(ReadingsNotKeptError(bench.trouble)) if bench.trouble else "",
    }
    return screen | told


def begun_words(progress: Progress) -> BegunJson:
    """A calibration that waits to be gone on with."""
    screen = screen_of(progress.procedure)
    return {
        "begun_utc": progress.begun_utc,
        "person": progress.about.person,
        "done": screen.done,
        "steps": screen.steps,
    }


def passport_words(kept: KeptPassport) -> PassportJson:
    """A passport in words: grade, why not a better one, how sure a reading is, and of what."""
    passport: Passport = kept.passport
    grade = passport.grade
    words = grade_words(grade.grade)
    at = next(each for each in passport.at_force if each.force_n == grade.band_at_n)
    doubts: list[DoubtJson] = [
        {"name": part.name, "u_n": math.hypot(part.absolute_n, part.relative_frac * at.force_n)}
        for part in passport.budget
    ]
    return {
        "sha256": kept.sha256,
        "id": passport.id,
        "made_utc": passport.made_utc,
        "due_utc": passport.due_utc,
        "grade": grade.grade,
        "grade_words": words[0].upper() + words[1:],
        "use": LIMITS[grade.grade].use if grade.grade != "none" else "practice only",
        "reasons": list(grade.reasons),
        "almost": grade.almost,
        "at_n": at.force_n,
        "expanded_n": at.expanded_n,
        "band_pct": grade.band_pct,
        "doubts": sorted(doubts, key=lambda doubt: -doubt["u_n"]),
        "has_creep": bool(passport.creep),
        "statement": NOT_ACCREDITED,
    }


def _mass(bench: Bench, mass_id: str) -> MassJson:
    mass = bench.procedure.setup.mass(mass_id)
    return {"id": mass.id, "kg": mass.kg, "check": mass.for_check}
