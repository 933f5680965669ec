"""Grades of a calibration: what its figures allow the sensor to be used for, with the reasons.

Limits: domain model 7.4, chosen so that the expanded uncertainty stays within a quarter of a band
of 10 %. A figure that was not measured is a limit that was not met.
"""

from dataclasses import dataclass
from typing import Final

from calibration.fit.merit import Figures
from calibration.procedure.record import Record
from calibration.procedure.setup import CHECK_FROM_FRAC, FULL_LOADS, FULL_RUNS, is_too_light
from calibration.uncertainty.budget import Budget
from calibration.values import GRADES, Grade
from firmware_bridge.rounding import fixed, signed, significant


@dataclass(frozen=True, slots=True)
class Limits:
    """What a grade asks for.

    Attributes:
        use: what it is good for.
        check_pct, check_n: largest error at the check weights, whichever is more.
        repeatability_pct: largest spread of runs.
        hysteresis_pct: largest distance of the legs.
        zero_return_n: largest change of the zero over a run.
        creep_pct: largest creep from 1 s to 60 s; per decade of seconds for grade C.
        valid_months: until it must be calibrated again; 0 for each session.
        check_every: how often a check weight is read.
    """

    use: str
    check_pct: float
    check_n: float
    repeatability_pct: float
    hysteresis_pct: float
    zero_return_n: float
    creep_pct: float
    valid_months: int
    check_every: str

    def check_limit_n(self, force_n: float) -> float:
        """Largest error at a check weight of this force."""
        return max(0.01 * self.check_pct * force_n, self.check_n)

    def can_prove(self, force_n: float, largest_n: float) -> bool:
        """Whether a check weight of this force can find a sensor that has changed.

        Args:
            force_n: of the weight.
            largest_n: largest force that was calibrated.
        """
        return not is_too_light(force_n, largest_n) and force_n >= TELLING_LIMITS * self.check_n

    def least_check_n(self, largest_n: float) -> float:
        """Lightest check weight that can."""
        return max(CHECK_FROM_FRAC * largest_n, TELLING_LIMITS * self.check_n)


# A check weight of twice its limit fails at the latest when the sensor shows half of it.
TELLING_LIMITS: Final = 2.0
BAND_PER_EXPANDED: Final = 4.0
"""Expanded uncertainties that must fit into the half-width of a band that is graded."""

