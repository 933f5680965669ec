"""Numbers, stamps and modes of the Uno's stream."""

import numpy as np
import pytest

from firmware_bridge.sim.faults import Garbler
from tests.firmware.listening import Heard, listen
from tests.firmware.load_cell import LoadCell, Trace

STEP_US = 4
"""micros() of a 16 MHz AVR counts in steps of four."""


def began(board, mode: bytes) -> None:
    """Past power-up, in one of the modes."""
    board.run(1.0)
    board.hear(mode)
    board.run(0.1)


def late_us(board, heard: Heard) -> np.ndarray:
    """How late each sample was stamped against the promptest one, in microseconds.

    The board's clock begins a quarter of a millisecond after its supply: the same for all.
    """
    ready = np.array(board.ready_us)
    nearest = np.searchsorted(ready, heard.tick_us - 1000.0)
    late = heard.tick_us - ready[nearest]
    return late - late.min()


def test_a_minute_at_92_5_hertz_has_no_gap_and_no_wrong_sample(uno):
    board = uno()
    began(board, b"m0\n")
    before = len(board.cell.truth)
    # A packet may be on its way when the minute begins: what is left of it is no sample.
    _, _, whole = board.run(60.0).partition(b"\0")
    heard = listen(whole)
    near = range(before - 1, before + 2)
    first = next(at for at in near if board.cell.truth[at] == heard.counts[0])
    truth = board.cell.truth[first:]
    assert len(heard.number) == pytest.approx(60 * 92.5, abs=2)
    assert heard.gaps == heard.rejected == 0
    assert np.array_equal(heard.counts, truth[: len(heard.counts)])
    assert board.chip.longest_high_us < 10


@pytest.mark.parametrize("mode", [b"m0\n", b"m1\n"])
def test_stamps_tell_the_end_of_the_conversion_to_a_few_microseconds(uno, mode):
    board = uno()
    began(board, mode)
    late = late_us(board, listen(board.run(5.0)))
    assert late.max() <= 12
    assert late.std() <= STEP_US


def test_stamps_stay_true_while_the_board_answers_questions(uno):
    board = uno()
    began(board, b"m1\n")
    data = b""
    for _ in range(50):
        board.hear(b"?\np7\n")
        data += board.run(0.05)
    late = late_us(board, listen(data))
    assert late.max() <= 12


def test_text_and_binary_carry_the_same_samples(uno):
    said = []
    for mode in (b"m1\n", b"m0\n"):
        board = uno(LoadCell(trace=Trace(np.array([0.0, 4.0]), np.array([-20.0, 300.0]))))
        board.run(1.0)
        board.hear(mode)
        said.append(listen(board.run(3.0)))
    text, binary = said
    first = max(text.number[0], binary.number[0])
    for name in ("number", "counts", "contact_mv", "flags"):
        one, other = getattr(text, name), getattr(binary, name)
        one, other = one[text.number >= first], other[binary.number >= first]
        count = min(len(one), len(other))
        assert count > 270
        assert np.array_equal(one[:count], other[:count])


@pytest.mark.parametrize("mode", [b"m0\n", b"m1\n"])
def test_garbled_bytes_never_become_a_wrong_sample(uno, mode):
    board = uno()
    began(board, mode)
    clean = board.run(10.0)
    truth = listen(clean)
    sent = dict(
        zip(truth.number.tolist(), zip(truth.tick_us, truth.counts, strict=True), strict=True)
    )
    refused = kept = 0
    for seed in range(10):
        heard = listen(Garbler(0.003, seed).spoil(clean))
        refused += heard.rejected
        kept += len(heard.number)
        for number, tick, counts in zip(
            heard.number.tolist(), heard.tick_us, heard.counts, strict=True
        ):
            assert sent[number] == (tick, counts)
    assert refused > 100
    assert kept > 10 * len(truth.number) * 0.8


def test_changing_the_mode_loses_no_sample(uno):
    board = uno()
    data = board.run(1.0)
    for mode in (b"m0\n", b"m1\n") * 10:
        board.hear(mode)
        data += board.run(0.1)
    heard = listen(data)
    assert heard.gaps == heard.rejected == 0


def test_stopping_and_starting_again_goes_on_counting(uno):
    board = uno()
    data = board.run(1.0)
    board.hear(b"x\n")
    data += board.run(1.0)
    board.hear(b"s\n")
    heard = listen(data + board.run(1.0))
    assert heard.gaps == 0
    assert np.diff(heard.tick_us).max() > 0.9e6
