"""The table within a text: its form, its names, where its numbers begin, what else is said."""

import itertools
import re
from dataclasses import dataclass, replace

from firmware_bridge.errors import TableFormatError
from firmware_bridge.tables.dialect import Dialect, is_spoken
from firmware_bridge.tables.form import (
    RowForm,
    as_thousands,
    doubtful_thousands,
    form_of,
    has_decimals,
    mixed_thousands,
)
from firmware_bridge.tables.header import Header, table_header, unit_text
from firmware_bridge.tables.labels import why_no_numbers
from firmware_bridge.tables.names import column_name, told_as
from firmware_bridge.tables.rows import first_row, kinds_of
from firmware_bridge.units import SECONDS

HEAD_BYTES = 1 << 18
PART_BYTES = 1 << 14
PART_LINES = 120
PLACES, PLACE_LINES = 12, 32
"""A press is somewhere: few lines of many places show more forms of a number than many of three."""
BEGINS = re.compile(r"[-+]?\d")
_RATE = re.compile(
    r"(?:sampl\w*[ _]?(?:rate|freq\w*)|frequency|abtastrate|(?<![a-z])(?:rate|fs|sps))"
    r"\W{0,8}(?:\(?hz\)?)?\W{0,6}"
    r"(\d+(?:[.,]\d+)?)\s*(k?hz)?",
    re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table found in a text.

    Attributes:
        form: how its rows are written.
        header: names and units of its columns.
        dialect: whose file it is; None where it carries nobody's marks.
        above: the lines before the first row.
        first_line: line number of the first row, from 1.
        start: its place in the text, bytes.
        parts: rows from head, middle and end, each a run of rows without a break.
        wordy: whether each column holds words.
        rate_hz: samples per second as the head of the file says; 0 where it does not.
        rate_said: the line that says it.
    """

    form: RowForm
    header: Header
    dialect: Dialect | None
    above: tuple[str, ...]
    first_line: int
    start: int
    parts: tuple[tuple[list[str], ...], ...]
    wordy: tuple[bool, ...]
    rate_hz: float
    rate_said: str


def sheet_of(name: str, text: bytes, dialects: tuple[Dialect, ...]) -> FoundTable:
    """Find the table in a text.

    Args:
        name: the file, for messages.
        text: its content, lines ended by line feeds.
        dialects: known ones; the first whose marks are all there counts.

    Raises:
        TableFormatError: there is no line of numbers.
    """
    head = text[:HEAD_BYTES].decode("utf-8", "replace").split("\n")
    body = _body_lines(text, head)
    form = form_of(body, _words_above(head))
    if form is None:
        raise TableFormatError(name, why=why_no_numbers(head))
    form = _with_thousands(form, head[:PART_LINES] + body)
    rows = [cells for line in body if len(cells := form.cells(line)) == form.width]
    kinds = kinds_of(rows, form)
    first = first_row(head, form, kinds)
    if first is None:
        raise TableFormatError(name, why="no table was found; a row of numbers a sample is needed")
    above = tuple(head[:first])
    filled = tuple(at for at in range(form.width) if any(row[at] for row in rows))
    header = table_header(list(above), form, filled)
    said = "\n".join(above)
    dialect = next((each for each in dialects if is_spoken(each, said)), None)
    if dialect is not None:
        header = _by_dialect(dialect, above, header, form, filled)
    header = replace(header, units=tuple(unit_text(unit) for unit in header.units))
    rate_hz, rate_said = _rate(dialect, above)
    start = _offset(text, first)
    parts = _parts(text, start, form)
    for at in range(form.width):
        cells = [row[at] for part in parts for row in part]
        if doubtful_thousands(cells, form):
            one, other = cells[0].replace(",", "."), re.sub("[.,]", "", cells[0])
            said = f"{cells[0]} in {told_as(header.names[at])} is read as {one}, not {other}"
            form = replace(form, doubtful=said)
    return FoundTable(
        form=form,
        header=header,
        dialect=dialect,
        above=above,
        first_line=first + 1,
        start=start,
        parts=parts,
        wordy=tuple(kind == "word" for kind in kinds),
        rate_hz=rate_hz,
        rate_said=rate_said,
    )


def _words_above(head: list[str]) -> list[str]:
    """Lines of words at the beginning of a text: titles and names, before any row."""
    begun = itertools.takewhile(lambda line: not re.match(r"\s*[\d+.[-]", line), head)
    return [line for line in begun if line.strip()]


def _offset(text: bytes, lines: int) -> int:
    at = 0
    for _ in range(lines):
        at = text.index(b"\n", at) + 1
    return at


def _body_lines(text: bytes, head: list[str]) -> list[str]:
    """Lines that are most likely rows: from a third of the file on, of a long one from all over."""
    if len(text) <= HEAD_BYTES:
        lines = [line for line in head if line.strip()]
        count = len(lines)
        if count < 12:
            return lines
        middle, later = lines[count // 3 :][:PART_LINES], lines[2 * count // 3 :][:PART_LINES]
        return middle + later
    lines = []
    for place in range(1, PLACES):
        at = text.index(b"\n", place * len(text) // PLACES) + 1
        some = text[at : at + PART_BYTES].decode("utf-8", "replace").split("\n")[:-1]
        lines += some[:PLACE_LINES]
    return [line for line in lines if line.strip()]


def _with_thousands(form: RowForm, lines: list[str]) -> RowForm:
    rows = [row for line in lines if len(row := form.cells(line)) == form.width]
    # Names are no numbers below a thousand.
    columns = [[row[at] for row in rows if BEGINS.match(row[at])] for at in range(form.width)]
    mixed = any(mixed_thousands(cells, form.style) for cells in columns)
    if mixed and not any(has_decimals(cells, form.style) for cells in columns):
        return as_thousands(form)
    return form


def _parts(text: bytes, start: int, form: RowForm) -> tuple[tuple[list[str], ...], ...]:
    """Runs of rows from the beginning, the middle and the end of the body."""
    runs = []
    size = len(text) - start
    for share in (0.0, 0.5, 0.99) if size > 3 * PART_BYTES else (0.0,):
        at = start if not share else text.index(b"\n", start + int(share * size) - 1) + 1
        piece = text[at : at + (PART_BYTES if size > 3 * PART_BYTES else size)]
        lines = piece.decode("utf-8", "replace").split("\n")[:-1]
        rows = [cells for line in lines if len(cells := form.cells(line)) == form.width]
        if rows:
            runs.append(tuple(rows))
    return tuple(runs)


def _by_dialect(
    dialect: Dialect, above: tuple[str, ...], header: Header, form: RowForm, filled: tuple[int, ...]
) -> Header:
    """The header with what the dialect's own lines say."""
    names, units = list(header.names), list(header.units)
    named = header.named
    for pattern, target in ((dialect.names, names), (dialect.units, units)):
        cells = _cells_after(pattern, above, form.delimiter) if pattern else []
        if cells:
            # A key at the head of the line stands where the time has no name.
            shift = 0 if "(" in pattern else min(1, max(0, form.width - len(cells)))
            blank = [f"column {at + 1}" if target is names else "" for at in range(form.width)]
            target[:] = (blank[:shift] + cells + blank[shift + len(cells) :])[: form.width]
            named = named or target is names
    if dialect.pairs:
        at = next((n for n, line in enumerate(above) if re.match(dialect.pairs, line, re.I)), None)
        if at is not None:
            # A divider at the end of each row is no column.
            _take_pairs(above[at + 1 :], names, units, filled[-1] + 1 if filled else form.width)
            named = True
    if dialect.first == "s" and column_name(names[0]).is_unnamed:
        names[0] = "time (s)" if names[0].startswith("column ") else names[0]
        units[0] = "s"
    elif dialect.first == "counter" and column_name(names[0]).is_unnamed:
        names[0] = "sample"
    return Header(tuple(names), tuple(units), named)


def _cells_after(pattern: str, above: tuple[str, ...], delimiter: str) -> list[str]:
    for line in reversed(above):
        found = re.match(pattern, line, re.IGNORECASE)
        if found:
            text = found[1] if found.lastindex else line[found.end() :]
            divider = "," if found.lastindex else delimiter or "\t"
            return [cell.strip().strip('"') for cell in text.strip().split(divider) if cell.strip()]
    return []


def _take_pairs(lines: tuple[str, ...], names: list[str], units: list[str], width: int) -> None:
    """Lines of a name and a unit in turn, one pair for each of the last columns."""
    shift = width - _pair_count(lines, width)
    for number in range(width - shift):
        names[shift + number] = lines[2 * number].strip()
        units[shift + number] = lines[2 * number + 1].strip()


def _pair_count(lines: tuple[str, ...], width: int) -> int:
    plain = 0
    for line in lines:
        if not line.strip() or "\t" in line.strip() or "," in line:
            break
        plain += 1
    return min(width, plain // 2)


def _rate(dialect: Dialect | None, above: tuple[str, ...]) -> tuple[float, str]:
    """Samples per second as the lines above the table say, and the line; 0 where none does."""
    for line in above:
        if dialect is not None and dialect.rate and (found := re.search(dialect.rate, line)):
            return _number(found[1]), line.strip()
        if (
            dialect is not None
            and dialect.interval
            and (found := re.search(dialect.interval, line))
        ):
            unit = (found[2] or "s").lower() if len(found.groups()) > 1 else "s"
            step = _number(found[1])
            return (SECONDS.get(unit, 1.0) / step if step else 0.0), line.strip()
    if dialect is not None and dialect.rate:
        joined = re.search(dialect.rate, "\n".join(above), re.MULTILINE)
        if joined:
            return _number(joined[1]), joined[0].strip().replace("\n", " ")
    found_all = {(_number(m[1]) * (1e3 if (m[2] or "").lower() == "khz" else 1.0), line.strip())
                 for line in above for m in _RATE.finditer(line)}  # fmt: skip
    if len({rate for rate, _ in found_all}) == 1:
        return next(iter(found_all))
    return 0.0, ""


def _number(text: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return 0.0
