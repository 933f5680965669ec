"""However a stream is cut, a zero that moves between presses moves at the same sample."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rig.engine.scoring.results import dumps, hold_json, set_json
from rig.protocols.library import built_in
from tests.pads import PADS, T_S
from tests.presses import block, counts, cut, holds_in, practise, station

SETS = {
    "practice": replace(built_in()["tp-hold"], repetitions=3, rest_s=0.0),
    "assessment": replace(built_in()["tp-hold"], repetitions=3, rest_s=0.0, assessment=True),
}


def told(steps):
    """Every result, every event and the force of every sample, to the last bit."""
    return (
        [dumps(hold_json(hold, "N")) for hold in holds_in(steps)],
        [dumps(set_json(step.set_result)) for step in steps if step.set_result is not None],
        [(e.index, e.t_s, e.kind, repr(e.value), e.text) for step in steps for e in step.events],
        [(r.start_s, r.end_s, r.kind) for step in steps for r in step.refused],
        np.concatenate([step.force_n for step in steps]).tobytes(),
    )


@pytest.mark.parametrize(
    ("kind", "name"), [("practice", "0.55 N once"), ("assessment", "0.8 N each")]
)
@settings(max_examples=15)
@given(at=st.lists(st.integers(1, len(T_S) - 1), max_size=25))
def test_any_cutting_moves_the_zero_at_the_same_sample(kind, name, at):
    pad, whole = station(SETS[kind]), block(T_S, counts(PADS[name]))
    assert told(practise(pad, cut(whole, at))) == told(practise(pad, [whole]))


@pytest.mark.parametrize("kind", SETS)
@pytest.mark.parametrize("name", PADS)
def test_blocks_of_one_and_of_twenty_samples_move_it_alike(kind, name):
    pad, whole = station(SETS[kind]), block(T_S, counts(PADS[name]))
    singly = told(practise(pad, cut(whole, range(1, len(T_S)))))
    assert singly == told(practise(pad, cut(whole, range(20, len(T_S), 20))))
    assert singly == told(practise(pad, [whole]))
