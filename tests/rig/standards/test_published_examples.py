"""Every figure against examples that were printed, to the digits that were printed."""

import numpy as np
import pytest
from scipy import stats

from rig.school.standards.bland_altman import bland_altman
from rig.school.standards.borderline import borderline_regression
from rig.school.standards.kappa import counted, kappa_of, weighted_kappa
from rig.school.standards.reliability import reliability
from tests.rig.standards import published


@pytest.mark.parametrize("name", published.SHROUT_FLEISS_PRINTED)
def test_six_people_and_four_judges_have_the_icc_of_shrout_and_fleiss(name):
    found = {each.name: each for each in reliability(published.SHROUT_FLEISS).forms}[name]
    value, low, high = published.SHROUT_FLEISS_PRINTED[name]
    assert round(found.value, 2) == value
    assert (round(found.interval.low, 3), round(found.interval.high, 3)) == (low, high)


def test_their_mean_squares_are_those_of_the_paper():
    found = reliability(published.SHROUT_FLEISS)
    printed = (11.24, 32.49, 1.02)
    assert (
        tuple(round(each, 2) for each in (found.ms_rows, found.ms_columns, found.ms_error))
        == printed
    )


def test_two_trials_have_the_error_of_weir():
    found = {each.name: each for each in reliability(published.WEIR_A).forms}["ICC(3,1)"]
    assert round(found.sem, 1) == 7.6
    # One error is the spread of one trial, whose differences spread by the root of two.
    differences = published.WEIR_A[:, 0] - published.WEIR_A[:, 1]
    assert found.mdc95 == pytest.approx(1.96 * np.std(differences, ddof=1))


def test_two_peak_flow_meters_differ_as_bland_and_altman_say():
    found = bland_altman(published.WRIGHT, published.MINI_WRIGHT, multiple=2.0)
    bias, sd = round(found.bias, 1), round(found.sd, 1)
    assert (bias, sd) == (-2.1, 38.8)
    # The paper goes on with these rounded figures.
    assert (round(bias - 2 * sd, 1), round(bias + 2 * sd, 1)) == (-79.7, 75.5)
    assert found.limits.low == pytest.approx(-79.7, abs=0.1)
    assert found.limits.high == pytest.approx(75.5, abs=0.1)
    t = stats.t(16).ppf(0.975)
    assert round(t, 2) == 2.12
    errors = [
        round((each.high - each.low) / 2 / t, 1)
        for each in (found.bias_interval, found.low_interval, found.high_interval)
    ]
    assert errors == [9.4, 16.3, 16.3]


def test_joint_diagnoses_have_the_weighted_kappa_of_cohen():
    table = published.COHEN * 200
    assert round(kappa_of(table, "none").value, 3) == 0.492
    assert round(weighted_kappa(table, published.COHEN_WEIGHTS)[0], 3) == 0.348
    assert round(weighted_kappa(table, published.COHEN_LOPSIDED_WEIGHTS)[0], 3) == 0.353


@pytest.mark.parametrize(
    ("table", "plain", "linear"),
    [(published.XEROMAMMOGRAMS, 0.47, 0.57), (published.ALLERGIES, 0.32, 0.56)],
)
def test_two_observers_have_the_kappa_of_altman(table, plain, linear):
    assert round(kappa_of(table, "none").value, 2) == plain
    assert round(kappa_of(table, "linear").value, 2) == linear


@pytest.mark.parametrize("weights", published.ANXIETY_PRINTED)
def test_anxiety_ratings_have_the_kappas_of_irr(weights):
    table = counted(*published.ANXIETY.T, np.array([1.0, 2.0, 3.0, 4.0, 6.0]))
    found = kappa_of(table, weights).value
    assert found == pytest.approx(published.ANXIETY_PRINTED[weights], abs=5e-8)


def test_the_standard_error_of_a_weighted_kappa_is_that_of_sas():
    found = kappa_of(published.SAS, "linear")
    assert round(found.value, 4) == 0.4701
    assert (round(found.interval.low, 4), round(found.interval.high, 4)) == pytest.approx(
        (0.1845, 0.7558), abs=2e-4
    )


def test_quadratic_kappa_of_many_is_the_agreement_icc():
    """Fleiss and Cohen 1973, doi 10.1177/001316447303300309: equal but for a term of 1/n."""
    rng = np.random.default_rng(5)
    truth = rng.normal(3, 1, 4000)
    marks = np.clip(np.round(truth[:, None] + rng.normal(0, 0.7, (4000, 2))), 1, 5)
    table = np.zeros((5, 5))
    np.add.at(table, tuple((marks.T - 1).astype(int)), 1)
    icc = reliability(marks).forms[0].value
    assert kappa_of(table, "quadratic").value == pytest.approx(icc, abs=5e-4)


def test_limits_of_a_consistency_icc_are_where_the_f_test_just_refuses():
    marks = published.SHROUT_FLEISS
    found = reliability(marks)
    seen = found.ms_rows / found.ms_error
    for limit, tail in (
        (found.forms[1].interval.low, 0.025),
        (found.forms[1].interval.high, 0.975),
    ):
        true_ratio = 1.0 + 4 * limit / (1.0 - limit)
        assert stats.f(5, 15).sf(seen / true_ratio) == pytest.approx(tail)


def test_the_line_of_a_cut_score_has_the_digits_that_nist_certifies():
    x, y = np.array(published.NORRIS_X), np.array(published.NORRIS_Y)
    found = borderline_regression(x, y, borderline_mark=0.0)
    assert found.slope_points == pytest.approx(1.00211681802045, rel=1e-13)
    assert found.rmse_points == pytest.approx(0.884796396144373, rel=1e-12)
    assert found.r_squared == pytest.approx(0.999993745883712, rel=1e-14)
    # Read where the mark is 0, the line gives its intercept, with the error of that.
    assert found.cut_points == pytest.approx(-0.262323073774029, rel=1e-11)
    assert found.cut_se_points == pytest.approx(0.232818234301152, rel=1e-12)
