"""How late a sample is over Bluetooth, and how much of that is the link's own doing.

    python -m benchmarks.ble_latency [--minutes 10]

A board on the virtual radio (Bumble: ATT, L2CAP and HCI on both sides, in this process) sends 80
samples a second to unchanged production code on bleak. A link delivers at connection events only:
its own delay is the time to the next event. What is left was added by stacks, bleak and us.
Afterwards two gauges send at once for some minutes, and every sample is looked for.
"""

import argparse
import asyncio
import os
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.ble import gauges
from tests.ble.air import room
from tests.ble.listening import hearing
from tests.ble.pair import INTERVAL_S, MISSED_SHARE, listened_to_two

INTERVALS_MS = (0.0, 15.0, 30.0, 60.0)
SAMPLES = 800
RESULTS = Path(__file__).parent / "results/ble_latency.md"


async def delays_s(interval_ms: float, missed_share: float) -> tuple[NDArray, NDArray, int]:
    """Seconds from sending to arrival, seconds to the next connection event, samples lost."""
    board = gauges.Board()
    async with room(board) as air, hearing(air, board) as watched:
        await watched.streams(40)
        air.ether.interval_s = interval_ms / 1000
        air.ether.missed_share = missed_share
        await watched.streams(20)
        first = len(watched.blocks)
        await watched.streams(SAMPLES, within_s=60.0)
        heard = watched.blocks[first : first + SAMPLES]
        sent_s = np.array([board.sent_s[int(block.raw[-1, 0])] for block in heard])
        total_s = np.array([block.arrived_s for block in heard]) - sent_s
        step_s = interval_ms / 1000
        own_s = step_s - sent_s % step_s if step_s else np.zeros(len(sent_s))
        lost = watched.source.counters.lost
        air.ether.interval_s = air.ether.missed_share = 0.0
    return total_s, own_s, lost


def row(name: str, total_s: NDArray, own_s: NDArray, lost: int) -> str:
    """One line of the table, in milliseconds."""
    cells = [f"{1e3 * np.percentile(total_s, share):.1f}" for share in (50, 95, 99)]
    cells += [f"{1e3 * np.percentile(own_s, share):.1f}" for share in (50, 99)]
    cells += [f"{1e3 * np.percentile(total_s - own_s, share):.1f}" for share in (50, 95, 99)]
    return "| " + " | ".join([name, *cells, str(lost)]) + " |"


def both(minutes: float) -> list[str]:
    """What became of the samples of two gauges at once, as lines of the report."""
    heard = asyncio.run(listened_to_two(60 * minutes))
    return [
        "",
        "## Two gauges at once",
        "",
        f"{minutes:g} minutes at an interval of {1e3 * INTERVAL_S:g} ms, {100 * MISSED_SHARE:g} %",
        "of the connection events missed; each sample was checked for its value and its place.",
        "",
        "| gauge | samples sent | heard, once and in order | lost |",
        "|---|---|---|---|",
        *(f"| {one.gauge} | {one.sent} | {one.heard} | {one.sent - one.heard} |" for one in heard),
    ]


def main() -> None:
    """Measure, print and keep the tables."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--minutes", type=float, default=10.0, help="of two gauges at once")
    minutes = asked.parse_args().minutes
    load = os.getloadavg()[0]
    lines = [
        "# Latency over Bluetooth LE",
        "",
        f"80 Hz, {SAMPLES} samples each, milliseconds from sending to arrival in the source; both",
        "stacks and the gauge share one process with it. The limit is the time to the next",
        f"connection event. Load at the start: {load:.1f}.",
        "",
        "| interval | p50 | p95 | p99 | limit p50 | limit p99 | added p50 | p95 | p99 | lost |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for interval_ms in INTERVALS_MS:
        name = f"{interval_ms:g} ms" if interval_ms else "none"
        lines.append(row(name, *asyncio.run(delays_s(interval_ms, 0.0))))
    lines.append(row("30 ms, 30 % of events missed", *asyncio.run(delays_s(30.0, 0.3))))
    text = "\n".join([*lines, *both(minutes)]) + "\n"
    print(text)
    RESULTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
