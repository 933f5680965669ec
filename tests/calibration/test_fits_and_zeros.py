"""Raw readings become newtons: certified fits, and zeros only from stillness."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from calibration.errors import FitRejectedError
from calibration.fit.curves import calibration_from_fit, fit_table
from calibration.force import force_of
from calibration.nominal import nominal_calibration
from calibration.tare import LOADED, MOVING, NOISY, Stillness, begin_search, search_zero
from tests.presses import BOARD

DATA = Path(__file__).parents[3] / "shared" / "data"
STILL = Stillness(sd_raw=870.0, shift_raw=17_400.0)


@pytest.mark.skipif(
    not (DATA / "cal_nist_pontius_load_cell.csv").exists(),
    reason="needs the NIST StRD set Pontius (itl.nist.gov/div898/strd/lls/data/Pontius.shtml)",
)
def test_the_certified_load_cell_of_nist_is_reproduced_to_nine_digits():
    table = np.loadtxt(DATA / "cal_nist_pontius_load_cell.csv", delimiter=",", skiprows=1)
    certified = json.loads((DATA / "cal_nist_pontius_load_cell.json").read_text())[
        "reference_values"
    ]
    fit = fit_table(table[:, 0], table[:, 1], "quadratic")
    assert fit.coefficients == pytest.approx([certified[f"b{k}"] for k in range(3)], rel=1e-9)
    assert fit.coefficient_sd == pytest.approx([certified[f"sd_b{k}"] for k in range(3)], rel=1e-9)
    assert fit.residual_sd == pytest.approx(certified["residual_sd"], rel=1e-9)


def test_a_line_through_exact_points_leaves_nothing_over():
    x = np.array([0.0, 1.0, 2.0, 4.0])
    fit = fit_table(x, 3.0 * x - 2.0, "line")
    assert fit.coefficients == pytest.approx((-2.0, 3.0))
    assert fit.residual_sd == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize(
    ("x", "y", "model", "words"),
    [
        ([0.0, 1.0], [0.0, 1.0], "line", "2 rows"),
        ([1.0, 1.0, 1.0], [0.0, 1.0, 2.0], "line", "1 different loads"),
        ([0.0, 1.0, float("nan")], [0.0, 1.0, 2.0], "line", "cells without a number"),
        ([0.0, 1.0, 2.0], [0.0, 1.0, 2.0], "cubic", "'cubic' is not known"),
    ],
)
def test_a_table_that_cannot_carry_a_fit_is_rejected_in_words(x, y, model, words):
    with pytest.raises(FitRejectedError, match=words):
        fit_table(np.array(x), np.array(y), model)


def test_a_fitted_calibration_gives_the_force_above_rest():
    raw = np.linspace(1000.0, 90_000.0, 12)
    force_n = 1e-3 * raw + 2e-9 * raw**2 + 7.0
    fit = fit_table(raw, force_n, "quadratic")
    calibration = calibration_from_fit(
        fit, identity="c1", device="", unit="N", column=0, made_utc=""
    )
    above = force_of(raw[:, None], float(raw[0]), calibration)
    assert above == pytest.approx(force_n - force_n[0], abs=1e-6)


def test_a_kilogram_force_is_9_80665_newtons():
    calibration = nominal_calibration(replace(BOARD, kind="plain", unit="kgf"))
    assert calibration.unit == "N"
    assert force_of(np.array([[2.0]]), 0.0, calibration)[0] == pytest.approx(19.6133)


def still(seconds, level=84_000.0, sd=43.0, slope=0.0):
    t_s = np.arange(round(seconds * 80)) / 80
    return t_s, level + slope * t_s + np.random.default_rng(3).normal(0.0, sd, len(t_s))


def test_one_still_second_becomes_the_zero():
    _, zero = search_zero(begin_search(None), *still(2.0), STILL)
    assert zero.raw == pytest.approx(84_000.0, abs=25.0)
    assert zero.at_s == 1.0


def test_less_than_a_second_is_no_zero():
    search, zero = search_zero(begin_search(None), *still(0.9), STILL)
    assert zero is None
    assert search.reason == ""


@pytest.mark.parametrize("shape", [{"sd": 2000.0}, {"slope": 5000.0}])
def test_a_moving_pad_is_refused_in_words(shape):
    search, zero = search_zero(begin_search(None), *still(3.0, **shape), STILL)
    assert zero is None
    assert search.reason == MOVING


def test_a_resting_hand_is_refused_once_a_zero_is_known():
    search, zero = search_zero(begin_search(84_000.0), *still(3.0, level=130_000.0), STILL)
    assert zero is None
    assert search.reason == LOADED


def test_a_search_finds_the_same_zero_however_it_is_cut():
    t_s, values = still(3.0, sd=43.0)
    values[:60] += 50_000.0
    _, whole = search_zero(begin_search(None), t_s, values, STILL)
    search, singly = begin_search(None), None
    for k in range(len(t_s)):
        search, singly = search_zero(search, t_s[k : k + 1], values[k : k + 1], STILL)
        if singly:
            break
    assert singly.raw == whole.raw
    assert singly.at_s == whole.at_s


@pytest.mark.parametrize(("unit", "newtons"), [("kg", 9.80665), ("lbf", 4.4482216), ("N", 1.0)])
def test_a_gauge_that_speaks_of_mass_or_pounds_is_read_in_newtons(unit, newtons):
    calibration = nominal_calibration(replace(BOARD, kind="tindeq", unit=unit))
    assert calibration.unit == "N"
    assert calibration.gain_per_raw == pytest.approx(newtons)


@pytest.mark.parametrize("kind", ["board-ble", "board-uart"])
def test_our_board_weighs_the_same_by_radio_as_by_cable(kind):
    by_radio = nominal_calibration(replace(BOARD, kind=kind))
    assert by_radio.gain_per_raw == nominal_calibration(BOARD).gain_per_raw


@pytest.mark.parametrize("rate_hz", [10.0, 80.0, 1000.0])
def test_noise_that_stays_too_large_for_a_zero_is_told_from_a_hand(rate_hz):
    t_s = np.arange(round(16 * rate_hz)) / rate_hz
    noise = np.random.default_rng(5).normal(84_000.0, 6.0 * STILL.sd_raw, len(t_s))
    search, zero = search_zero(begin_search(None), t_s, noise, STILL)
    assert zero is None
    assert search.reason == NOISY
    hand = 84_000.0 + 40.0 * STILL.sd_raw * np.sin(1.1 * t_s) ** 3
    search, zero = search_zero(begin_search(None), t_s, hand, STILL)
    assert (zero, search.reason) == (None, MOVING)
