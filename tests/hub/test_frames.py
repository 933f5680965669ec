"""What a screen reads out of the ring, whatever its pace."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rig.hub.live.frames import Tile, screen_pairs, trace_frame, wall_frame
from rig.hub.live.ring import CAPACITY, Ring
from tests.hub.conftest import WALL, read_trace

EPOCH_MS = 1_800_000_000_000.0


def filled(sizes, rate_hz=80.0):
    ring, n = Ring(rate_hz), 0
    for size in sizes:
        numbers = np.arange(n, n + size)
        ring.append(numbers / rate_hz, numbers.astype(float), EPOCH_MS)
        n += size
    return ring


@given(
    st.lists(st.tuples(st.integers(0, 300), st.booleans()), min_size=1, max_size=60),
    st.integers(0, CAPACITY),
)
def test_a_screen_that_keeps_up_gets_every_sample_once(steps, skipped):
    ring, cursor, got, n = filled([skipped]), skipped, [], skipped
    for size, reads in steps:
        numbers = np.arange(n, n + size)
        ring.append(numbers / 80.0, numbers.astype(float), EPOCH_MS)
        n += size
        if reads:
            got.append(read_trace(trace_frame(ring, cursor, CAPACITY)).force_n)
            cursor = ring.count
    got.append(read_trace(trace_frame(ring, cursor, CAPACITY)).force_n)
    assert np.array_equal(np.concatenate(got), np.arange(skipped, n, dtype="f4"))


@given(st.integers(1, 3 * CAPACITY), st.integers(1, 2000))
def test_a_screen_that_fell_behind_gets_the_newest(total, most):
    ring = filled([total // 2, total - total // 2])
    frame = read_trace(trace_frame(ring, 0, most))
    assert frame.n == min(total, most, CAPACITY)
    assert frame.force_n[-1] == total - 1
    assert frame.count == total


def test_a_frame_tells_when_its_samples_were_pressed():
    frame = read_trace(trace_frame(filled([100]), 40, CAPACITY))
    assert frame.t_s[0] == pytest.approx(0.5)
    assert frame.epoch_ms == pytest.approx(EPOCH_MS + 500.0)


def test_a_frame_without_samples_is_a_sign_of_life():
    assert read_trace(trace_frame(filled([10]), 10, CAPACITY)).n == 0


def test_what_was_before_a_new_time_axis_is_never_shown():
    ring = filled([500])
    ring.forget()
    ring.append(np.array([0.0]), np.array([7.0]), EPOCH_MS)
    frame = read_trace(trace_frame(ring, 0, CAPACITY))
    assert (frame.n, frame.force_n[0]) == (1, 7.0)


def test_before_the_tare_a_screen_gets_no_number():
    ring = Ring(80.0)
    ring.append(np.arange(3) / 80.0, np.full(3, np.nan), EPOCH_MS)
    assert np.isnan(read_trace(trace_frame(ring, 0, 10)).force_n).all()


@given(st.lists(st.floats(-10, 200, width=32), min_size=1, max_size=3000), st.floats(260, 4000))
def test_pairs_keep_the_lowest_the_highest_and_the_last(force, rate_hz):
    t_s = np.arange(len(force)) / rate_hz
    force_n = np.array(force, dtype="f4")
    times, pairs = screen_pairs(t_s, force_n)
    assert (pairs.min(), pairs.max(), pairs[-1]) == (force_n.min(), force_n.max(), force_n[-1])
    assert times[-1] == t_s[-1]
    assert np.all(np.diff(times) >= 0)
    assert len(pairs) <= min(len(force), 2 * (250 * len(force) / rate_hz + 2) + 1)


def test_a_wall_frame_has_one_tile_for_each_station_in_order():
    tiles = [Tile(k, 20.0 + k, 19.0, 22.0, 3.5, "in", "holding", 0.01) for k in range(3)]
    frame = wall_frame(tiles, 2**32 + 5, EPOCH_MS)
    assert WALL.unpack_from(frame) == (2, 1, 3, 5, EPOCH_MS)
    told = np.frombuffer(frame, "<f4", offset=WALL.size).reshape(3, 8)
    assert told[1].tolist() == pytest.approx([1, 21.0, 19.0, 22.0, 3.5, 2, 3, 0.01])
