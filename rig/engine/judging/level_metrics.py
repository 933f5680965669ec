"""What is measured of one level of a press that was asked for several.

A level is measured as any hold. Only how it was reached and left is another matter where a level
lies before or after it.
"""

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from rig.engine.hold import Hold, HoldMetrics
from rig.engine.judging.measure import ALREADY_ON, GOES_ON, STILL_ON, Sensor, measure_hold
from rig.engine.judging.metrics import rise_s
from rig.engine.judging.press import Found, Press
from rig.engine.scoring.target import Target

Array = NDArray[np.float64]

NOT_SEEN: Final = "the way from the level before was not seen"
FROM_ABOVE: Final = "it was reached from a higher level"
# A step is timed between these shares of it, as a press is between those of its level.
FROM_FRAC: Final = 0.1
TO_FRAC: Final = 0.9


def measure_level(
    press: Press, found: Found, at: int, target: Target, sensor: Sensor
) -> HoldMetrics:
    """Metrics of one plateau; its loading rate is that of the step that led to it.

    Args:
        press: all its samples.
        found: its plateaus, in order.
        at: index of the one that is measured.
        target: what was asked there.
        sensor: for what cannot be supported.
    """
    holds = found.holds
    measured = measure_hold(holds[at], target, sensor, found.smooth_hold_n)
    values: dict[str, float | None] = {}
    missing = dict(measured.not_measurable)
    if at + 1 < len(holds) and missing.get("release_rate_n_per_s", STILL_ON) == STILL_ON:
        values["release_rate_n_per_s"] = None
        missing["release_rate_n_per_s"] = GOES_ON
    if at and missing.pop("loading_rate_n_per_s", ALREADY_ON) == ALREADY_ON:
        rate = step_rate_n_per_s(press.t_s, found.smooth_n, holds[at - 1], holds[at])
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


def step_rate_n_per_s(t_s: Array, force_n: Array, before: Hold, after: Hold) -> float | None:
    """Rate 0.8 S / (t90 - t10) of the step S between two levels, up or down.

    Args:
        t_s: (n,) times of the press.
        force_n: (n,) its smoothed force.
        before: the plateau that was left.
        after: the next one.

    Returns:
        None where the record does not show the step from a tenth to nine tenths of it.
    """
    from_s, to_s = before.plateau_start_s, after.plateau_end_s
    inside = (t_s >= from_s) & (t_s <= to_s)
    t_s = t_s[inside]
    step_n = after.level_n - before.level_n
    if not step_n:
        return None
    way_frac = (force_n[inside] - before.level_n) / step_n
    left = int(np.searchsorted(t_s, before.plateau_end_s))
    took_s = rise_s(t_s, way_frac, left, FROM_FRAC, TO_FRAC)
    return None if took_s is None else (TO_FRAC - FROM_FRAC) * abs(step_n) / took_s
