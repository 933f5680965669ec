"""What is one press and what is two, in a set and however the stream is cut."""

import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rig.engine.scoring.results import dumps, hold_json
from tests.presses import block, counts, cut, holds_in, practise, station

PAD = station()
RATE_HZ = 80.0


def drawn(*corners):
    """Times and forces along (seconds, newtons) corners, with a hand's small wobble."""
    at_s, force_n = np.array(corners).T
    t_s = np.arange(round(at_s[-1] * RATE_HZ)) / RATE_HZ
    wobble = 1.0 + 0.02 * np.sin(2.0 * np.pi * 0.9 * t_s) + 0.01 * np.sin(2.0 * np.pi * 7.1 * t_s)
    return t_s, np.interp(t_s, at_s, force_n) * wobble


def played(*corners):
    t_s, force_n = drawn(*corners)
    return practise(PAD, [block(t_s, counts(force_n))])


def refused_in(steps):
    return [refused for step in steps for refused in step.refused]


HAND_STAYS = (
    (0, 0), (3, 0), (5, 25), (12, 25), (13, 3), (16, 3.5), (18, 25), (26, 25), (27, 2.5), (30, 3),
    (32, 26), (40, 26), (41, 0), (44, 0),
)  # fmt: skip


def test_a_hand_that_stays_on_the_pad_does_not_melt_two_presses_into_one():
    steps = played(*HAND_STAYS)
    holds = holds_in(steps)
    assert [hold.repetition for hold in holds] == [1, 2, 3]
    assert [round(hold.hold.level_n) for hold in holds] == [25, 25, 26]
    assert {refused.kind for refused in refused_in(steps)} <= {"resting_hand"}


def test_a_press_is_told_before_the_hand_leaves_the_pad():
    t_s, force_n = drawn((0, 0), (3, 0), (5, 25), (12, 25), (13, 3), (20, 3))
    steps = practise(PAD, cut(block(t_s, counts(force_n)), range(8, len(t_s), 8)))
    told_s = [step.live.t_s for step in steps if step.holds]
    assert told_s
    assert told_s[0] < 15.0


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(1, 3500), max_size=30))
def test_any_cutting_gives_the_same_presses_of_a_hand_that_stays(at):
    t_s, force_n = drawn(*HAND_STAYS)
    whole = block(t_s, counts(force_n))

    def texts(steps):
        said = [dumps(hold_json(hold, "N")) for hold in holds_in(steps)]
        return said, refused_in(steps)

    assert texts(practise(PAD, cut(whole, at))) == texts(practise(PAD, [whole]))


@given(
    gap_s=st.floats(0.25, 6.0), second_n=st.floats(8.0, 60.0), between_n=st.floats(0.0, 3.5),
)  # fmt: skip
@settings(max_examples=40, deadline=None)
def test_no_sample_belongs_to_two_holds(gap_s, second_n, between_n):
    steps = played(
        (0, 0), (3, 0), (5, 25), (10, 25), (10.5, between_n), (10.5 + gap_s, between_n),
        (11.5 + gap_s, second_n), (16 + gap_s, second_n), (17 + gap_s, 0), (20 + gap_s, 0),
    )  # fmt: skip
    holds = [scored.hold for scored in holds_in(steps)]
    seen = np.concatenate([hold.t_s for hold in holds])
    assert len(np.unique(seen)) == len(seen)
    for before, after in pairwise(holds):
        assert after.onset_s > before.plateau_end_s


def test_two_levels_of_one_press_are_one_repetition_and_the_longer_one_counts():
    steps = played((0, 0), (3, 0), (4, 15), (8, 15), (9, 25), (20, 25), (21, 0), (25, 0))
    warm_up, deep = holds_in(steps)
    assert (warm_up.hold.press, warm_up.hold.plateau, warm_up.outcome) == (1, 1, "other_level")
    assert (deep.hold.press, deep.hold.plateau) == (1, 2)
    assert warm_up.score.score is None
    assert deep.score.score is not None
    assert warm_up.repetition == deep.repetition == 1


def test_of_two_levels_held_equally_long_the_later_counts():
    steps = played((0, 0), (3, 0), (4, 15), (10.0, 15), (10.8, 25), (16.9, 25), (17.5, 0), (21, 0))
    first, second = holds_in(steps)
    longer = max((first, second), key=lambda each: each.hold.hold_s)
    assert longer.score.score is not None


def test_a_sag_to_half_is_one_hold_that_says_so():
    [hold] = holds_in(played((0, 0), (3, 0), (5, 28), (17, 14), (18, 0), (22, 0)))
    assert hold.hold.kind == "unsteady"
    assert hold.hold.hold_s == pytest.approx(12.0, abs=0.5)
    [sagged_pct] = re.findall(r"^sagged by (\d+) %$", hold.hold.reason)
    assert int(sagged_pct) == pytest.approx(50, abs=3)


