"""What some seconds of an untouched sensor show, in words a student understands."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from firmware_bridge.rounding import fixed, significant
from firmware_bridge.samples import Flag, RawBlock

FIRST_S = 8.0
"""A board is deaf for two seconds after its port opens, a radio needs as long to connect."""
LATE_S = 1.0
FEWEST = 20
ENOUGH_HZ = 40.0
UNEVEN_FRAC = 0.5
FEW_VALUES = 3
RESTLESS_N = 0.5
MOVED_STEPS = 12.0
"""Steps between the levels that one reading in a hundred is below and above: 5 of mere noise."""
WHERE_ALL_IS_WELL = 2
"""Sentences that every sensor gets."""
SATURATED = int(Flag.SATURATED | Flag.OPEN_CIRCUIT)


@dataclass(frozen=True, slots=True)
class SensorTest:
    """What a sensor sent while nobody touched it.

    Attributes:
        unit: of the readings.
        samples: how many came.
        rate_hz: samples per second; None below two.
        largest_gap_s: longest time between two samples; None below two.
        lost: samples that never came.
        rejected: packets that arrived damaged.
        saturated: samples at an end of the scale, or of an open circuit.
        distinct: different readings.
        low_raw, high_raw, zero_raw, noise_raw: smallest, largest, median and standard deviation of
            the readings; None without any.
        moved: whether the readings wandered by far more than from one to the next, as under a hand.
        news: what the link said last.
    """

    unit: str
    samples: int
    rate_hz: float | None
    largest_gap_s: float | None
    lost: int
    rejected: int
    saturated: int
    distinct: int
    low_raw: float | None
    high_raw: float | None
    zero_raw: float | None
    noise_raw: float | None
    moved: bool
    news: str


@dataclass(slots=True)
class BlocksHeard:
    """The blocks of a test so far; it ends by the sensor's clock or the wall's, the earlier.

    Attributes:
        for_s: seconds to listen from the first sample on.
        end_s: when it is over whatever comes, in host monotonic seconds.
        blocks: those with a sample.
    """

    for_s: float
    end_s: float
    blocks: list[RawBlock] = field(default_factory=list)

    def take(self, block: RawBlock, now_s: float) -> None:
        """Take one block; with the first sample the seconds begin."""
        if not len(block.t_s):
            return
        if not self.blocks:
            self.end_s = now_s + self.for_s + LATE_S
        self.blocks.append(block)

    def is_over(self, now_s: float) -> bool:
        """Whether all seconds were heard, or no more of them can come."""
        if now_s >= self.end_s:
            return True
        return bool(self.blocks) and (
            float(self.blocks[-1].t_s[-1] - self.blocks[0].t_s[0]) >= self.for_s
        )


def blocks_heard(for_s: float, now_s: float) -> BlocksHeard:
    """A test that begins now, at these host monotonic seconds."""
    return BlocksHeard(for_s, now_s + FIRST_S + for_s)


def figures(
    unit: str, blocks: Sequence[RawBlock], lost: int, rejected: int, news: str
) -> SensorTest:
    """The figures of a test.

    Args:
        unit: of the readings.
        blocks: what came, in order.
        lost: samples that never came.
        rejected: packets that arrived damaged.
        news: what the link said last.
    """

    def joined(parts: "list[NDArray[Any]]") -> "NDArray[Any]":
        return np.concatenate(parts) if parts else np.zeros(0)

    t_s = joined([block.t_s for block in blocks])
    raw = joined([block.raw[:, 0] for block in blocks])
    read = raw[np.isfinite(raw)]
    flags = joined([block.flags for block in blocks]).astype(np.uint16)
    steps_s = np.diff(t_s)
    several = len(steps_s) > 0 and float(t_s[-1]) > float(t_s[0])
    return SensorTest(
        unit=unit,
        samples=len(raw),
        rate_hz=float(len(steps_s) / (t_s[-1] - t_s[0])) if several else None,
        largest_gap_s=float(steps_s.max()) if several else None,
        lost=lost,
        rejected=rejected,
        saturated=int((flags & np.uint16(SATURATED) > 0).sum()),
        distinct=len(np.unique(read)),
        low_raw=float(read.min()) if len(read) else None,
        high_raw=float(read.max()) if len(read) else None,
        zero_raw=float(np.median(read)) if len(read) else None,
        noise_raw=float(np.std(read, ddof=1)) if len(read) > 1 else None,
        moved=_moved(read),
        news=news,
    )


def _moved(raw: NDArray[np.float64]) -> bool:
    """Whether readings in a unit that nobody knows lay farther apart than their own noise tells."""
    steps = np.abs(np.diff(raw))
    real = steps[steps > 0.0]
    if not len(real):
        return False
    # A coarse sensor repeats a reading most of the time: its typical step would be none.
    step = max(float(np.median(steps)), float(np.min(real)))
    low, high = np.percentile(raw, (1.0, 99.0))
    return bool(high - low > MOVED_STEPS * step)


def sentences(found: SensorTest, calibrate: str) -> list[str]:
    """What a test showed, each with what to do where something is wrong.

    Args:
        found: the figures.
        calibrate: how a sensor that sends no force is calibrated, as the end of a sentence.
    """
    if found.samples < FEWEST or found.rate_hz is None or found.noise_raw is None:
        why = f": {found.news}" if found.news else ""
        return [f"{found.samples} samples came{why}. Check the cable, the power and the address."]
    unit = found.unit
    low, high, zero = (
        significant(each, 6)
        for each in (found.low_raw or 0.0, found.high_raw or 0.0, found.zero_raw or 0.0)
    )
    said = [
        f"It sends {fixed(found.rate_hz, 1)} samples a second.",
        *_of_the_link(found, found.rate_hz),
        f"Untouched it reads {zero} {unit}, between {low} and {high}; noise "
        f"{significant(found.noise_raw, 3)} {unit}.",
        *_of_the_readings(found, found.noise_raw),
    ]
    if len(said) == WHERE_ALL_IS_WELL and not found.news:
        said.append("Nothing is wrong with it.")
    if unit in ("counts", "unknown"):
        said.append(f"Calibrate it to see newtons: {calibrate}.")
    if found.news:
        said.append(f"{found.news[0].upper()}{found.news[1:]}.")
    return said


def _of_the_link(found: SensorTest, rate_hz: float) -> list[str]:
    said = []
    if rate_hz < ENOUGH_HZ:
        said.append(f"That is too slow to judge a press: {ENOUGH_HZ:g} a second are needed.")
    if found.largest_gap_s is not None and found.largest_gap_s > (10 + UNEVEN_FRAC) / rate_hz:
        said.append(
            f"Once nothing came for {fixed(found.largest_gap_s, 2)} s: look for a loose plug."
        )
    if found.lost or found.rejected:
        said.append(
            f"{found.lost} samples were lost, {found.rejected} packets damaged: another cable, or "
            "no other program on the port."
        )
    if found.saturated:
        said.append(
            f"{found.saturated} samples are at the end of its scale: check the four wires of the "
            "cell."
        )
    return said


def _of_the_readings(found: SensorTest, noise_raw: float) -> list[str]:
    said = []
    if found.distinct < FEW_VALUES:
        said.append(
            f"Only {found.distinct} different values came: press the pad, and if they stay the "
            "same, the reading is frozen."
        )
    if found.moved:
        said.append(
            "It moved meanwhile: hands off, and test it again; if it stays so, a wire is loose or "
            "something leans on the pad."
        )
    elif found.unit == "N" and noise_raw > RESTLESS_N:
        said.append(
            "The reading moves too much to set a zero: hands off, and look for a loose wire."
        )
    return said
