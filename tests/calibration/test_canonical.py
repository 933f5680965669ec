"""Canonical JSON: one sequence of bytes for one value, whoever writes it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calibration.canonical import canonical, sha256_of


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "1"), (-0.0, "0"), (1e21, "1e+21"), (1e20, "100000000000000000000"),
        (1e-6, "0.000001"), (1e-7, "1e-7"), (333333333.33333329, "333333333.3333333"),
        (4.5, "4.5"), (2e-3, "0.002"), (9007199254740992.0, "9007199254740992"), (-1.5, "-1.5"),
        ({"b": [1, None, True], "a": "ü\n"}, '{"a":"ü\\n","b":[1,null,true]}'),
    ],
)  # fmt: skip
def test_canonical_json_is_that_of_rfc_8785(value, text):
    assert canonical(value) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_comes_back_to_the_last_bit(value):
    assert float(json.loads(canonical(value))) == value


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_has_no_canonical_form(value):
    with pytest.raises(ValueError, match="not representable"):
        canonical([value])


def test_a_value_without_a_json_form_is_a_mistake_of_the_program():
    with pytest.raises(ValueError, match="unsupported type"):
        sha256_of({1, 2})
