"""Fault F11: packets that overtake one another on their way through a system's callbacks."""

import random
import struct

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from firmware_bridge.decoding.board_records import SAMPLE
from firmware_bridge.devices.board_ble import DEVICE
from tests.bridge.wire import Session

WINDOW = 8


def records(count: int, first: int) -> list[bytes]:
    return [
        struct.pack(
            "<BHIBi",
            *(SAMPLE, (first + n) & 0xFFFF, (n * 12_500 + 4_294_000_000) & 0xFFFFFFFF, 0, n),
        )
        for n in range(count)
    ]


def shuffled(packets: list[bytes], seed: int) -> list[bytes]:
    """Each packet at most half a window from its place, so none is overtaken by more."""
    dice = random.Random(seed)
    order = sorted(range(len(packets)), key=lambda n: n + dice.uniform(0, WINDOW / 2))
    return [packets[n] for n in order]


@given(
    count=st.integers(20, 200),
    first=st.integers(0, 65535),
    seed=st.integers(0, 2**32),
)
def test_f11_samples_that_overtook_one_another_are_in_order_again(count, first, seed):
    packets = records(count, first)
    ordered = Session(DEVICE).hear(packets)
    mixed = Session(DEVICE).hear(shuffled(packets, seed))
    for session in (ordered, mixed):
        block = session.device_session.drain(float("nan"))
        session.blocks += [block] if block is not None else []
    assert mixed.raw == ordered.raw == list(range(count))
    assert np.array_equal(mixed.t_s, ordered.t_s)
    assert np.array_equal(mixed.flags, ordered.flags)
    assert mixed.lost == 0
    assert not mixed.counters.restarts


@given(count=st.integers(40, 200), gone=st.integers(10, 25), seed=st.integers(0, 2**32))
def test_f11_a_packet_that_never_comes_is_counted_and_the_rest_goes_on(count, gone, seed):
    packets = records(count, 65_500)
    session = Session(DEVICE).hear(shuffled(packets[:gone] + packets[gone + 1 :], seed))
    block = session.device_session.drain(float("nan"))
    session.blocks += [block] if block is not None else []
    assert session.raw == [n for n in range(count) if n != gone]
    assert session.lost == 1
    assert (np.diff(session.t_s) > 0).all()
