"""The versioned rubric of a score: weights and the values that earn full marks and none.

Anchors of `hold-score/1` are proposals from the published variability of trained and untrained
presses (docs/scoring.md names the papers); a school may set its own weights in its protocols.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rubric:
    """Weights and anchors; the pair (full, zero) is the value for full marks and for none.

    Attributes:
        id: name and version stamped on every score.
        weights: criterion name to weight, sum 100; protocols may override.
        accuracy_bands: |mean error| in units of the band.
        time_in_band_frac: share of the prescribed time.
        steadiness_cv_pct: detrended coefficient of variation, sensor noise removed.
        drift_bands: drift over the hold in units of the band.
        overshoot_bands: overshoot in units of the band.
        hold_tolerance_s: forgiven at both ends of the hold window.
        rate_factor_zero: factor outside the rate window at which nothing is left.
        cap_poor: cap when accuracy, time in band or a short hold earns less than `poor_share_frac`.
        cap_ceiling: cap when the ceiling was exceeded.
        implausible_cv_pct: steadier than any hand; the hold is void.
    """

    id: str
    weights: tuple[tuple[str, float], ...]
    accuracy_bands: tuple[float, float]
    time_in_band_frac: tuple[float, float]
    steadiness_cv_pct: tuple[float, float]
    drift_bands: tuple[float, float]
    overshoot_bands: tuple[float, float]
    hold_tolerance_s: float
    rate_factor_zero: float
    poor_share_frac: float
    cap_poor: float
    cap_ceiling: float
    implausible_cv_pct: float


HOLD_SCORE_1 = Rubric(
    id="hold-score/1",
    weights=(
        ("accuracy", 20.0),
        ("time_in_band", 25.0),
        ("steadiness", 15.0),
        ("drift", 5.0),
        ("hold_time", 15.0),
        ("loading_rate", 10.0),
        ("overshoot", 5.0),
        ("release_rate", 5.0),
    ),
    accuracy_bands=(1.0 / 3.0, 2.0),
    time_in_band_frac=(0.95, 0.50),
    steadiness_cv_pct=(4.0, 15.0),
    drift_bands=(0.5, 2.0),
    overshoot_bands=(1.0, 3.0),
    hold_tolerance_s=0.5,
    rate_factor_zero=3.0,
    poor_share_frac=0.25,
    cap_poor=69.0,
    cap_ceiling=49.0,
    implausible_cv_pct=0.5,
)
