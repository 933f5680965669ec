"""What goes wrong at a calibration is said in words at that step, and no reading is lost."""

from dataclasses import replace

import numpy as np
import pytest

from calibration.errors import MassSetError
from calibration.passport.document import PassportParties
from calibration.passport.issue import issue_passport
from calibration.procedure.answers import answered, correct_mass
from calibration.procedure.guided import feed
from calibration.procedure.screen import screen_of
from calibration.procedure.state import plan_left, record_of
from firmware_bridge.samples import Flag
from tests.calibration.bench import PAD, WEIGHTS, Bench, block_of, usual_setup, weight


@pytest.fixture
def bench() -> Bench:
    """Someone about to place the second load of the first run: 2 kg."""
    bench = Bench(usual_setup())
    bench.do_until(lambda step: step.key == "run 1 up 2 kg")
    return bench


def finish(bench: Bench):
    bench.do_until()
    return issue_passport(
        record_of(bench.now), PassportParties("S", "P", "A", "B"), passport_id="p",
        made_utc="2026-10-01T08:00:00+00:00", software="test",
    )  # fmt: skip


def says(bench: Bench, *words: str, readings: int) -> None:
    for each in words:
        assert each in bench.now.refusal
    assert len(bench.now.readings) == readings


def test_the_wrong_order_is_named_and_the_right_weight_goes_on(bench):
    before = len(bench.now.readings)
    bench.place(("0.5 kg", "2 kg"), 8.0)
    says(bench, "reads like 2.5 kg", "2 kg", readings=before)
    bench.place(("2 kg",), 9.0)
    says(bench, readings=before + 1)
    assert bench.now.refusal == ""
    assert finish(bench).grade.grade == "R"


def test_the_load_of_another_step_is_named_as_wrong_order(bench):
    before = len(bench.now.readings)
    bench.place(("1 kg",), 8.0)
    says(bench, "That is 1 kg", "wrong order", "Place 2 kg", readings=before)


def test_two_swapped_masses_are_named():
    bench = Bench(usual_setup())
    step = bench.do_until(lambda step: step.key == "check 1")
    assert step.stack == ("1.5 kg check",)
    before = len(bench.now.readings)
    bench.place(("3 kg check",), 8.0)
    says(bench, "That is 3 kg", "1.5 kg check", readings=before)
    bench.place(("1.5 kg check",), 9.0)
    says(bench, readings=before + 1)


def test_two_masses_swapped_between_two_steps_are_caught_at_the_first(bench):
    """1 kg and 2 kg exchanged: the 2 kg asked for reads like 1 kg."""
    before = len(bench.now.readings)
    bench.place(("1 kg",), 8.0)
    says(bench, "That is", readings=before)


def test_a_bumped_pad_is_named_and_the_reading_starts_again(bench):
    before = len(bench.now.readings)
    bench.place(("2 kg",), 4.0)
    bench.hold(bench.weight_n(("2 kg",)) + 4.0, 0.5)
    bench.hold(bench.weight_n(("2 kg",)), 1.0)
    says(bench, "bumped", "starts again by itself", readings=before)
    bench.hold(bench.weight_n(("2 kg",)), 8.0)
    says(bench, readings=before + 1)
    assert bench.now.refusal == ""


@pytest.fixture
def bumped() -> Bench:
    """A pad that was bumped out of its zero before the end of the first run."""
    bench = Bench(usual_setup())
    bench.do_until(lambda step: step.kind == "zero_return")
    bench.hold(0.0, 1.0)
    bench.tilt_n = 0.8
    bench.hold(0.0, 8.0)
    return bench


def test_a_pad_that_was_bumped_out_of_its_zero_is_named_at_the_return(bumped):
    before = len(bumped.now.readings)
    says(bumped, "bumped", "+0.8", "repeat the run", readings=before)
    bumped.now = answered(bumped.now, "accept")
    bumped.hold(0.0, 25.0)
    assert bumped.now.readings[-1].key == "run 1 return"
    assert bumped.now.readings[-1].forced


