"""Fault F21: the offset of two clocks, causal, under delays that are never negative."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware_bridge.timing.arrival import ArrivalClock
from firmware_bridge.timing.clock import HostClock

RATE_HZ = 80.0


def arrivals_s(t_s: np.ndarray, *, step_s: float, floor_s: float, seed: int) -> np.ndarray:
    """Arrivals over a path that delivers in steps, with stalls of the host; in order."""
    random = np.random.default_rng(seed)
    delay_s = floor_s + random.exponential(0.0006, len(t_s))
    arrived_s = np.ceil((t_s + delay_s) / step_s) * step_s
    for _ in range(len(t_s) // 800):
        at = int(random.integers(len(t_s)))
        late_s = arrived_s[at] + random.exponential(0.12)
        arrived_s[at : at + 40] = np.maximum(arrived_s[at : at + 40], late_s)
    return np.maximum.accumulate(arrived_s)


def device_s(t_s: np.ndarray, *, ppm: float, wander_ppm: float) -> np.ndarray:
    """What a crystal shows that runs fast and wanders with the temperature, 4 us steps."""
    skew = ppm * 1e-6 + wander_ppm * 1e-6 * np.sin(t_s / 200)
    ticks = np.cumsum(np.r_[0.0, np.diff(t_s) * (1 + skew[1:])])
    return np.floor(ticks * 1e6 / 4) * 4e-6


def errors_s(shown_s: np.ndarray, arrived_s: np.ndarray, true_s: np.ndarray) -> np.ndarray:
    clock = HostClock()
    found_s = np.empty(len(true_s))
    for at, (shown, arrived) in enumerate(zip(shown_s.tolist(), arrived_s.tolist(), strict=True)):
        clock.observe(shown, arrived)
        found_s[at] = clock.host_s(shown)
    return found_s - true_s


@pytest.mark.parametrize(
    ("path", "step_s", "floor_s"),
    [("usb", 0.001, 0.002), ("ftdi", 0.016, 0.002), ("radio 30 ms", 0.030, 0.003)],
)
def test_f21_ten_minutes_of_any_path_jitter_less_than_a_tenth_of_arrival(path, step_s, floor_s):
    true_s = np.arange(48_000) / RATE_HZ + 1.0
    shown_s = device_s(true_s, ppm=40, wander_ppm=3)
    arrived_s = arrivals_s(true_s, step_s=step_s, floor_s=floor_s, seed=3)
    error_s = errors_s(shown_s, arrived_s, true_s)[3_200:]
    assert np.std(error_s) < 0.3e-3, path
    assert np.std(error_s) < 0.1 * np.std(arrived_s - true_s)
    assert 0 <= np.median(error_s) < 0.006


@pytest.mark.parametrize("ppm", [-200.0, 200.0])
def test_f21_eight_hours_of_a_bad_crystal_and_20_ms_of_jitter_stay_within_10_ms(ppm, measured):
    true_s = np.arange(8 * 3600 * 10) / 10.0
    shown_s = device_s(true_s, ppm=ppm, wander_ppm=5)
    random = np.random.default_rng(8)
    arrived_s = np.maximum.accumulate(true_s + 0.002 + random.uniform(0, 0.02, len(true_s)))
    error_s = errors_s(shown_s, arrived_s, true_s)
    measured("largest_error_ms", 1e3 * np.abs(error_s[400:]).max())
    assert np.abs(error_s[1:]).max() <= 0.025
    assert np.abs(error_s[400:]).max() <= 0.010


@given(st.floats(-300e-6, 300e-6), st.floats(0.0, 1e6))
def test_a_path_without_jitter_is_learned_exactly(drift_frac, start_s):
    clock = HostClock()
    for t_s in np.arange(0.0, 120.0, 0.25).tolist():
        clock.observe(t_s, start_s + t_s * (1 + drift_frac))
    assert clock.host_s(120.0) == pytest.approx(start_s + 120.0 * (1 + drift_frac), abs=1e-6)
    million_s = clock.host_s(1e6) - clock.host_s(0.0)
    assert million_s == pytest.approx(1e6 * (1 + drift_frac), abs=0.01)


def test_a_stall_of_the_host_does_not_pull_the_clock():
    clock = HostClock()
    for t_s in np.arange(0.0, 60.0, 0.0125).tolist():
        late_s = 2.0 if 30.0 < t_s < 32.0 else 0.001
        clock.observe(t_s, 100.0 + t_s + late_s)
    assert clock.host_s(31.0) == pytest.approx(131.001, abs=1e-6)


@given(st.integers(1, 40), st.floats(5.0, 200.0), st.integers(0, 2**32 - 1))
def test_a_sensor_without_a_clock_is_spread_evenly_over_what_arrives_in_bunches(
    bunch, rate_hz, seed
):
    random = np.random.default_rng(seed)
    clock = ArrivalClock(rate_hz)
    t_s: list[float] = []
    for number in range(1, 60):
        arrived_s = 50.0 + number * bunch / rate_hz + random.uniform(0, 0.01)
        spread_s, late = clock.spread(bunch, arrived_s)
        t_s += spread_s.tolist()
        assert not late
    steps_s = np.diff(t_s)
    assert (steps_s > 0).all()
    assert np.mean(steps_s) == pytest.approx(1 / rate_hz, rel=0.1)
    assert np.abs(steps_s - 1 / rate_hz).max() < 0.6 / rate_hz


def test_a_pause_of_a_sensor_without_a_clock_is_a_gap_not_a_slow_stretch():
    clock = ArrivalClock(10.0)
    for number in range(20):
        clock.spread(1, number / 10)
    after_s, late = clock.spread(1, 5.0)
    assert late
    assert after_s[0] == pytest.approx(5.0)


def test_an_unknown_rate_is_learned_from_what_arrives():
    clock = ArrivalClock(0.0)
    last_s = [float(clock.spread(1, 7.0 + number / 25)[0][-1]) for number in range(500)]
    assert last_s[-1] - last_s[-101] == pytest.approx(4.0, rel=0.02)


def test_a_radio_that_held_samples_back_gets_them_spread_over_its_silence():
    clock = ArrivalClock(80.0, patience_s=0.5)
    on_time = [clock.spread(1, number / 80) for number in range(160)]
    # 2 s of silence, then 160 samples in 0.1 s, then the usual pace.
    burst = [clock.spread(1, 4.0 + number * 0.1 / 160) for number in range(160)]
    after = [clock.spread(1, number / 80) for number in range(329, 400)]
    assert not any(late for _, late in [*on_time, *burst, *after])
    t_s = np.array([spread_s[0] for spread_s, _ in [*on_time, *burst]])
    assert t_s == pytest.approx(np.arange(320) / 80, abs=0.06)


def test_samples_that_never_come_leave_a_gap_once_waiting_is_over():
    clock = ArrivalClock(80.0, patience_s=0.5)
    for number in range(160):
        clock.spread(1, number / 80)
    later = [clock.spread(1, 4.0 + number / 80) for number in range(80)]
    lates = [number for number, (_, late) in enumerate(later) if late]
    assert len(lates) == 1
    assert 0.4 <= lates[0] / 80 <= 0.6
    assert later[-1][0][-1] == pytest.approx(4.0 + 79 / 80, abs=0.1)


def test_a_break_of_the_link_is_a_gap_at_once():
    clock = ArrivalClock(80.0, patience_s=0.5)
    for number in range(160):
        clock.spread(1, number / 80)
    clock.begin_again()
    spread_s, late = clock.spread(1, 4.0)
    assert late
    assert spread_s[0] == pytest.approx(4.0)


@pytest.mark.parametrize("real_hz", [40.0, 80.0, 100.0])
def test_a_gauge_that_keeps_another_pace_than_it_states_is_believed(real_hz):
    clock = ArrivalClock(80.0, patience_s=0.5)
    spread = [clock.spread(1, number / real_hz) for number in range(800)]
    assert not any(late for _, late in spread)
    t_s = [float(each[-1]) for each, _ in spread]
    assert (t_s[-1] - t_s[400]) * real_hz / 399 == pytest.approx(1.0, abs=0.01)
