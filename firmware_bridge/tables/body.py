"""The numbers of the columns chosen: fast where all is sound, exact about the first that is not."""

import numpy as np
from numpy.typing import NDArray

from firmware_bridge.errors import TableFormatError, TableValueError
from firmware_bridge.tables.cells import is_missing, number_of, number_with_unit
from firmware_bridge.tables.choice import Choice
from firmware_bridge.tables.columns import TableColumn
from firmware_bridge.tables.fast.blocks import BlockReader
from firmware_bridge.tables.form import COMMENT, RowForm
from firmware_bridge.tables.found_rows import Cells, FoundRows
from firmware_bridge.tables.moments import moment_s
from firmware_bridge.tables.sheet import FoundTable
from firmware_bridge.units import unit_of

BLOCK_BYTES = 1 << 18
FOOTER_LINES = 40


def read_cells(name: str, text: bytes, sheet: FoundTable, choice: Choice) -> Cells:
    """The chosen columns as numbers.

    Raises:
        TableValueError: a cell is not a finite number; its line and column are named.
        TableFormatError: another table with other columns follows in the same file.
    """
    order = _order(choice)
    slow = _SlowReader(name, sheet, choice, order)
    same = tuple((each.column.at, each.column.facts.first[0]) for each in choice.settings)
    reader = BlockReader(
        sheet.form, tuple(order), slow.clock, month_first=slow.month_first, same=same
    )
    slow.expect(same)
    plain = reader.able and not choice.where and not slow.needs_words
    found = FoundRows(np.empty((len(order), 0)))
    at, line = sheet.start, sheet.first_line
    while at < len(text):
        end = at + BLOCK_BYTES
        end = len(text) if end >= len(text) else text.index(b"\n", end) + 1
        block = text[at:end]
        found.share_frac = end / len(text)
        read = reader.read(block) if plain else None
        if read is None:
            line = slow.read(block.decode("utf-8", "replace"), line, found)
        else:
            line = _take(read, line, found)
        at = end
    return _cells(choice, order, found)


def _order(choice: Choice) -> list[int]:
    wanted = [choice.time, choice.millis, choice.segment, choice.flags, *choice.values]
    return sorted({column.at for column in wanted if column is not None})


def _take(
    read: tuple[NDArray[np.float64], NDArray[np.bool_] | None], line: int, found: FoundRows
) -> int:
    numbers, rows = read
    count = len(numbers) if rows is None else len(rows)
    if rows is None:
        found.lines.append((found.rows, line))
    else:
        kept = np.flatnonzero(rows)
        breaks = np.flatnonzero(np.diff(kept, prepend=-2) != 1)
        found.lines += [(found.rows + int(b), line + int(kept[b])) for b in breaks]
        found.skipped += count - len(kept)
    found.add(numbers)
    return line + count


