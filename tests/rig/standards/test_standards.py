"""Cut scores, panels and grey zones: laws, and what is refused."""

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from rig.school.standards.angoff import angoff
from rig.school.standards.answers import agreement_answer, cut_answer
from rig.school.standards.bland_altman import bland_altman
from rig.school.standards.borderline import borderline_regression
from rig.school.standards.columns import MOST_ROWS, mark_columns
from rig.school.standards.cut import (
    against_borderline,
    against_panel,
    cut_outcome,
    grey_zone,
)
from rig.school.standards.errors import (
    ColumnsError,
    CutNotAcceptableError,
    JudgementError,
    NothingToCompareError,
)
from rig.school.standards.kappa import kappa_of
from rig.school.standards.reliability import reliability
from rig.school.standards.report import agreement_report, cut_report

WEIGHTS = (("accuracy", 60.0), ("steadiness", 40.0), ("drift", 0.0))
PANEL = [
    {"accuracy": 60, "steadiness": 50},
    {"accuracy": 70, "steadiness": 60},
    {"accuracy": 65, "steadiness": 70},
    {"accuracy": 75, "steadiness": 80},
    {"accuracy": 80, "steadiness": 65},
]


def exam(n=24, seed=3):
    rng = np.random.default_rng(seed)
    marks = rng.integers(1, 6, n).astype(float)
    return marks, 50 + 9 * marks + rng.normal(0, 6, n)


def test_the_line_through_an_exam_is_that_of_another_program():
    marks, scores = exam()
    found, other = borderline_regression(marks, scores), stats.linregress(marks, scores)
    assert found.slope_points == pytest.approx(other.slope)
    assert found.intercept_points == pytest.approx(other.intercept)
    assert found.r_squared == pytest.approx(other.rvalue**2)
    assert found.cut_points == pytest.approx(other.intercept + 2 * other.slope)
    left = scores - other.intercept - other.slope * marks
    assert found.rmse_points == pytest.approx(math.sqrt(np.sum(left**2) / 22))


def test_the_error_of_a_cut_score_is_that_of_a_line_moved_to_the_borderline_mark():
    marks, scores = exam()
    found, other = borderline_regression(marks, scores), stats.linregress(marks - 2, scores)
    assert found.cut_points == pytest.approx(other.intercept)
    assert found.cut_se_points == pytest.approx(other.intercept_stderr)


def test_a_bootstrap_interval_is_as_wide_as_the_error_of_the_line_says():
    marks, scores = exam(n=200)
    found = borderline_regression(marks, scores)
    assert found.interval is not None
    half = (found.interval.high - found.interval.low) / 2
    assert half == pytest.approx(1.96 * found.cut_se_points, rel=0.15)
    assert found.interval == borderline_regression(marks, scores).interval


@given(st.floats(-40, 40), st.floats(0.2, 5))
def test_a_cut_score_moves_with_the_scores(shift, stretch):
    marks, scores = exam()
    was = borderline_regression(marks, scores).cut_points
    now = borderline_regression(marks, scores * stretch + shift).cut_points
    assert now == pytest.approx(was * stretch + shift, abs=1e-6)


def test_a_cut_score_of_nineteen_is_shown_and_cannot_be_accepted():
    marks, scores = exam(n=19)
    report = cut_report(marks, scores, 2.0, None)
    assert report.regression is not None
    assert report.against == ("too few: at least 20 learners, here 19",)
    assert against_borderline(borderline_regression(*exam(n=20))) == ()


def test_a_cut_score_against_the_examiner_or_off_the_scale_cannot_be_accepted():
    marks, scores = exam()
    falling = against_borderline(borderline_regression(marks, 100 - scores))
    assert falling[0] == "the score does not rise with the examiner's mark"
    off = against_borderline(borderline_regression(marks, scores + 60))
    assert off == ("the cut score lies outside of the scale of scores",)


