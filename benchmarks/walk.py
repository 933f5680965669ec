"""How much code one block of samples passes on its way through a running hub.

    python -m benchmarks.walk [--seconds 10] [--list]

A board in a process of its own sends over a pseudo-terminal; the hub reads, folds and records a
set. Every call of a function of the four packages is counted, in all threads. A block passes what
is called at least once for every block read (`each block`); the writer, the heart beat and what
looks after the link are called less often (`all`).
"""

import argparse
import asyncio
import contextlib
import math
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

from rig.hub.hub import Hub
from rig.hub.station.requests import StationPlan, StationRequest
from rig.protocols.library import built_in
from rig.store.recorder import Recorder

ROOT = Path(__file__).parents[1]
PACKAGES = tuple(f"{ROOT / name}/" for name in ("firmware_bridge", "calibration", "rig"))
# The fold is called once for every block.
ONCE_A_BLOCK = "rig/engine/fold.py advance"
# Of the blocks: a block more or less is under way when counting begins and ends.
EACH_FRAC = 0.95


class Walk:
    """Counts calls while it is told to."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.counts = False

    def __call__(self, frame: FrameType, event: str, _: Any) -> None:
        """What `sys.setprofile` calls with everything that happens."""
        code = frame.f_code
        if self.counts and event == "call" and code.co_filename.startswith(PACKAGES):
            place = code.co_filename.removeprefix(f"{ROOT}/")
            self.calls[f"{place} {code.co_qualname}"] += 1


@contextlib.contextmanager
def board() -> Iterator[str]:
    """A board on a pseudo-terminal; its path."""
    words = ("-m", "firmware_bridge.simboard", "--uri", "sim:?learner=good&seed=1")
    with subprocess.Popen(
        [sys.executable, *words], stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True
    ) as started:
        assert started.stdout is not None
        try:
            yield started.stdout.readline().strip()
        finally:
            started.terminate()


async def until(claim: Callable[[], bool]) -> None:
    """Wait for something that nobody announces."""
    while not claim():  # noqa: ASYNC110
        await asyncio.sleep(0.1)


async def walk(seconds: float) -> Counter[str]:
    """Calls within some seconds of a set."""
    counted = Walk()
    threading.setprofile(counted)
    sys.setprofile(counted)
    with tempfile.TemporaryDirectory() as folder, board() as port:
        store = Path(folder) / "steadyhold.db"
        with Recorder(store) as recorder:
            source = f"serial:{port}?device=board"
            plan = StationPlan("pad-1", "Pad 1", source, None, None)
            hub = Hub((plan,), built_in(), "tp-hold", store, recorder, "walk")
            async with hub.at_work():
                await until(lambda: hub.channels[0].ring.count > 80)
                await hub.station("pad-1").ask(StationRequest("start_set", "walk"))
                await until(lambda: not math.isnan(hub.channels[0].live.force_n))
                counted.counts = True
                await asyncio.sleep(seconds)
                counted.counts = False
    sys.setprofile(None)
    threading.setprofile(None)  # type: ignore[arg-type]
    return counted.calls


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--list", action="store_true", help="every function, with its calls")
    asked = parser.parse_args()
    calls = asyncio.run(walk(asked.seconds))
    blocks = calls[ONCE_A_BLOCK]
    each = [name for name, count in calls.items() if count >= EACH_FRAC * blocks]
    if asked.list:
        for name, count in calls.most_common():
            print(f"{count / blocks:8.2f}  {name}")
    for title, names in (("each block", each), ("all", list(calls))):
        modules = {name.partition(" ")[0] for name in names}
        print(f"{title}: {len(modules)} modules, {len(names)} functions; {blocks} blocks")


if __name__ == "__main__":
    main()
