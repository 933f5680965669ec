"""How many 1 kHz stations one core carries: decode, fold, final pass, and a peer in the same run.

    python -m benchmarks.throughput

The peer does the same live work per block with calls of numpy and scipy: calibrate, a 5 Hz filter
with carried state, thresholds, band membership, running maximum. Every figure is the median of
interleaved passes; quote the ratios, machines are shared.
"""

import statistics
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

from calibration.nominal import nominal_calibration
from firmware_bridge.device import RawSamples
from firmware_bridge.devices.board import DEVICE
from firmware_bridge.samples import RawBlock, Traits
from firmware_bridge.sim.pad import VirtualBoard, pad_hello
from firmware_bridge.timing.device_session import DeviceSession
from rig.engine.fold import advance, begin, obey
from rig.engine.judging.classes import Beside
from rig.engine.judging.press import Press
from rig.engine.judging.presses import judge_press
from rig.engine.scoring.rubric import HOLD_SCORE_1
from rig.engine.step import Command, Station
from rig.protocols.library import built_in

RATE_HZ = 1000.0
SECONDS = 60
BLOCK = 20
PASSES = 5
GAIN = 8700.0
ZERO = 84_213.0


def raw_of_a_minute() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Times and counts of one press of 25 N in every minute."""
    t_s = np.arange(round(SECONDS * RATE_HZ)) / RATE_HZ
    shape_n = np.interp(t_s, [0, 4, 7, 37, 39, 60], [0, 0, 25, 25, 0, 0])
    force_n = shape_n * (1.0 + 0.03 * np.sin(2.0 * np.pi * 0.7 * t_s))
    noise = np.random.default_rng(1).normal(0.0, 43.0, len(t_s))
    return t_s, np.round(ZERO + GAIN * force_n + noise)


def blocks_of(t_s: NDArray[np.float64], raw: NDArray[np.float64], size: int) -> list[RawBlock]:
    """The same samples in blocks of the given size."""
    tick = np.round(t_s * 1e6).astype(np.int64)
    cuts = [slice(k, k + size) for k in range(0, len(t_s), size)]
    return [
        RawBlock(tick[cut], t_s[cut], raw[cut, None], np.zeros(len(t_s[cut]), np.uint16), 0, 0.0)
        for cut in cuts
    ]


def fold(station: Station, blocks: list[RawBlock]) -> None:
    """Take every block through the heart."""
    progress, _ = obey(station, begin(station), Command("start_set", float("nan"), ""))
    for block in blocks:
        progress, _ = advance(station, progress, block)


def numpy_and_scipy(station: Station, blocks: list[RawBlock]) -> None:
    """The peer: one call per operation and block."""
    target = station.protocol.target
    decay = np.exp(-2.0 * np.pi * 5.0 / RATE_HZ)
    feed, back, state = np.array([1.0 - decay]), np.array([1.0, -decay]), np.zeros(1)
    held, highest, since = 0, -np.inf, 0
    for block in blocks:
        force_n = (block.raw[:, 0] - ZERO) / GAIN
        smooth_n, state = lfilter(feed, back, force_n, zi=state)
        contact = smooth_n > 1.0
        edges = np.flatnonzero(np.diff(contact))
        inside = (force_n >= target.low_n) & (force_n <= target.high_n)
        held += int(np.count_nonzero(inside & contact))
        highest = max(highest, float(np.max(np.median(np.stack(
            (force_n[:-2], force_n[1:-1], force_n[2:])), axis=0))))  # fmt: skip
        since = int(edges[-1]) if len(edges) else since + len(force_n)


def wire_of(raw: NDArray[np.float64]) -> list[bytes]:
    """The board's binary packets, one sample each, 20 to a read."""
    hello = pad_hello(1, 1, "bench", RATE_HZ)
    board = VirtualBoard(hello, text=False, batch=1)
    greeting = board.greeting() + board.hear(b"m0\n") + board.hear(b"s\n")
    cuts = range(0, len(raw) - BLOCK + 1, BLOCK)
    return [greeting, *(b"".join(board.packets(
        [k * 1000 for k in range(cut, cut + BLOCK)],
        raw[cut : cut + BLOCK].astype(int).tolist(), [0] * BLOCK)) for cut in cuts)]  # fmt: skip


def decode(pieces: list[bytes]) -> int:
    """Bytes to blocks; the samples that came out."""
    decoder, device_session, samples = DEVICE.decoder({}), DeviceSession(DEVICE, rate_hz=RATE_HZ), 0
    device_session.attach(decoder)
    for piece in pieces:
        for event in decoder.feed(piece):
            block = device_session.apply(event, 0.0)
            if block is not None and isinstance(event, RawSamples):
                samples += len(block.t_s)
    return samples


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of one piece of work."""
    began = time.process_time()
    work()
    return time.process_time() - began


def main() -> None:
    """Measure, print, and write the table."""
    traits = Traits(
        "board", "bench", "counts", ("force",), RATE_HZ, 1e6, 0.05, 1.0, None, simulated=True
    )
    station = Station(
        "bench", nominal_calibration(traits), traits, built_in()["tp-hold-30"], HOLD_SCORE_1
    )
    t_s, raw = raw_of_a_minute()
    live = blocks_of(t_s, raw, BLOCK)
    hour_s = np.arange(round(3600 * RATE_HZ)) / RATE_HZ
    hour = blocks_of(hour_s, np.tile(raw, 60), len(hour_s))
    pieces = wire_of(raw)
    press_n = (raw - ZERO) / GAIN
    press = Press(
        t_s, press_n, np.zeros(len(t_s), np.uint16), number=1, on_s=4.2, off_s=39.0,
        from_rest=True, to_rest=True, dropped=False, spread_n=0.005, noise_n=0.003,
    )  # fmt: skip
    alone = Beside(0.0, in_set=True, levels=1)
    works: dict[str, tuple[Callable[[], object], float]] = {
        "decode, 20-sample reads": (lambda: decode(pieces), SECONDS),
        "fold, 20-sample blocks": (lambda: fold(station, live), SECONDS),
        "numpy and scipy calls, 20-sample blocks": (
            lambda: numpy_and_scipy(station, live), SECONDS,
        ),
        "fold, 1-hour record in one block": (lambda: fold(station, hour), 3600),
        "numpy and scipy calls, 1-hour record": (lambda: numpy_and_scipy(station, hour), 3600),
        "final pass of a 35 s press": (
            lambda: judge_press(press, station.detection, station.finder, alone), SECONDS,
        ),
    }  # fmt: skip
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(PASSES):
        for name, (work, _) in works.items():
            taken[name].append(seconds(work))
    lines = ["| work | 1 kHz stations per core | us per sample |", "|---|---|---|"]
    for name, (_, covers_s) in works.items():
        spent = statistics.median(taken[name])
        lines.append(
            f"| {name} | {covers_s / spent:,.0f} | {spent / covers_s / RATE_HZ * 1e6:.2f} |"
        )
    live_ratio = statistics.median(
        peer / ours
        for ours, peer in zip(
            taken["fold, 20-sample blocks"],
            taken["numpy and scipy calls, 20-sample blocks"],
            strict=True,
        )
    )
    lines += ["", f"Fold against numpy and scipy calls at 20-sample blocks: {live_ratio:.1f} x."]
    text = "\n".join(lines)
    print(text)
    results = Path(__file__).parent / "results"
    results.mkdir(exist_ok=True)
    (results / "throughput.md").write_text(f"# Throughput\n\n{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
