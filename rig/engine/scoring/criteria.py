"""The criteria of a score, one value each: everything that is known of them stands here.

A new criterion is one more entry of `CRITERIA`. Rubrics name the criteria they judge by, so one
that is added changes no rubric there is; a protocol that gives it a weight scores it.
"""

from typing import Final

from firmware_bridge.rounding import fixed, significant
from rig.engine.hold import HoldMetrics
from rig.engine.scoring.criterion import Anchors, Criterion, UnknownCriterionError, edge, falling
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


def _band_pct(target: Target) -> float:
    return 100.0 * target.band_frac


def _band_words(target: Target, unit: str) -> str:
    return _span(target.low_n, target.high_n, unit)


def _span(low: float, high: float, unit: str) -> str:
    return f"{significant(low, 3)}-{significant(high, 3)} {unit}"


def _accuracy(mean_n: float, target: Target, anchors: Anchors) -> tuple[float, float]:
    full, zero = anchors
    error_pct = 100.0 * (mean_n - target.force_n) / target.force_n
    return error_pct, falling(abs(error_pct) / _band_pct(target), full, zero)


def _accuracy_advice(value: float, metrics: HoldMetrics, target: Target, unit: str) -> str:
    side, action = ("light", "Press a little more") if value < 0 else ("hard", "Ease off")
    aim = _band_words(target, unit)
    return f"{fixed(abs(value), 0)} % too {side} on average. {action}: aim for {aim}."


def _accuracy_cap(value: float | None, target: Target) -> str:
    error_pct = value or 0.0
    side = "light" if error_pct < 0 else "hard"
    return f"On average you were {fixed(abs(error_pct), 0)} % too {side}"


def _time_in_band(in_band_s: float, target: Target, anchors: Anchors) -> tuple[float, float]:
    full, zero = anchors
    share = in_band_s / target.hold_s
    return 100.0 * share, falling(-share, -full, -zero)


def _time_in_band_advice(value: float, metrics: HoldMetrics, target: Target, unit: str) -> str:
    if metrics.hold_s is not None and metrics.hold_s < target.hold_min_s - 0.5:
        return _longer(metrics.hold_s, target)
    outside = max(100.0 - value, 0.0)
    band = _band_words(target, unit)
    return f"{fixed(outside, 0)} % of the time outside {band}. Settle inside, then stay."


def _steadiness(cv_pct: float, target: Target, anchors: Anchors) -> tuple[float, float]:
    full, zero = anchors
    return cv_pct, falling(cv_pct, full, zero)


def _steadiness_advice(value: float, metrics: HoldMetrics, target: Target, unit: str) -> str:
    return (
        f"The force shook by {fixed(value, 0)} %. Lean in with straight joints and let your "
        "weight do the pressing."
    )


def _drift(drift_pct: float, target: Target, anchors: Anchors) -> tuple[float, float]:
    full, zero = anchors
    return drift_pct, falling(abs(drift_pct) / _band_pct(target), full, zero)


def _drift_advice(value: float, metrics: HoldMetrics, target: Target, unit: str) -> str:
    if value < 0:
        return f"The force sank by {fixed(-value, 0)} %. Add a little as the seconds pass."
    return f"The force crept up by {fixed(value, 0)} %. Arrive, then stop adding weight."


def _hold_time(hold_s: float, target: Target, anchors: Anchors) -> tuple[float, float]:
    (slack_s,) = anchors
    shortest, longest = target.hold_min_s, target.hold_max_s
    # From the edge of the tolerance, so that nothing jumps there.
    full_s, none_s = shortest - slack_s, min(0.5 * shortest, shortest - 2.0 * slack_s)
    if hold_s < full_s:
        return hold_s, falling(-hold_s, -full_s, -none_s)
    full_s, none_s = longest + slack_s, max(1.5 * longest, longest + 2.0 * slack_s)
    return hold_s, falling(hold_s, full_s, none_s)


def _hold_time_advice(value: float, metrics: HoldMetrics, target: Target, unit: str) -> str:
    if value < target.hold_min_s:
        return _longer(value, target)
    return f"{fixed(value, 1)} s is long: let go by {fixed(target.hold_max_s, 0)} s."


def _hold_time_cap(value: float | None, target: Target) -> str:
    if value is None or value >= target.hold_min_s:
        return ""
    return f"You held only {fixed(value, 1)} s of {significant(target.hold_min_s, 3)} s"


def _longer(hold_s: float, target: Target) -> str:
    until = fixed(target.hold_min_s, 0)
    return f"{fixed(hold_s, 1)} s is short: stay until {until} s, then let go slowly."


def _loading_rate(rate: float, target: Target, anchors: Anchors) -> tuple[float, float]:
    (factor_zero,) = anchors
    low, high = target.loading_min_n_per_s, target.loading_max_n_per_s
    return rate, edge(rate, low, high, factor_zero)


