"""Whether a pad is being pressed, judged by its own rest and noise: nothing is calibrated yet."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

REST_S = 0.4
"""Time after which the first samples are taken as rest."""
NOISE_TIMES = 8.0
LEAST_N = 0.5
"""Cheap pads show an eighth of the nominal force: a push of 25 N still stands out."""
FOLLOW_FREE_S = 2.0
FOLLOW_PRESSED_S = 60.0
"""Rest follows a drift at once, but a hold of thirty seconds must not become the new rest."""
FOLLOW_BELOW_S = 0.5
"""Less than rest means that it was pressed when we began to listen."""
FULL_BAR_THRESHOLDS = 10.0


@dataclass(frozen=True, slots=True)
class Motion:
    """What is known of a pad that is only listened to.

    Attributes:
        seen_s: seconds of samples so far.
        rest_n: level without load, nominal newtons.
        noise_n: typical step between two samples.
        away_n: how far from rest the newest samples are.
        peak_n: farthest so far.
    """

    seen_s: float = 0.0
    rest_n: float = 0.0
    noise_n: float = 0.0
    away_n: float = 0.0
    peak_n: float = 0.0

    @property
    def threshold_n(self) -> float:
        """What counts as a press."""
        return max(LEAST_N, NOISE_TIMES * self.noise_n)

    @property
    def is_pressed(self) -> bool:
        """Whether somebody presses it now."""
        return self.seen_s > REST_S and abs(self.away_n) > self.threshold_n

    @property
    def bar_frac(self) -> float:
        """Length of a bar, 0..1, against its own strongest press."""
        full_n = max(self.peak_n, FULL_BAR_THRESHOLDS * self.threshold_n)
        return min(1.0, abs(self.away_n) / full_n) if self.seen_s > REST_S else 0.0


def after_samples(before: Motion, force_n: NDArray[np.float64], period_s: float) -> Motion:
    """The motion after some more samples.

    Args:
        before: what was known.
        force_n: (n,) nominal newtons; those that are not finite are left out.
        period_s: time between two samples.
    """
    finite = force_n[np.isfinite(force_n)]
    if not len(finite):
        return before
    now_n = float(np.median(finite))
    lasts_s = len(force_n) * period_s
    step_n = float(np.median(np.abs(np.diff(finite)))) if len(finite) > 1 else before.noise_n
    if before.seen_s <= REST_S:
        weight = lasts_s / (before.seen_s + lasts_s)
        return replace(
            before,
            seen_s=before.seen_s + lasts_s,
            rest_n=before.rest_n + weight * (now_n - before.rest_n),
            noise_n=before.noise_n + weight * (step_n - before.noise_n),
        )
    away_n = now_n - before.rest_n
    is_pressed = abs(away_n) > before.threshold_n
    follow_s = FOLLOW_PRESSED_S if is_pressed else FOLLOW_FREE_S
    pull = min(1.0, lasts_s / (FOLLOW_BELOW_S if away_n < -before.threshold_n else follow_s))
    return Motion(
        seen_s=before.seen_s + lasts_s,
        rest_n=before.rest_n + pull * away_n,
        noise_n=before.noise_n if is_pressed else before.noise_n + pull * (step_n - before.noise_n),
        away_n=away_n,
        peak_n=max(before.peak_n, abs(away_n)),
    )
