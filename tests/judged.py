"""Forces as the command line judges them in a file of newtons, and what of it was meant."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from calibration.nominal import nominal_calibration
from firmware_bridge.samples import RawBlock, Traits
from rig.engine.analyse import JudgedRecord, judge_record, rest_of, station_for_file
from rig.protocols.library import built_in
from tests.hands import Array, Meant

# A hold is what was meant when both have so much of the longer one in common.
OVERLAP_FRAC: Final = 0.8


def judged(t_s: Array, force_n: Array, rate_hz: float) -> JudgedRecord:
    """What is found in a record of one pad, its zero not removed.

    Args:
        t_s: (n,) times as stamped.
        force_n: (n,) readings.
        rate_hz: nominal rate of the sensor.
    """
    traits = Traits("file", "file", "N", ("force",), rate_hz, 1e6, 0.0, 0.0, None, simulated=False)
    station = station_for_file(
        force_n, traits=traits, calibration=nominal_calibration(traits),
        protocol=built_in()["tp-hold"],
    )  # fmt: skip
    tick = np.round(t_s * 1e6).astype(np.int64)
    flags = np.zeros(len(t_s), np.uint16)
    block = RawBlock(tick, t_s, force_n[:, None], flags, 0, float("nan"))
    return judge_record(station, [block], rest_of(t_s, force_n, None))


def the_one(meant: Meant, found: Sequence[Meant]) -> int | None:
    """Index of the hold that is what was meant: it alone overlaps, by most of the longer one.

    Args:
        meant: by the hand.
        found: plateaus, in order.
    """

    def common_s(span: Meant) -> float:
        return min(span.end_s, meant.end_s) - max(span.start_s, meant.start_s)

    beside = [at for at, span in enumerate(found) if common_s(span) > 1.0]
    if len(beside) != 1:
        return None
    [at] = beside
    longest_s = max(span.end_s - span.start_s for span in (meant, found[at]))
    return at if common_s(found[at]) >= OVERLAP_FRAC * longest_s else None
