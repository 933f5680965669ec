"""What people do to a file before they hand it on: forty changes."""

import csv
import gzip
import io
from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.tables.files import Sheet


@dataclass(frozen=True, slots=True)
class Changed:
    """A changed file.

    Attributes:
        content: its bytes.
        rows: which rows of the original it still tells.
        keeps_unit: the unit of the force can still be read in it.
    """

    content: bytes
    rows: slice
    keeps_unit: bool = True


Change = Callable[[Sheet], "Changed | None"]
ALL = slice(None)


def _text(lines: list[str], end: str = "\n") -> Changed:
    return Changed((end.join(lines) + end).encode(), ALL)


def _above(*added: str) -> Change:
    return lambda sheet: _text([*added, *sheet.lines()])


def _order(order: Callable[[int], list[int]]) -> Change:
    def change(sheet: Sheet) -> Changed | None:
        at = order(len(sheet.names))
        if len(at) < 2:
            return None
        return _text(_moved(sheet, at).lines())

    return change


def _moved(sheet: Sheet, at: list[int]) -> Sheet:
    return replace(
        sheet,
        names=tuple(sheet.names[k] for k in at),
        units=tuple(sheet.units[k] for k in at),
        rows=tuple(tuple(row[k] for k in at) for row in sheet.rows),
    )


def _divided(delimiter: str, *, comma: bool) -> Change:
    def change(sheet: Sheet) -> Changed | None:
        blanks = delimiter == " " and any(" " in cell for cell in (*sheet.titles(), *sheet.rows[0]))
        if blanks or (not comma and any("," in cell for cell in sheet.rows[0])):
            return None
        return _text(replace(sheet, delimiter=delimiter, comma=comma).lines())

    return change


def _units_row(where: int, mark: str) -> Change:
    def change(sheet: Sheet) -> Changed | None:
        if sheet.delimiter == " ":
            return None
        rows = [sheet.line(row) for row in sheet.rows]
        units = sheet.line([mark.format(u) if u else "" for u in sheet.units], numbers=False)
        names = sheet.line(list(sheet.names), numbers=False)
        return _text([*([names, units] if where else [units, names]), *rows])

    return change


def _no_units(sheet: Sheet) -> Changed:
    lines = [sheet.line(list(sheet.names), numbers=False), *(sheet.line(row) for row in sheet.rows)]
    return replace(_text(lines), keeps_unit=False)


def _encoded(encoding: str, mark: bytes = b"") -> Change:
    return lambda sheet: Changed(mark + "\n".join([*sheet.lines(), ""]).encode(encoding), ALL)


def _ends(end: str) -> Change:
    return lambda sheet: _text(sheet.lines(), end)


def _inserted(at: float, *added: str) -> Change:
    def change(sheet: Sheet) -> Changed:
        lines = sheet.lines()
        place = int(at * len(lines))
        return _text([*lines[:place], *added, *lines[place:]])

    return change


def _second_header(sheet: Sheet) -> Changed:
    lines = sheet.lines()
    half = len(lines) // 2
    return _text([*lines[:half], lines[0], *lines[half:]])


def _two_headers(sheet: Sheet) -> Changed:
    return _text([sheet.lines()[0], *sheet.lines()])


def _statistics(sheet: Sheet) -> Changed | None:
    if len(sheet.names) < 2:
        return None
    blanks = [""] * (len(sheet.names) - 2)
    rows = [sheet.line([word, *blanks, "12.5"]) for word in ("Mean", "SD", "Maximum")]
    return _text([*sheet.lines(), "", *rows])


def _words_after(sheet: Sheet) -> Changed:
    return _text([*sheet.lines(), "", "End of file", "Peak: 26.1 N", "printed on 31.01.2026"])


def _empty_rows(sheet: Sheet) -> Changed:
    return _text([*sheet.lines(), *[sheet.delimiter * (len(sheet.names) - 1)] * 20])


