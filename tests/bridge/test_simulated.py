import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firmware_bridge.errors import SourceUriError
from firmware_bridge.samples import Flag, LinkNews, RawBlock
from firmware_bridge.sim.learner import ARCHETYPES, Learner
from firmware_bridge.sim.settings import settings_of
from firmware_bridge.source import open_source
from firmware_bridge.uri import parse_uri

COUNTS_PER_N = 8700.0


async def watched(uri: str) -> tuple[list[RawBlock], list[LinkNews], object]:
    source = open_source(uri)
    items = [item async for item in source.stream()]
    blocks = [item for item in items if isinstance(item, RawBlock)]
    return blocks, [item for item in items if isinstance(item, LinkNews)], source


def force_n(blocks: list[RawBlock]) -> np.ndarray:
    counts = np.concatenate([block.raw[:, 0] for block in blocks])
    return (counts - np.median(counts[:200])) / COUNTS_PER_N


def presses(force: np.ndarray, level_n: float) -> list[np.ndarray]:
    edges = np.flatnonzero(np.diff(np.r_[False, force > level_n, False].astype(int)))
    return [force[a:b] for a, b in edges.reshape(-1, 2) if b - a > 40]


@pytest.mark.parametrize("learner", sorted(ARCHETYPES))
async def test_every_learner_waits_then_presses_as_often_as_asked(learner):
    blocks, news, source = await watched(f"sim:?learner={learner}&reps=3&seed=5&speed=max")
    force = force_n(blocks)
    assert np.abs(force[: 3 * 80]).max() < 0.2, "hands off for three seconds first"
    assert len(presses(force, 12.0)) == 3
    assert [each.state for each in news] == ["streaming", "ended"]
    assert source.counters.rejected == source.counters.lost == 0
    assert source.traits.simulated


@pytest.mark.parametrize(
    ("learner", "mean_n", "hold_s", "cv_pct"),
    [
        ("expert", 25.0, (20, 30), 2.5),
        ("good", 24.25, (20, 30), 4.5),
        ("novice", 27.0, (15, 19), 8.0),
        ("trembling", 25.0, (20, 30), 13.0),
        ("light", 20.0, (20, 30), 3.0),
        ("short", 25.0, (7, 9), 3.0),
        ("overlong", 25.0, (43, 48), 3.0),
        ("dead_weight", 25.0, (20, 30), 0.0),
    ],
)
async def test_learners_press_as_their_archetype_does(learner, mean_n, hold_s, cv_pct):
    uri = f"sim:?learner={learner}&reps=1&seed=3&speed=max&hold_min_s=20&hold_max_s=30"
    blocks, _, _ = await watched(uri)
    [press] = presses(force_n(blocks), 8.0)
    held = press[int(len(press) * 0.25) : int(len(press) * 0.75)]
    assert np.mean(held) == pytest.approx(mean_n, rel=0.05)
    assert 100 * np.std(held) / np.mean(held) == pytest.approx(cv_pct, rel=0.35, abs=0.2)
    assert hold_s[0] <= len(press) / 80 <= hold_s[1] + 6


async def test_a_learner_goes_from_level_to_level_without_letting_go():
    uri = "sim:?learner=expert&reps=1&speed=max&target_n=10&hold_s=5&then=25:10:10:14,15:8:8:8"
    blocks, _, _ = await watched(uri)
    [press] = presses(force_n(blocks), 5.0)
    for level_n, least_s in ((10.0, 4.5), (25.0, 9.0), (15.0, 7.0)):
        assert np.sum(np.abs(press - level_n) < 0.12 * level_n) / 80 > least_s


@pytest.mark.parametrize("then", ["27", "27:20:18", "27:x:18:25", "0:20:18:25", "27:9:18:25"])
def test_a_level_that_is_none_is_refused_with_the_form_of_one(then):
    with pytest.raises(SourceUriError, match=r"write then=27:20:18:25"):
        settings_of(parse_uri(f"sim:?then={then}"))


async def test_a_jab_goes_over_the_ceiling_and_a_fade_gives_way():
    jab, _, _ = await watched("sim:?learner=jabbing&reps=1&speed=max")
    assert force_n(jab).max() > 1.5 * 25
    fade, _, _ = await watched("sim:?learner=fading&reps=1&speed=max")
    [press] = presses(force_n(fade), 15.0)
    middle = press[200:-200]
    slope = np.polyfit(np.arange(len(middle)), middle, 1)[0] * len(middle)
    assert slope == pytest.approx(-0.16 * 25 * len(middle) / len(press), rel=0.3)


