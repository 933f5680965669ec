"""Holds of real recordings, against holds marked by eye: found, missed, split, invented.

    python -m benchmarks.recordings [FOLDER]

FOLDER holds recordings as CSV with a JSON beside each (by default `../shared/data`): the public
sources are named in each JSON. Nothing is tuned per file: every record goes through the command's
own reading and the same fold as live.
"""

import json
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from firmware_bridge.tables.table import read_table
from rig.cli.judged import judge_table
from rig.engine.hold import Hold
from rig.engine.scoring.rubric import HOLD_SCORE_1
from rig.protocols.library import built_in

DATA = Path(__file__).parents[2] / "shared" / "data"
# Holds under two seconds count neither way.
SHORTEST_S = 2.0
WITHOUT_HOLDS = ("grip_squeezes", "grip_tracking", "running", "grip_sensor_fault")


@dataclass(slots=True)
class Row:
    """One column of one recording.

    Attributes:
        marked: holds marked by eye of 2 s or more.
        found: of them, those that a hold of ours overlaps by more than half.
        missed: names of the others, with their certainty.
        split: marked holds in which more than one of ours lies.
        invented: holds of ours of 2 s or more that lie in no marked hold.
        onset_s, start_s, duration_s: ours minus marked, of the found ones; onset where marked.
    """

    name: str
    clear: int = 0
    marked: int = 0
    found: int = 0
    missed: list[str] = field(default_factory=list)
    split: int = 0
    invented: int = 0
    onset_s: list[float] = field(default_factory=list)
    duration_s: list[float] = field(default_factory=list)
    clear_duration_s: list[float] = field(default_factory=list)


def columns_of(sidecar: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """The columns of a record that were looked at; one norm where they belong together."""
    marked = {hold["column"] for hold in sidecar.get("holds") or []}
    if any(name.startswith("sqrt(") for name in marked):
        yield ("fx_n", "fy_n", "fz_n")
        return
    if not marked:
        skip = ("t_s", "sweep", "marker", "sample")
        marked = {next(name for name in sidecar["columns"] if name not in skip)}
    for name in sorted(marked):
        yield (name,)


def holds_of(path: Path, sidecar: dict[str, Any], columns: tuple[str, ...]) -> list[Hold]:
    """Our holds of at least 2 s in one column of a recording."""
    segment = "sweep" if "sweep" in sidecar["columns"] else None
    table = read_table(path, columns=columns, segment_column=segment)
    judged = judge_table(table, built_in()["tp-hold"], HOLD_SCORE_1, None)
    return [placed.scored.hold for placed in judged.holds]


def overlap_s(hold: Hold, start_s: float, end_s: float) -> float:
    """Seconds both have in common."""
    return min(hold.plateau_end_s, end_s) - max(hold.plateau_start_s, start_s)


def compare(path: Path, sidecar: dict[str, Any], columns: tuple[str, ...]) -> Row:
    """Our holds of one column against the marked ones."""
    row = Row(f"{path.name.split('.')[0]} {'' if len(columns) > 1 else columns[0]}".strip())
    ours = holds_of(path, sidecar, columns)
    marked = [
        hold
        for hold in sidecar.get("holds") or []
        if len(columns) > 1 or hold["column"] == columns[0]
    ]
    spoken_for: set[int] = set()
    for truth in marked:
        start_s, end_s = truth["start_s"], truth["end_s"]
        inside = [
            k for k, hold in enumerate(ours)
            if overlap_s(hold, start_s, end_s) > 0.5 * min(hold.hold_s, end_s - start_s)
        ]  # fmt: skip
        spoken_for.update(inside)
        if end_s - start_s < SHORTEST_S:
            continue
        row.marked += 1
        row.clear += truth["certainty"] == "clear"
        row.split += len(inside) > 1
        if not inside:
            row.missed.append(f"{start_s:g}-{end_s:g} s, {truth['certainty']}")
            continue
        row.found += 1
        hold = max((ours[k] for k in inside), key=lambda h: overlap_s(h, start_s, end_s))
        error_s = hold.hold_s - (end_s - start_s)
        row.duration_s.append(error_s)
        if truth["certainty"] == "clear":
            row.clear_duration_s.append(error_s)
        if "onset_s" in truth:
            row.onset_s.append(hold.onset_s - truth["onset_s"])
    row.invented = sum(
        hold.hold_s >= SHORTEST_S for k, hold in enumerate(ours) if k not in spoken_for
    )
    return row


def rows_of(folder: Path) -> list[Row]:
    """Every recording with marked holds, and those that are known to have none."""
    rows = []
    for described in sorted(folder.glob("*.json")):
        sidecar = json.loads(described.read_text(encoding="utf-8"))
        if not sidecar.get("holds") and not described.name.startswith(WITHOUT_HOLDS):
            continue
        rows.extend(
            compare(folder / sidecar["file"], sidecar, columns) for columns in columns_of(sidecar)
        )
    return rows


def table_of(rows: list[Row]) -> str:
    """The rows as Markdown, with totals and the worst durations."""

    def cell(errors_s: list[float]) -> str:
        return ", ".join(f"{error:+.2f}" for error in errors_s)

    lines = [
        "| recording | marked | found | missed | split | invented "
        "| onset error s | duration error s |",
        "|---|---|---|---|---|---|---|---|",
    ]
    lines.extend(
        f"| {row.name} | {row.marked} | {row.found} | {'; '.join(row.missed)} | {row.split} "
        f"| {row.invented} | {cell(row.onset_s)} | {cell(row.duration_s)} |"
        for row in rows
    )
    all_s = [abs(error) for row in rows for error in row.duration_s]
    clear_s = [abs(error) for row in rows for error in row.clear_duration_s]
    onset_s = [abs(error) for row in rows for error in row.onset_s]
    lines += [
        "",
        f"Marked {sum(r.marked for r in rows)}, found {sum(r.found for r in rows)}, "
        f"split {sum(r.split for r in rows)}, invented {sum(r.invented for r in rows)}. "
        f"Median absolute error: duration {statistics.median(all_s):.2f} s "
        f"(clear ones {statistics.median(clear_s):.2f} s), "
        f"onset {statistics.median(onset_s):.2f} s.",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    text = table_of(rows_of(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA))
    print(text)
    results = Path(__file__).parent / "results"
    results.mkdir(exist_ok=True)
    (results / "recordings.md").write_text(f"# Holds of real recordings\n\n{text}\n", "utf-8")
