"""What an attempt in an exam is worth: laws, and examples with numbers worked by hand."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t as student_t

from calibration.uncertainty.propagate import Uncertainty
from rig.protocols.library import built_in
from rig.school.exams.attempt import Attempt, ExamPress, attempt_message, left_s
from rig.school.exams.exam import (
    ExamAct,
    PassRule,
    is_released,
    locked_protocol,
    rule_message,
    state_of_exam,
    unreliable_message,
)
from rig.school.exams.pass_rule import T_95, reach_of, result_of, spread_of, under_pressing
from rig.school.exams.seating import everybody_seated, seats_of
from rig.school.marks.criterion_points import mean_criterion_points
from rig.school.marks.mark import MarkOutcome

SURE = Uncertainty(0.6, 0.8)
"""Expanded (k = 2): 2 points for one press."""
RANK = {MarkOutcome.FAIL: 0, MarkOutcome.REPEAT: 1, MarkOutcome.PASS: 2}
points = st.floats(0.0, 100.0, width=32)
rules = st.one_of(
    st.builds(PassRule, st.just("mean"), points, st.just(0), st.floats(0.0, 10.0, width=32)),
    st.builds(
        PassRule, st.just("n_of_m"), points, st.integers(1, 6), st.floats(0.0, 10.0, width=32)
    ),
)
uncertainties = st.one_of(
    st.none(), st.builds(Uncertainty, st.floats(0.0, 4.0), st.floats(0.0, 4.0))
)


def press(score=80.0, uncertainty=SURE, *, session="s1", mean_n=25.0, why=""):
    criteria = {} if score is None else {"accuracy": score / 5.0}
    return ExamPress(session, score, uncertainty, why, mean_n, criteria)


def void(why="the pad was not back", session="s1"):
    return press(None, None, session=session, why=why)


def attempt(*presses, asked=6, closed=None, stage="pad"):
    sessions = tuple(dict.fromkeys(each.session_id for each in presses))
    return Attempt(stage, asked, presses, sessions, closed=closed)


def worth(scores, rule=None, uncertainty=SURE, asked=6):
    done = attempt(*(press(each, uncertainty) for each in scores), asked=asked, closed="")
    return result_of(done, rule or PassRule())


@given(st.lists(points, min_size=6, max_size=6), st.integers(0, 5), points, rules, uncertainties)
def test_a_better_press_never_lowers_the_points_nor_the_outcome(scores, at, more, rule, unsure):
    better = list(scores)
    better[at] = max(scores[at], more)
    before, after = worth(scores, rule, unsure), worth(better, rule, unsure)
    assert after.points >= before.points - 1e-9
    assert RANK[after.outcome] >= RANK[before.outcome]
    assert after.reached >= before.reached


@given(st.lists(points, min_size=1, max_size=6), rules, uncertainties)
def test_nobody_fails_within_the_error_bar_of_the_pass_mark(scores, rule, unsure):
    result = worth(scores, rule, unsure)
    if rule.kind == "mean" and result.outcome is MarkOutcome.FAIL:
        assert result.half_width is not None
        assert result.points + reach_of(result.half_width, rule) < rule.pass_mark
    if unsure is None:
        maybe = rule.kind == "mean" or len(scores) >= rule.needed
        assert result.outcome is (MarkOutcome.REPEAT if maybe else MarkOutcome.FAIL)


@given(st.lists(points, min_size=1, max_size=5), points, rules)
def test_a_press_left_out_is_never_better_than_one_that_is_made(scores, last, rule):
    without, made = worth(scores, rule), worth([*scores, last], rule)
    assert made.points >= without.points
    assert RANK[made.outcome] >= RANK[without.outcome]


@given(
    st.lists(points, min_size=6, max_size=6),
    st.lists(st.integers(1, 3), min_size=6, max_size=6),
    st.sets(st.integers(0, 5)),
    rules,
)
def test_an_attempt_that_was_interrupted_is_worth_what_it_is_without(scores, cuts, voids, rule):
    sessions = [f"s{sum(cuts[:at])}" for at in range(6)]
    plain = attempt(*(press(each) for each in scores))
    presses = []
    for at, score in enumerate(scores):
        if at in voids:
            presses.append(void(session=sessions[at]))
        presses.append(press(score, session=sessions[at]))
    resumed = attempt(*presses)
    assert resumed.state == plain.state == "done"
    assert result_of(resumed, rule) == result_of(plain, rule)


def test_the_mean_of_six_against_the_mark_worked_by_hand():
    result = worth([70.0, 75.0, 80.0, 85.0, 90.0, 80.0])
    assert result.points == pytest.approx(80.0)
    # Shared 0.6 stays, 0.8 of each press averages over six; times two.
    assert result.half_width == pytest.approx(2.0 * math.hypot(0.6, 0.8 / math.sqrt(6)))
    # Their standard deviation is the root of 50; t of five degrees of freedom is 2.571.
    assert result.spread == pytest.approx(2.571 * math.sqrt(50.0) / math.sqrt(6), abs=1e-3)
    assert (result.outcome, result.reason, result.reached) == (MarkOutcome.PASS, "", 5)
    assert result.criteria == {"accuracy": pytest.approx(16.0)}


def test_within_the_error_bar_it_is_repeated_on_both_sides_of_the_mark():
    for score, outcome in (
        (73.0, MarkOutcome.FAIL), (74.2, MarkOutcome.REPEAT),
        (75.8, MarkOutcome.REPEAT), (77.0, MarkOutcome.PASS),
    ):  # fmt: skip
        result = worth([score] * 6)
        assert result.outcome is outcome, score
        assert ("error bar" in result.reason) == (outcome is MarkOutcome.REPEAT)


def test_a_grey_zone_of_the_school_widens_the_bar_and_never_narrows_it():
    wide, narrow = PassRule(grey_points=4.0), PassRule(grey_points=0.1)
    assert worth([72.0] * 6, wide).outcome is MarkOutcome.REPEAT
    assert worth([74.2] * 6, narrow).outcome is MarkOutcome.REPEAT


def test_a_press_spoilt_on_purpose_turns_no_fail_into_a_repeat():
    assert worth([65.0] * 6).outcome is MarkOutcome.FAIL
    spoilt = worth([65.0] * 5 + [0.0])
    assert spoilt.outcome is MarkOutcome.FAIL
    assert spoilt.spread > 25.0


def test_a_sensor_of_unknown_error_passes_and_fails_nobody():
    result = worth([100.0] * 6, uncertainty=None)
    assert (result.outcome, result.half_width) == (MarkOutcome.REPEAT, None)
    assert "calibrated pad" in result.reason


def test_missing_presses_count_zero_once_the_attempt_is_closed():
    open_yet = attempt(*[press(90.0)] * 4)
    assert result_of(open_yet, PassRule()).outcome is MarkOutcome.MISSING
    result = worth([90.0] * 4)
    assert result.points == pytest.approx(60.0)
    assert result.outcome is MarkOutcome.FAIL
    assert result.reason == "2 presses are missing and count 0."
    assert worth([99.0] * 5).reason == "1 press is missing and counts 0."


def test_a_void_press_that_was_not_repeated_makes_the_attempt_void():
    short = attempt(*[press(90.0)] * 5, void(), closed="")
    result = result_of(short, PassRule())
    assert (result.points, result.outcome) == (None, MarkOutcome.VOID)
    assert "the pad was not back" in result.reason
    repeated = attempt(*[press(90.0)] * 3, void(), *[press(90.0)] * 3)
    assert result_of(repeated, PassRule()).outcome is MarkOutcome.PASS


def test_whoever_never_pressed_is_missing_not_zero():
    result = result_of(attempt(closed=""), PassRule())
    assert (result.points, result.outcome, result.reason) == (
        None, MarkOutcome.MISSING, "Did not press."
    )  # fmt: skip


def test_enough_presses_that_surely_reach_the_mark_pass():
    rule = PassRule("n_of_m", 75.0, needed=4)
    assert worth([90.0] * 4 + [10.0, 10.0], rule).outcome is MarkOutcome.PASS
    assert worth([90.0] * 3 + [76.0, 10.0, 10.0], rule).outcome is MarkOutcome.REPEAT
    assert worth([90.0] * 3 + [72.0, 10.0, 10.0], rule).outcome is MarkOutcome.FAIL


def test_the_table_of_students_t_is_that_of_scipy():
    for degrees, value in enumerate(T_95, 1):
        assert value == pytest.approx(student_t.ppf(0.975, degrees), abs=5e-4)
    assert spread_of([press(80.0)]) is None


def test_a_person_pressed_too_lightly_is_flagged():
    protocol = built_in()["tp-hold"]
    low_n = protocol.target.low_n
    assert under_pressing([press(mean_n=low_n)] * 2, protocol) == ""
    told = under_pressing([press(mean_n=low_n - 4.0), press(mean_n=low_n - 2.0)], protocol)
    assert f"{low_n - 3.0:.1f} N" in told
    assert under_pressing([press(mean_n=None)], protocol) == ""
    several = replace(protocol, then=(protocol.target,))
    assert under_pressing([press(mean_n=1.0)], several) == ""


def test_where_an_attempt_stands_is_said_in_words():
    begun = attempt(press(), press(), void("it was not back at zero."))
    assert begun.state == "interrupted"
    assert attempt_message(begun) == (
        "2 of 6 presses are made; go on with the other 4. "
        "A press did not count: it was not back at zero."
    )
    for one, words in (
        (attempt(), "Has not begun."),
        (attempt(*[press()] * 6), "All 6 presses are made."),
        (replace(begun, is_pressing=True), "Press 3 of 6."),
        (attempt(press(), closed="went home"), "Over with 1 of 6 presses (went home)."),
        (attempt(press(), closed=""), "Over with 1 of 6 presses."),
    ):
        assert attempt_message(one) == words


@given(st.floats(0.0, 7200.0), st.floats(0.0, 7200.0))
def test_time_counts_while_it_is_recorded_and_never_runs_below_zero(first_s, second_s):
    begun = replace(attempt(press()), recorded_s=first_s + second_s)
    assert left_s(begun, 0.0) is None
    assert left_s(begun, 60.0) == pytest.approx(max(0.0, 3600.0 - first_s - second_s))


def test_an_exam_is_a_locked_copy_of_its_protocol():
    usual = built_in()["tp-hold"]
    locked = locked_protocol(usual, 6, 70.0)
    assert (locked.assessment, locked.feedback, locked.repetitions) == (True, "none", 6)
    assert locked.pass_score == 70.0
    assert replace(
        locked, assessment=usual.assessment, feedback=usual.feedback,
        repetitions=usual.repetitions, pass_score=usual.pass_score,
    ) == usual  # fmt: skip


def test_how_an_exam_stands_follows_from_its_acts():
    def acts(*states):
        return [ExamAct(each, "i", "", "") for each in states]

    assert state_of_exam(acts("planned")) == "planned"
    assert state_of_exam(acts("planned", "running", "running")) == "running"
    ended = acts("planned", "running", "ended", "released")
    assert (state_of_exam(ended), is_released(ended)) == ("ended", True)
    assert not is_released([*ended, *acts("withdrawn")])


def test_a_rule_is_one_sentence():
    assert rule_message(PassRule(), 6) == (
        "Passed with a mean of 75 points over 6 presses. A missing press counts 0."
    )
    assert rule_message(PassRule("n_of_m", 80.0, 1, 4.0), 3) == (
        "Passed with at least 1 press of 3 at 80 points or more; within 4 points of the mark it is "
        "repeated. A missing press counts 0."
    )
    assert rule_message(PassRule("n_of_m", 80.0, 2), 3).startswith("Passed with at least 2 presses")


def test_fewer_than_six_presses_are_called_unreliable():
    assert unreliable_message(6) == ""
    assert unreliable_message(1).startswith("One press says little")
    assert unreliable_message(3).startswith("3 presses say little")


@given(
    st.lists(st.text("abcdef", min_size=1, max_size=2), unique=True, max_size=12),
    st.lists(st.sampled_from(["p1", "p2", "p3"]), unique=True, min_size=1),
    st.data(),
)
def test_everybody_gets_a_seat_and_whoever_had_one_keeps_it(learners, stations, data):
    had = data.draw(st.dictionaries(st.sampled_from(learners or ["x"]), st.sampled_from(stations)))
    found = everybody_seated(learners, had, stations)
    assert set(found) == set(learners)
    assert all(found[each] == at for each, at in had.items() if each in learners)
    turns = seats_of(found)
    for station in stations:
        mine = [each.turn for each in turns if each.station_id == station]
        assert mine == list(range(1, len(mine) + 1))


def test_what_the_sensor_could_not_support_is_not_told_as_no_points():
    steady = {"name": "steadiness", "weight": 0.0, "points": 0.0}
    scored = {
        "score": 80.0, "criteria": [{"name": "accuracy", "weight": 60.0, "points": 48.0}, steady]
    }  # fmt: skip
    void = {"score": None, "criteria": [{"name": "accuracy", "weight": 60.0, "points": 0.0}]}
    assert mean_criterion_points([scored, void]) == {"accuracy": 48.0}
