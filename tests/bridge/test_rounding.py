"""Numbers for people: the nearest one, halves away from zero."""

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor, inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware_bridge.rounding import (
    fixed,
    rounded,
    signed,
    significant,
    tenths_passed,
    tenths_to_come,
)

NUMBERS = st.floats(-1e300, 1e300)
# Binary fractions are where halves lie.
HALVES = st.integers(-(2**30), 2**30).map(lambda number: number / 2**10)
DIGITS = st.integers(0, 6)


@given(NUMBERS | HALVES, DIGITS)
def test_what_is_shown_is_the_nearest_and_of_two_the_one_further_from_zero(value, digits):
    shown, step = Fraction(fixed(value, digits)), Fraction(1, 10**digits)
    off = abs(shown - Fraction(value))
    assert (shown / step).denominator == 1
    assert off <= step / 2
    if off == step / 2:
        assert abs(shown) > abs(Fraction(value))
    assert rounded(value, digits) == float(shown)


@given(NUMBERS | HALVES, st.integers(1, 9))
def test_so_many_significant_digits_are_the_nearest_too(value, digits):
    shown, exact = Decimal(significant(value, digits)), Decimal(value)
    if exact:
        step = Decimal(10) ** (exact.adjusted() - digits + 1)
        assert abs(Fraction(shown) - Fraction(exact)) <= Fraction(step) / 2
    assert len(shown.normalize().as_tuple().digits) <= digits


@pytest.mark.parametrize(
    ("shown", "as_text"),
    [
        (fixed(82.5, 0), "83"),
        (fixed(81.5, 0), "82"),
        (fixed(-82.5, 0), "-83"),
        (fixed(0.25, 1), "0.3"),
        (fixed(12.25, 1), "12.3"),
        (fixed(2.675, 2), "2.67"),
        (fixed(-0.04, 1), "0.0"),
        (fixed(1e22, 1), "10000000000000000000000.0"),
        (fixed(nan, 1), "nan"),
        (signed(0.125, 2), "+0.13"),
        (signed(-0.125, 2), "-0.13"),
        (signed(-0.001, 2), "+0.00"),
        (significant(0.125, 2), "0.13"),
        (significant(25.0, 3), "25"),
        (significant(1234.5, 4), "1235"),
        (significant(inf, 3), "inf"),
    ],
)
def test_halves_go_away_from_zero_and_nothing_has_no_minus(shown, as_text):
    assert shown == as_text


@given(st.floats(0.0, 600.0))
def test_a_second_is_told_when_it_is_over_on_a_page_as_in_a_terminal(time_s):
    held_s, left_s = tenths_passed(time_s), tenths_to_come(time_s)
    assert held_s <= time_s + 2e-6
    assert left_s >= time_s - 2e-6
    assert floor(held_s) == floor(time_s + 1e-6)
    assert ceil(left_s) == ceil(time_s - 1e-6)


def test_a_hold_of_a_moment_less_than_ten_seconds_is_no_hold_of_ten():
    assert (tenths_passed(9.96), tenths_passed(10.0), tenths_passed(0.1 + 0.2)) == (9.9, 10.0, 0.3)
    assert (tenths_to_come(2.04), tenths_to_come(2.0), tenths_to_come(0.0)) == (2.1, 2.0, 0.0)
