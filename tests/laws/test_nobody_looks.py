"""A fold that nobody watches comes to the same as one with live words, and has none."""

from dataclasses import fields

import numpy as np
import pytest

from rig.engine.fold import advance, begin, finish, obey
from rig.engine.step import Command, Station, Step
from rig.protocols.library import built_in
from tests.presses import block, counts, cut, press, staircase, station

PADS = (station(), station(built_in()["ic-steps"]))
SHAPES = (
    press(for_s=7.0, cv_pct=9.0, rest_s=2.0),
    press(force_n=42.0, for_s=4.0, rest_s=2.5),
    staircase((20.0, 6.0), (27.0, 6.0), (34.0, 6.0)),
)


def steps_of(pad: Station, blocks, *, live: bool) -> list[Step]:
    progress, step = obey(pad, begin(pad, live=live), Command("start_set", float("nan"), ""))
    steps = [step]
    for one in blocks:
        progress, step = advance(pad, progress, one)
        steps.append(step)
    steps.append(finish(pad, progress)[1])
    return steps


def what_is_kept(step: Step) -> object:
    """All of a step but what a screen shows, comparable."""

    def plain(value):
        if isinstance(value, np.ndarray):
            return value.tobytes()
        if isinstance(value, tuple | list):
            return [plain(each) for each in value]
        if hasattr(value, "__dataclass_fields__"):
            return [plain(getattr(value, field.name)) for field in fields(value)]
        return repr(value)

    return [plain(part) for part in (
        step.force_n, step.events, step.holds, step.refused, step.set_result,
    )]  # fmt: skip


@pytest.mark.parametrize("shape", range(len(SHAPES)))
@pytest.mark.parametrize("pad", range(len(PADS)))
def test_what_is_recorded_does_not_depend_on_who_looks(pad, shape):
    t_s, force_n = SHAPES[shape]
    chance = np.random.default_rng(10 * pad + shape)
    flags = np.zeros(len(t_s), np.uint16)
    flags[chance.integers(len(t_s))] = 1
    parts = list(cut(block(t_s, counts(force_n), flags), chance.integers(1, len(t_s), 40).tolist()))
    seen, unseen = (steps_of(PADS[pad], parts, live=live) for live in (True, False))
    assert [what_is_kept(step) for step in seen] == [what_is_kept(step) for step in unseen]


def test_a_fold_that_nobody_watches_has_nothing_to_show():
    for step in steps_of(PADS[0], [block(*press(for_s=1.0))], live=False):
        assert step.shown is None
        with pytest.raises(ValueError, match="live=False"):
            _ = step.live
