"""The criteria of a score, one value each: everything that is known of them stands here.

A new criterion is one more entry of `CRITERIA`. Rubrics name the criteria they judge by, so one
that is added changes no rubric there is; a protocol that gives it a weight scores it.
"""

from typing import Final

from firmware_bridge.rounding import fixed, significant
from rig.engine.hold import HoldMetrics
from rig.engine.judging.measure import GOES_ON
from rig.engine.scoring import shares
from rig.engine.scoring.criterion import Criterion, UnknownCriterionError
from rig.engine.scoring.target import Target


def criterion_named(name: str) -> Criterion:
    """The criterion of that name.

    Raises:
        UnknownCriterionError: there is none.
    """
    found = _BY_NAME.get(name)
    if found is None:
        raise UnknownCriterionError(name, NAMES)
    return found


def _band_words(target: Target, unit: str) -> str:
    return _span(target.low_n, target.high_n, unit)


def _span(low: float, high: float, unit: str) -> str:
    return f"{significant(low, 3)}-{significant(high, 3)} {unit}"


def _amount(value: float) -> str:
    return f"{fixed(abs(value), 0)} %"


def _side(value: float) -> str:
    return "light" if value < 0 else "hard"


def _outside(seconds: float | None) -> str:
    """How long a fault kept the force out of the band; empty where it hardly did."""
    if seconds is None or seconds < WORTH_NAMING_S:
        return ""
    return f", {fixed(seconds, 1)} s outside the band"


def _accuracy_advice(value: float, metrics: HoldMetrics, target: Target, unit: str) -> str:
    action = "Press a little more" if value < 0 else "Ease off"
    told = f"{_amount(value)} too {_side(value)} on average{_outside(metrics.outside_by_level_s)}"
    return f"{told}. {action}: aim for {_band_words(target, unit)}."


def _accuracy_cap(value: float | None, target: Target) -> str:
    error_pct = value or 0.0
    return f"On average you were {_amount(error_pct)} too {_side(error_pct)}"


def _time_in_band_advice(value: float, metrics: HoldMetrics, target: Target, unit: str) -> str:
    above_s, below_s = metrics.above_band_s or 0.0, metrics.below_band_s or 0.0
    if metrics.hold_s is not None and target.hold_s - metrics.hold_s > above_s + below_s:
        return _longer(metrics.hold_s, metrics, target)
    band = _band_words(target, unit)
    told = _time_in_band_loss(value, metrics, target, unit).replace("the band", band)
    if above_s > 2.0 * below_s:
        return f"{told}. Ease off a little, then stay."
    if below_s > 2.0 * above_s:
        return f"{told}. Press a little more, then stay."
    return f"{told}. Settle inside, then stay."


def _time_in_band_loss(value: float, metrics: HoldMetrics, target: Target, unit: str) -> str:
    sides = ((metrics.above_band_s, "above"), (metrics.below_band_s, "below"))
    told = [f"{fixed(s, 1)} s {side}" for s, side in sides if s is not None and s >= 0.05]
    if told:
        return f"{' and '.join(told)} the band"
    return f"in the band only {fixed(value, 0)} % of the time"


def _steadiness_advice(value: float, metrics: HoldMetrics, target: Target, unit: str) -> str:
    return (
        f"The force shook by {_amount(value)}{_outside(metrics.outside_by_sway_s)}. Lean in with "
        "straight joints and let your weight do the pressing."
    )


def _drift_advice(value: float, metrics: HoldMetrics, target: Target, unit: str) -> str:
    outside = _outside(metrics.outside_by_drift_s)
    if value < 0:
        return f"The force sank by {_amount(value)}{outside}. Add a little as the seconds pass."
    return f"The force crept up by {_amount(value)}{outside}. Arrive, then stop adding weight."


def _hold_time_advice(value: float, metrics: HoldMetrics, target: Target, unit: str) -> str:
    if value < target.hold_min_s:
        return _longer(value, metrics, target)
    leave = "Go on" if _goes_on(metrics) else "Let go"
    return f"You held {fixed(value, 1)} s. {leave} before {fixed(target.hold_max_s, 0)} s."


def _hold_time_cap(value: float | None, target: Target) -> str:
    if value is None or value >= target.hold_min_s:
        return ""
    return f"You held only {fixed(value, 1)} s of {significant(target.hold_min_s, 3)} s"


def _hold_time_loss(value: float, metrics: HoldMetrics, target: Target, unit: str) -> str:
    if value < target.hold_min_s:
        left = "went on" if _goes_on(metrics) else "let go"
        return f"{left} {fixed(target.hold_min_s - value, 1)} s early"
    return f"held {fixed(value - target.hold_max_s, 1)} s too long"


def _goes_on(metrics: HoldMetrics) -> bool:
    """Whether another level followed, so that nobody let go."""
    return metrics.not_measurable.get("release_rate_n_per_s") == GOES_ON


def _longer(hold_s: float, metrics: HoldMetrics, target: Target) -> str:
    missing = fixed(target.hold_min_s - hold_s, 1)
    until = significant(target.hold_min_s, 3)
    if _goes_on(metrics):
        return f"You went on {missing} s early. Stay until {until} s, then go on."
    return f"You let go {missing} s early. Stay until {until} s, then let go slowly."


def _loading_words(target: Target, unit: str) -> str:
    return _span(target.loading_min_n_per_s, target.loading_max_n_per_s, f"{unit}/s")