LIMITS: Final[dict[Grade, Limits]] = {
    "R": Limits(
        "research and assessment: graded, published",
        1.0, 0.2, 1.0, 1.5, 0.2, 0.3, 6, "each day",
    ),
    "T": Limits(
        "training: practice, formative",
        2.0, 0.5, 2.0, 3.0, 0.5, 1.0, 12, "each week",
    ),
    "C": Limits(
        "coaching: feedback only, scores locked to practice, not comparable across devices",
        10.0, 2.0, 6.0, 10.0, 1.0, 5.0, 0, "each session, two points",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class GradeFinding:
    """One requirement held against one grade.

    Attributes:
        grade: the grade.
        name: figure or part of the procedure.
        met: whether it is met.
        words: value and limit.
        curable: doing more of the procedure could meet it.
    """

    grade: Grade
    name: str
    met: bool
    words: str
    curable: bool = False


@dataclass(frozen=True, slots=True)
class GradeResult:
    """The grade earned, and why not a better one.

    Attributes:
        grade: best grade all of whose requirements are met; `none` without one.
        findings: every requirement of every grade.
        reasons: sentences: what kept it from each better grade.
        almost: what to do for the next better grade; empty at the best.
        band_pct: narrowest band, in per cent of `band_at_n`, that holds four uncertainties.
        band_at_n: force the band is computed for.
    """

    grade: Grade
    findings: tuple[GradeFinding, ...]
    reasons: tuple[str, ...]
    almost: str
    band_pct: float
    band_at_n: float


@dataclass(frozen=True, slots=True)
class ProcedureCoverage:
    """What the procedure covered, for the requirements that are not figures."""

    loads: int
    runs: int
    has_down: bool
    has_edges: bool
    warmed_up: bool
    is_power: bool
    forced: int


def coverage_of(record: Record) -> ProcedureCoverage:
    """What the procedure of a record covered."""
    series = [reading for reading in record.readings if reading.kind == "load"]
    return ProcedureCoverage(
        loads=len({reading.stack for reading in series}),
        runs=len({reading.run for reading in series}),
        has_down=any(reading.leg == "down" for reading in series),
        has_edges=len({r.position for r in record.readings if r.kind == "edge"}) == 5,
        warmed_up="warm-up" not in record.skipped,
        is_power=record.setup.law == "power",
        forced=sum(reading.forced for reading in record.readings),
    )


def grade_of(
    figures: Figures, course: ProcedureCoverage, budget: Budget, band_at_n: float
) -> GradeResult:
    """The best grade whose every requirement is met.

    Decision rule: a figure is compared with its limit as measured (simple acceptance); the
    uncertainty is stated beside it and limits the band that may be graded.

    Args:
        figures: of merit.
        course: of the procedure.
        budget: for the narrowest band.
        band_at_n: force the narrowest band is stated at.
    """
    findings = tuple(finding for grade in GRADES for finding in _findings(grade, figures, course))
    met = {g: all(f.met for f in findings if f.grade == g) for g in GRADES}
    earned: Grade = next((grade for grade in GRADES if met[grade]), "none")
    better = GRADES[: GRADES.index(earned)] if earned != "none" else GRADES
    reasons = tuple(
        f"not {grade}: " + "; ".join(f.words for f in findings if f.grade == grade and not f.met)
        for grade in better
    )
    return GradeResult(
        grade=earned,
        findings=findings,
        reasons=reasons,
        almost=_almost(earned, findings),
        band_pct=100.0 * BAND_PER_EXPANDED * budget.expanded_n(band_at_n) / band_at_n,
        band_at_n=band_at_n,
    )


def best_possible(findings: tuple[GradeFinding, ...]) -> Grade:
    """The best grade nothing measured speaks against; more of the procedure may earn it.

    Args:
        findings: of `grade_of`.
    """
    against = {finding.grade for finding in findings if not finding.met and not finding.curable}
    return next((grade for grade in GRADES if grade not in against), "none")


def _findings(grade: Grade, figures: Figures, course: ProcedureCoverage) -> list[GradeFinding]:
    limits = LIMITS[grade]
    creep = figures.creep_pct_per_decade if grade == "C" else figures.creep_pct
    creep_name = "creep per decade of seconds" if grade == "C" else "creep from 1 s to 60 s"
    findings = [
        _check(grade, limits, figures),
        _limit(grade, "repeatability", figures.repeatability_pct, limits.repeatability_pct, "%"),
        _limit(grade, "hysteresis", figures.hysteresis_pct, limits.hysteresis_pct, "%"),
        _limit(grade, "zero return", figures.zero_return_n, limits.zero_return_n, "N"),
        _limit(grade, creep_name, creep, limits.creep_pct, "%"),
    ]
    if grade != "C":
        words = "not a force-sensing resistor"
        if course.is_power:
            words = "a force-sensing resistor earns no more than C"
        findings.append(GradeFinding(grade, "sensor", not course.is_power, words))
    if grade == "R":
        findings += _procedure_findings(course)
    return findings


def _procedure_findings(course: ProcedureCoverage) -> list[GradeFinding]:
    asked = (
        ("loads", course.loads >= FULL_LOADS, f"{_count(course.loads, 'load')} of {FULL_LOADS}"),
        ("runs", course.runs >= FULL_RUNS, f"{_count(course.runs, 'run')} of {FULL_RUNS}"),
        ("falling leg", course.has_down, "a falling leg" if course.has_down else "no falling leg"),
        ("edges", course.has_edges, "edges tried" if course.has_edges else "edges not tried"),
        ("warm-up", course.warmed_up, "warmed up" if course.warmed_up else "warm-up cut short"),
        (
            "objections",
            not course.forced,
            f"{_count(course.forced, 'reading')} taken against an objection",
        ),
    )
    return [GradeFinding("R", name, met, words, curable=True) for name, met, words in asked]


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _check(grade: Grade, limits: Limits, figures: Figures) -> GradeFinding:
    if not figures.checks:
        words = "no independent check weight was read"
        return GradeFinding(grade, "check weights", False, words, curable=True)
    telling = [c for c in figures.checks if limits.can_prove(c.force_n, figures.max_n)]
    if not telling:
        words = (
            "no check weight was heavy enough to prove it: at least "
            f"{fixed(limits.least_check_n(figures.max_n), 1)} N"
        )
        return GradeFinding(grade, "check weights", False, words, curable=True)
    worst = max(telling, key=lambda c: abs(c.error_n) / limits.check_limit_n(c.force_n))
    limit_n = limits.check_limit_n(worst.force_n)
    met = abs(worst.error_n) <= limit_n
    return GradeFinding(
        grade, "check weights", met,
        f"check weight {' + '.join(worst.stack)} off by {signed(worst.error_n, 2)} N "
        f"({'within' if met else 'limit'} {fixed(limit_n, 2)} N)",
    )  # fmt: skip


def _limit(grade: Grade, name: str, value: float | None, limit: float, unit: str) -> GradeFinding:
    if value is None:
        return GradeFinding(grade, name, False, f"{name} not measured", curable=True)
    met = abs(value) <= limit
    words = (
        f"{name} {significant(abs(value), 2)} {unit} ({'within' if met else 'limit'} {limit:g} "
        f"{unit})"
    )
    return GradeFinding(grade, name, met, words)


def _almost(earned: Grade, findings: tuple[GradeFinding, ...]) -> str:
    """What to do for the next better grade, where doing more can earn it."""
    if earned == "R":
        return ""
    aim: Grade = GRADES[GRADES.index(earned) - 1] if earned != "none" else "C"
    missing = [f for f in findings if f.grade == aim and not f.met]
    if all(finding.curable for finding in missing):
        todo = ", ".join(finding.words for finding in missing)
        return f"Almost {aim}: {todo}. The full procedure can still earn it."
    return ""
