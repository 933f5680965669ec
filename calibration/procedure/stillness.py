"""Whether a pad rests: what a window of bins says of level, scatter, climbing and trembling."""

import statistics
from dataclasses import dataclass
from typing import Final

from calibration.procedure.bins import Bin

WINDOW_S: Final = 2.0
# The means of a window of white noise span 2.8 standard deviations; three times that is movement.
SPAN_FACTOR: Final = 8.0
# A hand trembles well above the noise of the empty pad.
TREMBLE_FACTOR: Final = 4.0


@dataclass(frozen=True, slots=True)
class Quiet:
    """What counts as rest, in raw units.

    Attributes:
        noise_raw: standard deviation of one sample of the empty pad; 0 before it is known.
        step_raw: smallest step of the reading.
        share_frac: share of the load by which a reading may climb in one window.
        floor_raw: movement that never matters.
    """

    noise_raw: float
    step_raw: float
    share_frac: float
    floor_raw: float


@dataclass(frozen=True, slots=True)
class Look:
    """One window of bins.

    Attributes:
        level_raw: mean reading.
        scatter_raw: standard deviation of one sample.
        span_raw: largest minus smallest bin.
        allowed_raw: largest span that counts as rest.
        is_still: within it, and not trembling.
        is_trembling: scatter far above that of the empty pad.
    """

    level_raw: float
    scatter_raw: float
    span_raw: float
    allowed_raw: float
    is_still: bool
    is_trembling: bool


def look_at(bins: tuple[Bin, ...], load_raw: float, quiet: Quiet) -> Look:
    """What the bins of one window say.

    Args:
        bins: at least one, in order of time.
        load_raw: distance from the zero, for the share that creep may take.
        quiet: limits.
    """
    means = [each.mean_raw for each in bins]
    scatter_raw = statistics.median(each.sd_raw for each in bins)
    samples = statistics.median(each.samples for each in bins)
    noise_raw = quiet.noise_raw or scatter_raw
    allowed_raw = max(
        SPAN_FACTOR * noise_raw / max(samples, 1.0) ** 0.5,
        quiet.share_frac * abs(load_raw),
        2.0 * quiet.step_raw,
        quiet.floor_raw,
    )
    span_raw = max(means) - min(means)
    trembles = bool(quiet.noise_raw) and scatter_raw > max(
        TREMBLE_FACTOR * quiet.noise_raw, 0.0005 * abs(load_raw), 2.0 * quiet.step_raw
    )
    return Look(
        level_raw=statistics.fmean(means),
        scatter_raw=scatter_raw,
        span_raw=span_raw,
        allowed_raw=allowed_raw,
        is_still=span_raw <= allowed_raw and not trembles,
        is_trembling=trembles,
    )