def _loading_rate_advice(value: float, metrics: HoldMetrics, target: Target, unit: str) -> str:
    window = _loading_words(target, unit)
    if value > target.loading_max_n_per_s:
        return f"You arrived at {fixed(value, 0)} {unit}/s. Sink in slowly: {window}."
    return f"You arrived at {fixed(value, 1)} {unit}/s. Go a little faster: {window}."


def _overshoot_advice(value: float, metrics: HoldMetrics, target: Target, unit: str) -> str:
    return f"You went {fixed(value, 0)} % past the target. Slow down before you get there."


def _release_words(target: Target, unit: str) -> str:
    return _span(target.release_min_n_per_s, target.release_max_n_per_s, f"{unit}/s")


def _release_rate_advice(value: float, metrics: HoldMetrics, target: Target, unit: str) -> str:
    window = _release_words(target, unit)
    if value > target.release_max_n_per_s:
        return f"You let go at {fixed(value, 0)} {unit}/s. Melt away slowly: {window}."
    return f"You let go at {fixed(value, 1)} {unit}/s. A little quicker is fine: {window}."


# Fewer seconds are not worth a word.
WORTH_NAMING_S: Final = 0.5

CRITERIA: Final = (
    Criterion(
        name="accuracy",
        title="Force on target",
        metric="mean_n",
        unit="%",
        anchor="accuracy_bands",
        anchors=(1.0 / 3.0, 2.0),
        share=shares.accuracy,
        aim=lambda target, anchors, unit: (
            f"{significant(target.force_n, 3)} {unit} "
            f"± {significant(anchors[0] * shares.band_pct(target), 2)} %"
        ),
        advice=_accuracy_advice,
        praise="on target",
        loss=lambda value, metrics, target, unit: f"{_amount(value)} too {_side(value)} on average",
        cap=_accuracy_cap,
    ),
    Criterion(
        name="time_in_band",
        title="Time in band",
        metric="time_in_band_s",
        unit="%",
        anchor="time_in_band_frac",
        anchors=(0.95, 0.50),
        share=shares.time_in_band,
        aim=lambda target, anchors, unit: (
            f"{significant(100.0 * anchors[0], 3)} % of {significant(target.hold_s, 3)} s "
            f"in {_band_words(target, unit)}"
        ),
        advice=_time_in_band_advice,
        praise="in the band nearly all the time",
        loss=_time_in_band_loss,
        cap=lambda value, target: (
            f"You were in the band only {fixed(value or 0.0, 0)} % of the time"
        ),
    ),
    Criterion(
        name="steadiness",
        title="Steadiness",
        metric="cv_detrended_pct",
        unit="%",
        anchor="steadiness_cv_pct",
        anchors=(4.0, 15.0),
        share=shares.steadiness,
        aim=lambda target, anchors, unit: f"{significant(anchors[0], 3)} % or less",
        advice=_steadiness_advice,
        praise="steady",
        loss=lambda value, metrics, target, unit: f"the force shook by {_amount(value)}",
        over_window=True,
    ),
    Criterion(
        name="drift",
        title="Drift",
        metric="drift_pct",
        unit="%",
        anchor="drift_bands",
        anchors=(0.5, 2.0),
        share=shares.drift,
        aim=lambda target, anchors, unit: (
            f"± {significant(anchors[0] * shares.band_pct(target), 3)} % or less"
        ),
        advice=_drift_advice,
        praise="",
        loss=lambda value, metrics, target, unit: (
            f"the force {'sank' if value < 0 else 'crept up'} by {_amount(value)}"
        ),
        over_window=True,
    ),
    Criterion(
        name="hold_time",
        title="Hold time",
        metric="hold_s",
        unit="s",
        anchor="hold_tolerance_s",
        anchors=(0.5,),
        share=shares.hold_time,
        aim=lambda target, anchors, unit: _span(target.hold_min_s, target.hold_max_s, "s"),
        advice=_hold_time_advice,
        praise="held long enough",
        loss=_hold_time_loss,
        cap=_hold_time_cap,
    ),
    Criterion(
        name="loading_rate",
        title="Pressing in",
        metric="loading_rate_n_per_s",
        unit="N/s",
        anchor="rate_factor_zero",
        anchors=(3.0,),
        share=shares.loading_rate,
        aim=lambda target, anchors, unit: _loading_words(target, unit),
        advice=_loading_rate_advice,
        praise="a calm way in",
        loss=lambda value, metrics, target, unit: f"pressed in at {fixed(value, 1)} {unit}/s",
    ),
    Criterion(
        name="overshoot",
        title="Overshoot",
        metric="overshoot_pct",
        unit="%",
        anchor="overshoot_bands",
        anchors=(1.0, 3.0),
        share=shares.overshoot,
        aim=lambda target, anchors, unit: (
            f"{significant(anchors[0] * shares.band_pct(target), 3)} % or less"
        ),
        advice=_overshoot_advice,
        praise="",
        loss=lambda value, metrics, target, unit: f"{_amount(value)} past the target",
    ),
    Criterion(
        name="release_rate",
        title="Letting go",
        metric="release_rate_n_per_s",
        unit="N/s",
        anchor="rate_factor_zero",
        anchors=(3.0,),
        share=shares.release_rate,
        aim=lambda target, anchors, unit: _release_words(target, unit),
        advice=_release_rate_advice,
        praise="",
        loss=lambda value, metrics, target, unit: f"let go at {fixed(value, 1)} {unit}/s",
    ),
)

_BY_NAME: Final = {each.name: each for each in CRITERIA}
NAMES: Final = tuple(_BY_NAME)
