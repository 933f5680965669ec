"""What is measured of one level of a press that was asked for several.

A level is measured as any hold. Only how it was reached and left is another matter where a level
lies before or after it.
"""

from dataclasses import replace
from typing import Final

import numpy as np

from rig.engine.hold import Hold, HoldMetrics
from rig.engine.judging.measure import ALREADY_ON, GOES_ON, STILL_ON, Sensor, measure_hold
from rig.engine.judging.metrics import rise_s
from rig.engine.judging.press import Press
from rig.engine.judging.smooth import smooth
from rig.engine.scoring.target import Target

NOT_SEEN: Final = "the way from the level before was not seen"
FROM_ABOVE: Final = "it was reached from a higher level"
# A step is timed between these shares of it, as a press is between those of its level.
FROM_FRAC: Final = 0.1
TO_FRAC: Final = 0.9


def measure_level(
    press: Press, holds: tuple[Hold, ...], at: int, target: Target, sensor: Sensor
) -> HoldMetrics:
    """Metrics of one plateau; its loading rate is that of the step that led to it.

    Args:
        press: all its samples.
        holds: its plateaus, in order.
        at: index of the one that is measured.
        target: what was asked there.
        sensor: for what cannot be supported.
    """
    measured = measure_hold(holds[at], target, sensor)
    values: dict[str, float | None] = {}
    missing = dict(measured.not_measurable)
    if at + 1 < len(holds) and missing.get("release_rate_n_per_s", STILL_ON) == STILL_ON:
        values["release_rate_n_per_s"] = None
        missing["release_rate_n_per_s"] = GOES_ON
    if at and missing.pop("loading_rate_n_per_s", ALREADY_ON) == ALREADY_ON:
        rate = step_rate_n_per_s(press, holds[at - 1], holds[at])
        values["loading_rate_n_per_s"] = rate
        if rate is None:
            missing["loading_rate_n_per_s"] = NOT_SEEN
    elif at:
        missing["loading_rate_n_per_s"] = measured.not_measurable["loading_rate_n_per_s"]
    if at and holds[at - 1].level_n > holds[at].level_n:
        values["overshoot_pct"] = None
        missing.setdefault("overshoot_pct", FROM_ABOVE)
    if not values:
        return measured
    return replace(measured, **values, not_measurable=dict(sorted(missing.items())))


def step_rate_n_per_s(press: Press, before: Hold, after: Hold) -> float | None:
    """Rate 0.8 S / (t90 - t10) of the step S between two levels, up or down.

    Args:
        press: all its samples.
        before: the plateau that was left.
        after: the next one.

    Returns:
        None where the record does not show the step from a tenth to nine tenths of it.
    """
    from_s, to_s = before.plateau_start_s, after.plateau_end_s
    inside = (press.t_s >= from_s) & (press.t_s <= to_s)
    t_s = press.t_s[inside]
    step_n = after.level_n - before.level_n
    if not step_n:
        return None
    way_frac = (smooth(press.t_s, press.force_n)[inside] - before.level_n) / step_n
    left = int(np.searchsorted(t_s, before.plateau_end_s))
    took_s = rise_s(t_s, way_frac, left, FROM_FRAC, TO_FRAC)
    return None if took_s is None else (TO_FRAC - FROM_FRAC) * abs(step_n) / took_s
