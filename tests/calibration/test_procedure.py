"""The guided calibration, done right: it waits, leads, resumes and says what a short one earns."""

import json

import numpy as np
import pytest

from calibration.passport.document import PassportParties
from calibration.passport.issue import issue_passport
from calibration.procedure.answers import answered
from calibration.procedure.guided import feed
from calibration.procedure.plan import steps_of
from calibration.procedure.screen import screen_of
from calibration.procedure.state import (
    begin_procedure,
    plan_left,
    procedure_from_text,
    procedure_text,
    record_of,
)
from tests.calibration.bench import PAD, Bench, block_of, calm, usual_setup, weight

ABOUT = PassportParties("School", "Room 1", "A. Weber", "K. Lind")


def passport_of(bench: Bench):
    return issue_passport(
        record_of(bench.now), ABOUT, passport_id="p1", made_utc="2026-10-01T08:00:00+00:00",
        software="steadyhold test",
    )  # fmt: skip


@pytest.fixture(scope="module")
def done() -> Bench:
    bench = Bench(usual_setup())
    bench.do_until()
    return bench


def test_a_good_cell_on_the_full_plan_earns_the_research_grade(done):
    passport = passport_of(done)
    assert passport.grade.grade == "R", passport.grade.reasons
    assert passport.grade.almost == ""
    assert passport.procedure.replaced == ()


def test_the_plan_holds_six_loads_up_and_down_in_three_runs(done):
    rows = [step for step in steps_of(done.setup) if step.kind == "load"]
    assert {step.run for step in rows} == {1, 2, 3}
    assert {step.leg for step in rows} == {"up", "down"}
    assert len({step.stack for step in rows}) == 6
    kinds = [step.kind for step in steps_of(done.setup)]
    for kind in ("warm_up", "exercise", "zero", "zero_return", "creep", "edge", "check"):
        assert kind in kinds


def test_the_screen_ends_with_nothing_left_to_do(done):
    screen = screen_of(done.now)
    assert screen.finished
    assert screen.done == screen.steps
    assert "make the passport" in screen.instruction


def test_the_gain_of_the_cell_is_found_within_its_own_uncertainty(done):
    calibration = passport_of(done).calibration
    off = calibration.gain_per_raw / done.truth.gain_n_per_raw - 1.0
    assert abs(off) < 0.003


def test_every_step_says_in_one_sentence_what_to_do():
    bench = Bench(usual_setup())
    seen = {}
    while left := plan_left(bench.now):
        screen = screen_of(bench.now)
        seen[left[0].kind] = screen.instruction
        assert screen.instruction.endswith(".")
        bench.do(left[0])
    assert seen["creep"].endswith("leave it for a minute.")
    assert seen["zero"].startswith("Take everything off")
    assert "at the left edge" in seen["edge"]


def test_the_live_reading_scatter_and_progress_are_shown():
    bench = Bench(usual_setup())
    step = bench.do_until(lambda step: step.kind == "load")
    bench.place(step.stack, 4.0)
    screen = screen_of(bench.now)
    assert screen.reading_n == pytest.approx(bench.weight_n(step.stack), rel=0.01)
    assert 0.0 < screen.scatter_raw < 200.0
    assert 0.3 < screen.waited_frac < 1.0
    assert screen.is_still
    assert screen.status in ("settling", "hold still: reading")


def test_it_waits_for_stillness_by_itself():
    bench = Bench(usual_setup())
    step = bench.do_until(lambda step: step.kind == "load")
    bench.hold(0.0, 1.0)
    before = len(bench.now.readings)
    for k in range(12):
        bench.hold(bench.weight_n(step.stack) * (1.0 + 0.02 * (-1) ** k), 0.5)
    assert len(bench.now.readings) == before
    bench.hold(bench.weight_n(step.stack), 8.0)
    assert len(bench.now.readings) == before + 1