def _loading_words(target: Target, unit: str) -> str:
    return _span(target.loading_min_n_per_s, target.loading_max_n_per_s, f"{unit}/s")


def _loading_rate_advice(value: float, metrics: HoldMetrics, target: Target, unit: str) -> str:
    window = _loading_words(target, unit)
    if value > target.loading_max_n_per_s:
        return f"You arrived at {fixed(value, 0)} {unit}/s. Sink in slowly: {window}."
    return f"You arrived at {fixed(value, 1)} {unit}/s. Go a little faster: {window}."


def _overshoot(overshoot_pct: float, target: Target, anchors: Anchors) -> tuple[float, float]:
    full, zero = anchors
    return overshoot_pct, falling(overshoot_pct / _band_pct(target), full, zero)


def _overshoot_advice(value: float, metrics: HoldMetrics, target: Target, unit: str) -> str:
    return f"You went {fixed(value, 0)} % past the target. Slow down before you get there."


def _release_rate(rate: float, target: Target, anchors: Anchors) -> tuple[float, float]:
    (factor_zero,) = anchors
    low, high = target.release_min_n_per_s, target.release_max_n_per_s
    return rate, edge(rate, low, high, factor_zero)


def _release_words(target: Target, unit: str) -> str:
    return _span(target.release_min_n_per_s, target.release_max_n_per_s, f"{unit}/s")


def _release_rate_advice(value: float, metrics: HoldMetrics, target: Target, unit: str) -> str:
    window = _release_words(target, unit)
    if value > target.release_max_n_per_s:
        return f"You let go at {fixed(value, 0)} {unit}/s. Melt away slowly: {window}."
    return f"You let go at {fixed(value, 1)} {unit}/s. A little quicker is fine: {window}."


CRITERIA: Final = (
    Criterion(
        name="accuracy",
        title="Force on target",
        metric="mean_n",
        unit="%",
        anchor="accuracy_bands",
        anchors=(1.0 / 3.0, 2.0),
        share=_accuracy,
        aim=lambda target, anchors, unit: (
            f"{significant(target.force_n, 3)} {unit} "
            f"± {significant(anchors[0] * _band_pct(target), 2)} %"
        ),
        advice=_accuracy_advice,
        cap=_accuracy_cap,
    ),
    Criterion(
        name="time_in_band",
        title="Time in band",
        metric="time_in_band_s",
        unit="%",
        anchor="time_in_band_frac",
        anchors=(0.95, 0.50),
        share=_time_in_band,
        aim=lambda target, anchors, unit: (
            f"{significant(100.0 * anchors[0], 3)} % of {significant(target.hold_s, 3)} s "
            f"in {_band_words(target, unit)}"
        ),
        advice=_time_in_band_advice,
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
        share=_steadiness,
        aim=lambda target, anchors, unit: f"{significant(anchors[0], 3)} % or less",
        advice=_steadiness_advice,
        over_window=True,
    ),
    Criterion(
        name="drift",
        title="Drift",
        metric="drift_pct",
        unit="%",
        anchor="drift_bands",
        anchors=(0.5, 2.0),
        share=_drift,
        aim=lambda target, anchors, unit: (
            f"± {significant(anchors[0] * _band_pct(target), 3)} % or less"
        ),
        advice=_drift_advice,
        over_window=True,
    ),
    Criterion(
        name="hold_time",
        title="Hold time",
        metric="hold_s",
        unit="s",
        anchor="hold_tolerance_s",
        anchors=(0.5,),
        share=_hold_time,
        aim=lambda target, anchors, unit: _span(target.hold_min_s, target.hold_max_s, "s"),
        advice=_hold_time_advice,
        cap=_hold_time_cap,
    ),
    Criterion(
        name="loading_rate",
        title="Pressing in",
        metric="loading_rate_n_per_s",
        unit="N/s",
        anchor="rate_factor_zero",
        anchors=(3.0,),
        share=_loading_rate,
        aim=lambda target, anchors, unit: _loading_words(target, unit),
        advice=_loading_rate_advice,
    ),
    Criterion(
        name="overshoot",
        title="Overshoot",
        metric="overshoot_pct",
        unit="%",
        anchor="overshoot_bands",
        anchors=(1.0, 3.0),
        share=_overshoot,
        aim=lambda target, anchors, unit: (
            f"{significant(anchors[0] * _band_pct(target), 3)} % or less"
        ),
        advice=_overshoot_advice,
    ),
    Criterion(
        name="release_rate",
        title="Letting go",
        metric="release_rate_n_per_s",
        unit="N/s",
        anchor="rate_factor_zero",
        anchors=(3.0,),
        share=_release_rate,
        aim=lambda target, anchors, unit: _release_words(target, unit),
        advice=_release_rate_advice,
    ),
)

_BY_NAME: Final = {each.name: each for each in CRITERIA}
NAMES: Final = tuple(_BY_NAME)
