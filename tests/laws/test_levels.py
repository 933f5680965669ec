"""Laws of presses with several levels, on hands of a generator of the tests' own."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rig.engine.fold import advance, begin, obey
from rig.engine.judging.scored_press import asked_levels
from rig.engine.step import Command
from rig.protocols.library import built_in
from tests.presses import block, counts, cut, holds_in, practise, staircase, station

SEVERAL = [each for each in built_in().values() if each.then]
SEEDS = st.integers(0, 2**32 - 1)


def pressed(protocol, chance):
    """Steps of a hand that means the protocol: a little off, a little long or short."""
    steps = [
        (each.force_n * chance.uniform(0.95, 1.05), each.hold_s * chance.uniform(1.05, 1.25))
        for each in protocol.targets
    ]
    shape = {
        "ramp_n_per_s": chance.uniform(3.5, 9.0),
        "cv_pct": chance.uniform(1.0, 4.0),
        "release_s": chance.uniform(0.5, 2.0),
        "seed": int(chance.integers(1 << 30)),
        "rate_hz": float(chance.choice([40.0, 80.0, 320.0])),
    }
    return staircase(*steps, **shape)


def judged(protocol, t_s, force_n):
    return holds_in(practise(station(protocol), [block(t_s, counts(force_n))]))


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(SEVERAL), SEEDS)
def test_a_press_as_meant_has_a_plateau_for_every_level_and_the_mean_of_their_scores(
    protocol, seed
):
    holds = judged(protocol, *pressed(protocol, np.random.default_rng(seed)))
    assert [each.level_number for each in holds] == list(range(1, len(protocol.targets) + 1))
    assert len({each.repetition for each in holds}) == 1
    scores = [each.score.score for each in holds]
    assert holds[-1].points == pytest.approx(sum(scores) / len(scores))
    assert [each.points for each in holds[:-1]] == [None] * (len(holds) - 1)


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(SEVERAL),
    SEEDS,
    st.lists(st.floats(0.5, 2.0), min_size=3, max_size=3),
)
def test_the_forces_that_are_asked_never_change_which_plateaus_are_found(protocol, seed, factors):
    t_s, force_n = pressed(protocol, np.random.default_rng(seed))
    others = [
        replace(protocol.target, force_n=10.0 * factor * (k + 1), ceiling_n=149.0)
        for k, factor in enumerate(factors[: len(protocol.targets)])
    ]
    other = replace(protocol, target=others[0], then=tuple(others[1:]))
    for one, same in zip(judged(protocol, t_s, force_n), judged(other, t_s, force_n), strict=True):
        for field in ("onset_s", "plateau_start_s", "plateau_end_s", "release_s", "level_n"):
            assert getattr(one.hold, field) == getattr(same.hold, field)


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(SEVERAL), SEEDS, st.lists(st.integers(1, 4000), max_size=30))
def test_any_cutting_into_blocks_gives_the_same_holds_and_the_same_live_level(protocol, seed, at):
    t_s, force_n = pressed(protocol, np.random.default_rng(seed))
    whole = block(t_s, counts(force_n))
    pad = station(protocol)
    places = [place for place in at if place < len(t_s)]
    in_parts = practise(pad, cut(whole, places))
    at_once = practise(pad, cut(whole, range(1, len(t_s))))
    by_time = {step.live.t_s: step.live for step in at_once if step.raw is not None}
    for step in in_parts:
        if step.raw is not None:
            live = step.live
            assert repr(live) == repr(by_time[live.t_s])
    told = [[(each.number, each.points) for each in holds_in(each)] for each in (in_parts, at_once)]
    assert told[0] == told[1]


@given(st.lists(st.floats(1.0, 60.0), min_size=1, max_size=8), st.integers(1, 5))
def test_the_longest_plateaus_answer_the_levels_in_the_order_of_time(lengths, count):
    t_s, force_n = staircase((25.0, 12.0))
    [one] = judged(built_in()["tp-hold"], t_s, force_n)
    holds = tuple(
        replace(one.hold, plateau=k, plateau_start_s=100.0 * k, plateau_end_s=100.0 * k + for_s)
        for k, for_s in enumerate(lengths, start=1)
    )
    asked = asked_levels(holds, count)
    levels = [level for level in asked if level is not None]
    assert levels == list(range(min(count, len(lengths))))
    kept = [hold.hold_s for hold, level in zip(holds, asked, strict=True) if level is not None]
    left = [hold.hold_s for hold, level in zip(holds, asked, strict=True) if level is None]
    assert min(kept) >= max(left, default=0.0)


def followed(protocol, t_s, force_n):
    """The newest live state of each level before the next one, and the holds they came to."""
    pad = station(protocol)
    step_samples = max(1, round(len(t_s) / t_s[-1] / 30.0))
    progress, _ = obey(pad, begin(pad), Command("start_set", float("nan"), ""))
    newest, seen, holds = {}, [], []
    for part in cut(block(t_s, counts(force_n)), range(step_samples, len(t_s), step_samples)):
        progress, step = advance(pad, progress, part)
        if step.live.phase in ("loading", "holding", "releasing") and step.live.cue:
            newest[step.live.level] = step.live
            seen.append((step.live.t_s, step.live.level))
        holds += step.holds
    return newest, seen, holds


def test_the_live_level_moves_on_when_its_seconds_are_held_and_the_last_says_what_is_judged():
    chance = np.random.default_rng(11)
    late_s, seconds, ring = [], [], []
    for k in range(30):
        protocol = SEVERAL[k % len(SEVERAL)]
        newest, seen, holds = followed(protocol, *pressed(protocol, chance))
        for before, hold in zip(protocol.targets, holds, strict=False):
            moved = [t_s for t_s, level in seen if level == hold.level_number + 1]
            if moved:
                late_s.append(moved[0] - hold.hold.plateau_start_s - before.hold_s)
        last = holds[-1]
        assert last.level_number == len(protocol.targets) == max(newest)
        seconds.append(newest[last.level_number].held_s - last.hold.hold_s)
        ring.append(newest[last.level_number].in_band_s - last.metrics.time_in_band_s)
    assert float(np.mean(np.abs(late_s) <= 0.3)) >= 0.9
    assert float(np.mean(np.abs(seconds) <= 0.3)) >= 0.9
    assert float(np.mean(np.abs(ring) <= 0.3)) >= 0.9


def test_whoever_goes_on_early_is_followed_to_the_next_level():
    t_s, force_n = staircase((20.0, 10.0), (27.0, 21.0), (34.0, 21.0), cv_pct=1.5)
    newest, _, holds = followed(built_in()["ic-steps"], t_s, force_n)
    assert [each.level_number for each in holds] == [1, 2, 3]
    assert newest[3].held_s == pytest.approx(holds[2].hold.hold_s, abs=0.3)


def test_whoever_stands_in_the_next_band_already_is_told_to_ease_off_and_not_moved_on():
    t_s, force_n = staircase((25.0, 15.0))
    newest, _, holds = followed(built_in()["surround-centre"], t_s, force_n)
    assert list(newest) == [1]
    assert [each.level_number for each in holds] == [1]


def test_down_to_a_lighter_level_the_seconds_begin_where_it_is_reached():
    centre = built_in()["surround-centre"]
    down = replace(centre, target=centre.then[0], then=(centre.target,))
    t_s, force_n = staircase((25.0, 11.5), (10.0, 6.0), cv_pct=1.5)
    newest, _, holds = followed(down, t_s, force_n)
    assert sorted(newest) == [1, 2]
    assert newest[2].held_s == pytest.approx(holds[1].hold.hold_s, abs=0.5)
