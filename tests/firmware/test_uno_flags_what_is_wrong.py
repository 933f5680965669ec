"""What the Uno's firmware says of the quality of its own samples."""

import numpy as np
import pytest

from firmware_bridge.samples import Flag
from tests.firmware.listening import Heard, listen
from tests.firmware.load_cell import LoadCell

BINARY = b"m0\n"


def began(board) -> None:
    """Past power-up, in binary."""
    board.run(1.5)
    board.hear(BINARY)
    board.run(0.1)


def flagged(heard: Heard, flag: Flag) -> list[int]:
    """Positions of the samples that carry a flag."""
    return [at for at, flags in enumerate(heard.flags.tolist()) if flags & flag]


@pytest.mark.parametrize("counts", [0, 1, -1, 8388606, -8388607, 0x555555, -0x2AAAAB])
def test_every_bit_of_the_converter_arrives(uno, counts):
    board = uno(LoadCell(zero_counts=counts, noise_counts=0.0))
    assert set(listen(board.run(1.0)).counts.tolist()) == {counts}


def test_the_first_four_conversions_are_settling(uno):
    heard = listen(uno().run(1.5))
    assert flagged(heard, Flag.SETTLING) == [0, 1, 2, 3]


@pytest.mark.parametrize("zero_counts", [1e8, -1e8])
def test_a_bridge_at_its_rail_is_saturated(uno, zero_counts):
    heard = listen(uno(LoadCell(zero_counts=zero_counts)).run(2.5))
    assert len(flagged(heard, Flag.SATURATED)) == len(heard.number) > 100
    assert not flagged(heard, Flag.SENSOR_TIMEOUT)


def test_a_frozen_code_is_stuck_within_a_second_and_a_half_until_it_moves_again(uno, measured):
    board = uno()
    began(board)
    board.cell.stuck = True
    froze_us = board.t_s * 1e6
    frozen = board.run(2.0)
    board.cell.stuck = False
    thawed = board.run(0.5)
    heard = listen(frozen + thawed)
    stuck = flagged(heard, Flag.STUCK)
    told_s = (heard.tick_us[stuck[0]] - froze_us) * 1e-6
    measured("told_s", told_s)
    assert 0.98 <= told_s <= 1.05
    assert stuck == list(range(stuck[0], stuck[-1] + 1))
    assert not flagged(heard, Flag.SENSOR_TIMEOUT)
    moving = int(np.flatnonzero(heard.counts != heard.counts[stuck[0]])[-1])
    assert stuck[-1] < moving
    assert heard.counts[stuck[-1] + 1] != heard.counts[stuck[-1]]
    assert [name for name, _ in heard.events] == ["stuck", "moving again"]
    assert heard.events[0][1] == heard.counts[stuck[0]]


def assert_lost(board):
    """From now on no sample is one: told at once, and as long as it lasts."""
    since_us = board.t_s * 1e6
    quiet = listen(board.run(3.0))
    timed_out = flagged(quiet, Flag.SENSOR_TIMEOUT)
    assert (quiet.tick_us[timed_out[0]] - since_us) * 1e-6 < 0.3
    assert 25 <= len(timed_out) <= 30
    assert [name for name, _ in quiet.events] == ["sensor lost"]


def test_a_silent_converter_is_told_within_half_a_second_and_as_long_as_it_lasts(uno):
    board = uno()
    began(board)
    board.cell.silent = True
    assert_lost(board)


def test_a_data_line_at_ground_is_no_converter(uno):
    board = uno(LoadCell(shorted=True))
    heard = listen(board.run(3.0))
    assert [name for name, _ in heard.events] == ["reset cause", "sensor lost"]
    assert len(flagged(heard, Flag.SENSOR_TIMEOUT)) == len(heard.number)
    assert 15 <= len(heard.number) <= 21


