"""Stored documents of every format: read, or refused with a sentence."""

import json

import pytest

from rig.engine.scoring.rubric import HOLD_SCORE_1
from rig.store.errors import NewerFormatError
from rig.store.format.documents import FORMATS, PARTS, current, current_header
from rig.store.format.header import header_text, read_header
from rig.store.format.upgraders import UPGRADERS, rubric_2
from tests.store import build

RUBRIC_1 = {
    "id": "hold-score/1",
    "weights": [
        ["accuracy", 20.0], ["time_in_band", 25.0], ["steadiness", 15.0], ["drift", 5.0],
        ["hold_time", 15.0], ["loading_rate", 10.0], ["overshoot", 5.0], ["release_rate", 5.0],
    ],
    "accuracy_bands": [1 / 3, 2.0],
    "time_in_band_frac": [0.95, 0.5],
    "steadiness_cv_pct": [4.0, 15.0],
    "drift_bands": [0.5, 2.0],
    "overshoot_bands": [1.0, 3.0],
    "hold_tolerance_s": 0.5,
    "rate_factor_zero": 3.0,
    "poor_share_frac": 0.25,
    "cap_poor": 69.0,
    "cap_ceiling": 49.0,
    "implausible_cv_pct": 0.5,
}  # fmt: skip


def told(**changes):
    return json.loads(header_text(build.header())) | changes


def test_every_document_of_a_header_says_its_format():
    header = told()
    assert header["format"] == FORMATS["header"]
    assert {part: header[part]["format"] for part in PARTS} == {
        part: FORMATS[part] for part in PARTS
    }


def test_a_header_is_read_back_equal():
    assert read_header(header_text(build.header())) == build.header()


def test_the_rubric_of_the_first_stores_is_hold_score_1_to_the_last_bit():
    assert read_header(json.dumps(told(rubric=RUBRIC_1))).rubric == HOLD_SCORE_1


def test_an_upgrader_leaves_what_it_was_given_as_it_was():
    before = json.dumps(RUBRIC_1)
    rubric_2(RUBRIC_1)
    assert json.dumps(RUBRIC_1) == before


@pytest.mark.parametrize("kind", UPGRADERS)
def test_a_document_of_a_later_format_is_refused_with_the_way_out(kind):
    later = FORMATS[kind] + 1
    with pytest.raises(NewerFormatError, match="install the newer release") as refused:
        current(kind, {"format": later}, f"the {kind} of session a1")
    assert f"the {kind} of session a1" in str(refused.value)
    assert f"{kind} format {later}, this release knows {FORMATS[kind]}" in str(refused.value)
    assert (refused.value.found, refused.value.known) == (later, FORMATS[kind])


@pytest.mark.parametrize("part", PARTS)
def test_a_later_format_within_a_header_is_named_with_its_place(part):
    later = told()[part] | {"format": 99}
    with pytest.raises(NewerFormatError, match=f"the header of b2 .*{part} format 99"):
        current_header(json.dumps(told(**{part: later})), "the header of b2")


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "null", "{}", '{"format": 0}', '{"format": true}', '{"format": "2"}',
        json.dumps(told(rubric=None)), json.dumps(told(rubric={"id": "x"})),
        json.dumps(told(rubric={"format": 1, "accuracy_bands": 3})),
        json.dumps(told(protocol=[])), json.dumps({**told(), "traits": {}}),
    ],
)  # fmt: skip
def test_what_is_no_header_is_said_to_be_none(text):
    with pytest.raises(ValueError, match=r"."):
        read_header(text)
