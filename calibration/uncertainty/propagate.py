"""From the uncertainty of a force to that of anything computed from it: a mean, a drift, a score.

The parts of a passport's budget act on a press in six ways: as a scale shared by all presses, as
a scale of this press, as an offset of its zero, as a creep and as a walk along it, and as the noise
of its samples (one fixed draw, so that a press looked at again is as uncertain as before). Each is
put on by two standard deviations to either side, as far as the interval reaches (k = 2), everything
is computed again, and the halved changes add up as squares (GUM 5.1.2, with differences instead of
derivatives): a score that stays full within one of them may fall within two. Drawing all at random
is the check.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from calibration.uncertainty.budget import COVERAGE_FACTOR
from calibration.values import ErrorModel

# Creep goes with the logarithm of time; calibration points are read after about this time.
DWELL_S: Final = 4.5
CREEP_FROM_S: Final = 1.0
CREEP_TO_S: Final = 60.0
# Root mean square of log(t / DWELL_S) / log(60) over a minute: how far it is along on average.
CREEP_RMS: Final = math.sqrt((math.log(CREEP_TO_S / DWELL_S) - 1.0) ** 2 + 1.0) / math.log(
    CREEP_TO_S
)

Array = NDArray[np.float64]
Way = Literal["shared scale", "scale", "zero", "creep", "walk", "noise"]
WAYS: Final[tuple[Way, ...]] = ("shared scale", "scale", "zero", "creep", "walk", "noise")
Evaluate = Callable[[Array], tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """Standard uncertainty of one result, by the way its cause acts.

    Attributes:
        shared: what is the same for every press of the sensor.
        press: what is new with each press.
    """

    shared: float
    press: float

    @property
    def combined(self) -> float:
        """Standard uncertainty, k = 1."""
        return math.hypot(self.shared, self.press)

    @property
    def expanded(self) -> float:
        """Expanded uncertainty, k = 2."""
        return COVERAGE_FACTOR * self.combined


def expanded_at(errors: ErrorModel, force_n: float) -> float:
    """Expanded uncertainty (k = 2) of a reading of one second, anywhere in a hold of a minute.

    Args:
        errors: of the calibration.
        force_n: the force.
    """
    relative_frac = math.hypot(
        errors.gain_common_frac, errors.gain_press_frac, CREEP_RMS * errors.creep_frac
    )
    return COVERAGE_FACTOR * math.hypot(relative_frac * force_n, errors.zero_n, errors.form_n)


def disturbed(
    errors: ErrorModel, t_s: Array, force_n: Array, onset_s: float, level_n: float,
    by: dict[Way, float], grain: Array | None = None,
) -> Array:  # fmt: skip
    """The force of a press if its components were off by so many standard deviations.

    Args:
        errors: of the calibration.
        t_s: (n,) times.
        force_n: (n,) force as read.
        onset_s: when the press began.
        level_n: its level, above zero.
        by: standard deviations of each way; absent ways are not disturbed.
        grain: (n,) noise of unit standard deviation; None takes one fixed draw.

    Returns:
        (n,) force.
    """
    shared = math.hypot(errors.gain_common_frac, errors.form_n / level_n)
    since_s = np.maximum(t_s - onset_s, CREEP_FROM_S)
    # 0 at the dwell of the calibration points, one whole creep between 1 s and 60 s.
    course = np.log(since_s / DWELL_S) / math.log(CREEP_TO_S / CREEP_FROM_S)
    scale = (
        1.0
        + by.get("shared scale", 0.0) * shared
        + by.get("scale", 0.0) * errors.gain_press_frac
        + by.get("creep", 0.0) * errors.creep_frac * course
    )
    length_s = float(t_s[-1]) - onset_s
    along = np.clip((t_s - onset_s) / length_s, 0.0, 1.0) - 0.5 if length_s > 0.0 else 0.0 * t_s
    offset_n = by.get("zero", 0.0) * errors.zero_n + by.get("walk", 0.0) * errors.walk_n * along
    noise = by.get("noise", 0.0) * errors.noise_n
    if noise:
        offset_n = offset_n + noise * (_grain(len(t_s)) if grain is None else grain)
    moved: Array = force_n * scale + offset_n
    return moved


@lru_cache(maxsize=16)
def _grain(samples: int) -> Array:
    """White noise, the same each time it is asked for."""
    grain: Array = np.random.default_rng(samples).standard_normal(samples)
    return grain


def uncertainties_of(
    errors: ErrorModel, t_s: Array, force_n: Array, onset_s: float, level_n: float,
    evaluate: Evaluate,
) -> tuple[Uncertainty, ...]:  # fmt: skip
    """Standard uncertainties of everything that is computed from the force of a press.

    The two one-sided changes enter as their root mean square, so that a result at a kink (a score
    that is full up to an edge) is uncertain on the side where it can fall; of the shared scale the
    larger of the two does.

    Args:
        errors: of the calibration.
        t_s: (n,) times.
        force_n: (n,) force as read.
        onset_s: when the press began.
        level_n: its level.
        evaluate: results of a force, always as many; NaN where one cannot be computed.

    Returns:
        One for each result; NaN where it cannot be computed under every disturbance.
    """
    as_read = np.array(evaluate(force_n))
    squares: dict[Way, Array] = {}
    for way in WAYS:
        changes = [
            np.array(evaluate(disturbed(errors, t_s, force_n, onset_s, level_n, {way: side})))
            - as_read
            for side in (COVERAGE_FACTOR, -COVERAGE_FACTOR)
        ]
        sides = np.square(changes) / COVERAGE_FACTOR**2
        # A scale shared by all presses does not change sides from one to the next.
        squares[way] = np.max(sides, axis=0) if way == "shared scale" else np.mean(sides, axis=0)
    shared = np.sqrt(squares["shared scale"] + squares["creep"])
    press = np.sqrt(squares["scale"] + squares["zero"] + squares["walk"] + squares["noise"])
    return tuple(Uncertainty(s, p) for s, p in zip(shared.tolist(), press.tolist(), strict=True))


def drawn(
    errors: ErrorModel, t_s: Array, force_n: Array, onset_s: float, level_n: float,
    evaluate: Evaluate, *, draws: int, chance: np.random.Generator,
) -> Array:  # fmt: skip
    """The same results with every component drawn at random: the check on `uncertainties_of`.

    Args:
        errors: of the calibration.
        t_s: (n,) times.
        force_n: (n,) force as read.
        onset_s: when the press began.
        level_n: its level.
        evaluate: results of a force.
        draws: how many.
        chance: source of chance.

    Returns:
        (draws, results).
    """
    rows = []
    for _ in range(draws):
        by = {way: float(chance.normal()) for way in WAYS}
        grain = chance.standard_normal(len(t_s))
        by["noise"] = 1.0
        rows.append(evaluate(disturbed(errors, t_s, force_n, onset_s, level_n, by, grain)))
    return np.array(rows)


def uncertainty_of_mean(uncertainties: tuple[Uncertainty, ...]) -> Uncertainty:
    """Of the mean over presses: what they share stays, what is new each time averages out.

    Args:
        uncertainties: of each press, at least one.
    """
    count = len(uncertainties)
    return Uncertainty(
        shared=math.fsum(uncertainty.shared for uncertainty in uncertainties) / count,
        press=math.sqrt(math.fsum(uncertainty.press**2 for uncertainty in uncertainties)) / count,
    )
