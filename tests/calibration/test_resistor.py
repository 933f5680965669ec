"""A force-sensing resistor through the whole procedure: silent when empty, bent under load."""

from dataclasses import replace

import numpy as np
import pytest

from calibration.errors import MassSetError
from calibration.passport.document import PassportParties
from calibration.passport.issue import issue_passport
from calibration.procedure.screen import screen_of
from calibration.procedure.setup import PlanKind
from calibration.procedure.state import plan_left, record_of
from firmware_bridge.errors import SourceUriError
from firmware_bridge.sim.masses import Divider, divider_of, truth_of
from firmware_bridge.sim.virtual_cell import VirtualCell
from tests.calibration.bench import PAD, Bench, usual_setup, weight

SUPPLY, HALF_N = 1023.0, 20.0
TRUTH = truth_of(
    "creep_frac=0.04,hysteresis_frac=0.01,noise_n=0.05,drift_n_per_min=0,wander_n=0,bend_frac=0"
)


class ResistorCell(VirtualCell):
    """The cell behind a divider; nothing touches where nothing lies."""

    def trace(self, felt_n: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        t_s, raw = super().trace(felt_n)
        shown_n = (raw - self.truth.zero_raw) * self.truth.gain_n_per_raw
        return t_s, Divider(SUPPLY, HALF_N).counts(np.where(felt_n > 0.0, shown_n, 0.0))


def bench(plan: PlanKind) -> Bench:
    traits = replace(PAD, kind="board", rate_hz=80.0)
    setup = usual_setup(
        traits=traits, law="power", full_scale_raw=SUPPLY, plan=plan, warm_up_s=900.0
    )
    made = Bench(setup, TRUTH)
    made.cell = ResistorCell(TRUTH, 80.0, 1)
    made.hold(0.0, 905.0)
    return made


@pytest.mark.parametrize("plan", ["short", "full"])
def test_a_resistor_walks_the_plan_to_the_coaching_grade(plan: PlanKind):
    walked = bench(plan)
    walked.do_until()
    assert not plan_left(walked.now)
    passport = issue_passport(
        record_of(walked.now), PassportParties("S", "P", "A", "B"), passport_id="f",
        made_utc="2026-10-01T08:00:00+00:00", software="test",
    )  # fmt: skip
    assert passport.fit.law == "power"
    assert passport.grade.grade == "C", passport.grade.reasons
    # 1 s to 60 s of the two strains of the cell, of 4 % together.
    assert passport.figures.creep_pct == pytest.approx(2.4, abs=0.5)
    assert not any(reading.forced for reading in walked.now.readings)


def test_a_hand_on_a_resistor_that_reads_nothing_when_empty_is_noticed():
    held = bench("short")
    held.do_until(lambda step: step.kind == "load")
    for _ in range(10):
        held.hold(held.felt_n(plan_left(held.now)[0].stack), 1.0, tremor_n=0.6)
    assert plan_left(held.now)[0].kind == "load"
    assert not screen_of(held.now).is_still


def test_a_load_that_lies_on_a_resistor_longer_is_not_taken_for_the_next():
    slow = bench("short")
    step = slow.do_until(lambda step: step.leg == "down")
    assert step is not None
    before = slow.now.readings[-1]
    slow.hold(slow.felt_n(before.stack), 60.0)
    assert slow.now.readings[-1] == before
    assert "Nothing has changed on the pad yet" in slow.now.refusal
    slow.do(step)
    taken = slow.now.readings[-1]
    assert taken.stack == step.stack
    assert taken.raw < 0.98 * before.raw


def test_weights_too_few_for_a_power_law_are_refused_before_the_first_is_placed():
    three = (weight(1.0), weight(2.0), weight(1.5, "check", for_check=True))
    assert len(usual_setup(masses=three, plan="short").loads) == 3
    with pytest.raises(MassSetError, match=r"3 different loads.*at least 4 loads"):
        usual_setup(masses=three, plan="short", law="power", full_scale_raw=SUPPLY)
    assert len(usual_setup(plan="short", law="power", full_scale_raw=SUPPLY).loads) == 6


def test_a_virtual_divider_is_written_as_two_numbers():
    assert divider_of("1023,20") == Divider(1023.0, 20.0)
    assert divider_of("") is None
    for wrong in ("1023", "1023,x", "1023,0"):
        with pytest.raises(SourceUriError, match="divider"):
            divider_of(wrong)
