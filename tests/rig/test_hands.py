"""Ordinary and hard hands: what they meant is found, and nothing is found where nobody presses."""

import statistics
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import pytest

from tests.hands import SHAPES, Array, Meant, trace_of
from tests.judged import judged, the_one
from tests.nobody import KINDS, trace_without_hands

SAMPLED = 15
PROVED = 400
SLOW_HZ = 10.0


@dataclass(slots=True)
class Row:
    """What was found of one kind: where the noise is under 5 % of the level, and elsewhere."""

    meant: int = 0
    found: int = 0
    unsteady: int = 0
    noisy: int = 0
    noisy_found: int = 0
    duration_s: list[float] = field(default_factory=list)
    slow_periods: list[float] = field(default_factory=list)
    shared: int = 0


def row_of(kind: str, seeds: range) -> Row:
    row = Row()
    for seed in seeds:
        trace = trace_of(kind, seed)
        found = judged(trace.t_s, trace.force_n, trace.rate_hz)
        holds = [each.hold for each in found.holds]
        spans = [Meant(hold.plateau_start_s, hold.plateau_end_s) for hold in holds]
        row.shared += sum(
            after.onset_s < (before.plateau_end_s if before.release_s is None else before.release_s)
            for before, after in pairwise(holds)
        )
        for meant in trace.meant:
            at = the_one(meant, spans)
            hold = None if at is None else holds[at]
            if trace.is_noisy:
                row.noisy += 1
                row.noisy_found += hold is not None
                continue
            row.meant += 1
            if hold is None:
                continue
            row.found += 1
            row.unsteady += hold.kind == "unsteady"
            error_s = abs(hold.hold_s - (meant.end_s - meant.start_s))
            if trace.rate_hz > SLOW_HZ:
                row.duration_s.append(error_s)
            else:
                row.slow_periods.append(error_s * trace.rate_hz)
    return row


def invented(kind: str, seeds: range) -> list[int]:
    """Seeds of the records in which a hold of 2 s or more is found though nobody presses."""
    return [
        seed for seed in seeds
        if any(
            each.hold.hold_s >= 2.0
            for each in judged(*_with_rate(*trace_without_hands(kind, seed))).holds
        )
    ]  # fmt: skip


def _with_rate(t_s: Array, force_n: Array) -> tuple[Array, Array, float]:
    return t_s, force_n, float(1.0 / np.median(np.diff(t_s)))


@pytest.mark.parametrize("kind", SHAPES)
def test_what_a_hand_meant_is_found_once(kind):
    row = row_of(kind, range(SAMPLED))
    assert row.meant > 10
    assert row.found >= 0.95 * row.meant
    assert row.shared == 0


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_found_where_nobody_presses(kind):
    assert invented(kind, range(30)) == []


@pytest.mark.prove
@pytest.mark.timeout(3600)
def test_proof_of_the_finder_on_five_thousand_hands(capsys):
    rows = {kind: row_of(kind, range(1000, 1000 + PROVED)) for kind in SHAPES}
    lines = [
        "| kind | meant | found | % | unsteady | duration error s | in periods at 8-10 Hz "
        "| noisy | found |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for kind, row in rows.items():
        lines.append(
            f"| {kind} | {row.meant} | {row.found} | {100.0 * row.found / row.meant:.1f} "
            f"| {row.unsteady} | {statistics.median(row.duration_s):.3f} "
            f"| {statistics.median(row.slow_periods):.2f} | {row.noisy} | {row.noisy_found} |"
        )
    total = Counter(meant=0, found=0)
    for row in rows.values():
        total.update(meant=row.meant, found=row.found)
    with capsys.disabled():
        print("\n".join(["", *lines, f"total {total['found']} of {total['meant']}"]))  # noqa: T201
    assert total["found"] >= 0.99 * total["meant"]
    assert [kind for kind, row in rows.items() if row.found < 0.95 * row.meant] == []
    assert [kind for kind, row in rows.items() if row.shared] == []
    errors_s = [error for row in rows.values() for error in row.duration_s]
    assert statistics.median(errors_s) < 0.1
    periods = [error for row in rows.values() for error in row.slow_periods]
    assert statistics.median(periods) < 1.0


@pytest.mark.prove
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("kind", KINDS)
def test_proof_that_nothing_is_invented(kind):
    assert invented(kind, range(1000, 1200)) == []
