"""Forces as the command line judges them in a file of newtons."""

import numpy as np

from calibration.nominal import nominal_calibration
from firmware_bridge.samples import RawBlock, Traits
from rig.engine.analyse import JudgedRecord, judge_record, rest_of, station_for_file
from rig.protocols.library import built_in
from tests.hands import Array


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
