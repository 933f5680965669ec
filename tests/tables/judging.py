"""Whether a changed file was read rightly, asked for, or wrongly."""

from pathlib import Path
from typing import Literal

import numpy as np

from firmware_bridge.errors import TableError
from firmware_bridge.tables.table import Table, read_table
from tests.tables.changes import Changed
from tests.tables.files import PER_UNIT_N, Sheet

Outcome = Literal["right", "asked for", "wrong, told", "wrong"]


def outcome(sheet: Sheet, changed: Changed, path: Path) -> tuple[Outcome, str]:
    """How a file was read, without any option but the rate where it has no time."""
    path.write_bytes(changed.content)
    try:
        table = read_table(path, rate_hz=sheet.rate_hz or None)
    except TableError as refusal:
        return "asked for", str(refusal).partition(": ")[2]
    wrong = _wrong(sheet, changed, table)
    said = " | ".join(table.assumed)
    if not wrong:
        return "right", said
    told = all(_is_told(each, table) for each in wrong)
    return ("wrong, told" if told else "wrong"), f"{', '.join(wrong)}; said: {said or 'nothing'}"


def _wrong(sheet: Sheet, changed: Changed, table: Table) -> list[str]:
    force_n, t_s = sheet.force_n[changed.rows], sheet.t_s[changed.rows]
    got, got_s = table.values[:, 0], table.t_s - table.t_s[0]
    if len(got) < 0.9 * len(force_n) or len(got) > len(force_n):
        return ["rows"]
    wrong = []
    # Rows that were left out leave the others in their order: each is found at its time.
    true_s = t_s - t_s[0]
    at = np.clip(np.rint(got_s / true_s[1]), 0, len(true_s) - 1).astype(int)
    if np.max(np.abs(got_s - true_s[at])) > 0.3 * true_s[1] or (np.diff(at) <= 0).any():
        return ["time"]
    # A number cut at the end of the file cannot be told from a shorter one.
    true_n = force_n[at][:-1]
    scale = np.ones(1) if table.unit == "N" else np.array(list(PER_UNIT_N.values()))
    off_n = min(float(np.max(np.abs(got[:-1] * each - true_n))) for each in scale)
    if off_n > 0.06:
        correlation = np.corrcoef(got[:-1], true_n)[0, 1] if np.ptp(got[:-1]) else 0.0
        wrong.append("unit" if correlation > 0.999 else "column")
    return wrong


def _is_told(aspect: str, table: Table) -> bool:
    marks = {
        "unit": ("unit of column", "assumed"),
        "column": ("taken (also there", "vector length"),
        "time": ("unit of column", "taken as the time", "Hz taken from"),
        "rows": ("left out", "skipped", "recordings"),
    }[aspect]
    return any(mark in each for each in table.assumed for mark in marks)