@settings(max_examples=10)
@given(st.integers(0, 2**32 - 1), st.lists(st.integers(1, 400), min_size=1, max_size=20))
def test_a_seed_is_a_person_however_the_presses_are_read(seed, cuts):
    made = settings_of(parse_uri(f"sim:?learner=novice&seed={seed}"))
    whole = Learner(made).force_n(sum(cuts))
    learner = Learner(made)
    assert np.concatenate([learner.force_n(cut) for cut in cuts]).tolist() == whole.tolist()


async def test_two_presses_of_one_person_differ_and_two_seeds_have_two_zeros():
    blocks, _, _ = await watched("sim:?learner=good&reps=2&speed=max")
    first, second = presses(force_n(blocks), 12.0)
    assert len(first) != len(second) or not np.allclose(first, second)
    other, _, source = await watched("sim:?learner=good&reps=2&speed=max&seed=2")
    assert abs(other[0].raw[0, 0] - blocks[0].raw[0, 0]) > 1000
    assert source.identity == "53494d0000000002"


@pytest.mark.parametrize("form", ["", "&text=1", "&batch=8"])
async def test_every_form_of_the_wire_carries_the_same_samples(form):
    plain, _, _ = await watched("sim:?for_s=6&speed=max")
    formed, _, _ = await watched(f"sim:?for_s=6&speed=max{form}")
    expected = np.concatenate([block.raw for block in plain])
    found = np.concatenate([block.raw for block in formed])
    assert len(expected) - len(found) < 8
    assert found.tolist() == expected[: len(found)].tolist()


async def test_damage_on_request_loses_samples_but_never_changes_one():
    sound, _, _ = await watched("sim:?for_s=30&speed=max")
    hurt, _, source = await watched("sim:?for_s=30&speed=max&fault=garble=0.003,drop=0.02")
    truth = dict(
        zip(
            np.concatenate([block.tick for block in sound]).tolist(),
            np.concatenate([block.raw[:, 0] for block in sound]).tolist(),
            strict=True,
        )
    )
    taken = np.concatenate([block.tick for block in hurt]).tolist()
    assert [truth[tick] for tick in taken] == [v for block in hurt for v in block.raw[:, 0]]
    ticks = sorted(truth)
    between = ticks.index(taken[-1]) - ticks.index(taken[0]) + 1
    assert source.counters.lost == between - len(taken) > 0
    assert source.counters.rejected > 0


async def test_a_pad_unplugged_and_rebooted_is_back_with_a_new_clock():
    blocks, news, _source = await watched(
        "sim:?for_s=14&speed=max&fault=unplug@3+2,reboot@8,stuck@10+1,saturate@12+1"
    )
    assert [each.state for each in news] == ["streaming", "lost", "streaming", "ended"]
    assert "unplugged" in news[1].reason
    flags = np.concatenate([block.flags for block in blocks])
    t_s = np.concatenate([block.t_s for block in blocks])
    assert np.count_nonzero(flags & Flag.CLOCK_RESTARTED) == 2
    assert (np.diff(t_s) >= 0).all()
    assert t_s[-1] == pytest.approx(14.0, abs=0.6), "the time away counts"
    assert np.count_nonzero(flags & Flag.SATURATED) == 80
    raw = np.concatenate([block.raw[:, 0] for block in blocks])
    assert np.count_nonzero(np.diff(raw[-240:]) == 0) >= 78


async def test_a_silent_pad_is_stale_then_lost_and_its_samples_are_counted():
    _, news, source = await watched("sim:?for_s=12&speed=max&fault=silent@3+3")
    assert [each.state for each in news] == ["streaming", "stale", "lost", "streaming", "ended"]
    assert source.counters.lost == 240


async def test_in_real_time_samples_arrive_when_they_are_taken(measured):
    source = open_source("sim:?for_s=1&rate_hz=200")
    began_s = time.monotonic()
    delays_s = [
        item.arrived_s - source.host_s(float(item.t_s[-1]))
        async for item in source.stream()
        if isinstance(item, RawBlock)
    ]
    assert time.monotonic() - began_s >= 0.7
    measured("took_s", time.monotonic() - began_s, promised=1.5)
    assert min(delays_s) >= -1e-3
