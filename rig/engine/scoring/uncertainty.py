"""How far a score can be trusted: the uncertainty of the calibration through the whole judgement.

Each component (calibration.uncertainty.propagate) is put on the force of the press; edges, metrics
and score are found again, and the changes add up as squares. Nothing of a person is in it: how a
hand varies from press to press is the spread of a set.
"""

import math
from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from calibration.uncertainty.error_bar import is_borderline, plus_minus
from calibration.uncertainty.propagate import Uncertainty, uncertainties_of, uncertainty_of_mean
from calibration.values import Calibration, ErrorModel
from firmware_bridge.rounding import fixed
from rig.engine.detect import Detection
from rig.engine.hold import Hold, HoldMetrics
from rig.engine.judging.classes import Beside
from rig.engine.judging.finder import Finder
from rig.engine.judging.level_metrics import measure_level
from rig.engine.judging.measure import Sensor, measure_hold, with_press_max
from rig.engine.judging.press import Found, Press
from rig.engine.judging.presses import judge_press
from rig.engine.judging.smooth import sampling_period_s
from rig.engine.scoring.rubric import Rubric
from rig.engine.scoring.score import score_hold
from rig.engine.scoring.target import Target

METRICS: Final = (
    "mean_n", "drift_pct", "time_in_band_s", "overshoot_pct",
    "loading_rate_n_per_s", "release_rate_n_per_s", "impulse_n_s",
)  # fmt: skip
"""Metrics given with an uncertainty. Steadiness is not among them: on 500 simulated cells the
sensor changed it by 0.03 % (rms), less than is shown, in ways this model does not see."""

# Slower than this every sample counts; faster ones are averaged, as a score hears only 15 Hz.
ENOUGH_HZ: Final = 80.0

Outcome = Literal["pass", "borderline", "below", "other_level"]


@dataclass(frozen=True, slots=True)
class HoldUncertainty:
    """Uncertainty of one judged press that comes from the sensor.

    Attributes:
        score: of the score; None where it cannot be told.
        metrics: name and expanded uncertainty (k = 2), in the unit of the metric.
    """

    score: Uncertainty | None
    metrics: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """Everything that turns the force of a press into the score of one of its plateaus.

    Attributes:
        plateau: 1-based number of the plateau.
        is_part: the press was asked for several levels.
    """

    detection: Detection
    finder: Finder
    beside: Beside
    plateau: int
    target: Target
    sensor: Sensor
    rubric: Rubric
    is_part: bool

    def measured(self, press: Press, found: Found) -> HoldMetrics:
        """Metrics of the plateau, one of those of the press."""
        at = self.plateau - 1
        if self.is_part:
            return measure_level(press, found, at, self.target, self.sensor)
        metrics = measure_hold(found.holds[at], self.target, self.sensor, found.smooth_hold_n)
        return with_press_max(metrics, found.holds)

    def results(self, press: Press) -> tuple[float, ...]:
        """Score and `METRICS` of the plateau; NaN where one is not to be had."""
        found = judge_press(press, self.detection, self.finder, self.beside)
        if len(found.holds) < self.plateau:
            return (math.nan,) * (1 + len(METRICS))
        metrics = self.measured(press, found)
        score = score_hold(metrics, self.target, self.rubric).score
        return _number(score), *(_number(_metric(metrics, name)) for name in METRICS)


def press_uncertainty(
    calibration: Calibration, judgement: Judgement, press: Press, hold: Hold
) -> HoldUncertainty | None:
    """Uncertainty of the score and the metrics of one press; None where nothing is known.

    Args:
        calibration: with the error model of its passport, or without.
        judgement: what made the score.
        press: its samples.
        hold: what it was judged to be.
    """
    if calibration.errors is None:
        return None
    thin, errors = _thinned(press, calibration.errors)

    def evaluate(force_n: NDArray[np.float64]) -> tuple[float, ...]:
        return judgement.results(replace(thin, force_n=force_n))

    score, *metrics = uncertainties_of(
        errors, thin.t_s, thin.force_n, hold.onset_s, hold.level_n, evaluate
    )
    return HoldUncertainty(
        score=score if math.isfinite(score.combined) else None,
        metrics=tuple(
            (name, uncertainty.expanded)
            for name, uncertainty in zip(METRICS, metrics, strict=True)
            if math.isfinite(uncertainty.expanded)
        ),
    )


def set_uncertainty(uncertainties: tuple[Uncertainty | None, ...]) -> float | None:
    """Expanded uncertainty (k = 2) of the mean score of a set; None where one press has none."""
    known = tuple(uncertainty for uncertainty in uncertainties if uncertainty is not None)
    if not known or len(known) < len(uncertainties):
        return None
    return uncertainty_of_mean(known).expanded


def outcome_of(
    score: float | None, expanded: float | None, pass_score: float | None
) -> Outcome | None:
    """How a score stands against the pass mark; None without a score or a mark.

    A score whose uncertainty reaches the mark is borderline; so is one whose uncertainty is not
    known, as nobody can tell on which side it lies.
    """
    if score is None or pass_score is None:
        return None
    if expanded is None or is_borderline(score, expanded, pass_score):
        return "borderline"
    return "pass" if score >= pass_score else "below"


def points_message(score: float, expanded: float | None) -> str:
    """A score with its error: `82 ± 3`, or to a tenth where the error is not known."""
    return fixed(score, 1) if expanded is None else plus_minus(score, expanded)


def score_message(score: float, expanded: float | None, outcome: Outcome | None) -> str:
    """A score as a person says it: `82 ± 3 of 100, borderline: repeat`.

    Args:
        score: 0 to 100.
        expanded: its uncertainty (k = 2); None where it is not known.
        outcome: against the pass mark.
    """
    points = points_message(score, expanded)
    unsure = "neither passed nor failed" if expanded is None else "borderline: repeat"
    return f"{points} of 100{f', {unsure}' if outcome == 'borderline' else ''}"


def _metric(metrics: HoldMetrics, name: str) -> float | None:
    value: float | None = getattr(metrics, name)
    return value


def _number(value: float | None) -> float:
    return math.nan if value is None else value


def _thinned(press: Press, errors: ErrorModel) -> tuple[Press, ErrorModel]:
    """The same press at no more than about `ENOUGH_HZ`, by means of consecutive samples."""
    step = int(1.0 / (sampling_period_s(press.t_s) * ENOUGH_HZ))
    if step < 2:
        return press, errors
    whole = len(press.t_s) // step * step
    parts = (-1, step)
    thin = replace(
        press,
        t_s=np.mean(press.t_s[:whole].reshape(parts), axis=1),
        force_n=np.mean(press.force_n[:whole].reshape(parts), axis=1),
        flags=np.bitwise_or.reduce(press.flags[:whole].reshape(parts), axis=1),
    )
    return thin, replace(errors, noise_n=errors.noise_n / math.sqrt(step))
