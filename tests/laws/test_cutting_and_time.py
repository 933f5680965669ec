"""However a stream is cut, shifted or offset, the result is the same."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rig.engine.scoring.results import dumps, hold_json
from tests.presses import (
    RAW_ZERO,
    block,
    counts,
    cut,
    holds_in,
    one_hold,
    practise,
    press,
    station,
)

T_S, FORCE_N = press(for_s=12.0, cv_pct=5.0)
WHOLE = block(T_S, counts(FORCE_N))
PAD = station()


def texts(steps):
    return [dumps(hold_json(hold, "N")) for hold in holds_in(steps)]


EXPECTED = texts(practise(PAD, [WHOLE]))


@given(st.lists(st.integers(1, len(T_S) - 1), max_size=40))
def test_any_cutting_into_blocks_gives_the_same_score_to_the_last_digit(at):
    assert texts(practise(PAD, cut(WHOLE, at))) == EXPECTED


def test_one_sample_at_a_time_gives_the_same_events_as_all_at_once():
    singly = practise(PAD, cut(WHOLE, range(1, len(T_S))))
    at_once = practise(PAD, [WHOLE])

    def events(steps):
        return [(e.index, e.t_s, e.kind, e.text) for step in steps for e in step.events]

    assert events(singly) == events(at_once)
    assert [e[2] for e in events(singly)][:3] == ["set_started", "tared", "onset"]


@given(st.integers(0, 10**6))
def test_any_time_of_day_gives_the_same_score(start_s):
    moved = block(T_S + start_s, WHOLE.raw[:, 0])
    [hold] = holds_in(practise(PAD, [moved]))
    [expected] = holds_in(practise(PAD, [WHOLE]))
    assert hold.score.score == pytest.approx(expected.score.score, abs=1e-6)
    assert hold.hold.hold_s == pytest.approx(expected.hold.hold_s, abs=1e-6)


@given(st.integers(-8_000_000, 7_000_000))
def test_any_raw_offset_gives_the_same_score_once_it_is_tared(offset):
    shifted = block(T_S, WHOLE.raw[:, 0] + offset)
    [hold] = holds_in(practise(PAD, [shifted]))
    [expected] = holds_in(practise(PAD, [WHOLE]))
    assert hold.score.score == pytest.approx(expected.score.score, abs=1e-6)


@given(
    force_n=st.floats(18.0, 36.0),
    cv_pct=st.floats(1.0, 12.0),
    drift_frac=st.floats(-0.3, 0.2),
    for_s=st.floats(3.0, 30.0),
    bands=st.tuples(st.floats(0.07, 0.3), st.floats(0.07, 0.3)),
    seed=st.integers(0, 99),
)
def test_a_wider_band_never_lowers_the_score(force_n, cv_pct, drift_frac, for_s, bands, seed):
    shape = {
        "force_n": force_n, "cv_pct": cv_pct, "drift_frac": drift_frac, "for_s": for_s,
        "seed": seed,
    }  # fmt: skip
    narrow, wide = (
        one_hold(
            replace(
                PAD,
                protocol=replace(
                    PAD.protocol, target=replace(PAD.protocol.target, band_frac=band, ceiling_n=99)
                ),
            ),
            **shape,
        )
        for band in sorted(bands)
    )
    assert wide.score.score >= narrow.score.score - 1e-9


@given(first_s=st.floats(8.0, 14.0), gone_s=st.floats(0.05, 3.0))
def test_a_dropout_earns_nothing(first_s, gone_s):
    keep = (first_s > T_S) | (first_s + gone_s < T_S)
    holed = block(T_S[keep], WHOLE.raw[keep, 0])
    [whole] = holds_in(practise(PAD, [WHOLE]))
    [hold] = holds_in(practise(PAD, [holed]))
    assert hold.metrics.time_in_band_s <= whole.metrics.time_in_band_s + 1.0 / 80.0
    if gone_s > 0.55:
        assert hold.score.score is None
        assert "missing" in hold.score.void_reason


def test_the_raw_zero_of_the_pad_is_found_within_its_noise():
    [tared] = [
        event for step in practise(PAD, [WHOLE]) for event in step.events if event.kind == "tared"
    ]
    assert tared.value == pytest.approx(RAW_ZERO, abs=4 * 43 / np.sqrt(80))
