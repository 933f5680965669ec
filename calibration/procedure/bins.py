"""A stream of raw samples cut into short bins of equal time, the same however it arrives."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

BIN_S: Final = 0.25
# A bin of a slow sensor is as long as this many samples take.
FEWEST_SAMPLES: Final = 4
EDGE_S: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Bin:
    """What a quarter of a second said.

    Attributes:
        end_s: session time of its end.
        mean_raw: mean reading.
        sd_raw: standard deviation of its samples, n - 1.
        samples: how many.
        flags: every quality bit of its samples.
        refused: samples that were no numbers.
        temperature_degc: mean of the temperature channel; None without.
    """

    end_s: float
    mean_raw: float
    sd_raw: float
    samples: int
    flags: int
    refused: int
    temperature_degc: float | None


@dataclass(frozen=True, slots=True)
class Filling:
    """The bin that is not full yet.

    Attributes:
        origin_s: time the first bin of the stream began; None before the first sample.
        number: 0-based number of this bin.
    """

    origin_s: float | None
    number: int
    raw: tuple[float, ...]
    temperature_degc: tuple[float, ...]
    flags: int
    refused: int


EMPTY: Final = Filling(None, 0, (), (), 0, 0)


def bin_s(rate_hz: float) -> float:
    """Length of a bin for a sensor of this rate; the usual one where the rate is not known."""
    return max(BIN_S, FEWEST_SAMPLES / rate_hz) if rate_hz > 0.0 else BIN_S


def fill(
    filling: Filling,
    t_s: NDArray[np.float64],
    raw: NDArray[np.float64],
    flags: NDArray[np.uint16],
    temperature_degc: NDArray[np.float64] | None,
    width_s: float,
) -> tuple[Filling, tuple[Bin, ...]]:
    """Every bin that the samples complete, and the one they begin.

    Args:
        filling: what the samples before left.
        t_s: (n,) session seconds, increasing, n at least 1.
        raw: (n,) readings; what is no number is counted and left out.
        flags: (n,) quality bits.
        temperature_degc: (n,) of the same samples; None without a channel.
        width_s: length of a bin.
    """
    origin_s = float(t_s[0]) if filling.origin_s is None else filling.origin_s
    numbers = np.floor((t_s - origin_s + EDGE_S) / width_s).astype(np.int64)
    bins: list[Bin] = []
    current = filling
    for number in np.unique(numbers).tolist():
        mine = numbers == number
        if number > current.number:
            if current.raw or current.refused:
                bins.append(_close(current, origin_s, width_s))
            current = EMPTY
        values = raw[mine]
        good = np.isfinite(values)
        warmth = () if temperature_degc is None else tuple(temperature_degc[mine].tolist())
        current = Filling(
            origin_s,
            number,
            current.raw + tuple(values[good].tolist()),
            current.temperature_degc + warmth,
            current.flags | int(np.bitwise_or.reduce(flags[mine])),
            current.refused + int(np.count_nonzero(~good)),
        )
    return current, tuple(bins)


def _close(filling: Filling, origin_s: float, width_s: float) -> Bin:
    raw = np.array(filling.raw)
    warm = filling.temperature_degc
    return Bin(
        end_s=origin_s + (filling.number + 1) * width_s,
        mean_raw=float(np.mean(raw)) if len(raw) else float("nan"),
        sd_raw=float(np.std(raw, ddof=1)) if len(raw) > 1 else 0.0,
        samples=len(raw),
        flags=filling.flags,
        refused=filling.refused,
        temperature_degc=float(np.mean(warm)) if warm else None,
    )
