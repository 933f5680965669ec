"""The check weight of the day: read when it rests, judged by the grade, never a correction."""

from dataclasses import replace

import numpy as np
import pytest

from calibration.errors import MassSetError
from calibration.passport.daily_check import begin_check, check_weights, feed_check, weight_of
from calibration.passport.document import calibration_of
from calibration.procedure.reference import known_force
from tests.calibration.trials import trial

RATE_HZ = 20.0


@pytest.fixture(scope="module")
def passport():
    return trial(3).passport


def fed(passport, force_n: np.ndarray, cuts: int = 0):
    """The check after a trace of force on the pad, and every word on the way."""
    calibration, words = calibration_of(passport), []
    _, check = begin_check(passport, "")
    noise_n = np.random.default_rng(1).normal(0.0, 0.01, len(force_n))
    raw = 84_000.0 + (force_n + noise_n) / calibration.gain_per_raw
    t_s = np.arange(len(raw)) / RATE_HZ
    for part in np.array_split(np.arange(len(raw)), cuts + 1):
        words.append(check.words)
        check = feed_check(check, t_s[part], raw[part, None])
    return check, [*words, check.words], check.known_n


def laid_on(shown_n: float) -> np.ndarray:
    shape = np.interp(np.arange(300) / RATE_HZ, (3.0, 4.0, 15.0), (0.0, 1.0, 1.0))
    return shown_n * shape


@pytest.mark.parametrize("cuts", [0, 5, 150])
def test_a_sensor_as_it_was_calibrated_passes_wherever_the_stream_is_cut(passport, cuts):
    _, _, known_n = fed(passport, np.zeros(40))
    check, _, _ = fed(passport, laid_on(known_n), cuts)
    whole, _, _ = fed(passport, laid_on(known_n))
    assert check.verdict is not None
    assert check.verdict.passed
    assert check.verdict == whole.verdict
    assert "as it was calibrated" in check.words


def test_a_sensor_that_changed_fails_with_both_numbers_and_nothing_is_rescaled(passport):
    _, _, known_n = fed(passport, np.zeros(40))
    check, _, _ = fed(passport, laid_on(1.05 * known_n))
    assert check.verdict is not None
    assert not check.verdict.passed
    assert f"{known_n:.2f} N reads" in check.words
    assert "Nothing was rescaled" in check.words


@pytest.mark.parametrize("cuts", [0, 60])
def test_another_weight_of_the_set_is_asked_about_by_its_name(passport, cuts):
    usual, _ = weight_of(passport, "")
    others = [mass for mass in passport.masses if mass.id != usual.id]
    assert any(mass.kg < 0.5 * usual.kg for mass in others)
    for mass in others:
        force = known_force((mass,), passport.gravity, passport.air_kg_per_m3)
        check, _, _ = fed(passport, laid_on(force.n), cuts)
        assert check.verdict is not None
        assert not check.verdict.passed
        question = check.words.partition("Nothing was rescaled. ")[2]
        assert question.startswith("It reads like ")
        assert question.endswith(": is that on the pad?")
        assert f"{mass.id} ({force.n:.2f} N)" in question
        assert question.count(" N)") == sum(abs(one.kg - mass.kg) < 0.01 for one in others)


def test_a_reading_like_no_weight_of_the_set_asks_nothing(passport):
    _, _, known_n = fed(passport, np.zeros(40))
    check, _, _ = fed(passport, laid_on(1.05 * known_n))
    assert check.question == ""
    right, _, _ = fed(passport, laid_on(known_n))
    assert right.question == ""


def test_a_cable_that_pulls_a_little_is_no_weight(passport):
    _, _, known_n = fed(passport, np.zeros(40))
    check, _, _ = fed(passport, laid_on(0.05 * known_n))
    assert check.verdict is None
    assert "Put the check weight" in check.words


@pytest.mark.parametrize("cuts", [0, 5, 150])
def test_a_weight_forgotten_on_the_pad_is_taken_off_and_the_check_goes_on(passport, cuts):
    _, _, known_n = fed(passport, np.zeros(40))
    forgotten = np.concatenate((np.full(60, 1.1 * known_n), laid_on(known_n)))
    check, words, _ = fed(passport, forgotten, cuts)
    assert check.verdict is not None
    assert check.verdict.passed, check.verdict.words
    if cuts == 150:
        told = list(dict.fromkeys(words))
        assert words.count(told[0]) > words.index(told[1])


def test_the_person_is_led_step_by_step(passport):
    _, _, known_n = fed(passport, np.zeros(40))
    _, words, _ = fed(passport, laid_on(known_n), cuts=60)
    assert list(dict.fromkeys(words))[:3] == [
        "Take everything off the pad and let go.",
        f"Put the check weight ('1.5 kg check', {known_n:.2f} N) on the middle and let go.",
        "Hands off: waiting until it rests.",
    ]


def test_a_weight_that_is_not_of_the_passport_is_named(passport):
    with pytest.raises(MassSetError, match="the passport has no weight '9 kg'"):
        weight_of(passport, "9 kg")


@pytest.mark.parametrize("chosen", ["", "10 g"])
def test_a_weight_that_a_dead_cell_would_show_as_well_checks_nothing(passport, chosen):
    ten_grams = replace(passport.masses[0], id="10 g", kg=0.010, for_check=True)
    light = replace(passport, masses=(ten_grams, *passport.masses))
    assert weight_of(light, "")[0].for_check
    assert weight_of(light, "")[0].id != "10 g"
    if chosen:
        with pytest.raises(MassSetError, match="too light to prove"):
            begin_check(light, chosen)
    with pytest.raises(MassSetError, match="no weight of the passport is heavy enough"):
        begin_check(replace(passport, masses=(ten_grams,)), chosen)


def test_a_coaching_sensor_is_checked_by_more_than_its_own_limit(passport):
    small = replace(
        passport,
        grade=replace(passport.grade, grade="C"),
        figures=replace(passport.figures, max_n=5.0),
        masses=tuple(m for m in passport.masses if m.kg < 1.0),
    )
    assert check_weights(small)
    two_newtons = (replace(small.masses[0], kg=0.2),)
    assert not check_weights(replace(small, masses=two_newtons))
