"""Time is credited by how the sensor sampled, not by how its samples were stamped."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rig.engine.judging.credit import credit_s
from rig.engine.judging.metrics import median_of_three, rate_down_n_per_s, window_metrics
from rig.engine.judging.smooth import sampling_period_s, smooth
from rig.protocols.library import plain_target
from tests.presses import block, counts, holds_in, practise, press, station

TARGET = plain_target(25.0, 10.0, 15.0)


def stamped(even_s, how):
    """The same samples as a host would stamp them."""
    period_s = even_s[1] - even_s[0]
    if how == "jitter":
        chance = np.random.default_rng(5)
        return even_s + chance.uniform(-0.4, 0.4, len(even_s)) * period_s
    burst = int(how)
    last = np.minimum(np.arange(len(even_s)) // burst * burst + burst - 1, len(even_s) - 1)
    within = np.arange(len(even_s)) % burst
    return even_s[last] + 1e-4 * within


@pytest.mark.parametrize("how", ["2", "4", "8", "jitter"])
@pytest.mark.parametrize("rate_hz", [10.0, 40.0, 80.0, 320.0, 1000.0])
def test_time_in_band_and_impulse_do_not_depend_on_the_stamps(how, rate_hz):
    t_s = np.arange(round(20.0 * rate_hz)) / rate_hz
    force_n = 25.0 + 4.5 * np.sin(0.9 * t_s)
    even = window_metrics(t_s, force_n, TARGET)
    late = window_metrics(stamped(t_s, how), force_n, TARGET)
    assert late.time_in_band_s == pytest.approx(even.time_in_band_s, rel=0.01)
    assert late.impulse_n_s == pytest.approx(even.impulse_n_s, rel=0.01)


@given(
    at_s=st.floats(4.0, 12.0),
    gone_s=st.floats(0.05, 2.0),
    burst=st.sampled_from(["1", "2", "4"]),
)
def test_missing_samples_earn_no_time_in_bursts_either(at_s, gone_s, burst):
    t_s = np.arange(1600) / 80.0
    late_s = stamped(t_s, burst)
    keep = (t_s < at_s) | (t_s >= at_s + gone_s)
    credited_s = float(np.sum(credit_s(late_s[keep], sampling_period_s(late_s))))
    assert credited_s == pytest.approx(np.count_nonzero(keep) / 80.0, abs=0.07)


def passed_frac(hertz, rate_hz):
    """Share of a swing of that frequency that is left of it, away from the ends of the record."""
    t_s = np.arange(round(20.0 * rate_hz)) / rate_hz
    phase = 2.0 * np.pi * hertz * t_s
    smoothed = smooth(t_s, np.sin(phase))
    middle = (t_s > 5.0) & (t_s < 15.0)
    in_step = np.stack((np.sin(phase), np.cos(phase)))[:, middle].T
    return float(np.hypot(*np.linalg.lstsq(in_step, smoothed[middle])[0]))


@pytest.mark.parametrize("rate_hz", [40.0, 41.0, 50.0, 80.0, 100.0, 320.0, 1000.0])
def test_the_filter_stands_at_half_power_at_15_hz(rate_hz):
    assert passed_frac(14.9, rate_hz) > np.sqrt(0.5) > passed_frac(15.1, rate_hz)


def test_one_wild_sample_sets_neither_overshoot_nor_maximum():
    t_s, force_n = press()
    wild_n = force_n.copy()
    wild_n[np.searchsorted(t_s, 8.0)] = 70.0
    [calm], [wild] = (
        holds_in(practise(station(), [block(t_s, counts(each))])) for each in (force_n, wild_n)
    )
    assert wild.metrics.overshoot_pct == pytest.approx(calm.metrics.overshoot_pct, abs=0.5)
    assert wild.metrics.max_n == pytest.approx(calm.metrics.max_n, abs=0.5)


def test_the_maximum_of_a_window_is_that_of_a_press():
    t_s = np.arange(400) / 80.0
    force_n = np.full(400, 20.0)
    force_n[100] = 90.0
    assert window_metrics(t_s, force_n, TARGET).max_n == 20.0
    assert list(median_of_three(np.array([3.0, 1.0]))) == [1.0, 1.0]


def test_a_plateau_that_ends_above_nine_tenths_is_released_where_the_force_falls_through_them():
    t_s = np.arange(0.0, 4.0, 0.05)
    force_n = np.interp(t_s, [0.0, 2.0, 3.0, 4.0], [30.0, 30.0, 0.0, 0.0])
    for last_s in (1.8, 2.0, 2.05, 2.2):
        last = int(np.searchsorted(t_s, last_s))
        assert rate_down_n_per_s(t_s, force_n, last, 30.0) == pytest.approx(30.0, rel=1e-6)


def test_the_slow_sag_of_a_hold_is_no_release():
    t_s = np.arange(0.0, 16.0, 0.0125)
    force_n = np.interp(t_s, [0.0, 12.0, 13.0, 16.0], [30.0, 18.0, 0.0, 0.0])
    last = int(np.searchsorted(t_s, 12.0))
    assert rate_down_n_per_s(t_s, force_n, last, 24.0) == pytest.approx(18.0, rel=0.05)