def test_a_point_can_be_repeated_and_the_old_one_is_kept():
    bench = Bench(usual_setup())
    bench.do_until(lambda step: step.key.startswith("run 1 up 2"))
    first = bench.now.readings[-1]
    bench.now = answered(bench.now, "repeat")
    assert plan_left(bench.now)[0].key == first.key
    bench.do(plan_left(bench.now)[0])
    assert bench.now.replaced == (first,)
    assert bench.now.readings[-1].key == first.key
    assert bench.now.readings[-1] != first


def test_the_state_goes_to_json_exactly_and_goes_on_bit_for_bit():
    bench = Bench(usual_setup())
    bench.do_until(lambda step: step.kind == "load")
    bench.hold(0.0, 1.03)
    copy = procedure_from_text(procedure_text(bench.now))
    assert copy == bench.now
    assert procedure_text(copy) == procedure_text(bench.now)
    t_s, counts = bench.cell.trace(np.full(200, bench.weight_n(("1 kg",))))
    block = block_of(t_s, counts)
    assert procedure_text(feed(copy, block)) == procedure_text(feed(bench.now, block))


def test_the_state_is_the_same_however_the_samples_are_cut():
    bench = Bench(usual_setup())
    bench.do_until(lambda step: step.kind == "exercise")
    bench.hold(0.0, 0.7)
    t_s, counts = bench.cell.trace(np.full(300, bench.weight_n(bench.setup.loads[-1])))
    whole = feed(bench.now, block_of(t_s, counts))
    singly = bench.now
    for k in range(len(t_s)):
        singly = feed(singly, block_of(t_s[k : k + 1], counts[k : k + 1]))
    assert procedure_text(singly) == procedure_text(whole)


def test_after_a_break_it_goes_on_where_it_was_if_the_zero_held():
    bench = Bench(usual_setup(), calm(drift_n_per_min=0.0, wander_n=0.0))
    step = bench.do_until(lambda step: step.key == "run 2 up 2 kg")
    bench.now = procedure_from_text(procedure_text(bench.now))
    bench.t_offset_s = bench.cell.t_s
    bench.hold(0.0, 1.0)
    assert "empty the pad" in screen_of(bench.now).instruction
    bench.hold(0.0, 9.0)
    assert plan_left(bench.now)[0].key == step.key
    bench.do_until()
    assert passport_of(bench).grade.grade == "R"


def test_after_a_break_on_the_way_down_no_load_from_an_empty_pad_counts_as_falling():
    bench = Bench(usual_setup(), calm(drift_n_per_min=0.0, wander_n=0.0))
    step = bench.do_until(lambda step: step.leg == "down" and step.run == 2)
    heaviest = next(each.stack for each in reversed(bench.now.readings) if each.stack)
    bench.now = procedure_from_text(procedure_text(bench.now))
    bench.t_offset_s = bench.cell.t_s
    bench.hold(0.0, 10.0)
    assert plan_left(bench.now)[0].key == step.key
    assert screen_of(bench.now).instruction.startswith("Put 5.5 kg (")
    bench.hold(bench.felt_n(step.stack), 20.0)
    assert "put the load before back on" in bench.now.refusal
    assert plan_left(bench.now)[0].key == step.key
    bench.hold(bench.felt_n(heaviest), 5.0)
    bench.do(step)
    assert bench.now.readings[-1].key == step.key
    assert not bench.now.readings[-1].forced
    assert screen_of(bench.now).instruction.startswith("Without emptying")


def test_after_a_break_with_a_moved_zero_the_run_starts_again_and_is_kept_aside():
    bench = Bench(usual_setup())
    bench.do_until(lambda step: step.key == "run 1 up 2 kg")
    taken = [r for r in bench.now.readings if r.run == 1]
    bench.now = answered(bench.now, "pause")
    assert screen_of(bench.now).instruction.startswith("Paused")
    bench.hold(0.0, 5.0)
    bench.now = answered(bench.now, "resume")
    bench.hold(0.0, 1.0)
    bench.hold(0.9, 6.0)
    assert "reads +0.9 N" in bench.now.refusal
    bench.now = answered(bench.now, "accept")
    bench.hold(0.9, 6.0)
    assert bench.now.replaced == tuple(taken)
    assert "this run starts again" in bench.now.refusal
    assert plan_left(bench.now)[0].key == "run 1 zero"