def test_a_zero_accepted_against_an_objection_costs_the_research_grade(bumped):
    bumped.now = answered(bumped.now, "accept")
    passport = finish(bumped)
    assert passport.grade.grade == "C"
    assert "zero return 0.8" in passport.grade.reasons[0]


def test_a_run_spoiled_by_a_bump_can_be_repeated_and_still_earns_the_grade(bumped):
    bumped.now = answered(bumped.now, "repeat_run")
    bumped.hold(0.0, 8.0)
    bumped.now = answered(bumped.now, "accept")
    passport = finish(bumped)
    assert len(passport.procedure.replaced) == 12
    assert passport.figures.zero_return_n < 0.2
    assert "1 reading taken against an objection" in passport.grade.reasons[0]


def test_a_forgotten_weight_is_named_at_the_empty_pad():
    bench = Bench(usual_setup())
    bench.do_until(lambda step: step.kind == "zero_return")
    before = len(bench.now.readings)
    bench.hold(0.0, 1.0)
    bench.hold(bench.weight_n(("0.5 kg",)), 8.0)
    says(bench, "still reads like", "500 g (0.5 kg)", "forgotten", readings=before)
    bench.hold(0.0, 35.0)
    says(bench, readings=before + 1)


def test_a_falling_leg_that_was_emptied_in_between_is_named_and_mended():
    bench = Bench(usual_setup())
    step = bench.do_until(lambda step: step.leg == "down")
    before = len(bench.now.readings)
    bench.place(step.stack, 8.0)
    says(bench, "falling leg is broken", "without emptying the pad", readings=before)
    bench.hold(bench.weight_n(bench.setup.loads[-1]), 3.0)
    bench.hold(bench.weight_n(step.stack), 9.0)
    says(bench, readings=before + 1)
    assert not bench.now.readings[-1].forced


def test_a_weight_missing_from_a_stack_is_named():
    bench = Bench(usual_setup())
    bench.do_until(lambda step: step.stack == ("0.5 kg", "2 kg") and step.kind == "load")
    before = len(bench.now.readings)
    bench.place(("2 kg",), 8.0)
    says(bench, "reads like 2 kg", "missing", "2.5 kg (0.5 kg + 2 kg)", readings=before)


def test_a_hand_on_the_pad_is_named(bench):
    before = len(bench.now.readings)
    bench.hold(0.0, 1.0)
    bench.hold(bench.weight_n(("2 kg",)), 12.0, tremor_n=0.3)
    says(bench, "hand", readings=before)


def test_a_hand_that_rests_still_is_something_that_is_none_of_the_weights(bench):
    before = len(bench.now.readings)
    bench.hold(0.0, 1.0)
    bench.hold(bench.weight_n(("2 kg",)) + 1.4, 8.0)
    says(bench, "none of the weights", "hand", readings=before)


def test_a_saturated_point_is_named_and_a_smaller_largest_load_goes_on():
    bench = Bench(usual_setup())
    bench.do_until(lambda step: step.key == "exercise 1")
    top = bench.setup.loads[-1]
    bench.hold(0.0, 1.0)
    bench.hold(bench.weight_n(top), 6.0, flags=int(Flag.SATURATED))
    says(bench, "at its limit", "smaller", readings=1)
    assert "smaller" in screen_of(bench.now).wishes
    bench.hold(0.0, 2.0)
    bench.now = answered(bench.now, "smaller")
    assert bench.now.setup.loads[-1] != top
    passport = finish(bench)
    assert passport.grade.grade == "T"
    assert "5 loads of 6" in passport.grade.reasons[0]


def test_there_is_a_smallest_largest_load():
    bench = Bench(usual_setup(plan="short"))
    assert "Fewer than 3 loads" in answered(bench.now, "smaller").refusal


