"""What is played at the pace of a clock does not hurry after a standstill."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware_bridge.timing.pace import LATE_S, Pace


@given(st.floats(0.1, 50.0), st.floats(0.0, 1e4))
def test_a_moment_is_due_at_its_own_time(speed, t_s):
    pace = Pace(100.0, speed)
    assert pace.wait_s(t_s, 100.0) == pytest.approx(t_s / speed)
    assert pace.wait_s(t_s, 100.0 + t_s / speed + LATE_S / 2) == 0.0
    assert pace.began_s == 100.0


def test_f23_after_an_hour_of_standstill_the_next_moments_are_due_one_by_one():
    pace = Pace(0.0, 1.0)
    waits_s = [pace.wait_s(10.0 + n / 80, 3610.0) for n in range(80)]
    assert waits_s == pytest.approx([n / 80 for n in range(80)])


def test_a_short_delay_is_made_up_for():
    pace = Pace(0.0, 1.0)
    assert [pace.wait_s(t_s, 11.0) for t_s in (10.0, 10.5, 11.5)] == pytest.approx([0.0, 0.0, 0.5])
