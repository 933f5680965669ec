import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rig.engine.judging.recursion import PAD_SAMPLES, low_pass_twice


@given(
    st.floats(0.0005, 0.45),
    st.integers(PAD_SAMPLES + 7, 3000),
    st.floats(-1e5, 1e5),
    st.integers(0, 2**32 - 1),
)
def test_the_low_pass_is_that_of_the_textbook_to_the_last_digits(cutoff, count, offset, seed):
    # Every worker imports this file, one of them runs it; scipy takes a second.
    from scipy.signal import butter, sosfiltfilt

    random = np.random.default_rng(seed)
    values = offset + np.cumsum(random.normal(0.0, 0.3, count)) + random.normal(0.0, 1.0, count)
    theirs = sosfiltfilt(butter(2, 2.0 * cutoff, output="sos"), values)
    ours = low_pass_twice(values, cutoff)
    # Slow recursions collect rounding: at 30,000 samples a second a millionth of a tremor.
    assert ours == pytest.approx(theirs, abs=1e-14 * np.abs(values).max() / cutoff**2.5)


def test_what_stands_still_stays_to_the_last_bit():
    values = np.full(200, 12.345)
    assert (low_pass_twice(values, 0.1) == values).all()
