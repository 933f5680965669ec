"""What a score rests on: the calibration, its passport, and what that may be used for."""

from dataclasses import dataclass

from calibration.nominal import is_guess
from calibration.passport.validity import Eligibility, Use
from calibration.values import Calibration, Grade


@dataclass(frozen=True, slots=True)
class ScoreBasis:
    """Stored with every score.

    Attributes:
        calibration: id of the calibration.
        passport_sha256: digest of the passport it was read from; empty without one.
        grade: grade of the passport.
        use: the most the score may be used for.
        reason: one sentence for a person; empty where it may be published.
        is_guess: nothing measured this sensor: its newtons may be off by several times.
    """

    calibration: str
    passport_sha256: str
    grade: Grade
    use: Use
    reason: str
    is_guess: bool


def basis_of(calibration: Calibration, standing: Eligibility) -> ScoreBasis:
    """What the scores of a station rest on."""
    return ScoreBasis(
        calibration=calibration.identity,
        passport_sha256=calibration.passport_sha256,
        grade=calibration.grade,
        use=standing.use,
        reason=standing.reason,
        is_guess=is_guess(calibration),
    )
