"""Whether a calibration may carry a grade today, on this sensor; in words where it may not."""

import math
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Literal

from calibration.identity import UNNAMED, says_who_it_is
from calibration.passport.grades import BAND_PER_EXPANDED, LIMITS
from calibration.uncertainty.propagate import expanded_at
from calibration.values import Calibration
from firmware_bridge.rounding import fixed, signed

Use = Literal["graded", "formative", "practice"]
"""graded: scores may be published; formative: scores count for training; practice: shown, never
counted."""

PRACTICE_ONLY: Final = "Practice only: "
# A working day, a week less half a day: a date would change at noon in some time zones.
CHECK_LASTS: Final = {"R": timedelta(hours=12), "T": timedelta(days=6.5)}


@dataclass(frozen=True, slots=True)
class Eligibility:
    """What a calibration may be used for now.

    Attributes:
        use: the most it may carry.
        reason: one sentence for a person; empty where it carries graded scores.
        scores_drift: drift may be scored; a creeping sensor would blame the learner.
    """

    use: Use
    reason: str
    scores_drift: bool = True


def practice_only(why: str) -> Eligibility:
    """The standing of what may be shown and never counted.

    Args:
        why: half a sentence, with the way out.
    """
    return Eligibility("practice", f"{PRACTICE_ONLY}{why}.")


def with_drift_of(calibration: Calibration, standing: Eligibility) -> Eligibility:
    """The standing, without a score of drift where the sensor creeps by itself.

    A sensor does not creep less because its calibration expired or belongs to another.

    Args:
        calibration: as the session would use it.
        standing: whatever its use is.
    """
    creeps = calibration.grade == "C" or bool(calibration.pieces)
    return replace(standing, scores_drift=not creeps)


def eligibility_of(calibration: Calibration, identity: str, now_utc: str) -> Eligibility:
    """What a calibration may carry on this sensor at this time.

    Args:
        calibration: as the session would use it.
        identity: hardware id of the sensor that is connected; empty where it tells none.
        now_utc: ISO 8601 time.
    """
    if not calibration.passport_sha256:
        return practice_only("this sensor has no calibration passport; calibrate it first")
    if calibration.device and not identity:
        return practice_only(
            f"the calibration belongs to sensor {calibration.device}, and this one does not say "
            "which it is; reconnect it"
        )
    if calibration.device != identity:
        return practice_only(
            f"the calibration belongs to sensor {calibration.device or 'without a name'}, not to "
            f"{identity}; choose its own passport or calibrate"
        )
    if not says_who_it_is(identity):
        return practice_only(UNNAMED)
    if calibration.grade == "none":
        return practice_only("the last calibration of this sensor failed; calibrate it again")
    if calibration.due_utc and _time(now_utc) > _time(calibration.due_utc):
        return practice_only(
            f"the calibration expired on {calibration.due_utc[:10]}; calibrate the sensor again"
        )
    if calibration.made_utc and _time(now_utc) < _time(calibration.made_utc):
        return practice_only(
            f"the calibration is dated {calibration.made_utc[:10]}, which is still to come; check "
            "the clock of this computer"
        )
    if calibration.grade == "C":
        return practice_only(
            "a sensor of grade C coaches and does not grade; its drift is not scored, and its "
            "scores do not compare with other sensors"
        )
    if calibration.grade == "T":
        return Eligibility("formative", "Training grade: scores are for practice and feedback.")
    return Eligibility("graded", "")


def band_message(calibration: Calibration, force_n: float, band_frac: float) -> str:
    """Why a target is too narrow for a sensor; empty where it is not, or nothing is known.

    Four expanded uncertainties must fit into the half-width of the band (domain model 7.4).

    Args:
        calibration: with the error model of its passport, or without.
        force_n: force asked for.
        band_frac: half-width of the band as a share of it.
    """
    if calibration.errors is None:
        return ""
    expanded_n = expanded_at(calibration.errors, force_n)
    if BAND_PER_EXPANDED * expanded_n <= band_frac * force_n:
        return ""
    narrowest_pct = 100.0 * BAND_PER_EXPANDED * expanded_n / force_n
    return (
        f"a band of ± {fixed(100.0 * band_frac, 0)} % is too narrow for this sensor, which is "
        f"sure to ± {fixed(expanded_n, 2)} N at {fixed(force_n, 0)} N; ask for ± "
        f"{math.ceil(narrowest_pct)} % or more, "
        "or calibrate it better"
    )


@dataclass(frozen=True, slots=True)
class CheckVerdict:
    """A check weight read in use.

    Attributes:
        passed: within the limit of the grade.
        error_n: reading minus known force.
        limit_n: largest allowed.
        words: one sentence; never a correction.
    """

    passed: bool
    error_n: float
    limit_n: float
    words: str


def check_verdict(calibration: Calibration, shown_n: float, known_n: float) -> CheckVerdict:
    """Whether the daily check weight is within the grade; nothing is ever rescaled by it.

    Args:
        calibration: with a grade.
        shown_n: what the sensor shows.
        known_n: force of the check weight.
    """
    error_n = shown_n - known_n
    if calibration.grade == "none":
        return CheckVerdict(False, error_n, 0.0, "This sensor has no grade to be checked against.")
    limits = LIMITS[calibration.grade]
    limit_n = limits.check_limit_n(known_n)
    reads = (
        f"The check weight of {fixed(known_n, 2)} N reads {fixed(shown_n, 2)} N "
        f"({signed(error_n, 2)} N"
    )
    if abs(error_n) <= limit_n:
        words = f"{reads}; limit {fixed(limit_n, 2)} N): the sensor is as it was calibrated."
        return CheckVerdict(True, error_n, limit_n, words)
    words = (
        f"{reads}; limit {fixed(limit_n, 2)} N for grade {calibration.grade}): scores are practice "
        "only. Read it once more; if it stays so, calibrate the sensor. Nothing was rescaled."
    )
    return CheckVerdict(False, error_n, limit_n, words)


def check_is_due(calibration: Calibration, last_check_utc: str, now_utc: str) -> str:
    """Sentence that asks for the check weight; empty where it was read recently enough.

    Args:
        calibration: with a grade.
        last_check_utc: ISO 8601 time of the last check that passed; empty without one.
        now_utc: ISO 8601 time.
    """
    if calibration.grade not in ("R", "T"):
        return ""
    every = LIMITS[calibration.grade].check_every
    if last_check_utc:
        age = _time(now_utc) - _time(last_check_utc)
        if timedelta(0) <= age < CHECK_LASTS[calibration.grade]:
            return ""
    return f"Read the check weight: grade {calibration.grade} asks for it {every}."


def drift_message(calibration: Calibration, before_raw: float, after_raw: float) -> str:
    """Sentence about a zero that moved during a set; empty where it held.

    Args:
        calibration: in use.
        before_raw: zero before the set.
        after_raw: zero after it.
    """
    grade = calibration.grade if calibration.grade != "none" else "C"
    limit_n = LIMITS[grade].zero_return_n
    moved_n = (after_raw - before_raw) * calibration.gain_per_raw
    if abs(moved_n) <= limit_n:
        return ""
    return (
        f"The zero moved by {signed(moved_n, 2)} N during the set (limit {fixed(limit_n, 1)} N): "
        "its scores are flagged; let the sensor warm up, then repeat the set."
    )


def _time(utc: str) -> datetime:
    return datetime.fromisoformat(utc)
