"""A finished record is judged many samples at a time: the same comes out as sample by sample."""

from dataclasses import replace

import numpy as np
import pytest

from calibration.force import force_of, force_of_one
from calibration.nominal import nominal_calibration
from calibration.still_watch import LOOK_S, SPOILT, watch_still
from firmware_bridge.samples import Flag, RawBlock, Traits
from rig.engine import ahead
from rig.engine.ahead import Ahead, Floats
from rig.engine.analyse import judge_record, rest_of
from rig.engine.detect import FORCE_DETECTION, LIVE_TAU_S, REST, scan_block, scan_limits
from rig.engine.fold import advance, begin, finish, obey
from rig.engine.judging import recursion
from rig.engine.judging.finder import DEFAULT_FINDER
from rig.engine.judging.middle import median
from rig.engine.long_scan import scan_long
from rig.engine.scoring.rubric import HOLD_SCORE_1
from rig.engine.sparse_looks import SparseLooks
from rig.engine.step import Command, Station
from rig.protocols.library import built_in

PROTOCOL = built_in()["tp-hold-30"]
LIMITS = scan_limits(PROTOCOL.target, FORCE_DETECTION, DEFAULT_FINDER)._replace(ceiling_n=30.0)
TRAITS = Traits("file", "t", "N", ("force",), 1000.0, 0.0, 0.0, 0.0, None, simulated=False)
PAD = Station("file", nominal_calibration(TRAITS), TRAITS, PROTOCOL, HOLD_SCORE_1)


def times_s(rng, rate_hz, count, how):
    t_s = np.arange(count) / rate_hz
    if how == "uneven":
        return np.cumsum(rng.exponential(1.0 / rate_hz, count) + 1e-6)
    if how == "bursts":
        t_s = np.floor(t_s * rate_hz / 6) * 6 / rate_hz + np.arange(count) % 6 * 1e-5
        return t_s + np.arange(count) * 1e-9
    if how == "gaps":
        return t_s + np.cumsum((rng.random(count) < 0.001) * rng.random(count) * 3.0)
    return t_s


def force_n(rng, t_s):
    count = int(rng.integers(2, 60))
    at_s = np.sort(rng.uniform(0.0, t_s[-1] + 0.1, count))
    levels_n = rng.choice([0, 0, 0, 0.3, 0.6, 1.1, 5, 20, 40, -1], count)
    force = np.interp(t_s, at_s, levels_n * rng.uniform(0.5, 1.5, count))
    force += rng.normal(0.0, rng.choice([0.0, 0.01, 0.3]), len(t_s))
    if rng.random() < 0.3:
        force[rng.integers(0, len(t_s), 5)] += 60.0
    return np.round(force, 1) if rng.random() < 0.3 else force


@pytest.mark.parametrize("how", ["even", "uneven", "bursts", "gaps"])
@pytest.mark.parametrize("seed", range(30))
def test_many_samples_at_once_leave_what_one_after_the_other_leaves(how, seed):
    rng = np.random.default_rng(seed)
    count = int(rng.integers(2, 6000))
    t_s = times_s(rng, rng.choice([10, 41, 80, 333, 1000]), count, how)
    force = force_n(rng, t_s)
    known, found = REST, REST
    first = 0
    while first < count:
        part = slice(first, first + int(rng.integers(1, 3000)))
        known, marks = scan_block(t_s[part].tolist(), force[part].tolist(), known, LIMITS, 1.0, 0.4)
        smooth_n = Ahead(t_s[part], force[part, None], PAD.calibration).smooth_n(
            0, force[part], 0.0, found
        )
        found, seen = scan_long(t_s[part], force[part], smooth_n, found, LIMITS, 1.0, 0.4)
        assert repr((found, seen)) == repr((known, marks))
        first = part.stop


@pytest.mark.parametrize("step_n", [0.0, 0.25, 1.0])
def test_the_low_pass_of_a_long_record_is_that_of_its_samples(step_n):
    rng = np.random.default_rng(3)
    t_s = np.arange(300_000) / 1000.0
    force = np.interp(t_s % 30.0, [0, 5, 7, 20, 21.5, 30], [0, 0, 25, 25, 0, 0])
    force += rng.normal(0.0, 0.05, len(t_s))
    if step_n:
        # A sensor of coarse steps stands still for long: a guess is never forgotten there.
        force = np.round(force / step_n) * step_n
    y = last_s = None
    known = []
    for t, x in zip(t_s.tolist(), force.tolist(), strict=True):
        if y is None:
            y, last_s = x, t
        dt = t - last_s
        last_s = t
        y += (x - y) * (dt / (dt + LIVE_TAU_S))
        known.append(y)
    found = Ahead(t_s, force[:, None], PAD.calibration).smooth_n(0, force, 0.0, REST)
    assert len(t_s) > ahead.FEWEST_SAMPLES
    assert found.tobytes() == np.array(known).tobytes()


