"""The force of recorded sessions as the JSON API tells it."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rig.hub.answers import TraceAnswer
from rig.store.read import load_session
from rig.store.replay import replayed_force
from rig.store.session_json import known


def trace_json(store: Path, session_id: str, most: int) -> TraceAnswer:
    """Force over time for a plot: minimum and maximum of each column of samples.

    Args:
        store: file of the record.
        session_id: which session.
        most: points at most; with fewer samples each is there.

    Raises:
        StoreError: it is not there, or damaged.
    """
    record = load_session(store, session_id)
    times = [block.raw.t_s for block in record.blocks]
    t_s = np.concatenate(times) if times else np.empty(0)
    t_s, force_n = _lows_and_highs(t_s, replayed_force(record), most)
    return {
        "session": session_id,
        "t_s": t_s.tolist(),
        "force_n": [known(value) for value in force_n.tolist()],
    }


def _lows_and_highs(
    t_s: NDArray[np.float64], force_n: NDArray[np.float64], most: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    columns = max(1, most // 2)
    if len(t_s) <= most or len(t_s) < 2 * columns:
        return t_s, force_n
    starts = np.linspace(0, len(t_s), columns, endpoint=False).astype(np.intp)
    values = np.empty(2 * columns)
    values[0::2] = np.fmin.reduceat(force_n, starts)
    values[1::2] = np.fmax.reduceat(force_n, starts)
    return np.repeat(t_s[starts], 2), values
