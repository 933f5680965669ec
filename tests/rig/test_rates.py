"""How fast a hand arrives and lets go is what the force shows of it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rig.engine.judging.metrics import rate_up_n_per_s
from tests.presses import one_hold

SEEDS = st.integers(0, 9_999)


@given(load_s=st.floats(1.0, 8.0), release_s=st.floats(0.5, 3.0), seed=SEEDS)
def test_a_hand_that_arrives_evenly_has_the_rate_of_its_ramp(load_s, release_s, seed):
    hold = one_hold(
        force_n=20.0, for_s=9.0, load_s=load_s, release_s=release_s, cv_pct=0.6, seed=seed
    )
    assert hold.metrics.loading_rate_n_per_s == pytest.approx(20.0 / load_s, rel=0.06)
    assert hold.metrics.release_rate_n_per_s == pytest.approx(20.0 / release_s, rel=0.06)


@pytest.mark.parametrize("seed", range(40))
def test_a_wobble_just_under_nine_tenths_does_not_quicken_a_slow_arrival(seed):
    hold = one_hold(force_n=20.0, load_s=5.0, cv_pct=0.6, seed=seed)
    assert hold.metrics.loading_rate_n_per_s == pytest.approx(4.0, rel=0.03)


@pytest.mark.parametrize("drift_frac", [-0.3, -0.15, 0.0, 0.15, 0.3, 0.5])
def test_the_slow_creep_or_sag_of_a_hold_does_not_change_how_it_was_loaded(drift_frac):
    hold = one_hold(force_n=20.0, load_s=2.0, cv_pct=1.0, drift_frac=drift_frac)
    assert hold.metrics.loading_rate_n_per_s == pytest.approx(10.0, rel=0.05)


@pytest.mark.parametrize("start_s", [2.6, 2.7, 2.75, 3.0, 5.0])
def test_the_rise_ends_where_nine_tenths_are_reached_wherever_the_plateau_begins(start_s):
    t_s = np.arange(0.0, 6.0, 0.05)
    force_n = np.interp(t_s, [0.0, 1.0, 3.0, 6.0], [0.0, 0.0, 20.0, 20.0])
    start = int(np.searchsorted(t_s, start_s))
    assert rate_up_n_per_s(t_s, force_n, start, 20.0) == pytest.approx(10.0)


def test_a_record_that_begins_on_the_way_up_shows_no_loading_rate():
    t_s = np.arange(0.0, 6.0, 0.05)
    force_n = np.interp(t_s, [0.0, 2.0, 6.0], [5.0, 20.0, 20.0])
    assert rate_up_n_per_s(t_s, force_n, 30, 20.0) is None
    assert rate_up_n_per_s(t_s, 0.5 * force_n, 30, 20.0) is None
