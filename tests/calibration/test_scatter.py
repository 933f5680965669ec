"""The scatter shown while weights are placed, and the reason given for each step."""

from dataclasses import replace

import pytest

from calibration.fit.scatter import scatter_of
from calibration.procedure.plan import steps_of
from calibration.procedure.record import CalibrationPoint
from calibration.procedure.state import begin_procedure, plan_left
from calibration.procedure.why import why_of
from tests.calibration.bench import Bench, usual_setup


def reading_of(step, raw: float) -> CalibrationPoint:
    return CalibrationPoint(
        step.key, step.kind, step.run, step.leg, step.stack, step.position, raw=raw, sd_raw=1.0,
        samples=60, at_s=0.0, dwell_s=4.0, temperature_degc=None, forced=False,
    )  # fmt: skip


def test_a_reading_that_stands_out_is_seen_beside_the_others():
    bench = Bench(usual_setup())
    bench.do_until(lambda step: step.kind == "zero_return")
    dots = scatter_of(bench.now)
    assert {dot.leg for dot in dots} == {"up", "down"}
    assert max(abs(dot.off_n) for dot in dots) < 0.1
    *before, last = bench.now.readings
    bumped = replace(bench.now, readings=(*before, replace(last, raw=last.raw + 8700.0)))
    assert scatter_of(bumped)[-1].off_n == pytest.approx(1.0, abs=0.1)


def test_before_the_first_load_there_is_nothing_to_show():
    assert scatter_of(begin_procedure(usual_setup())) == ()


def test_a_force_sensing_resistor_is_compared_with_its_own_law():
    setup = usual_setup(law="power", full_scale_raw=1023.0)
    readings = []
    for step in steps_of(setup):
        if step.kind == "zero":
            readings.append(reading_of(step, 0.0))
        elif step.kind == "load" and step.leg == "up":
            ratio = 0.05 * setup.force(step.stack).n ** 0.9
            readings.append(reading_of(step, 1023.0 * ratio / (1.0 + ratio)))
    dots = scatter_of(replace(begin_procedure(setup), readings=tuple(readings[:7])))
    assert len(dots) == 6
    assert max(abs(dot.off_n) for dot in dots) < 1e-9
    assert scatter_of(replace(begin_procedure(setup), readings=tuple(readings[:2]))) == ()


def test_every_step_has_its_reason():
    bench = Bench(usual_setup())
    reasons = {}
    while left := plan_left(bench.now):
        reasons[left[0].kind] = why_of(bench.now)
        bench.do(left[0])
    assert len(set(reasons.values())) == len(reasons) == 9
    assert why_of(bench.now) == ""
    assert "during a break" in why_of(replace(begin_procedure(usual_setup()), again_zero=True))
