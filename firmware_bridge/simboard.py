"""A board on a pseudo-terminal, as a program of its own: what a sensor is to the rest.

    python -m firmware_bridge.simboard [PTY] --uri 'sim:?learner=expert'
    python -m firmware_bridge.simboard --replay counts.csv --garble 0.001 --seed 3

    python -m firmware_bridge.simboard --masses hysteresis_frac=0.002 --speed 10

With `--masses` a load cell of known faults stands under it, and lines on stdin place weights:
`lay 2.5` (kilograms), `lay 2 1 0` (at the front edge), `lay 0`, `hand 3` (newtons of a hand that
trembles), `hand 0`, `speed 20`. With `--divider 1023,20`
it is a force-sensing resistor instead: full scale, and the newtons at half of it.

Without PTY it opens a pseudo-terminal and prints the path to connect to; `--link PATH` also makes
a link to it there. It answers `?`, `s`, `x`, `m0`, `m1` and `p<token>` like the board.
"""

import argparse
import os
import select
import signal
import struct
import sys
import time
import tty
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path

from firmware_bridge.errors import SteadyholdError
from firmware_bridge.sim.board_stream import BoardStream
from firmware_bridge.sim.faults import Garbler
from firmware_bridge.sim.masses import MassBoard, divider_of, obeying, truth_of
from firmware_bridge.sim.pad import VirtualBoard
from firmware_bridge.sim.replay import Turn, replay_turns
from firmware_bridge.sim.settings import settings_of
from firmware_bridge.timing.pace import Pace
from firmware_bridge.uri import parse_uri

STAMP = struct.Struct("<Qd")
"""One record of `--stamp`: sample number u64 from 0, CLOCK_MONOTONIC seconds f64 at its write."""
TURN_S = 0.0125
PATIENCE_S = 0.5
REPLAY_PATIENCE_S = 20.0


def main(arguments: list[str] | None = None) -> int:
    """Run until told to stop; 0, or the exit code of what went wrong."""
    asked = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        board, turns, speed = _script(asked)
    except SteadyholdError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    wire, path = _open_wire(asked.pty)
    link = Path(asked.link) if asked.link else None
    if link is not None:
        link.unlink(missing_ok=True)
        link.symlink_to(path)
    sys.stdout.write(f"{path}\n")
    sys.stdout.flush()
    try:
        if asked.wait:
            _await_host(wire, board)
        with _stamp_file(asked.stamp) as stamp:
            _play(wire, board, turns, speed, asked, stamp)
        while not asked.exit:
            _answer(wire, board, 0.05)
    except (KeyboardInterrupt, BrokenPipeError):
        return 0
    finally:
        if link is not None:
            with suppress(FileNotFoundError):
                link.unlink()
        os.close(wire)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m firmware_bridge.simboard",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("pty", nargs="?", help="existing terminal to speak on")
    parser.add_argument("--uri", default="sim:?", help="learner and pad, as for `sim:`")
    parser.add_argument("--replay", help="recording to send instead of a learner")
    parser.add_argument(
        "--masses", nargs="?", const="", help="a load cell with these faults, obeying stdin"
    )
    parser.add_argument("--gravity", type=float, default=9.81, help="m/s2, for --masses")
    parser.add_argument(
        "--divider", default="", help="1023,20: --masses on a force-sensing resistor"
    )
    parser.add_argument("--column", help="column of the recording")
    parser.add_argument("--gain", type=float, default=1.0, help="counts per unit of the recording")
    parser.add_argument("--zero", type=int, default=0, help="counts at zero")
    parser.add_argument("--speed", type=float, default=1.0, help="how much faster than real time")
    parser.add_argument("--uid", default="", help="hardware id, 16 hexadecimal digits")
    parser.add_argument("--boot", type=int, default=1, help="number of this power-up")
    parser.add_argument("--garble", type=float, default=0.0, help="damaged share of the bytes")
    parser.add_argument("--seed", type=int, default=1, help="of damage and noise")
    parser.add_argument("--text", action="store_true", help="power up in readable lines")
    parser.add_argument("--unplug-at", type=float, help="seconds after which it is gone")
    parser.add_argument("--from", dest="start_s", type=float, default=0.0, help="begin there")
    parser.add_argument("--stamp", help="file or pipe for the write time of every sample")
    parser.add_argument("--link", help="make a link to the terminal at this path")
    parser.add_argument("--wait", action="store_true", help="send nothing before `s` is heard")
    parser.add_argument("--exit", action="store_true", help="hang up at the end")
    return parser


