import contextlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from rig.store.format.codec import DamagedBlobError, Samples, decode, encode

INT64 = st.integers(-(2**63), 2**63 - 1)
ANY_DOUBLE = st.floats(allow_nan=True, allow_infinity=True, width=64)
COUNTS = st.integers(-(2**23), 2**23 - 1).map(float)
GRAMS = st.integers(-(10**7), 10**7).map(lambda n: n / 1000)


@st.composite
def any_samples(draw):
    count = draw(st.integers(0, 40))
    channels = draw(st.integers(1, 4))
    numbers = draw(st.sampled_from([ANY_DOUBLE, COUNTS, GRAMS]))
    raw = draw(hnp.arrays(np.float64, (count, channels), elements=numbers))
    tick = draw(hnp.arrays(np.int64, count, elements=INT64))
    flags = draw(hnp.arrays(np.uint16, count))
    t_s = draw(hnp.arrays(np.float64, count, elements=ANY_DOUBLE))
    return Samples(tick, t_s, raw, flags)


@st.composite
def timed_samples(draw):
    count = draw(st.integers(1, 60))
    tick_hz = draw(st.sampled_from([80.0, 1000.0, 1e6, 32768.0, 84.37, 11.0]))
    first = draw(st.integers(-(2**40), 2**40))
    steps = draw(hnp.arrays(np.int64, count, elements=st.integers(0, 20_000)))
    tick = first + np.cumsum(steps)
    elapsed = tick - draw(st.integers(0, 2**32))
    by_quotient = draw(st.booleans())
    t_s = elapsed / tick_hz if by_quotient else elapsed * (1.0 / tick_hz)
    raw = np.cumsum(draw(hnp.arrays(np.float64, (count, 1), elements=COUNTS)), axis=0)
    return Samples(tick, t_s, raw, np.zeros(count, np.uint16)), tick_hz


def same_bits(one, other):
    return (
        np.array_equal(one.tick, other.tick)
        and np.array_equal(one.flags, other.flags)
        and one.raw.shape == other.raw.shape
        and one.raw.tobytes() == other.raw.tobytes()
        and one.t_s.tobytes() == other.t_s.tobytes()
    )


@given(any_samples(), st.sampled_from([0.0, 1.0, 80.0, 1e6]))
def test_whatever_is_stored_comes_back_bit_for_bit(samples, tick_hz):
    assert same_bits(decode(encode(samples, tick_hz)), samples)


@given(timed_samples())
def test_times_that_follow_from_ticks_come_back_bit_for_bit(case):
    samples, tick_hz = case
    assert same_bits(decode(encode(samples, tick_hz)), samples)


@given(any_samples(), st.data())
def test_a_cut_blob_is_never_read_as_other_samples(samples, data):
    blob = encode(samples, 1000.0)
    cut = blob[: data.draw(st.integers(0, len(blob) - 1))]
    try:
        read = decode(cut)
    except DamagedBlobError:
        return
    assert same_bits(read, samples)


@given(st.binary(max_size=200))
def test_foreign_bytes_are_refused_and_never_crash(noise):
    with pytest.raises(DamagedBlobError):
        decode(b"\x00" + noise)
    with contextlib.suppress(DamagedBlobError):
        decode(b"\x01" + noise)


def test_a_fifth_of_a_second_at_one_kilohertz_costs_less_than_two_bytes_a_sample():
    noise = np.random.default_rng(5).normal(0.0, 43.0, 200)
    tick = np.arange(200, dtype=np.int64) * 1000 + 77_000_000
    raw = np.rint(8_000_000 * 0.1 + noise)[:, None]
    samples = Samples(tick, (tick - 5_000_000) / 1e6, raw, np.zeros(200, np.uint16))
    assert len(encode(samples, 1e6)) / 200 < 1.5
