"""Tables for people: holds and metrics."""

from typing import TYPE_CHECKING

from firmware_bridge.rounding import fixed, significant
from rig.cli.judged import Judged
from rig.engine.hold import HoldMetrics

if TYPE_CHECKING:
    from rich.table import Table


def holds_table(found: Judged) -> "Table":
    """One row for each hold."""
    from rich.table import Table

    table = Table(
        "hold", "onset s", "from s", "to s", "release s", "held s", f"level {found.unit}", "notes",
        box=None, pad_edge=False,
    )  # fmt: skip
    for each in found.holds:
        hold = each.scored.hold
        notes = [*hold.flags, *(["interrupted"] if hold.interrupted else [])]
        if each.pass_number:
            notes.insert(0, f"pass {each.pass_number}")
        table.add_row(
            str(each.scored.number),
            fixed(hold.onset_s, 2),
            fixed(hold.plateau_start_s, 2),
            fixed(hold.plateau_end_s, 2),
            "-" if hold.release_s is None else fixed(hold.release_s, 2),
            fixed(hold.hold_s, 1),
            significant(hold.level_n, 4),
            ", ".join(notes),
        )
    return table


def metrics_table(measured: HoldMetrics, unit: str) -> "Table":
    """One row for each metric, with the reason where there is none."""
    from rich.table import Table

    from rig.engine.scoring.results import metrics_json

    table = Table("metric", "value", box=None, pad_edge=False)
    named = metrics_json(measured, unit)
    reasons = named.pop("not_measurable")
    for name, value in named.items():
        table.add_row(
            name, f"- {reasons.get(name, '')}" if value is None else significant(value, 6)
        )
    return table