def test_an_exam_in_which_all_have_one_mark_has_no_line():
    with pytest.raises(NothingToCompareError, match="different marks"):
        borderline_regression(np.full(30, 3.0), np.arange(30.0))
    report = cut_report(np.full(30, 3.0), np.arange(30.0), 2.0, 4.0)
    assert report.regression is None
    assert "needs at least 3 learners" in report.against[0]


def test_a_score_within_one_error_of_the_cut_is_asked_for_again_not_failed():
    zone = grey_zone(70.0, 4.0)
    outcomes = [cut_outcome(each, zone) for each in (65.9, 66.0, 70.0, 74.0, 74.1)]
    assert outcomes == ["fail", "repeat", "repeat", "repeat", "pass"]


def test_everybody_of_an_exam_passes_repeats_or_fails():
    marks, scores = exam()
    report = cut_report(marks, scores, 2.0, 4.0)
    assert report.passed + report.repeated + report.failed == 24
    assert min(report.passed, report.failed) > 0


def test_a_panel_is_weighted_as_the_score_is():
    found = angoff(PANEL, WEIGHTS)
    assert found.criterion_points == {"accuracy": 70.0, "steadiness": 65.0}
    assert found.cut_points == pytest.approx(0.6 * 70 + 0.4 * 65)
    assert found.judge_points == pytest.approx((56, 66, 67, 77, 74))
    assert found.se_points == pytest.approx(stats.sem([56, 66, 67, 77, 74]))
    assert found.interval is not None
    assert found.interval.low < found.cut_points < found.interval.high
    assert against_panel(found) == ()


def test_four_judges_are_too_few():
    assert against_panel(angoff(PANEL[:4], WEIGHTS)) == ("too few: at least 5 judges, here 4",)
    with pytest.raises(NothingToCompareError):
        angoff(PANEL[:1], WEIGHTS)


@pytest.mark.parametrize(
    "judgement",
    [
        {"accuracy": 50},
        {"accuracy": 50, "steadiness": 101},
        {"accuracy": 50, "steadiness": float("nan")},
        {"accuracy": True, "steadiness": 50},
        {"accuracy": 50, "steadiness": 50, "charm": 50},
    ],
)
def test_a_judgement_of_other_criteria_or_points_is_refused(judgement):
    with pytest.raises(JudgementError):
        angoff([*PANEL, judgement], WEIGHTS)


def test_a_refused_cut_names_all_that_stands_against_it():
    with pytest.raises(CutNotAcceptableError, match="too few; flat"):
        raise CutNotAcceptableError(("too few", "flat"))


@given(st.integers(2, 5), st.integers(4, 9), st.floats(-50, 50))
def test_consistency_does_not_see_a_stricter_rater_and_agreement_does(k, n, stricter):
    rng = np.random.default_rng(n * 10 + k)
    marks = rng.normal(70, 10, (n, 1)) + rng.normal(0, 3, (n, k))
    moved = marks + np.where(np.arange(k) == 0, stricter, 0.0)
    before, after = reliability(marks), reliability(moved)
    assert after.forms[1].value == pytest.approx(before.forms[1].value)
    assert after.forms[1].sem == pytest.approx(before.forms[1].sem)
    for each in after.forms:
        if each.interval is None:
            assert each.value < 0.5
            continue
        assert each.interval.low <= each.value + 1e-9
        assert each.interval.high >= each.value - 1e-9


def test_the_mean_of_k_marks_has_the_error_of_one_over_the_root_of_k():
    rng = np.random.default_rng(1)
    single, _, mean, _ = reliability(rng.normal(70, 9, (20, 1)) + rng.normal(0, 4, (20, 6))).forms
    assert mean.sem == pytest.approx(single.sem / math.sqrt(6))
    assert mean.value > single.value


def test_raters_who_always_agree_agree_wholly():
    marks = np.repeat(np.arange(6.0)[:, None], 2, axis=1)
    for each in reliability(marks).forms:
        assert (each.value, each.sem, each.interval.low) == (1.0, 0.0, 1.0)
    assert kappa_of(np.diag([3.0, 4.0, 5.0]), "linear").value == 1.0