def test_a_converter_whose_data_line_falls_to_ground_is_lost_until_it_is_free(uno):
    board = uno()
    began(board)
    board.cell.shorted = True
    assert_lost(board)
    board.cell.shorted = False
    back = listen(board.run(1.5))
    assert [name for name, _ in back.events] == ["sensor back"]
    assert back.counts[-50:].tolist() == board.cell.truth[-50:]
    assert board.chip.longest_high_us < 60


def test_a_converter_that_comes_back_settles_first(uno):
    board = uno()
    began(board)
    board.cell.silent = True
    board.run(1.0)
    board.cell.silent = False
    back = listen(board.run(1.0))
    name, away_ms = back.events[0]
    assert name == "sensor back"
    assert 1000 <= away_ms < 1300
    good = [at for at, flags in enumerate(back.flags.tolist()) if flags == 0]
    first = good[0]
    assert back.flags[first - 4] & Flag.GAP_BEFORE
    assert all(flags & Flag.SETTLING for flags in back.flags[first - 4 : first].tolist())
    assert good == list(range(first, len(back.number)))


def test_a_conversion_that_never_came_is_marked_on_the_next(uno):
    board = uno()
    began(board)
    board.cell.silent = True
    board.run(0.012)
    board.cell.silent = False
    heard = listen(board.run(0.5))
    assert flagged(heard, Flag.GAP_BEFORE) == [0]
    assert heard.gaps == 0


@pytest.mark.parametrize("conversions", [1, 2, 9])
def test_a_conversion_missed_before_the_rate_is_known_is_marked_and_falsifies_no_rate(
    uno, conversions
):
    board = uno()
    sent = b""
    while len(listen(sent).number) < conversions:
        sent += board.run(0.002)
    board.cell.silent = True
    sent += board.run(0.012)
    board.cell.silent = False
    heard = listen(sent + board.run(0.5))
    # Before the second step nobody can know that the first was two.
    assert flagged(heard, Flag.GAP_BEFORE) == [conversions][: conversions > 1]
    board.hear(b"?\n")
    hello = listen(board.run(0.1)).hellos[-1]
    assert hello.rate_hz == pytest.approx(92.5, rel=1e-4)


@pytest.mark.parametrize("rate_hz", [10.6, 78.0, 92.5])
def test_the_rate_it_tells_is_the_one_it_measures(uno, rate_hz):
    board = uno(rate_hz=rate_hz)
    board.run(0.6 + 24 / rate_hz)
    board.hear(b"?\n")
    [hello] = listen(board.run(0.1)).hellos
    assert hello.rate_hz == pytest.approx(rate_hz, rel=1e-4)


def test_the_rate_can_be_chosen_where_its_pin_is_wired(uno):
    board = uno(rate_is_wired=True)
    began(board)
    board.hear(b"r10\n")
    slow = listen(board.run(4.0))
    assert slow.events[-1] == ("measured rate", pytest.approx(92.5 / 8 * 1000, rel=1e-3))
    board.hear(b"r80\n")
    fast = listen(board.run(1.0))
    assert fast.events[-1] == ("measured rate", pytest.approx(92.5 * 1000, rel=1e-3))


def test_the_button_of_the_rater_marks_its_samples(uno):
    board = uno()
    began(board)
    board.press_button(True)
    pressed = board.run(0.3)
    board.press_button(False)
    heard = listen(pressed + board.run(0.3))
    assert heard.events == (("button", 1), ("button", 0))
    assert heard.gaps == 0


@pytest.mark.parametrize("volts", [0.0, 1.25, 5.0])
def test_the_contact_is_told_in_millivolts(uno, volts):
    heard = listen(uno(LoadCell(contact_v=volts)).run(1.0))
    assert set(heard.contact_mv.tolist()) <= set(
        range(round(1000 * volts) - 5, round(1000 * volts) + 6)
    )


def test_a_drifting_zero_is_sent_as_it_is(uno):
    board = uno(LoadCell(drift_n_per_s=0.05, noise_counts=20.0))
    heard = listen(board.run(11.0))
    assert heard.counts[-1] - heard.counts[0] == pytest.approx(8700 * 0.05 * 10.3, rel=0.02)