class _SlowReader:
    """Reads line by line what is no plain block."""

    def __init__(self, name: str, sheet: FoundTable, choice: Choice, order: list[int]) -> None:
        self._name = name
        self._form: RowForm = sheet.form
        self._names = sheet.header.names
        self._order = order
        self._values = {column.at for column in choice.values}
        self._segment = choice.segment.at if choice.segment is not None else None
        moments = choice.time is not None and choice.time.facts.kind == "moments"
        self.clock = choice.time.at if moments and choice.time is not None else None
        self._where = choice.where
        self._by_row = choice.scale.by_row
        read = (choice.time, *choice.values)
        self._units = {each.at: _written_unit(each) for each in read if each is not None}
        self._settings = choice.settings
        self._words: dict[int, str] = {}
        self._codes: dict[str, float] = {}
        self.month_first = choice.time is not None and choice.time.facts.month_first
        said = self._by_row or any(self._units.values())
        self.needs_words = (moments and said) or (
            choice.segment is not None and choice.segment.facts.kind != "numbers"
        )

    def expect(self, same: tuple[tuple[int, str], ...]) -> None:
        """Know the words of the rows that are read without it."""
        self._words = {
            setting.column.at: word
            for setting, (_, word) in zip(self._settings, same, strict=True)
            if setting.meaning(word)
        }

    def read(self, text: str, line: int, found: FoundRows) -> int:
        """Take the rows of some lines; the number of the line after them."""
        rows: list[list[float]] = []
        for bare in text.split("\n")[:-1]:
            before = len(rows)
            if bare and not bare.isspace():
                self._line(bare, line, rows, found)
            if len(rows) > before and (
                not found.lines
                or found.lines[-1][1] + found.rows + before - found.lines[-1][0] != line
            ):
                found.lines.append((found.rows + before, line))
            line += 1
        found.add(np.array(rows, dtype=np.float64).reshape(len(rows), len(self._order)))
        return line

    def _line(self, bare: str, line: int, rows: list[list[float]], found: FoundRows) -> None:
        cells = self._form.cells(bare)
        row_at = found.rows + len(rows)
        if COMMENT.match(bare) and not any(
            self._number(at, cells[at]) is not None for at in self._order if at < len(cells)
        ):
            if row_at:
                found.words.append((row_at, line, bare))
            return
        if len(cells) <= self._order[-1] and not any(
            number_of(cell, self._form.style) is not None for cell in cells
        ):
            found.words.append((row_at, line, bare))
            return
        wanted = [cells[at] if at < len(cells) else "" for at in self._order]
        if any(self._is_other(cells, column, word) for column, word in self._where):
            return
        row = [self._number(at, cell) for at, cell in zip(self._order, wanted, strict=True)]
        whole = [number for number in row if number is not None]
        if len(whole) == len(row):
            self._heed_settings(cells, line)
            rows.append(whole)
            return
        wrong = [
            at
            for at, cell, number in zip(self._order, wanted, row, strict=True)
            if number is None and not is_missing(cell)
        ]
        if not wrong:
            found.skipped += any(wanted)
        elif not whole:
            self._other_table(cells, line)
            found.words.append((row_at, line, bare))
        else:
            # Among the rows a fault, after the last of them a line of statistics.
            at = wrong[0]
            fault = TableValueError(self._name, line=line, column=self._names[at], value=cells[at])
            found.faults.append((row_at, line, fault))

    def _heed_settings(self, cells: list[str], line: int) -> None:
        """Refuse a row whose numbers are of another unit, or count from another zero."""
        for setting in self._settings:
            at = setting.column.at
            word = cells[at] if at < len(cells) else ""
            meaning = setting.meaning(word)
            before = self._words.setdefault(at, word) if meaning else word
            if meaning and meaning != setting.meaning(before):
                raise setting.changed(self._name, line, (before, word))

    def _number(self, at: int, cell: str) -> float | None:
        if at == self.clock:
            return moment_s(cell, month_first=self.month_first)
        if at == self._segment and number_of(cell, self._form.style) is None:
            return self._codes.setdefault(cell, 1e6 + len(self._codes)) if cell else None
        pair = number_with_unit(cell, self._form.style)
        if pair is None:
            return None
        if self._by_row and at in self._values:
            unit = unit_of(pair[1])
            return pair[0] * unit.factor if unit is not None else None
        # A unit that only some cells carry makes them another quantity.
        return pair[0] if pair[1] == self._units.get(at, pair[1]) else None

    def _is_other(self, cells: list[str], column: TableColumn, word: str) -> bool:
        cell = cells[column.at] if column.at < len(cells) else ""
        if cell.lower() == word.lower():
            return False
        here, there = number_of(cell, self._form.style), number_of(word, self._form.style)
        return here is None or here != there

    def _other_table(self, cells: list[str], line: int) -> None:
        """Refuse a second header with other names: its numbers are another thing."""
        known = {name.lower() for name in self._names}
        same = sum(cell.lower() in known for cell in cells if cell)
        written = sum(bool(cell) for cell in cells)
        if len(cells) == self._form.width and 0 < same < written and self._form.width > 1:
            why = (
                f"line {line} begins another table ({', '.join(cells)}): several recordings with "
                "other columns in one file; save each as a file"
            )
            raise TableFormatError(self._name, why=why)


def _written_unit(column: TableColumn) -> str:
    """The unit behind the numbers of a column; empty where they carry none."""
    return column.facts.units[0] if len(column.facts.units) == 1 else ""


def _cells(choice: Choice, order: list[int], found: FoundRows) -> Cells:
    for row, _, fault in found.faults:
        if row < found.rows:
            raise fault
    if len(found.faults) > FOOTER_LINES:
        raise found.faults[0][2]
    place = {at: number for number, at in enumerate(order)}

    def column(which: TableColumn | None) -> NDArray[np.float64] | None:
        return None if which is None else found.values[place[which.at], : found.rows]

    flags, millis = column(choice.flags), column(choice.millis)
    time = column(choice.time)
    values = [found.values[place[each.at], : found.rows] for each in choice.values]
    return Cells(
        time=time if time is None or millis is None else time + millis / 1e3,
        values=values[0][:, None] if len(values) == 1 else np.column_stack(values),
        segment=column(choice.segment),
        flags=None if flags is None else flags.astype(np.int64),
        skipped=found.skipped,
        remarks=tuple((line, said) for row, line, said in found.words if row < found.rows),
        footer=sum(row >= found.rows for row, *_ in found.words) + len(found.faults),
        lines=tuple(found.lines),
    )
