"""A table of a recording, judged pass by pass."""

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from firmware_bridge.rounding import significant
from firmware_bridge.samples import RawBlock
from rig.engine.judging.finder import DEFAULT_FINDER, Finder, other_finder_messages
from rig.engine.scoring.rubric import Rubric
from rig.engine.scoring.target import Protocol
from rig.engine.step import ScoredHold

if TYPE_CHECKING:
    from firmware_bridge.tables.table import Table
    from rig.engine.judging.press import Refused
    from rig.engine.judging.rest import Rest

PLACES = ("before", "between", "after")
# A zero is told that is further from the record's own than this many times what moves at rest.
ZERO_SPREADS = 3.0


@dataclass(frozen=True, slots=True)
class Placed:
    """One judged hold and the pass it was found in.

    Attributes:
        pass_number: 1-based; 0 where the record has one pass only.
    """

    scored: ScoredHold
    pass_number: int

    def placed(self, json: dict[str, Any]) -> dict[str, Any]:
        """The JSON of the hold, with its pass where there are several."""
        return {"segment": self.pass_number, **json} if self.pass_number else json


@dataclass(frozen=True, slots=True)
class NotHeld:
    """One contact that is no hold, and the pass it was found in."""

    refused: "Refused"
    pass_number: int

    def placed(self, json: dict[str, Any]) -> dict[str, Any]:
        """The JSON of the contact, with its pass where there are several."""
        return {"segment": self.pass_number, **json} if self.pass_number else json


@dataclass(frozen=True, slots=True)
class Judged:
    """Everything found in one file.

    Attributes:
        refused: contacts that are no hold.
        rests: the zero of each pass.
        finder_id: which finder found it.
        unit: unit of the forces.
        assumed: what had to be guessed.
    """

    holds: tuple[Placed, ...]
    refused: tuple[NotHeld, ...]
    rests: "tuple[Rest, ...]"
    finder_id: str
    unit: str
    assumed: tuple[str, ...]


def judge_table(
    table: "Table",
    protocol: Protocol,
    rubric: Rubric,
    raw_zero: float | None,
    finder: Finder = DEFAULT_FINDER,
) -> Judged:
    """Every hold of every pass, numbered through.

    Args:
        table: one value column.
        protocol: what to judge by.
        rubric: how to judge.
        raw_zero: reading at rest, in the unit of the table; None to find it.
        finder: what tells holds apart.
    """
    from calibration.nominal import nominal_calibration
    from firmware_bridge.tables.table import table_traits
    from rig.engine.analyse import NO_TICKS, judge_record, rest_of, station_for_file

    traits = table_traits(table)
    calibration = nominal_calibration(traits)
    holds: list[Placed] = []
    refused: list[NotHeld] = []
    rests: list[Rest] = []
    presses = moved = 0
    for number, segment in enumerate(table.segments, start=1):
        values = table.values[segment, 0]
        station = station_for_file(
            values, traits=traits, calibration=calibration, protocol=protocol, rubric=rubric
        )
        station = replace(station, finder=finder)
        rest = rest_of(table.t_s[segment], values, raw_zero)
        rests.append(rest)
        pass_number = number if len(table.segments) > 1 else 0
        whole = RawBlock(
            NO_TICKS, table.t_s[segment], table.values[segment], table.flags[segment], 0, math.nan
        )
        found = judge_record(station, (whole,), rest)
        for scored in found.holds:
            hold = replace(scored.hold, press=scored.hold.press + presses)
            renumbered = replace(scored, number=len(holds) + 1, hold=hold)
            holds.append(Placed(renumbered, pass_number))
        presses = max((each.scored.hold.press for each in holds), default=0)
        refused.extend(NotHeld(each, pass_number) for each in found.refused)
        moved += found.rests_moved
    remarks = (*_rest_messages(rests), *_moved_messages(moved), *other_finder_messages(finder))
    return Judged(
        tuple(holds), tuple(refused), tuple(rests), finder.id, calibration.unit,
        table.assumed + remarks,
    )  # fmt: skip


def zero_messages(found: Judged) -> tuple[str, ...]:
    """Which zero was found and taken off, for people; nothing where it is that of the record."""
    rests = [rest for rest in found.rests if rest.source in PLACES]
    apart = [rest for rest in rests if abs(rest.raw) > ZERO_SPREADS * rest.spread]
    if len(found.rests) > 1:
        return (f"the zero of each of {len(found.rests)} passes is its own rest",) if apart else ()
    return tuple(
        f"at rest the record reads {significant(rest.raw, 4)} {found.unit} ({rest.source} "
        "the presses): counted from there (see --rest)"
        for rest in apart
    )


def _moved_messages(moved: int) -> tuple[str, ...]:
    times = "once" if moved == 1 else f"{moved} times"
    return (f"the zero moved and is set anew {times} between presses",) if moved else ()


def _rest_messages(rests: "list[Rest]") -> tuple[str, ...]:
    unrested = sum(not rest.known for rest in rests)
    if not unrested:
        return ()
    if len(rests) == 1:
        return ("no rest is told from a press in the record: its own zero is taken (see --rest)",)
    return (f"no rest in {unrested} of {len(rests)} passes: their own zero is taken",)
