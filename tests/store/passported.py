"""A session recorded under a passport of the board it was recorded with."""

from dataclasses import replace
from pathlib import Path

from calibration.passport.document import Passport, calibration_of, passport_text, sealed
from rig.store.recorder import Recorder
from tests.store import build


def corrected(passport: Passport, gain: float) -> Passport:
    """The passport with the gain of the made-up board, off by a factor."""
    scale = gain / build.COUNTS_PER_N
    calibration = replace(
        passport.calibration, device="board-0042", gain_per_raw=scale, curvature_per_raw2=0.0,
        span_raw=None,
    )  # fmt: skip
    item = replace(passport.item, identity="board-0042")
    return sealed(replace(passport, calibration=calibration, item=item, sha256=""))


def recorded_under(passport: Passport, path: Path) -> Path:
    """A store with one session."""
    head = replace(
        build.header("a1"), calibration=calibration_of(passport), passport=passport_text(passport)
    )
    with Recorder(path) as recorder:
        build.record(recorder, head, build.pressing())
    return path
