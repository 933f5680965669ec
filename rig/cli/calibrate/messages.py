"""A guided calibration in lines: what to do, what stands out, and how it ended."""

import math
from typing import TYPE_CHECKING, Final

from calibration.fit.scatter import Dot
from calibration.procedure.answers import ProcedureRequest
from calibration.procedure.screen import ProcedureScreen
from firmware_bridge.rounding import fixed, signed

if TYPE_CHECKING:
    from calibration.passport.document import Passport

KEYS: Final[dict[str, ProcedureRequest]] = {
    "r": "repeat",
    "u": "repeat_run",
    "s": "skip",
    "a": "accept",
    "l": "smaller",
    "t": "short",
    "0": "restart",
}
KEY_WORDS: Final[dict[ProcedureRequest, str]] = {
    "repeat": "r repeat the last reading",
    "repeat_run": "u repeat this run",
    "skip": "s skip this step",
    "accept": "a accept it as it is",
    "smaller": "l leave out the largest load",
    "short": "t shorten to one run",
    "pause": "p break",
    "resume": "p go on",
    "restart": "0 begin again",
}
ALWAYS: Final = "w why · m correct a mass · q quit, go on later"
FINISH: Final = "f make the passport"


def keys_line(screen: ProcedureScreen) -> str:
    """The letters that do something now."""
    offered = [KEY_WORDS[request] for request in screen.wishes]
    return " · ".join([*([FINISH] if screen.finished else []), *offered, ALWAYS])


def headline(screen: ProcedureScreen) -> str:
    """How far it has come."""
    step = min(screen.done + 1, screen.steps)
    return f"{screen.title} · step {step} of {screen.steps}"


def reading_line(screen: ProcedureScreen) -> str:
    """The live reading as a person reads it."""
    if screen.reading_n is not None:
        return f"{fixed(screen.reading_n, 2)} N"
    if screen.reading_raw is not None:
        return f"{fixed(screen.reading_raw, 0)} raw"
    return "no reading yet"


def dot_line(dot: Dot) -> str:
    """One reading of the series beside its known force."""
    leg = {"up": "▲", "down": "▼"}.get(dot.leg, "◆")
    forced = "  taken against an objection" if dot.forced else ""
    run = f"run {dot.run}" if dot.run else "check"
    return f"{leg} {run:<6} {fixed(dot.force_n, 2):>8} N  {signed(dot.off_n, 3)} N{forced}"


def result_lines(passport: "Passport") -> list[str]:
    """Grade, reasons, uncertainty and budget, then what would lift the grade."""
    from calibration.passport.document import grade_message
    from calibration.passport.grades import LIMITS

    grade = passport.grade
    use = LIMITS[grade.grade].use if grade.grade != "none" else "practice only"
    words = grade_message(grade.grade)
    lines = [f"{words[0].upper()}{words[1:]}: for {use}."]
    lines += [f"  {reason}" for reason in grade.reasons]
    at = next(each for each in passport.at_force if each.force_n == grade.band_at_n)
    lines += [
        f"A reading of {fixed(at.force_n, 1)} N is uncertain by ± {fixed(at.expanded_n, 2)} N (k "
        "= 2).",
        f"Use no band narrower than ± {fixed(grade.band_pct, 1)} %.",
        f"What makes it uncertain, at {fixed(at.force_n, 1)} N (standard uncertainty):",
    ]
    uncertainties = (
        (math.hypot(part.absolute_n, part.relative_frac * at.force_n), part.name)
        for part in passport.budget
    )
    parts = sorted(uncertainties, reverse=True)
    lines += [f"  {fixed(u_n, 3)} N  {name}" for u_n, name in parts if u_n >= 0.0005]
    if grade.almost:
        lines.append(grade.almost)
    due = passport.due_utc[:10]
    lines.append(f"Calibrate again by {due}." if due else "No due date: no grade was earned.")
    lines += ["This is not accredited; it is valid only for this sensor as it is set up here."]
    return lines
