"""The criteria of a score, one value each; their longer sentences stand in `sentences`.

A new criterion is one more entry of `CRITERIA`. Rubrics name the criteria they judge by, so one
that is added changes no rubric there is; a protocol that gives it a weight scores it.
"""

from typing import Final

from firmware_bridge.rounding import fixed, significant
from rig.engine.scoring import sentences, shares
from rig.engine.scoring.criterion import Criterion, UnknownCriterionError


def criterion_named(name: str) -> Criterion:
    """The criterion of that name.

    Raises:
        UnknownCriterionError: there is none.
    """
    found = _BY_NAME.get(name)
    if found is None:
        raise UnknownCriterionError(name, NAMES)
    return found


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
        advice=sentences.accuracy_advice,
        praise="on target",
        loss=sentences.accuracy_loss,
        cap=sentences.accuracy_cap,
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
            f"in {sentences.band_range(target, unit)}"
        ),
        advice=sentences.time_in_band_advice,
        praise="in the band nearly all the time",
        loss=sentences.time_in_band_loss,
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
        advice=sentences.steadiness_advice,
        praise="steady",
        loss=lambda value, metrics, target, unit: f"the force shook by {sentences.pct_text(value)}",
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
        advice=sentences.drift_advice,
        praise="",
        loss=lambda value, metrics, target, unit: (
            f"the force {'sank' if value < 0 else 'crept up'} by {sentences.pct_text(value)}"
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
        aim=lambda target, anchors, unit: sentences.range_text(
            target.hold_min_s, target.hold_max_s, "s"
        ),
        advice=sentences.hold_time_advice,
        praise="held long enough",
        loss=sentences.hold_time_loss,
        cap=sentences.hold_time_cap,
    ),
    Criterion(
        name="loading_rate",
        title="Pressing in",
        metric="loading_rate_n_per_s",
        unit="N/s",
        anchor="rate_factor_zero",
        anchors=(3.0,),
        share=shares.loading_rate,
        aim=lambda target, anchors, unit: sentences.loading_range(target, unit),
        advice=sentences.loading_rate_advice,
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
        advice=sentences.overshoot_advice,
        praise="",
        loss=lambda value, metrics, target, unit: f"{sentences.pct_text(value)} past the target",
    ),
    Criterion(
        name="release_rate",
        title="Letting go",
        metric="release_rate_n_per_s",
        unit="N/s",
        anchor="rate_factor_zero",
        anchors=(3.0,),
        share=shares.release_rate,
        aim=lambda target, anchors, unit: sentences.release_range(target, unit),
        advice=sentences.release_rate_advice,
        praise="",
        loss=lambda value, metrics, target, unit: f"let go at {fixed(value, 1)} {unit}/s",
    ),
)

_BY_NAME: Final = {each.name: each for each in CRITERIA}
NAMES: Final = tuple(_BY_NAME)
