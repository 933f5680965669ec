"""Builders of presses: forces with a known truth, as raw blocks of a nominal board."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from calibration.nominal import BOARD_COUNTS_PER_N, nominal_calibration
from firmware_bridge.samples import RawBlock, Traits
from rig.engine.fold import advance, begin, finish, obey
from rig.engine.scoring.rubric import HOLD_SCORE_1
from rig.engine.scoring.target import Protocol
from rig.engine.step import Command, ScoredHold, Station, Step
from rig.protocols.library import built_in

RAW_ZERO = 84_213.0
NOISE_COUNTS = 43.0

BOARD = Traits(
    kind="board",
    title="test pad",
    unit="counts",
    channels=("force",),
    rate_hz=80.0,
    tick_hz=1e6,
    settling_s=0.05,
    resolution_raw=1.0,
    saturation_raw=(-8_388_608.0, 8_388_607.0),
    simulated=True,
)


def station(protocol: Protocol | None = None) -> Station:
    """A pad with the nominal calibration; the everyday protocol unless told otherwise."""
    return Station(
        "one", nominal_calibration(BOARD), BOARD, protocol or built_in()["tp-hold"], HOLD_SCORE_1
    )


def press(
    *,
    force_n: float = 25.0,
    for_s: float = 15.0,
    rate_hz: float = 80.0,
    rest_s: float = 4.0,
    load_s: float = 3.0,
    release_s: float = 1.5,
    cv_pct: float = 3.0,
    drift_frac: float = 0.0,
    seed: int = 1,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Times and forces of one trapezoid press with a hand's slow wobble.

    Returns:
        t_s (n,) and force_n (n,), starting and ending at rest.
    """
    corners_s = np.cumsum([0.0, rest_s, load_s, for_s, release_s, rest_s])
    top_n = force_n * (1.0 + drift_frac)
    t_s = np.arange(round(corners_s[-1] * rate_hz)) / rate_hz
    shape = np.interp(t_s, corners_s, [0.0, 0.0, force_n, top_n, 0.0, 0.0])
    return t_s, shape * _wobble(t_s, cv_pct, seed)


def staircase(
    *steps: tuple[float, float],
    rate_hz: float = 80.0,
    rest_s: float = 4.0,
    ramp_n_per_s: float = 5.0,
    release_s: float = 1.5,
    cv_pct: float = 3.0,
    seed: int = 1,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Times and forces of one press that stays at several forces without letting go.

    Args:
        steps: force and seconds of each level, in order.

    Returns:
        t_s (n,) and force_n (n,), starting and ending at rest.
    """
    at_s, corners = rest_s, [(0.0, 0.0), (rest_s, 0.0)]
    for force_n, for_s in steps:
        at_s += abs(force_n - corners[-1][1]) / ramp_n_per_s
        corners += [(at_s, force_n), (at_s + for_s, force_n)]
        at_s += for_s
    corners += [(at_s + release_s, 0.0), (at_s + release_s + rest_s, 0.0)]
    t_s = np.arange(round(corners[-1][0] * rate_hz)) / rate_hz
    return t_s, np.interp(t_s, *np.array(corners).T) * _wobble(t_s, cv_pct, seed)


def _wobble(t_s: NDArray[np.float64], cv_pct: float, seed: int) -> NDArray[np.float64]:
    """A hand's slow wobble as a factor."""
    phase = np.random.default_rng(seed).uniform(0.0, 2.0 * np.pi, 3)
    parts = sum(
        share * np.sin(2.0 * np.pi * hertz * t_s + start)
        for share, hertz, start in zip((0.8, 0.5, 0.3), (0.6, 2.3, 9.1), phase, strict=True)
    )
    return np.asarray(1.0 + 0.01 * cv_pct * np.sqrt(2.0) * parts)


def counts(force_n: NDArray[np.float64], seed: int = 2) -> NDArray[np.float64]:
    """What the board sends for a force: whole counts with the noise of its converter."""
    noise = np.random.default_rng(seed).normal(0.0, NOISE_COUNTS, len(force_n))
    return np.round(RAW_ZERO + BOARD_COUNTS_PER_N * force_n + noise)


def block(
    t_s: NDArray[np.float64], raw: NDArray[np.float64], flags: NDArray[np.uint16] | None = None
) -> RawBlock:
    """One raw block of a single channel."""
    tick = np.round(t_s * 1e6).astype(np.int64)
    known = np.zeros(len(t_s), np.uint16) if flags is None else flags
    return RawBlock(tick, t_s, raw[:, None], known, 0, float("nan"))


def cut(whole: RawBlock, at: Sequence[int]) -> Iterator[RawBlock]:
    """The same samples in several blocks, cut before the given indices."""
    edges = [0, *sorted(set(at)), len(whole.t_s)]
    for first, last in pairwise(edges):
        part = slice(first, last)
        yield RawBlock(
            whole.tick[part], whole.t_s[part], whole.raw[part], whole.flags[part], 0, float("nan")
        )


def practise(pad: Station, blocks: Iterator[RawBlock] | Sequence[RawBlock]) -> list[Step]:
    """Every step of one set, from its start to the end of the stream."""
    progress, step = obey(pad, begin(pad), Command("start_set", float("nan"), ""))
    steps = [step]
    for one in blocks:
        progress, step = advance(pad, progress, one)
        steps.append(step)
    steps.append(finish(pad, progress)[1])
    return steps


def holds_in(steps: Sequence[Step]) -> list[ScoredHold]:
    """The judged holds of all steps."""
    return [hold for step in steps for hold in step.holds]


def one_hold(pad: Station | None = None, **shape: float) -> ScoredHold:
    """The only hold of a single press on a quiet pad."""
    pad = pad or station()
    t_s, force_n = press(**shape)  # type: ignore[arg-type]
    [hold] = holds_in(practise(pad, [block(t_s, counts(force_n))]))
    return hold
