"""`look`: how a file was understood, before a number of it is trusted."""

from typing import TYPE_CHECKING, Any, Final

import typer

from firmware_bridge.rounding import significant
from rig.cli import options as ask
from rig.cli.console import answer_json, complain, remark_assumed, results_console
from rig.cli.options import TableOptions

if TYPE_CHECKING:
    from firmware_bridge.tables.look import Understanding
    from firmware_bridge.tables.table import Table

SCHEMA: Final = "steadyhold.look/1"
PICTURE_COLUMNS = 72


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("look")(look)


def look(
    file: ask.Recording,
    column: ask.Columns = None,
    time_column: ask.TimeColumn = None,
    rate_hz: ask.Rate = None,
    segment_column: ask.SegmentColumn = None,
    where: ask.Where = None,
    invert: ask.Invert = False,
    unit: ask.Unit = None,
    area_cm2: ask.Area = None,
    json: ask.Json = False,
) -> None:
    """Show how a file is understood: columns, rate, zero, a picture.

    Give it options until all is right, then give the same to `holds` and `score`.
    """
    from firmware_bridge.tables.look import understand

    reading = TableOptions(
        column, time_column, rate_hz, segment_column, unit, area_cm2, invert, where
    )
    found = understand(file, reading.wanted())
    if json:
        answer_json(_as_json(str(file), found))
        return
    _show(found)
    if found.table is not None:
        remark_assumed(found.table.assumed)
    else:
        complain(f"as it stands it cannot be read: {found.refused}")


def _as_json(source: str, found: "Understanding") -> dict[str, Any]:
    from rig.engine.scoring.results import envelope

    table = found.table
    seen: dict[str, Any] = {
        "dialect": found.dialect,
        "divider": found.divider,
        "decimal": found.decimal,
        "first_row": found.first_row,
        "lines": list(found.lines),
        "columns": [
            {
                "number": each.number, "name": each.name, "unit": each.unit, "role": each.role,
                "why": each.why, "first": list(each.first),
            }
            for each in found.columns
        ],
        "refused": found.refused,
        "recordings": [] if table is None else _recordings(table),
    }  # fmt: skip
    unit = "" if table is None else table.unit
    assumed = () if table is None else table.assumed
    return envelope(SCHEMA, source, unit, assumed, look=seen)


def _recordings(table: "Table") -> list[dict[str, Any]]:
    """What each pass is: how long, how fast, between which readings, its zero."""
    import numpy as np

    from rig.engine.analyse import rest_of

    found = []
    for each in table.segments:
        t_s, values = table.t_s[each], table.values[each, 0]
        rest = rest_of(t_s, values, None)
        step_s = float(np.median(np.diff(t_s))) if len(t_s) > 1 else float("nan")
        found.append(
            {
                "samples": len(t_s),
                "from_s": float(t_s[0]),
                "to_s": float(t_s[-1]),
                "rate_hz": 1.0 / step_s if step_s > 0 else None,
                "low": float(values.min()),
                "high": float(values.max()),
                "zero": rest.raw if rest.known else None,
            }
        )
    return found


def _show(found: "Understanding") -> None:
    from rich.table import Table as Grid

    from rig.cli.look.sketch import sketch

    console = results_console()
    for number, line in enumerate(found.lines, start=1):
        mark = ">" if number == found.first_row else " "
        console.print(f"{number:4}{mark} {line.expandtabs(4)}", markup=False, soft_wrap=True)
    console.print()
    written = f"divided by {found.divider}, decimals with {found.decimal!r}"
    console.print(f"{found.dialect or 'no known program'}; {written}; first row: {found.first_row}")
    console.print()
    grid = Grid("", "column", "unit", "taken for", "because", "begins", box=None, pad_edge=False)
    for each in found.columns:
        first = ", ".join(each.first)
        grid.add_row(str(each.number), each.name, each.unit, each.role, each.why, first)
    console.print(grid)
    if found.table is None:
        return
    unit = found.table.unit
    for number, (run, part) in enumerate(
        zip(_recordings(found.table), found.table.segments, strict=True), start=1
    ):
        console.print()
        rate = "" if run["rate_hz"] is None else f", {significant(run['rate_hz'], 4)} a second"
        zero = (
            "no rest found"
            if run["zero"] is None
            else f"at rest {significant(run['zero'], 4)} {unit}"
        )
        low, high = significant(run["low"], 4), significant(run["high"], 4)
        console.print(
            f"recording {number}: {run['samples']} samples, {run['from_s']:g} to "
            f"{run['to_s']:g} s{rate}; {low} to {high} {unit}, {zero}"
        )
        for line in sketch(found.table.values[part, 0], PICTURE_COLUMNS):
            console.print(line, markup=False)
