"""Forces that are known: gravity, buoyancy, weights and what they are uncertain by."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calibration.errors import GravityError, MassSetError
from calibration.procedure.reference import class_mass, given_gravity, gravity_at, known_force
from calibration.procedure.setup import set_up
from tests.calibration.bench import HERE, PAD, usual_setup, weight


@pytest.mark.parametrize(
    ("latitude_deg", "height_m", "g"),
    [(0.0, 0.0, 9.780318), (90.0, 0.0, 9.832177), (45.0, 0.0, 9.806190), (52.0, 1000.0, 9.809382)],
)
def test_gravity_follows_the_1967_formula(latitude_deg, height_m, g):
    assert gravity_at(latitude_deg, height_m).m_per_s2 == pytest.approx(g, abs=2e-6)


@pytest.mark.parametrize(
    ("latitude_deg", "off_pct"), [(0.0, -0.27), (-33.9, -0.11), (52.0, 0.06), (60.0, 0.13)]
)
def test_standard_gravity_is_wrong_by_up_to_a_quarter_of_a_per_cent(latitude_deg, off_pct):
    off = 100.0 * (gravity_at(latitude_deg, 0.0).m_per_s2 / 9.80665 - 1.0)
    assert off == pytest.approx(off_pct, abs=0.01)


@given(st.floats(0.01, 40.0), st.floats(-90.0, 90.0))
def test_a_steel_weight_loses_fifteen_thousandths_of_a_per_cent_to_the_air(kg, latitude_deg):
    gravity = gravity_at(latitude_deg, 0.0)
    force = known_force((weight(kg),), gravity)
    assert force.n == pytest.approx(kg * gravity.m_per_s2 * (1.0 - 1.2 / 7850.0), rel=1e-12)


def test_weights_of_one_set_share_their_reference_so_their_doubts_add_up():
    one, two = weight(1.0), weight(1.0, "other")
    still = given_gravity(9.81, 0.0, "gravimeter")
    assert known_force((one, two), still).u_n == pytest.approx(2 * known_force((one,), still).u_n)


def test_a_class_gives_a_rectangle_of_its_limit():
    mass = class_mass("1 kg", 1.0, "M1", "none")
    assert mass.u_kg == pytest.approx(5e-5 / math.sqrt(3.0))
    with pytest.raises(MassSetError, match="the class 'gym' is not known"):
        class_mass("plate", 20.0, "gym", "")


@pytest.mark.parametrize("value", [9.5, 98.1, 981.0])
def test_gravity_found_nowhere_on_earth_is_refused(value):
    with pytest.raises(GravityError, match="nowhere on Earth"):
        given_gravity(value, 0.0, "typed")


@pytest.mark.parametrize(("latitude_deg", "height_m"), [(91.0, 0.0), (50.0, 20_000.0)])
def test_a_place_that_is_none_is_refused(latitude_deg, height_m):
    with pytest.raises(GravityError, match="is not between"):
        gravity_at(latitude_deg, height_m)


@pytest.mark.parametrize(
    ("masses", "words"),
    [
        ((weight(1.0), weight(1.0)), "two weights are called '1 kg'"),
        ((weight(1.0), weight(2.0, for_check=True)), "1 different loads"),
        ((weight(-1.0, "a"), weight(1.0)), "mass a: -1 kg"),
        (tuple(weight(1.0, str(k)) for k in range(13)), "13 weights are too many"),
        ((weight(500.0, "500 g"), weight(1.0)), "were grams meant"),
        ((weight(50.0), weight(1.0)), "50 kg weighs .* leave it out, or correct the largest"),
        (
            (weight(0.5), weight(1.0), weight(2.0), weight(0.01, "10 g", for_check=True)),
            r"check weight 10 g \(0.10 N\) is too light .* bring .* at least 0.7 kg",
        ),
    ],
)
def test_weights_that_cannot_calibrate_are_refused_in_words(masses, words):
    with pytest.raises(MassSetError, match=words):
        set_up(PAD, "pad-7", masses, HERE, range_n=60.0)


def test_a_fifth_of_the_largest_load_is_enough_for_a_check():
    masses = (*(weight(kg) for kg in (1.0, 2.0, 7.0)), weight(2.0, "brass", for_check=True))
    brass = replace(masses[-1], kg=1.9999, density_kg_per_m3=8400.0)
    setup = usual_setup(masses=(*masses[:-1], brass), range_n=120.0)
    assert setup.checks == (("brass",),)


def test_no_load_is_heavier_than_the_sensor_is_made_for():
    setup = usual_setup(range_n=30.0)
    assert all(setup.force(stack).n <= 30.0 for stack in setup.loads)
