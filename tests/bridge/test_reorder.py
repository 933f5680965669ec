from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from firmware_bridge.device import RawSamples
from firmware_bridge.devices.board import DEVICE
from firmware_bridge.timing.reorder import Reorderer
from tests.bridge.wire import Session, board_frames


def packet(number: int) -> RawSamples:
    one = np.array([1], dtype=np.int64)
    return RawSamples(
        packet=np.array([number & 0xFFFF]),
        size=one,
        tick=np.array([number * 100]),
        raw=np.array([[float(number)]]),
        flags=np.zeros(1, dtype=np.uint16),
    )


def numbers(readings: list[RawSamples]) -> list[int]:
    return [int(each.raw[0, 0]) for each in readings]


@given(st.integers(65_500, 65_540), st.integers(2, 80), st.randoms(use_true_random=False))
def test_f11_packets_that_overtook_each_other_come_out_in_order(first, count, chance):
    keys = [(n + chance.uniform(0, 7.5), n) for n in range(1, count)]
    order = [first, *(first + n for _, n in sorted(keys))]
    reorderer = Reorderer(16, window_packets=8)
    # The first packet sets the start: only what follows can be told to be early.
    ready = [each for n in order for each in reorderer.put(packet(n))] + reorderer.drain()
    assert numbers(ready) == sorted(order)


def test_f11_a_packet_that_never_comes_holds_up_no_more_than_the_window():
    reorderer = Reorderer(16, window_packets=8)
    ready = [each for n in (0, *range(2, 30)) for each in reorderer.put(packet(n))]
    assert numbers(ready) + numbers(reorderer.drain()) == [0, *range(2, 30)]
    assert len(ready) >= 20


def test_f11_a_repeated_packet_is_passed_on_to_be_counted():
    reorderer = Reorderer(16, window_packets=8)
    ready = [each for n in (0, 1, 2, 1) for each in reorderer.put(packet(n))]
    ready += reorderer.drain()
    assert sorted(numbers(ready)) == [0, 1, 1, 2]


@given(st.randoms(use_true_random=False), st.integers(20, 60))
def test_f11_a_shuffled_stream_gives_the_samples_of_the_one_in_order(chance, count):
    radio = replace(DEVICE, reorder_packets=8)
    values = list(range(1000, 1000 + count))
    frames = board_frames(values, first_seq=65_520)
    keys = [(n + chance.uniform(0, 7.5), n) for n in range(1, count)]
    order = [0, *(n for _, n in sorted(keys))]
    shuffled = Session(radio).hear(frames[n] for n in order)
    taken = len(shuffled.raw)
    assert shuffled.raw == values[:taken]
    assert taken >= count - 8
    assert shuffled.lost == 0
    assert (np.diff(shuffled.t_s) > 0).all()
