"""Sources of a room, opened by their address as everywhere else."""

import contextlib
from collections.abc import AsyncIterator

import numpy as np

from firmware_bridge.links.ble_adapter import using_adapter
from firmware_bridge.source import Source, open_source
from tests.ble.air import Air
from tests.ble.gauge import Gauge
from tests.bridge.pty_board import Watched, watching


def source_of(air: Air, gauge: Gauge, more: str = "") -> Source:
    """A source for a gauge by its name and kind."""
    return opened(air, f"ble:{gauge.name}?device={gauge.kind.kind}{more}")


def opened(air: Air, uri: str) -> Source:
    with using_adapter(air.adapter):
        return open_source(uri)


@contextlib.asynccontextmanager
async def hearing(air: Air, gauge: Gauge, more: str = "") -> AsyncIterator[Watched]:
    async with watching(source_of(air, gauge, more)) as watched:
        yield watched


def t_s_of(watched: Watched) -> np.ndarray:
    return np.concatenate([block.t_s for block in watched.blocks])


def flags_of(watched: Watched) -> np.ndarray:
    return np.concatenate([block.flags for block in watched.blocks])


def lateness_s(watched: Watched, gauge: Gauge) -> np.ndarray:
    """Seconds from sending to arrival of each delivery whose first count is its number."""
    return np.array(
        [block.arrived_s - gauge.sent_s[int(block.raw[-1, 0])] for block in watched.blocks]
    )
