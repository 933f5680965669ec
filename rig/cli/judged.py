"""A table of a recording, judged pass by pass."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from rig.engine.scoring.rubric import Rubric
from rig.engine.scoring.target import Protocol
from rig.engine.step import ScoredHold

if TYPE_CHECKING:
    from firmware_bridge.tables.table import Table

# Large enough that the cost of a block is nothing, small enough for a year-long file.
BLOCK_SAMPLES = 4096


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
class Judged:
    """Everything found in one file.

    Attributes:
        unit: unit of the forces.
        assumed: what had to be guessed.
    """

    holds: tuple[Placed, ...]
    unit: str
    assumed: tuple[str, ...]


def judge_table(
    table: "Table", protocol: Protocol, rubric: Rubric, raw_zero: float | None
) -> Judged:
    """Every hold of every pass, numbered through.

    Args:
        table: one value column.
        protocol: what to judge by.
        rubric: how to judge.
        raw_zero: reading at rest, in the unit of the table; None to find it.
    """
    from calibration.nominal import nominal_calibration
    from firmware_bridge.tables.table import table_blocks, table_traits
    from rig.engine.analyse import judge_record, rest_of, station_for_file

    traits = table_traits(table)
    calibration = nominal_calibration(traits)
    holds: list[Placed] = []
    unrested = 0
    for number, segment in enumerate(table.segments, start=1):
        values = table.values[segment, 0]
        station = station_for_file(
            values, traits=traits, calibration=calibration, protocol=protocol, rubric=rubric
        )
        rest = rest_of(table.t_s[segment], values, raw_zero)
        unrested += not rest.known
        for scored in judge_record(station, table_blocks(table, segment, BLOCK_SAMPLES), rest):
            renumbered = replace(scored, number=len(holds) + 1)
            holds.append(Placed(renumbered, number if len(table.segments) > 1 else 0))
    return Judged(tuple(holds), calibration.unit, table.assumed + _rest_words(unrested, table))


def _rest_words(unrested: int, table: "Table") -> tuple[str, ...]:
    if not unrested:
        return ()
    if len(table.segments) == 1:
        return ("no rest before the first rise: the record's own zero is taken (see --rest)",)
    return (f"no rest in {unrested} of {len(table.segments)} passes: their own zero is taken",)