def _blank_rows(sheet: Sheet) -> Changed:
    return _text([part for line in sheet.lines() for part in (line, "")])


def _column(name: str, at: int, cell: Callable[[int], str], unit: str = "") -> Change:
    def change(sheet: Sheet) -> Changed | None:
        if sheet.delimiter == " " and not name:
            return None
        place = at if at >= 0 else len(sheet.names)
        wider = replace(
            sheet,
            names=(*sheet.names[:place], name, *sheet.names[place:]),
            units=(*sheet.units[:place], unit, *sheet.units[place:]),
            rows=tuple((*row[:place], cell(n), *row[place:]) for n, row in enumerate(sheet.rows)),
        )
        return _text(wider.lines())

    return change


def _cut(sheet: Sheet) -> Changed:
    whole = "\n".join(sheet.lines())
    cut = whole[: int(0.7 * len(whole))]
    rows = cut.count("\n") + 1 - sheet.header
    return Changed(cut.encode(), slice(0, rows))


def _tail(sheet: Sheet) -> Changed:
    half = len(sheet.rows) // 4
    head = sheet.lines()[:1]
    return Changed("\n".join([*head, *sheet.lines()[half + 1 :], ""]).encode(), slice(half, None))


def _no_header(sheet: Sheet) -> Changed:
    return replace(_text(sheet.lines()[1:]), keeps_unit=False)


