"""What an exam gives to be compared: numbers of those who were judged blind, and of nobody."""

from hypothesis import given
from hypothesis import strategies as st

from rig.school.standards.columns import mark_columns
from rig.school.standards.exam_columns import (
    BY_COMPUTER,
    NO_PAIR,
    NO_TWO,
    JudgedLearner,
    marks_and_scores,
    two_examiners,
)

EXAMINERS = ("mia-7f3a", "nik-91cc", "ola-02de")
JUDGED = st.builds(
    JudgedLearner,
    points=st.none() | st.floats(0, 100),
    ratings=st.dictionaries(st.sampled_from(EXAMINERS), st.integers(1, 5)),
    is_simulated=st.just(False),
)


def judged(points, is_simulated=False, **ratings):
    return JudgedLearner(points, ratings, is_simulated)


@given(st.lists(JUDGED, max_size=12), st.randoms())
def test_whoever_sat_where_the_columns_are_the_same_and_name_nobody(learners, chance):
    seated = list(learners)
    chance.shuffle(seated)
    for columns_of in (marks_and_scores, two_examiners):
        found = columns_of(learners)
        assert found == columns_of(seated)
        assert not any(each in found.text for each in EXAMINERS)
        if found.text:
            read = mark_columns("the exam", found.text)
            assert (len(read.marks), read.left_out) == (found.rows, 0)


def test_with_a_score_goes_the_mark_it_waited_for():
    found = marks_and_scores([judged(82.36, mia=4, nik=2), judged(None, mia=5), judged(60.0)])
    assert found.text == "mark\tscore\n4\t82.4\n"
    assert found.words.startswith("1 of 3 students. ")
    assert "The others lack a mark given before the score was seen, or a score." in found.words
    assert "few: below 20" in found.words


def test_the_two_examiners_are_those_who_marked_most_together():
    learners = [judged(1, mia=1, nik=2), judged(2, nik=3, ola=3), judged(3, ola=5, nik=4)]
    assert two_examiners(learners).text == "examiner 1\texaminer 2\n3\t3\n4\t5\n"


def test_where_nobody_was_judged_so_it_is_said_in_words():
    assert (marks_and_scores([judged(70.0)]).text, marks_and_scores([]).words) == ("", NO_PAIR)
    assert two_examiners([judged(70.0, mia=3), judged(71.0, nik=3)]).words == NO_TWO


def test_what_a_computer_pressed_is_told():
    assert BY_COMPUTER in marks_and_scores([judged(70.0, is_simulated=True, mia=3)]).words
