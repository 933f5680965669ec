"""What printing certificates costs the live path: largest gaps with and without, in one run.

    python -m benchmarks.certificates [--prints 5] [--rounds 5] [--keep]

A rig in a process of its own plays a simulated pad of 1 kHz to one screen. Each round listens
while certificates are printed as PDF, one after another, then as long without. The first print
also loads the library; it is a round of its own. Milliseconds between two binary messages.
"""

import argparse
import asyncio
import os
import platform
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[1]))

from calibration.passport.document import passport_text
from rig.trust.passport_store import PassportStore
from tests.calibration.trials import trial
from tests.faults.rig_apart import RigApart, rig_apart

RESULT = Path(__file__).parent / "results" / "certificates.md"
SOURCE = "sim:?learner=expert&seed=1&rate_hz=1000"
SETTLE_S = 3.0


async def printed_s(rig: RigApart, address: str, prints: int) -> float:
    """Seconds that some certificates took, asked for one after another."""
    began_s = time.monotonic()
    for _ in range(prints):
        answer = await rig.http.get(f"{rig.url}{address}", timeout=60.0)
        assert answer.content.startswith(b"%PDF"), answer.text
    return time.monotonic() - began_s


def gaps_ms(rig: RigApart, from_s: float, to_s: float) -> NDArray[np.float64]:
    """Time between neighbours among the messages with samples that came meanwhile."""
    came_s = [at for at, samples, _ in rig.frames if samples and from_s <= at <= to_s]
    return 1e3 * np.diff([from_s, *came_s, to_s])


async def measure(prints: int, rounds: int) -> list[tuple[str, float, float, float, float]]:
    """Rounds: name, seconds a print, largest gap with and without prints, load."""
    found = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kept = PassportStore(folder / "data").keep(passport_text(trial(1).passport))
        address = f"/api/passports/{kept.passport.sha256}/certificate.pdf"
        async with rig_apart(folder, SOURCE) as rig:
            await rig.start()
            await asyncio.sleep(SETTLE_S)
            for number in range(rounds + 1):
                began_s = time.monotonic()
                count = prints if number else 1
                took_s = await printed_s(rig, address, count)
                over_s = time.monotonic()
                await asyncio.sleep(took_s)
                busy = gaps_ms(rig, began_s, over_s)
                calm = gaps_ms(rig, over_s, time.monotonic())
                title = f"{count} prints" if number else "the first print"
                load = os.getloadavg()[0]
                found.append((title, took_s / count, busy.max(), calm.max(), load))
    return found


def page(rounds: list[tuple[str, float, float, float, float]]) -> str:
    """The result as a page."""
    lines = [
        "# Certificates beside the live path",
        "",
        "`python -m benchmarks.certificates --keep`: one pad of 1 kHz, one screen, certificates",
        "printed as PDF one after another, then as long without. Largest gap between two live",
        f"messages in each part of the same run. {platform.python_version()}, "
        f"{os.cpu_count()} cores, shared with other work.",
        "",
        "Printed in a thread of the hub, as it was first, the same run showed ratios of 3.0 to 6.3",
        "(176 to 259 ms with, 33 to 67 ms without): the library keeps the interpreter to itself.",
        "",
        "| round | s a print | largest gap with, ms | without, ms | ratio | load |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {title} | {took_s:.2f} | {busy:.0f} | {calm:.0f} | {busy / calm:.1f} | {load:.1f} |"
        for title, took_s, busy, calm, load in rounds
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, print, and keep with `--keep`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--prints", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--keep", action="store_true")
    asked = parser.parse_args()
    told = page(asyncio.run(measure(asked.prints, asked.rounds)))
    print(told)
    if asked.keep:
        RESULT.write_text(told, encoding="utf-8")


if __name__ == "__main__":
    main()
