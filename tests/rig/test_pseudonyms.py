import random

from hypothesis import given
from hypothesis import strategies as st

from rig.school.pseudonyms import free_pseudonym


@given(st.integers())
def test_nobody_gets_the_pseudonym_of_somebody_else(seed):
    pick, taken = random.Random(seed).randrange, set()
    for _ in range(200):
        found = free_pseudonym(taken, pick)
        assert found not in taken
        assert found.replace(" ", "").isascii()
        taken.add(found)


def test_a_school_with_more_learners_than_words_numbers_them():
    pick, taken = random.Random(1).randrange, set()
    for _ in range(6000):
        taken.add(free_pseudonym(taken, pick))
    assert len(taken) == 6000
    assert any(name[-1].isdigit() for name in taken)


def test_a_pseudonym_is_found_where_chance_always_says_the_same():
    first = free_pseudonym((), lambda below: 0)
    assert free_pseudonym({first}, lambda below: 0) == f"{first} 2"