def _script(asked: argparse.Namespace) -> tuple[VirtualBoard, Iterator[Turn], float]:
    if asked.replay:
        board, turns = replay_turns(
            Path(asked.replay),
            column=asked.column,
            gain_counts_per_unit=asked.gain,
            zero_counts=asked.zero,
            start_s=asked.start_s,
            uid=asked.uid or "5265706c61790001",
            boot_id=asked.boot,
            text=asked.text,
        )
        return board, turns, asked.speed
    if asked.masses is not None:
        pad = MassBoard(
            truth_of(asked.masses),
            seed=asked.seed,
            uid=asked.uid,
            gravity_m_per_s2=asked.gravity,
            speed=asked.speed,
            divider=divider_of(asked.divider),
        )
        return pad.board, obeying(pad, sys.stdin.fileno()), 1.0
    settings = settings_of(parse_uri(asked.uri))
    stream = BoardStream(settings, uid=asked.uid, boot=asked.boot, text=asked.text)
    count = max(1, round(TURN_S * settings.rate_hz))
    return stream.board, _stream_turns(stream, count), asked.speed * (settings.speed or 1.0)


def _stream_turns(stream: BoardStream, count: int) -> Iterator[Turn]:
    while True:
        before = stream.samples
        data = stream.turn(count)
        if stream.is_unplugged:
            return
        yield Turn(data, stream.t_s, before, stream.samples)


def _open_wire(path: str | None) -> tuple[int, str]:
    if path:
        wire = os.open(path, os.O_RDWR | os.O_NOCTTY)
        tty.setraw(wire)
        return wire, path
    wire, far_end = os.openpty()
    tty.setraw(far_end)
    path = os.ttyname(far_end)
    # Somebody keeps it open: when the host closes it, writing goes on into the buffer. Not to read:
    # a program that could is taken for a second reader.
    os.open(path, os.O_WRONLY | os.O_NOCTTY)
    os.close(far_end)
    return wire, path


@contextmanager
def _stamp_file(path: str | None) -> Iterator[FileIO | None]:
    if path is None:
        yield None
        return
    with FileIO(path, "w") as stamp:
        yield stamp


def _await_host(wire: int, board: VirtualBoard) -> None:
    heard = b""
    while b"s" not in heard:
        heard += _answer(wire, board, 0.05)


def _answer(wire: int, board: VirtualBoard, timeout_s: float) -> bytes:
    """Read commands and answer them; what was read."""
    if not select.select([wire], [], [], timeout_s)[0]:
        return b""
    try:
        data = os.read(wire, 256)
    except OSError:
        time.sleep(timeout_s)
        return b""
    _write(wire, board.hear(data))
    return data


def _write(wire: int, data: bytes, patience_s: float = 0.0) -> None:
    while data:
        # A host that does not read loses samples, as with a real board: nothing waits for it.
        if not select.select([], [wire], [], patience_s)[1]:
            return
        try:
            data = data[os.write(wire, data) :]
        except OSError:
            return


def _play(
    wire: int,
    board: VirtualBoard,
    turns: Iterator[Turn],
    speed: float,
    asked: argparse.Namespace,
    stamp: FileIO | None,
) -> None:
    garbler = Garbler(asked.garble, asked.seed)
    # Time that runs many times faster must not be lost to a busy machine: weights are placed by
    # what was read, and a recording is whole or no proof, so such a board may well wait.
    patience_s = 0.0 if asked.masses is None else PATIENCE_S
    if asked.replay and speed > 1.0:
        patience_s = REPLAY_PATIENCE_S
    pace = Pace(time.monotonic(), speed)
    for turn in turns:
        while (wait_s := pace.wait_s(turn.t_s, time.monotonic())) > 0:
            _answer(wire, board, wait_s)
        data = garbler.spoil(turn.data)
        written_s = time.monotonic()
        _write(wire, data, patience_s)
        if stamp is not None:
            stamp.write(b"".join(STAMP.pack(n, written_s) for n in range(turn.first, turn.end)))
        if asked.unplug_at is not None and turn.t_s >= asked.unplug_at:
            asked.exit = True
            return


if __name__ == "__main__":
    sys.exit(main())