@pytest.mark.parametrize("how", ["even", "uneven", "bursts", "gaps"])
@pytest.mark.parametrize("seed", range(10))
def test_looks_at_a_still_pad_are_found_as_if_gone_through(how, seed):
    rng = np.random.default_rng(seed)
    count = int(rng.integers(2, 4000))
    t_s = times_s(rng, rng.choice([10, 80, 100, 1000, 5000]), count, how) + rng.choice([0, -3.3])
    values = rng.normal(0.0, 1.0, count)
    sparse = SparseLooks(t_s, values)
    known = found = SPOILT
    first = 0
    while first < count:
        if rng.random() < 0.1:
            known = found = SPOILT
        last = min(first + int(rng.integers(1, 900)), count)
        known, second, taken = watch_still(known, t_s.tolist(), values.tolist(), first, last)
        found, seen, went = sparse.watch(found, first, last)
        assert (found, seen, went) == (known, second, taken)
        first += taken


def test_a_quotient_of_an_array_is_that_of_its_numbers():
    t_s = np.arange(20_000) / 1000.0
    assert (t_s // LOOK_S).tolist() == [each // LOOK_S for each in t_s.tolist()]


def test_numbers_of_an_array_are_plain_floats():
    numbers = Floats(np.array([0.5, 1.5, 2.5]))
    assert len(numbers) == 3
    assert type(numbers[-1]) is float
    assert numbers[1:] == [1.5, 2.5]
    assert list(numbers) == [0.5, 1.5, 2.5]


@pytest.mark.parametrize("flagged", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_a_record_judged_at_once_is_judged_as_it_would_be_live(seed, flagged):
    rng = np.random.default_rng(seed)
    rate_hz = (80.0, 1000.0, 333.0, 41.0)[seed]
    t_s = np.arange(round(130 * rate_hz)) / rate_hz
    force = np.interp(t_s % 30.0, [0, 5, 7, 20, 21.5, 30], [0, 0, 25, 25, 0, 0])
    # The zero wanders: it is set anew between presses.
    force += 0.3 * (t_s // 30.0) + rng.normal(0.0, 0.02, len(t_s))
    flags = np.zeros(len(t_s), dtype=np.uint16)
    if flagged:
        flags[rng.integers(0, len(t_s), 40)] |= int(Flag.GAP_BEFORE)
        flags[len(t_s) // 2 :] |= int(Flag.SATURATED)
    rest = rest_of(t_s, force, None)
    ticks = np.arange(len(t_s))
    block = RawBlock(ticks, t_s, force[:, None], flags, 0, float("nan"))
    found = judge_record(PAD, [block], rest)
    progress = begin(PAD, live=False)
    zero = Command("set_zero", rest.raw, "", rest.spread, rest.noise)
    progress, _ = obey(PAD, progress, zero)
    live = []
    for first in range(0, len(t_s), 20):
        part = slice(first, first + 20)
        some = RawBlock(ticks[part], t_s[part], force[part, None], flags[part], 0, float("nan"))
        progress, step = advance(PAD, progress, some)
        live += step.holds
    live += finish(PAD, progress)[1].holds
    assert found.rests_moved > 0 or flagged
    assert [repr(each) for each in found.holds] == [repr(each) for each in live]


def test_nothing_is_judged_of_a_record_without_samples():
    found = judge_record(PAD, [], rest_of(np.empty(0), np.empty(0), 0.0))
    assert found.holds == ()


def test_the_filter_is_that_of_the_whole_package(tmp_path):
    whole = recursion.lapack_in([str(tmp_path)])
    band, inputs = np.array([[1.0] * 3, [0.5] * 3, [0.1] * 3], order="F"), np.array([1.0, 2.0, 3.0])
    one, other = (
        each.dtbtrs(band, inputs, uplo="L", diag="U")[0] for each in (whole, recursion.lapack())
    )
    assert one.tobytes() == other.tobytes()


@pytest.mark.parametrize("seed", range(20))
def test_a_median_is_the_one_numpy_gives(seed):
    rng = np.random.default_rng(seed)
    values = np.round(rng.normal(0.0, 3.0, int(rng.integers(1, 60))), int(rng.integers(0, 9)))
    if seed % 5 == 0:
        values[rng.integers(0, len(values))] = np.nan
    assert repr(median(values)) == repr(float(np.median(values)))


@pytest.mark.parametrize("curvature", [0.0, 1e-9])
def test_the_force_of_one_reading_is_that_of_many(curvature):
    calibration = replace(PAD.calibration, gain_per_raw=1.0 / 8700.0, curvature_per_raw2=curvature)
    readings = 84_000.0 + 1_000.0 * np.random.default_rng(1).normal(size=200)
    known = force_of(readings[:, None], 84_213.3, calibration).tolist()
    assert [force_of_one(each, 84_213.3, calibration) for each in readings.tolist()] == known