@pytest.mark.parametrize("marks", [np.full((5, 2), 3.1), np.zeros((2, 2)), np.zeros((5, 1))])
def test_people_who_do_not_differ_have_no_icc(marks):
    with pytest.raises(NothingToCompareError):
        reliability(marks)


def test_two_pairs_have_no_limits_and_one_step_has_no_kappa():
    with pytest.raises(NothingToCompareError):
        bland_altman(np.zeros(2), np.zeros(2))
    with pytest.raises(NothingToCompareError):
        kappa_of(np.array([[9.0]]), "linear")
    with pytest.raises(NothingToCompareError):
        kappa_of(np.array([[9.0, 0.0], [0.0, 0.0]]), "linear")


@pytest.mark.parametrize(
    "text",
    [
        "mark,score\n3,71.5\n2,60\n,55\n5,92.25\n",
        "mark\tscore\n3\t71,5\n2\t60\n\t55\n5\t92,25\n",
        "mark;score\n3;71,5\n2;60\n;55\n5;92,25\n",
        "\ufeffmark score\n3 71.5\n2 60\nabsent 55\n5 92.25\n",
    ],
)
def test_columns_are_read_as_schools_write_them(text):
    found = mark_columns("exam.csv", text)
    assert found.names == ("mark", "score")
    assert found.marks.tolist() == [[3, 71.5], [2, 60], [5, 92.25]]
    assert found.left_out == 1


def test_columns_are_named_or_numbered_and_words_are_passed_over():
    text = "name,first,second\nAna,3,4\nBo,2,2\nCy,5,5\n"
    assert mark_columns("x", text).names == ("first", "second")
    assert mark_columns("x", text, ["second", "2"]).marks[0].tolist() == [4, 3]
    assert mark_columns("x", "1 2\n3 4").names == ("column 1", "column 2")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", ()), ("a,b\n", ()), ("a\n1\n2", ()), ("a,b\n1,\n,2", ("a", "b")),
        ("a,b\n1,2", ("a", "c")), ("a,b\n1,2", ("a", "a")), ("a,b\n1,2", ("a", "9")),
        ("1,2\n" * (MOST_ROWS + 1), ()), ("a,b\n1,\x002", ()),
    ],
)  # fmt: skip
def test_a_text_without_two_columns_of_numbers_is_refused(text, wanted):
    with pytest.raises(ColumnsError, match=r"paste"):
        mark_columns("paste", text, wanted)


def test_marks_in_steps_have_a_kappa_and_scores_have_none():
    steps = agreement_report(mark_columns("x", "3 4\n2 2\n5 5\n1 2\n4 4"))
    assert [each.weights for each in steps.kappas] == ["none", "linear", "quadratic"]
    scores = agreement_report(mark_columns("x", "71.5 70\n60 62\n92 95\n80 78"))
    assert scores.kappas == ()
    assert scores.bland_altman is not None
    assert scores.reliability is not None
    assert scores.untold == ()


def test_what_cannot_be_told_is_said():
    report = agreement_report(mark_columns("x", "3 3\n3 3"))
    assert (report.bland_altman, report.reliability, report.kappas) == (None, None, ())
    assert len(report.untold) == 3


@given(st.lists(st.tuples(*[st.integers(-3, 3)] * 3), min_size=3, max_size=6))
def test_whatever_is_marked_every_figure_is_a_number_or_is_not_told(rows):
    text = "\n".join(" ".join(map(str, row)) for row in rows)
    answer = agreement_answer("x", mark_columns("x", text))
    json.dumps(answer, allow_nan=False)


@pytest.mark.parametrize("text", ["1e300 2\n3 4\n5 6\n7 9", "1e-200 2\n2e-200 4\n0 6\n1e-300 9"])
def test_numbers_that_are_no_marks_do_no_harm(text):
    answer = agreement_answer("x", mark_columns("x", text))
    json.dumps(answer, allow_nan=False)
    json.dumps(cut_answer("x", mark_columns("x", text), 2.0, None), allow_nan=False)