def test_the_short_version_says_almost_and_earns_the_training_grade():
    bench = Bench(usual_setup(plan="short"))
    assert (
        "Almost: 3 points in one run earn grade T" in screen_of(begin_procedure(bench.setup)).almost
    )
    bench.do_until()
    passport = passport_of(bench)
    assert passport.grade.grade == "T", passport.grade.reasons
    assert passport.grade.almost.startswith("Almost R:")
    assert "1 run of 3" in passport.grade.reasons[0]


def test_a_full_plan_can_be_finished_as_a_short_one():
    bench = Bench(usual_setup())
    bench.do_until(lambda step: step.key == "run 2 zero")
    bench.now = answered(bench.now, "short")
    bench.do_until()
    assert passport_of(bench).grade.grade == "T"


def test_what_is_skipped_is_named_in_the_passport_and_lowers_the_grade():
    bench = Bench(usual_setup())
    bench.do_until(lambda step: step.kind == "edge")
    bench.now = answered(bench.now, "skip")
    assert plan_left(bench.now)[0].kind == "check"
    bench.do_until()
    passport = passport_of(bench)
    assert passport.grade.grade == "T"
    assert "edge left" in passport.procedure.skipped


def test_a_step_without_which_nothing_can_be_said_cannot_be_skipped():
    bench = Bench(usual_setup())
    bench.do_until(lambda step: step.kind == "zero")
    assert "cannot be left out" in answered(bench.now, "skip").refusal


def test_a_run_can_be_repeated_and_a_calibration_begun_again():
    bench = Bench(usual_setup())
    bench.do_until(lambda step: step.key == "run 1 up 2 kg")
    again = answered(bench.now, "repeat_run")
    assert plan_left(again)[0].key == "run 1 zero"
    assert len(again.replaced) + len(again.readings) == len(bench.now.readings)
    anew = answered(bench.now, "restart")
    assert anew.readings == ()
    assert len(anew.replaced) == len(bench.now.readings)


def test_wishes_that_make_no_sense_are_answered_in_words():
    fresh = begin_procedure(usual_setup())
    assert "no reading to repeat" in answered(fresh, "repeat").refusal
    assert "no run to repeat" in answered(fresh, "repeat_run").refusal
    assert "nothing to accept" in answered(fresh, "accept").refusal
    assert answered(fresh, "resume") == fresh


def test_a_slow_sensor_of_ten_samples_a_second_is_calibrated_too():
    from dataclasses import replace

    bench = Bench(usual_setup(traits=replace(PAD, rate_hz=10.0), plan="short"))
    bench.do_until()
    assert passport_of(bench).grade.grade == "T"


def test_the_temperature_is_recorded_where_a_channel_gives_it():
    from dataclasses import replace

    traits = replace(PAD, channels=("force", "temperature"))
    bench = Bench(usual_setup(traits=traits, temperature_column=1))
    t_s, counts = bench.cell.trace(np.zeros(200))
    block = replace(
        block_of(t_s, counts), raw=np.stack((counts, np.full(len(counts), 21.5)), axis=1)
    )
    state = feed(bench.now, block)
    assert state.readings[0].temperature_degc == 21.5


def test_weights_are_chosen_evenly_and_checks_kept_apart():
    setup = usual_setup(masses=tuple(weight(kg) for kg in (0.5, 1.0, 2.0, 5.0)), range_n=100.0)
    totals = [sum(setup.mass(each).kg for each in stack) for stack in setup.loads]
    assert totals == sorted(totals)
    assert totals[-1] == 8.5
    assert len(totals) == 6
    assert np.all(np.abs(np.diff(totals) - 8.5 / 6) < 1.0)
    assert setup.checks == ()
    assert "no weight is kept for an independent check" in screen_of(begin_procedure(setup)).almost


def test_the_state_is_plain_json():
    json.loads(procedure_text(begin_procedure(usual_setup())))