def test_a_kilogram_typed_for_a_gram_is_named_before_anything_is_placed():
    with pytest.raises(MassSetError, match=r"500 g: 500 kg weighs .* were grams meant .*0\.5 kg"):
        usual_setup(masses=(*WEIGHTS[1:], weight(500.0, "500 g")))


def test_a_gram_typed_for_a_kilogram_is_named_when_the_weight_is_read():
    masses = tuple(replace(m, kg=0.002) if m.id == "2 kg" else m for m in WEIGHTS)
    bench = Bench(usual_setup(masses=masses), true_kg={"2 kg": 2.0})
    step = bench.do_until(lambda step: "2 kg" in step.stack)
    bench.place(step.stack, 8.0)
    says(bench, "as if 2 kg weighed 2 kg, not 2 g", "typed in grams", readings=1)
    bench.now = correct_mass(bench.now, weight(2.0))
    bench.do(plan_left(bench.now)[0])
    assert len(bench.now.readings) == 2


def test_a_kilogram_typed_for_a_gram_is_named_when_the_weight_is_read():
    masses = (*WEIGHTS[:4], weight(5.0, "5 g check", for_check=True))
    bench = Bench(usual_setup(masses=masses), true_kg={"5 g check": 0.005})
    bench.do_until(lambda step: step.key == "check 1")
    before = len(bench.now.readings)
    bench.place(("5 g check",), 8.0)
    says(bench, "as if 5 g check weighed 5 g, not 5 kg", readings=before)


def test_a_corrected_mass_keeps_every_reading_and_changes_the_force():
    bench = Bench(usual_setup())
    bench.do_until(lambda step: step.key == "run 1 return")
    corrected = correct_mass(bench.now, replace(weight(2.0), kg=1.998))
    assert corrected.readings == bench.now.readings
    assert corrected.setup.force(("2 kg",)).n < bench.setup.force(("2 kg",)).n
    assert "no weight called" in correct_mass(bench.now, weight(9.0)).refusal


def test_an_unknown_sensor_learns_from_its_first_load_and_judges_the_next():
    traits = replace(PAD, kind="plain", unit="counts")
    bench = Bench(usual_setup(traits=traits))
    assert bench.setup.nominal_n_per_raw is None
    step = bench.do_until(lambda step: step.kind == "load")
    bench.place(("2 kg",), 8.0)
    assert step.stack == ("1 kg",)
    assert "That is 2 kg" in bench.now.refusal


def test_a_wrong_first_load_is_caught_by_the_data_sheet():
    bench = Bench(usual_setup())
    bench.do_until(lambda step: step.key == "exercise 1")
    bench.place(("2 kg",), 8.0)
    says(bench, "reads like", "missing", readings=1)


def test_nothing_placed_for_half_a_minute_is_asked_about(bench):
    bench.hold(bench.weight_n(("1 kg",)), 33.0)
    assert "Nothing has changed" in bench.now.refusal


@pytest.mark.parametrize(
    ("flag", "words"),
    [
        (Flag.OPEN_CIRCUIT, "cable is open"),
        (Flag.STUCK, "repeats one number"),
        (Flag.SENSOR_TIMEOUT, "does not answer"),
    ],
)
def test_a_sensor_in_trouble_is_named_and_no_reading_is_taken(bench, flag, words):
    before = len(bench.now.readings)
    bench.hold(0.0, 1.0)
    bench.hold(bench.weight_n(("2 kg",)), 8.0, flags=int(flag))
    says(bench, words, readings=before)


def test_samples_that_are_no_numbers_are_counted_and_left_out(bench):
    before = len(bench.now.readings)
    t_s, counts = bench.cell.trace(np.full(40, bench.weight_n(("2 kg",))))
    counts[3:20] = float("nan")
    bench.now = feed(bench.now, block_of(t_s, counts))
    assert bench.now.refused_samples == 17
    assert len(bench.now.readings) == before
