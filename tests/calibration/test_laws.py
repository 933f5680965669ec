"""Which law a sensor follows: a line, a bend that is asked for, or a power law."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calibration.certificate.page import certificate_html
from calibration.errors import ExtrapolationError, FitRejectedError, RecordIncompleteError
from calibration.fit.choice import durbin_watson, fit_through_zero
from calibration.fit.merit import figures_of
from calibration.fit.parts import budget_of
from calibration.fit.points import fit_record
from calibration.fit.power import calibration_from_power, fit_power, force_at
from calibration.force import force_of
from calibration.passport.document import PassportParties, calibration_of
from calibration.passport.grades import coverage_of, grade_of
from calibration.passport.issue import issue_passport
from calibration.procedure.record import Record
from firmware_bridge.sim.virtual_cell import VirtualCell
from tests.calibration.bench import GOOD, PAD, Bench, calm, quick_record, usual_setup

SUPPLY = 1023.0


def divider(force_n, factor=0.7, exponent=1.05):
    """Reading of a resistor whose conductance goes with the force."""
    ratio = (np.asarray(force_n) / factor) ** (1.0 / exponent)
    return SUPPLY * ratio / (1.0 + ratio)


@given(st.floats(0.2, 3.0), st.floats(0.75, 1.5))
def test_a_power_law_is_found_again(factor, exponent):
    force_n = np.linspace(0.3, 8.0, 14)
    fit = fit_power(divider(force_n, factor, exponent), force_n, SUPPLY)
    assert len(fit.pieces) == 1
    assert fit.pieces[0].exponent == pytest.approx(exponent, rel=1e-6)
    assert fit.pieces[0].factor == pytest.approx(factor, rel=1e-6)


def test_a_law_that_breaks_is_fitted_in_two_pieces_that_meet():
    force_n = np.linspace(0.3, 8.0, 24)
    knee = np.where(force_n < 3.0, force_n, 3.0 * (force_n / 3.0) ** 0.75)
    fit = fit_power(divider(knee), force_n, SUPPLY)
    assert len(fit.pieces) == 2
    low, high = fit.pieces
    assert low.to_raw == high.from_raw
    calibration = calibration_from_power(
        fit, identity="f", device="d", unit="N", column=0, made_utc=""
    )
    beside = np.array([[low.to_raw - 1e-9], [low.to_raw + 1e-9]])
    assert np.ptp(force_of(beside, 0.0, calibration)) < 1e-6


def test_below_its_turn_on_such_a_sensor_reads_nothing_and_above_its_span_no_more():
    force_n = np.linspace(0.5, 8.0, 14)
    fit = fit_power(divider(force_n), force_n, SUPPLY)
    calibration = calibration_from_power(
        fit, identity="f", device="d", unit="N", column=0, made_utc=""
    )
    raw = np.array([[0.0], [5.0], [float(divider(4.0))], [1020.0]])
    assert force_of(raw, 0.0, calibration) == pytest.approx([0.0, 0.0, 4.0, 8.0], rel=1e-6)


def test_extrapolation_is_refused_with_the_span():
    force_n = np.linspace(0.5, 8.0, 14)
    fit = fit_power(divider(force_n), force_n, SUPPLY)
    assert force_at(fit, float(divider(3.0))) == pytest.approx(3.0)
    for raw in (1.0, 1020.0):
        with pytest.raises(ExtrapolationError, match="lies outside the calibrated"):
            force_at(fit, raw)


@pytest.mark.parametrize(
    ("raw", "force_n", "words"),
    [
        ([100.0, 200.0], [1.0, 2.0], "2 different loads"),
        ([100.0, 1023.0, 300.0, 400.0], [1.0, 2.0, 3.0, 4.0], "at the supply of 1023"),
        ([500.0, 501.0, 502.0, 503.0, 504.0], [1.0, 2.0, 4.0, 8.0, 16.0], "no power law"),
    ],
)
def test_a_table_that_follows_no_power_law_is_rejected_in_words(raw, force_n, words):
    with pytest.raises(FitRejectedError, match=words):
        fit_power(np.array(raw), np.array(force_n), SUPPLY)


def test_without_a_divider_the_law_is_in_the_reading_itself():
    raw = np.linspace(1.0, 9.0, 9)
    fit = fit_power(raw, 3.0 * raw**2)
    assert fit.pieces[0].exponent == pytest.approx(2.0)
    assert fit.logs == pytest.approx((np.log(3.0), 2.0))


def test_a_bend_is_taken_only_where_the_residuals_ask_for_it():
    chance = np.random.default_rng(4)
    deflection = np.tile(np.linspace(10.0, 60.0, 6), 6)
    straight = deflection + chance.normal(0.0, 0.01, len(deflection))
    bent = straight + 2e-4 * deflection * (60.0 - deflection)
    assert not fit_through_zero(deflection, straight).quadratic
    choice = fit_through_zero(deflection, bent)
    assert choice.quadratic
    assert choice.reason.startswith("a quadratic: it takes")


def test_a_bend_hidden_in_the_scatter_is_no_bend():
    chance = np.random.default_rng(4)
    deflection = np.tile(np.linspace(10.0, 60.0, 6), 6)
    noisy = deflection + 1e-5 * deflection**2 + chance.normal(0.0, 0.2, len(deflection))
    choice = fit_through_zero(deflection, noisy)
    assert not choice.quadratic
    assert "Durbin-Watson" in choice.reason


@pytest.mark.parametrize(("bend_frac", "bent"), [(0.006, True), (0.0, False)])
def test_hysteresis_neither_hides_a_bend_of_its_own_size_nor_is_taken_for_one(bend_frac, bent):
    setup = usual_setup()
    truth = calm(bend_frac=bend_frac, hysteresis_frac=0.006, seat_frac=0.0015)
    for seed in range(3):
        record = quick_record(setup, VirtualCell(truth, 20.0, seed), Bench(setup).weight_n)
        assert fit_record(record).choice.quadratic is bent


def test_residuals_of_chance_have_a_durbin_watson_of_two():
    chance = np.random.default_rng(5).normal(size=20_000)
    assert durbin_watson(chance) == pytest.approx(2.0, abs=0.05)
    assert durbin_watson(np.linspace(-1, 1, 100)) < 0.1


def test_a_quadratic_cell_reads_right_at_every_force_after_another_zero():
    setup = usual_setup()
    cell = VirtualCell(
        calm(bend_frac=0.01, hysteresis_frac=0.0, creep_frac=0.0, seat_frac=0.0, wander_n=0.0,
             drift_n_per_min=0.0, noise_n=0.001),
        20.0, 3,
    )  # fmt: skip
    fitted = fit_record(quick_record(setup, cell, Bench(setup).weight_n))
    assert fitted.choice.quadratic
    force_n = np.linspace(5.0, 50.0, 10)
    share = force_n / 60.0
    raw = 84_000.0 + (force_n + 4.0 * 0.01 * 60.0 * share * (1.0 - share)) * 8700.0
    shown = force_of(raw[:, None], 84_000.0, fitted.calibration)
    assert shown == pytest.approx(force_n, abs=0.01)


@pytest.fixture
def resistor() -> Record:
    """A record of a force-sensing resistor: a power law, scatter, creep of 4 % a decade."""
    traits = replace(PAD, kind="fsr", unit="counts", saturation_raw=(0.0, SUPPLY))
    setup = usual_setup(traits=traits, law="power", full_scale_raw=SUPPLY, range_n=60.0)
    cell = VirtualCell(calm(GOOD, bend_frac=0.0, drift_n_per_min=0.0, wander_n=0.0), 20.0, 1)
    record = quick_record(setup, cell, Bench(setup).weight_n)
    chance = np.random.default_rng(6)

    def answers(force_n: float, dwell_s: float) -> float:
        if force_n <= 0.0:
            return 0.0
        scatter = 1.0 + chance.normal(0.0, 0.012)
        return float(divider(force_n * scatter * (1.0 + 0.04 * np.log10(dwell_s)), 20.0))

    readings = tuple(
        replace(r, raw=answers(setup.force(r.stack).n, r.dwell_s), sd_raw=0.3)
        for r in record.readings
    )
    top_n = setup.force(setup.loads[-1]).n
    creep = tuple(
        replace(point, raw=float(divider(top_n * (1.0 + 0.04 * np.log10(point.since_s)), 20.0)))
        for point in record.creep
        if point.since_s > 0.2
    )
    return replace(record, readings=readings, creep=creep)


def test_a_force_sensing_resistor_earns_the_coaching_grade_and_no_more(resistor):
    passport = issue_passport(
        resistor,
        PassportParties("S", "P", "A", "B"),
        passport_id="f",
        made_utc="2026-10-01T08:00:00+00:00",
        software="test",
    )
    assert passport.fit.law == "power"
    covariance = np.array(passport.fit.covariance)
    assert covariance.shape == (2, 2)
    assert np.all(np.linalg.eigvalsh(covariance) > 0.0)
    # The exponent of this resistor is 1.05.
    assert abs(passport.fit.coefficients[1] - 1.05) < 4.0 * np.sqrt(covariance[1, 1])
    page = certificate_html(passport)
    assert "Covariance, row 2" in page
    assert f"<td>{np.sqrt(covariance[1, 1]):.3g}</td>" in page
    assert passport.grade.grade == "C", passport.grade.reasons
    assert any("earns no more than C" in reason for reason in passport.grade.reasons)
    assert passport.due_utc == "2026-10-01T23:59:59+00:00"
    assert passport.figures.creep_pct_per_decade == pytest.approx(4.0, abs=1.0)
    calibration = calibration_of(passport)
    assert calibration.pieces
    shown = force_of(np.array([[float(divider(20.0 * 1.026, 20.0))]]), 0.0, calibration)
    assert shown[0] == pytest.approx(20.0, rel=0.05)


def test_a_perfect_power_law_still_earns_no_better_grade(resistor):
    fitted = fit_record(resistor)
    figures = replace(
        figures_of(resistor, fitted), repeatability_pct=0.1, hysteresis_pct=0.1, creep_pct=0.1,
        zero_return_n=0.0,
    )  # fmt: skip
    budget = budget_of(resistor, fitted, budget_assumed())
    assert grade_of(figures, coverage_of(resistor), budget, 25.0).grade == "C"


def budget_assumed():
    from calibration.uncertainty.budget import Assumed

    return Assumed()


def test_a_record_without_a_series_cannot_be_evaluated():
    setup = usual_setup()
    record = quick_record(setup, VirtualCell(GOOD, 20.0, 1), Bench(setup).weight_n)
    bare = replace(record, readings=tuple(r for r in record.readings if r.kind != "load"))
    with pytest.raises(RecordIncompleteError, match="the series of loads missing"):
        issue_passport(
            bare,
            PassportParties("S", "P", "A", "B"),
            passport_id="f",
            made_utc="2026-10-01T08:00:00+00:00",
            software="test",
        )
    with pytest.raises(RecordIncompleteError):
        fit_record(bare)
