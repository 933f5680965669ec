"""Sessions made from nothing, as a hub would make them."""

from dataclasses import replace

import numpy as np

from calibration.values import Calibration
from firmware_bridge.samples import RawBlock
from rig.engine import fold
from rig.engine.scoring.rubric import HOLD_SCORE_1
from rig.engine.scoring.target import Protocol, Target
from rig.engine.step import Command
from rig.store.format.header import SessionHeader
from tests.presses import BOARD

NAN = float("nan")
COUNTS_PER_N = 4000.0
ZERO = 81_000.0
START_SET = Command("start_set", NAN, "")


def header(session_id="a1", *, rate_hz=80.0, learner_id="guest", channels=("load",)):
    return SessionHeader(
        session_id=session_id,
        started_utc="2026-03-04T10:20:30.400+00:00",
        station_id="station-1",
        learner_id=learner_id,
        source_uri="sim:?learner=good&seed=7",
        identity="board-0042",
        traits=replace(BOARD, title="Board", channels=channels, rate_hz=rate_hz),
        calibration=Calibration(
            identity="cal-1",
            device="board-0042",
            unit="N",
            gain_per_raw=1 / COUNTS_PER_N,
            curvature_per_raw2=1e-13,
            column=0,
            residual_sd=0.1 + 0.2,
            made_utc="",
        ),
        protocol=Protocol(
            id="tp-hold",
            version=3,
            name="Trigger point hold",
            purpose="Steady pressure.",
            contact="thumb",
            target=Target(25.0, 0.1, 10.0, 10.0, 30.0, 3.0, 15.0, 5.0, 40.0, 37.5),
            repetitions=2,
            rest_s=3.0,
            feedback="concurrent",
            weights=HOLD_SCORE_1.weights,
            sources=("ours",),
            evidence="C",
        ),
        rubric=HOLD_SCORE_1,
        software="steadyhold 0.1.0",
        mode="practice",
    )


def pressing(*, seconds=40.0, rate_hz=80.0, seed=1, samples=20, first_press_s=4.0):
    """Blocks of a learner who rests, presses about 25 N for 12 s, rests 6 s, and again."""
    noise = np.random.default_rng(seed)
    count = int(seconds * rate_hz)
    tick = np.arange(count, dtype=np.int64) * int(1e6 / rate_hz) + 7_000_000
    t_s = (tick - 7_000_000) / 1e6
    beat = (t_s - first_press_s) % 20.0
    force_n = 25.0 * np.clip(np.minimum(beat / 2.5, (14.5 - beat) / 2.0), 0.0, 1.0)
    force_n[t_s < first_press_s] = 0.0
    force_n += np.where(force_n > 20, 0.5 * np.sin(t_s * 3.1), 0.0)
    raw = np.rint(ZERO + force_n * COUNTS_PER_N + noise.normal(0.0, 43.0, count))
    return blocks(tick, t_s, raw[:, None], samples)


def blocks(tick, t_s, raw, samples, flags=None):
    flags = np.zeros(len(tick), np.uint16) if flags is None else flags
    return tuple(
        RawBlock(
            tick[at : at + samples],
            t_s[at : at + samples],
            raw[at : at + samples],
            flags[at : at + samples],
            0,
            1000.0 + float(t_s[at : at + samples][-1]),
        )
        for at in range(0, len(tick), samples)
    )


def record(recorder, head, raw_blocks, *, commands=((0, START_SET),), ended="done", finish=True):
    """Plays blocks through the fold into a recorder; commands come before their block."""
    due = list(commands)
    recorder.begin(head)
    progress = fold.begin(head.station)
    for at, block in enumerate(raw_blocks):
        while due and due[0][0] == at:
            command = due.pop(0)[1]
            progress, step = fold.obey(head.station, progress, command)
            recorder.append(head.session_id, step, command)
        progress, step = fold.advance(head.station, progress, block)
        recorder.append(head.session_id, step, None)
    if finish:
        _, step = fold.finish(head.station, progress)
        recorder.append(head.session_id, step, None)
    if ended:
        recorder.end(head.session_id, ended)
