"""Holds, metrics and scores of a finished recording, through the same fold as live."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from calibration.values import Calibration
from firmware_bridge.samples import Flag, RawBlock, Traits
from rig.engine.ahead import Ahead
from rig.engine.detect import FORCE_DETECTION, Detection
from rig.engine.fold import advance, begin, finish, obey
from rig.engine.judging.classes import of_a_record
from rig.engine.judging.press import Refused
from rig.engine.judging.rest import Rest, given_rest, rest_of_record
from rig.engine.scoring.rubric import HOLD_SCORE_1, Rubric, covering
from rig.engine.scoring.target import Protocol
from rig.engine.step import Command, ScoredHold, Station

# For quantities that are no force only the learner's own level counts: 2 % of the robust range.
FLOOR_SHARE_FRAC: Final = 0.02
ONSET_SHARE_FRAC: Final = 0.002
# Large enough that the cost of a block is nothing, small enough for the samples that are looked at
# again where a new zero cuts a block.
BLOCK_SAMPLES: Final = 1 << 13
NO_TICKS: Final = np.empty(0, dtype=np.int64)


def station_for_file(
    values: NDArray[np.float64],
    *,
    traits: Traits,
    calibration: Calibration,
    protocol: Protocol,
    rubric: Rubric = HOLD_SCORE_1,
) -> Station:
    """A station that judges a file, its thresholds fit for the unit.

    Args:
        values: (n,) readings; their range sets the thresholds where the unit is no force.
        traits: of the file.
        calibration: to newtons, or to the unit of the file.
        protocol: what to judge by.
        rubric: how to judge.
    """
    detection = FORCE_DETECTION
    if calibration.unit != "N":
        low, high = np.percentile(values, (2.0, 98.0)) * abs(calibration.gain_per_raw)
        span = max(abs(float(high - low)), 1e-12)
        detection = Detection(
            contact_floor_n=FLOOR_SHARE_FRAC * span,
            onset_floor_n=ONSET_SHARE_FRAC * span,
            still_sd_n=ONSET_SHARE_FRAC * span,
        )
    judged_by = covering(rubric, dict(protocol.weights))
    return Station("file", calibration, traits, protocol, judged_by, detection)


@dataclass(frozen=True, slots=True)
class JudgedRecord:
    """What was found in one record: holds, and contacts that are none, each in order.

    Attributes:
        rests_moved: how often the zero was set anew between presses.
    """

    holds: tuple[ScoredHold, ...]
    refused: tuple[Refused, ...]
    rests_moved: int


def rest_of(t_s: NDArray[np.float64], values: NDArray[np.float64], given: float | None) -> Rest:
    """The zero of a record: the one given, or that of its still stretches."""
    if given is not None:
        return given_rest(t_s, values, given)
    return rest_of_record(t_s, values)


def judge_record(station: Station, blocks: Iterable[RawBlock], rest: Rest) -> JudgedRecord:
    """Every hold of a record, judged, and what is none.

    Args:
        station: what to judge by.
        blocks: the record, cut anywhere.
        rest: its zero.
    """
    progress = begin(station, live=False)
    zero = Command("set_zero", rest.raw, "", rest.spread, rest.noise)
    progress, _ = obey(station, progress, zero)
    holds: list[ScoredHold] = []
    refused: list[Refused] = []
    rests_moved = 0
    t_s, raw, flags = _whole(list(blocks))
    if not rest.known:
        flags = flags | np.uint16(Flag.REST_UNKNOWN)
    ahead = Ahead(t_s, raw, station.calibration) if np.isfinite(raw).all() else None
    force_n = np.empty(len(t_s))
    for first in range(0, len(t_s), BLOCK_SAMPLES):
        part = slice(first, first + BLOCK_SAMPLES)
        block = RawBlock(NO_TICKS, t_s[part], raw[part], flags[part], 0, float("nan"))
        progress, step = advance(station, progress, block, ahead)
        holds.extend(step.holds)
        refused.extend(step.refused)
        rests_moved += sum(event.kind == "rest_moved" for event in step.events)
        force_n[part] = step.force_n
    _, step = finish(station, progress)
    holds.extend(step.holds)
    refused.extend(step.refused)
    holds.sort(key=lambda each: each.hold.plateau_start_s)
    found = [each.hold for each in holds]
    is_hold, more = of_a_record(found, refused, t_s, force_n, station.finder)
    kept = [each for each, stays in zip(holds, is_hold, strict=True) if stays]
    renumbered = tuple(replace(each, number=k) for k, each in enumerate(kept, start=1))
    return JudgedRecord(renumbered, tuple(sorted(more, key=lambda each: each.start_s)), rests_moved)


def _whole(
    blocks: list[RawBlock],
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.uint16]]:
    """Times, readings and flags of all blocks; not copied where there is one."""
    if len(blocks) == 1:
        return blocks[0].t_s, blocks[0].raw, blocks[0].flags
    if not blocks:
        return np.empty(0), np.empty((0, 1)), np.empty(0, dtype=np.uint16)
    return (
        np.concatenate([each.t_s for each in blocks]),
        np.concatenate([each.raw for each in blocks]),
        np.concatenate([each.flags for each in blocks]),
    )