def _quoted(sheet: Sheet) -> Changed | None:
    if sheet.delimiter == " ":
        return None
    out = io.StringIO()
    writer = csv.writer(out, delimiter=sheet.delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(sheet.titles())
    for row in sheet.rows:
        writer.writerow([cell.replace(".", ",") if sheet.comma else cell for cell in row])
    return Changed(out.getvalue().encode(), ALL)


def _holes(word: str) -> Change:
    def change(sheet: Sheet) -> Changed | None:
        if sheet.delimiter == " " or (len(sheet.names) == 1 and not word) or sheet.rate_hz:
            return None
        rows = tuple(
            tuple(
                word if n % 37 == 5 and k == sheet.force_at else cell for k, cell in enumerate(row)
            )
            for n, row in enumerate(sheet.rows)
        )
        return _text(replace(sheet, rows=rows).lines())

    return change


def _packed(sheet: Sheet) -> Changed:
    return Changed(gzip.compress(_text(sheet.lines()).content), ALL)


def _trailing(sheet: Sheet) -> Changed | None:
    if sheet.delimiter == " ":
        return None
    return _text([line + sheet.delimiter for line in sheet.lines()])


def _spaced(sheet: Sheet) -> Changed | None:
    if sheet.delimiter == " ":
        return None
    wide = f" {sheet.delimiter} "
    return _text(replace(sheet, delimiter=wide).lines())


def _epoch(sheet: Sheet) -> Changed | None:
    if sheet.time_at < 0 or sheet.units[sheet.time_at] not in ("s", "sec"):
        return None
    rows = tuple(
        tuple(
            f"{1.77e9 + float(cell):.4f}" if k == sheet.time_at else cell
            for k, cell in enumerate(row)
        )
        for row in sheet.rows
    )
    return _text(replace(sheet, rows=rows).lines())


def _in_ms(sheet: Sheet) -> Changed | None:
    if sheet.time_at < 0 or sheet.units[sheet.time_at] not in ("s", "sec"):
        return None
    rows = tuple(
        tuple(
            f"{1000 * float(cell):.1f}" if k == sheet.time_at else cell
            for k, cell in enumerate(row)
        )
        for row in sheet.rows
    )
    units = tuple("" if k == sheet.time_at else unit for k, unit in enumerate(sheet.units))
    return _text(replace(sheet, rows=rows, units=units).lines())


def _loud(sheet: Sheet) -> Changed:
    return _text([sheet.lines()[0].upper().replace("KG", "kg"), *sheet.lines()[1:]])


def _exponents(sheet: Sheet) -> Changed:
    rows = tuple(
        tuple(f"{float(cell):.7e}" if k == sheet.force_at else cell for k, cell in enumerate(row))
        for row in sheet.rows
    )
    return _text(replace(sheet, rows=rows).lines())


def _commented(sheet: Sheet) -> Changed:
    return _text(["# " + sheet.lines()[0], *sheet.lines()[1:]])


def _stamped(sheet: Sheet) -> Changed | None:
    if (
        sheet.time_at < 0
        or "T" in sheet.rows[0][sheet.time_at]
        or ":" in sheet.rows[0][sheet.time_at]
    ):
        return None
    return _text([f"[10:00:{n % 60:02}] {line}" for n, line in enumerate(sheet.lines())])


CHANGES: dict[str, Change] = {
    "a title above": _above("Recording of 31 January"),
    "three lines above": _above("Lab 3", "Demo of a pad, run 2", ""),
    "keys and values above": _above("Subject: P07", "Operator: K. L.", "Date: 31.01.2026"),
    "numbers above": _above("Samples: 1400", "Version 2.1", "Channels 3"),
    "a row of numbers above": lambda s: _text([s.line(["100"] * len(s.names)), *s.lines()]),
    "a hash before the names": _commented,
    "remarks with percent signs": _above("% made by hand", "% 2 channels"),
    "columns turned round": _order(lambda n: list(range(n))[::-1]),
    "first two columns swapped": _order(lambda n: [1, 0, *range(2, n)] if n > 1 else []),
    "last column first": _order(lambda n: [n - 1, *range(n - 1)]),
    "semicolons": _divided(";", comma=False),
    "tabs": _divided("\t", comma=False),
    "bars": _divided("|", comma=False),
    "blanks": _divided(" ", comma=False),
    "semicolons and decimal commas": _divided(";", comma=True),
    "tabs and decimal commas": _divided("\t", comma=True),
    "a row of units below": _units_row(1, "{}"),
    "units in brackets below": _units_row(1, "[{}]"),
    "a row of units above": _units_row(0, "({})"),
    "units left out": _no_units,
    "a byte order mark": _encoded("utf-8", b"\xef\xbb\xbf"),
    "UTF-16": _encoded("utf-16"),
    "UTF-16 without a mark": _encoded("utf-16-le"),
    "line ends of Windows": _ends("\r\n"),
    "line ends of old Macs": _ends("\r"),
    "the header again in the middle": _second_header,
    "the header twice": _two_headers,
    "statistics below": _statistics,
    "words below": _words_after,
    "rows of dividers below": _empty_rows,
    "a blank row after each": _blank_rows,
    "a row number without a name": _column("", 0, str),
    "a row number by fives": _column("No.", 0, lambda n: str(5 * n)),
    "a subject before": _column("subject", 0, lambda n: "S01"),
    "a target before the force": _column("Target", 0, lambda n: "25.0", "N"),
    "a checksum behind": _column("crc", -1, lambda n: str(n * 7919 % 256)),
    "a temperature behind": _column("Temperature", -1, lambda n: f"{21 + n % 3 / 10:.1f}", "C"),
    "cut in the middle of a row": _cut,
    "the first quarter left out": _tail,
    "the header left out": _no_header,
    "all cells quoted": _quoted,
    "cells that are no number": _holes("NaN"),
    "empty cells": _holes(""),
    "packed": _packed,
    "a divider at each end": _trailing,
    "blanks around dividers": _spaced,
    "times since 1970": _epoch,
    "times in unnamed milliseconds": _in_ms,
    "names in capitals": _loud,
    "numbers with exponents": _exponents,
    "stamps of a terminal": _stamped,
    "a remark among the rows": _inserted(0.4, "# the pad was moved"),
    "words among the rows": _inserted(0.6, "Marker set by the operator"),
}
