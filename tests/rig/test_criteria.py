"""The table of criteria: what stands in it, and who goes by it."""

import dataclasses
import json
import re

import pytest

from calibration.canonical import sha256_of
from dashboard.shell import INDEX
from rig.cli.errors import RubricFileError
from rig.cli.live.gauge import verdict
from rig.cli.rubric_file import load_rubric
from rig.engine.hold import HoldMetrics
from rig.engine.scoring.advice import advice_about, largest_fault
from rig.engine.scoring.criteria import CRITERIA, NAMES, criterion_named
from rig.engine.scoring.criterion import UnknownCriterionError
from rig.engine.scoring.rubric import HOLD_SCORE_1, covering
from rig.engine.scoring.score import score_hold
from rig.protocols.library import built_in, plain_target
from tests.presses import one_hold

TARGET = plain_target(30.0, 20.0, 10.0)
# Points are lost everywhere, by a criterion of any metric.
MEASURED = dataclasses.replace(
    HoldMetrics(**{
        each.name: 30.0
        for each in dataclasses.fields(HoldMetrics)
        if each.name != "not_measurable"
    }),
    hold_s=33.0, mean_n=24.0, time_in_band_s=9.0, cv_detrended_pct=9.0, drift_pct=-8.0,
    loading_rate_n_per_s=25.0, overshoot_pct=24.0, release_rate_n_per_s=80.0,
)  # fmt: skip


def test_hold_score_1_means_the_same_numbers_for_ever():
    """A criterion that is added, or usual anchors that change, must not reach it."""
    assert sha256_of(HOLD_SCORE_1) == (
        "ea05518e41154f3a76bc3d79df73cadb03cbc6f76e49178a6005716fcd4b94fd"
    )


def test_people_read_the_same_eight_names_everywhere():
    assert [criterion_named(name).title for name, _ in HOLD_SCORE_1.anchors] == [
        "Force on target", "Time in band", "Steadiness", "Drift",
        "Hold time", "Pressing in", "Overshoot", "Letting go",
    ]  # fmt: skip


def test_the_page_carries_the_titles_and_units_of_all_criteria():
    [text] = re.findall(r'<script type="application/json" id="criteria">(.*)</script>', INDEX)
    assert json.loads(text) == {
        each.name: {"title": each.title, "unit": each.unit} for each in CRITERIA
    }


def test_the_terminal_says_what_cost_points_by_the_same_names():
    lines = "\n".join(verdict(one_hold(cv_pct=9.0, force_n=21.0), "N"))
    assert "Force on target" in lines
    assert "Time in band" in lines


@pytest.mark.parametrize("each", CRITERIA, ids=NAMES)
def test_each_criterion_says_of_every_protocol_what_earns_full_marks(each):
    for protocol in built_in().values():
        assert re.search(r"\d", each.aim(protocol.target, each.anchors, "N"))


@pytest.mark.parametrize("each", CRITERIA, ids=NAMES)
def test_the_advice_is_of_the_criterion_that_lost_most(each):
    rubric = dataclasses.replace(
        covering(HOLD_SCORE_1, NAMES), weights=((each.name, 100.0),), cap_poor=100.0
    )
    score = score_hold(MEASURED, TARGET, rubric)
    [judged] = [one for one in score.criteria if one.weight]
    assert judged.lost >= 1.0
    assert largest_fault(score, MEASURED, TARGET) == each.name
    told = advice_about(each.name, score, MEASURED, TARGET, "N", "")
    assert told.lower() == each.advice(judged.value, MEASURED, TARGET, "N").lower()
    others = {other.advice(10.0, MEASURED, TARGET, "N") for other in CRITERIA if other is not each}
    assert each.advice(10.0, MEASURED, TARGET, "N") not in others


@pytest.mark.parametrize("each", CRITERIA, ids=NAMES)
def test_what_cost_points_is_said_in_short_with_its_amount(each):
    assert re.search(r"\d", each.loss(10.0, MEASURED, TARGET, "N"))


def test_what_a_rubric_does_not_name_is_not_judged():
    """So a criterion that is added later changes no score of an older rubric."""
    few = dataclasses.replace(
        HOLD_SCORE_1, weights=HOLD_SCORE_1.weights[:3], anchors=HOLD_SCORE_1.anchors[:3]
    )
    score = score_hold(MEASURED, TARGET, few)
    assert [each.name for each in score.criteria] == ["accuracy", "time_in_band", "steadiness"]


def test_a_criterion_that_nobody_knows_is_refused_by_its_name():
    strange = dataclasses.replace(HOLD_SCORE_1, anchors=(("grace", (1.0, 2.0)),), weights=())
    with pytest.raises(UnknownCriterionError, match=r"'grace'.*accuracy, time_in_band") as refused:
        score_hold(MEASURED, TARGET, strange)
    assert refused.value.name == "grace"
    assert refused.value.known == NAMES


def test_a_weight_without_anchors_is_refused_by_its_name():
    half = dataclasses.replace(HOLD_SCORE_1, anchors=HOLD_SCORE_1.anchors[:-1])
    with pytest.raises(ValueError, match="gives release_rate a weight and no anchors"):
        score_hold(MEASURED, TARGET, half)
    assert covering(half, dict(half.weights)).anchors == HOLD_SCORE_1.anchors


def test_one_anchor_of_a_file_may_serve_two_criteria(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text('id = "own/1"\nrate_factor_zero = 2\ndrift_bands = [1, 4]\ncap_poor = 60\n')
    rubric = load_rubric(own)
    anchors = dict(rubric.anchors)
    assert anchors["loading_rate"] == anchors["release_rate"] == (2.0,)
    assert anchors["drift"] == (1.0, 4.0)
    assert anchors["accuracy"] == dict(HOLD_SCORE_1.anchors)["accuracy"]
    assert (rubric.cap_poor, rubric.weights) == (60.0, HOLD_SCORE_1.weights)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("rate_factor_zero = [2, 3]", "rate_factor_zero: [2, 3] is not a number"),
        ("drift_bands = [1]", "drift_bands: [1] is not two numbers"),
        ("grace = 1", "grace: unknown; known are id, weights, accuracy_bands"),
    ],
)
def test_a_wrong_anchor_of_a_file_is_named_at_its_key(tmp_path, line, told):
    own = tmp_path / "own.toml"
    own.write_text(f'id = "own/1"\n{line}\n')
    with pytest.raises(RubricFileError) as refused:
        load_rubric(own)
    assert told in str(refused.value)
