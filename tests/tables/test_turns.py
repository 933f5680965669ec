"""Sensors that take turns in one column without a name, and one sensor that does not."""

import numpy as np
import pytest

from firmware_bridge.errors import TableTimeError
from firmware_bridge.tables.table import read_table


def _in_turn(sensors, *, stamp_apart_s, seconds=36.0):
    """Rows of one press on the first sensor and other loads on the others, row by row in turn."""
    noise = np.random.default_rng(4)
    rows = ["time_s,force_N"]
    for step in range(int(80 * seconds)):
        t_s = step / 80
        pressed_n = 25.0 if 4 < t_s % 12 < 10 else 0.0
        for sensor in range(sensors):
            force_n = (pressed_n if sensor == 0 else 4.0 * sensor) + noise.normal(0, 0.05)
            rows.append(f"{t_s + sensor * stamp_apart_s:.4f},{force_n:.3f}")
    return "\n".join(rows)


@pytest.mark.parametrize("sensors", [2, 3, 4])
def test_sensors_that_take_turns_without_a_name_are_not_one_force(sensors, tmp_path):
    path = tmp_path / "two.csv"
    path.write_text(_in_turn(sensors, stamp_apart_s=0.0))
    with pytest.raises(TableTimeError, match=f"rows of {sensors} sensors take turns"):
        read_table(path)
    assert any(f"{sensors} sensors" in word for word in read_table(path, rate_hz=160.0).assumed)
    path.write_text(_in_turn(sensors, stamp_apart_s=0.002))
    assert any(f"{sensors} sensors" in word for word in read_table(path).assumed)


@pytest.mark.parametrize("rate_hz", [2, 10, 80, 1000])
@pytest.mark.parametrize("noise_n", [0.0, 0.1, 3.0])
def test_one_sensor_is_not_taken_for_two(rate_hz, noise_n, tmp_path):
    noise = np.random.default_rng(rate_hz)
    t_s = np.arange(0.0, 36.0, 1.0 / rate_hz)
    force_n = np.where((t_s % 12 > 4) & (t_s % 12 < 10), 25.0, 0.0)
    force_n += noise.normal(0.0, 1.0, len(t_s)) * noise_n
    path = tmp_path / "one.csv"
    rows = (f"{t:.4f},{f:.2f}" for t, f in zip(t_s, force_n, strict=True))
    path.write_text("\n".join(["time_s,force_N", *rows]))
    assert not any("sensors" in word for word in read_table(path).assumed)


def test_a_clock_that_is_too_coarse_for_its_rows_is_still_told_as_such(tmp_path):
    path = tmp_path / "coarse.csv"
    rows = (f"{step // 2 * 0.025:.3f},{25 * (step // 400 % 2)}" for step in range(2000))
    path.write_text("\n".join(["time_s,force_N", *rows]))
    with pytest.raises(TableTimeError, match="--rate-hz"):
        read_table(path)
