"""Which passwords others guess first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rig.school.passwords import MIN_CHARACTERS, weakness_of


@pytest.mark.parametrize(
    "password",
    [
        "password1234", "Passwordpassword", "P@ssw0rd2024!", "qwertyuiop12", "1qaz2wsx3edc",
        "1q2w3e4r5t6y", "aaaaaaaaaaaa", "123456789012", "letmein12345", "iloveyou2010",
        "Steadyhold2026!", "tigertigertiger", "abcxyzabcxyz", "admin12345678", "mira.mira.mira",
        "Welcome2Summer", "hallohallo2024",
    ],
)  # fmt: skip
def test_words_runs_years_and_repeats_are_guessed_first(password):
    assert "guessed first" in weakness_of(password, "mira")


@pytest.mark.parametrize(
    "password", ["river lamp otter nine", "correct horse battery", "xK9#mQ2vLp7w", "jhdf-kqowe-pz"]
)
def test_words_that_nobody_links_are_taken(password):
    assert weakness_of(password, "mira") == ""


@given(st.text(max_size=MIN_CHARACTERS - 1))
def test_a_short_one_is_never_taken(password):
    assert "at least 12" in weakness_of(password, "mira")


@given(st.text(min_size=MIN_CHARACTERS, max_size=60), st.text(max_size=40))
def test_every_text_is_judged(password, login):
    assert isinstance(weakness_of(password, login), str)