def test_why_a_hold_is_unsteady_comes_first_and_nothing_praises_it():
    [sagged] = holds_in(played((0, 0), (3, 0), (5, 28), (17, 14), (18, 0), (22, 0)))
    [broken] = holds_in(played((0, 0), (3, 0), (8, 25), (15, 25), (15.2, 18), (15.8, 18), (16, 25),
                               (19, 25), (21, 0), (24, 0)))  # fmt: skip
    for hold in (sagged, broken):
        assert hold.hold.kind == "unsteady"
        assert hold.score.advice.startswith(f"Unsteady: {hold.hold.reason}. ")
        assert hold.score.summary.startswith(f"Unsteady: {hold.hold.reason}; ")
        assert "teady and on target" not in hold.score.advice


@pytest.mark.parametrize(("up_s", "stay_s", "down_s"), [(1, 0.3, 0.7), (1, 0, 1), (2, 0, 1)])
def test_the_level_of_a_jab_is_its_top_and_not_the_middle_of_its_ways(up_s, stay_s, down_s):
    at_s = np.cumsum([3, up_s, stay_s, down_s, 4])
    [jab] = holds_in(played((0, 0), *zip(at_s, (0, 25, 25, 0, 0), strict=True)))
    assert 0.8 * 25.0 <= jab.hold.level_n <= 26.0


def test_the_ways_into_and_out_of_a_short_hold_are_no_sag():
    [short] = holds_in(played((0, 0), (3, 0), (3.6, 25), (4.1, 25), (4.7, 0), (9, 0)))
    assert (short.hold.kind, short.hold.reason) == ("hold", "")


def test_a_break_above_half_is_within_the_hold_and_a_fall_below_half_ends_it():
    above = played((0, 0), (3, 0), (5, 25), (10, 25), (10.3, 15), (11.5, 15), (11.8, 25), (17, 25),
                   (18, 0), (22, 0))  # fmt: skip
    below = played((0, 0), (3, 0), (5, 25), (10, 25), (10.3, 9), (11.5, 9), (11.8, 25), (17, 25),
                   (18, 0), (22, 0))  # fmt: skip
    [one] = holds_in(above)
    assert (one.hold.breaks, one.hold.kind) == (1, "unsteady")
    assert len(holds_in(below)) == 2


def test_a_push_is_not_the_level():
    [hold] = holds_in(
        played((0, 0), (3, 0), (5, 25), (15, 25), (15.2, 60), (15.8, 60), (16.5, 0), (20, 0))
    )
    assert hold.hold.level_n == pytest.approx(25.0, abs=0.7)
    assert hold.hold.hold_s == pytest.approx(10.2, abs=0.6)


@pytest.mark.parametrize("pushed_s", [0.8, 1.5, 3.0, 9.0])
@pytest.mark.parametrize("first", [True, False])
def test_a_press_above_the_ceiling_is_limited_however_long_it_was_there(pushed_s, first):
    """Long enough to be a level of its own, it once left the scored level its full marks."""
    (one_n, one_s), (two_n, two_s) = ((45, pushed_s), (25, 10.5))[:: 1 if first else -1]
    steps = played(
        (0, 0), (3, 0), (6, one_n), (6 + one_s, one_n), (7 + one_s, two_n),
        (7 + one_s + two_s, two_n), (9 + one_s + two_s, 0), (13 + one_s + two_s, 0),
    )  # fmt: skip
    [scored] = [each for each in holds_in(steps) if each.outcome != "other_level"]
    assert scored.score.score <= 49.0
    assert scored.metrics.max_n > 44.0


def test_a_touch_after_a_press_uses_up_no_repetition():
    steps = played((0, 0), (3, 0), (5, 25), (15, 25), (16, 0), (18, 0), (18.3, 3.5), (20.5, 3.5),
                   (20.8, 0), (26, 0), (28, 25), (36, 25), (37, 0), (41, 0))  # fmt: skip
    assert [hold.repetition for hold in holds_in(steps)] == [1, 2]
    [touch] = refused_in(steps)
    assert touch.kind == "touch"
    assert "fifth of the press" in touch.reason


def test_a_press_that_only_moves_is_a_repetition_in_a_set():
    t_s = np.arange(round(24 * RATE_HZ)) / RATE_HZ
    inside = (t_s > 4.0) & (t_s < 18.0)
    force_n = np.where(inside, 25.0 + 11.0 * np.sin(2.0 * np.pi * 0.6 * t_s), 0.0)
    holds = holds_in(practise(PAD, [block(t_s, counts(force_n))]))
    assert len({hold.repetition for hold in holds}) >= 1
    assert all(hold.repetition for hold in holds)


def test_a_void_press_is_a_repetition_too():
    t_s, force_n = drawn((0, 0), (3, 0), (5, 25), (15, 25), (16, 0), (20, 0))
    keep = (t_s < 8.0) | (t_s > 9.0)
    [hold] = holds_in(practise(PAD, [block(t_s[keep], counts(force_n)[keep])]))
    assert (hold.repetition, hold.score.score) == (1, None)
