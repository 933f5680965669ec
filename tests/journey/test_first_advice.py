"""The first advice names the fault the learner was given, whatever chance adds to it."""

from collections.abc import Iterator

import pytest

from calibration.nominal import nominal_calibration
from firmware_bridge.samples import RawBlock
from firmware_bridge.source import open_source
from rig.engine.scoring.advice import PRAISE
from rig.engine.scoring.rubric import HOLD_SCORE_1
from rig.engine.scoring.score import HoldScore
from rig.engine.step import Station
from rig.protocols.library import built_in
from tests.presses import holds_in, practise

# The flaw stands in the settings of the simulator (firmware_bridge.sim.learner), not in a score.
FLAWS = {
    "expert": {""},
    "good": {""},
    "fading": {"drift"},
    "trembling": {"steadiness"},
    "jabbing": {"loading_rate", "ceiling"},
    "short": {"hold_time"},
    "overlong": {"hold_time"},
    "light": {"accuracy"},
    # Of 25 points for a force beyond the band half of the time, nothing else loses a third.
    "novice": {"time_in_band"},
}
PROTOCOLS = ("tp-hold", "tp-hold-30")


async def first_score(learner: str, seed: int, protocol_id: str) -> HoldScore:
    protocol = built_in()[protocol_id]
    asked = protocol.target
    source = open_source(
        f"sim:?learner={learner}&seed={seed}&target_n={asked.force_n}&hold_s={asked.hold_s}"
        f"&hold_min_s={asked.hold_min_s}&hold_max_s={asked.hold_max_s}&reps=1&rest_s=3&speed=max"
    )
    pad = Station("one", nominal_calibration(source.traits), source.traits, protocol, HOLD_SCORE_1)
    blocks = [news async for news in source.stream() if isinstance(news, RawBlock)]
    await source.close()
    return holds_in(practise(pad, blocks))[0].score


def is_right(score: HoldScore, learner: str) -> bool:
    """Whether the advice is about the flaw; small losses may be named to who has none."""
    if score.advice_about in FLAWS[learner]:
        return True
    lost = {each.name: each.lost for each in score.criteria}
    return "" in FLAWS[learner] and lost[score.advice_about] <= 3.0


async def right_of(seeds: Iterator[int], learner: str, protocol_id: str) -> list[bool]:
    scores = [await first_score(learner, seed, protocol_id) for seed in seeds]
    return [is_right(score, learner) for score in scores]


@pytest.mark.parametrize("learner", FLAWS)
async def test_the_first_advice_is_about_the_flaw(learner):
    assert all(await right_of(iter(range(3)), learner, "tp-hold-30"))


@pytest.mark.prove
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("protocol_id", PROTOCOLS)
@pytest.mark.parametrize("learner", FLAWS)
async def test_the_first_advice_is_about_the_flaw_in_95_of_100_seeds(
    learner, protocol_id, measured
):
    right = sum(await right_of(iter(range(100)), learner, protocol_id))
    measured("right", right)
    assert right >= 95


@pytest.mark.prove
async def test_a_dead_weight_is_void_in_every_seed_as_something_on_the_pad():
    for seed in range(100):
        score = await first_score("dead_weight", seed, "tp-hold")
        assert score.score is None
        assert "lying on the pad" in score.void_reason
        assert score.advice.startswith("This hold does not count. Clear the pad")


async def test_who_has_no_flaw_is_praised():
    assert (await first_score("expert", 1, "tp-hold-30")).advice == PRAISE
