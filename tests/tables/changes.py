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


def text(lines: list[str], end: str = "\n") -> Changed:
    return Changed((end.join(lines) + end).encode(), ALL)


def above(*added: str) -> Change:
    return lambda sheet: text([*added, *sheet.lines()])


def order(order: Callable[[int], list[int]]) -> Change:
    def change(sheet: Sheet) -> Changed | None:
        at = order(len(sheet.names))
        if len(at) < 2:
            return None
        return text(moved(sheet, at).lines())

    return change


def moved(sheet: Sheet, at: list[int]) -> Sheet:
    return replace(
        sheet,
        names=tuple(sheet.names[k] for k in at),
        units=tuple(sheet.units[k] for k in at),
        rows=tuple(tuple(row[k] for k in at) for row in sheet.rows),
    )


def divided(delimiter: str, *, comma: bool) -> Change:
    def change(sheet: Sheet) -> Changed | None:
        blanks = delimiter == " " and any(" " in cell for cell in (*sheet.titles(), *sheet.rows[0]))
        if blanks or (not comma and any("," in cell for cell in sheet.rows[0])):
            return None
        return text(replace(sheet, delimiter=delimiter, comma=comma).lines())

    return change


def units_row(where: int, mark: str) -> Change:
    def change(sheet: Sheet) -> Changed | None:
        if sheet.delimiter == " ":
            return None
        rows = [sheet.line(row) for row in sheet.rows]
        units = sheet.line([mark.format(u) if u else "" for u in sheet.units], numbers=False)
        names = sheet.line(list(sheet.names), numbers=False)
        return text([*([names, units] if where else [units, names]), *rows])

    return change


def no_units(sheet: Sheet) -> Changed:
    lines = [sheet.line(list(sheet.names), numbers=False), *(sheet.line(row) for row in sheet.rows)]
    return replace(text(lines), keeps_unit=False)


def encoded(encoding: str, mark: bytes = b"") -> Change:
    return lambda sheet: Changed(mark + "\n".join([*sheet.lines(), ""]).encode(encoding), ALL)


def ends(end: str) -> Change:
    return lambda sheet: text(sheet.lines(), end)


def inserted(at: float, *added: str) -> Change:
    def change(sheet: Sheet) -> Changed:
        lines = sheet.lines()
        place = int(at * len(lines))
        return text([*lines[:place], *added, *lines[place:]])

    return change


def second_header(sheet: Sheet) -> Changed:
    lines = sheet.lines()
    half = len(lines) // 2
    return text([*lines[:half], lines[0], *lines[half:]])


def two_headers(sheet: Sheet) -> Changed:
    return text([sheet.lines()[0], *sheet.lines()])


def statistics(sheet: Sheet) -> Changed | None:
    if len(sheet.names) < 2:
        return None
    blanks = [""] * (len(sheet.names) - 2)
    rows = [sheet.line([word, *blanks, "12.5"]) for word in ("Mean", "SD", "Maximum")]
    return text([*sheet.lines(), "", *rows])


def words_after(sheet: Sheet) -> Changed:
    return text([*sheet.lines(), "", "End of file", "Peak: 26.1 N", "printed on 31.01.2026"])


def empty_rows(sheet: Sheet) -> Changed:
    return text([*sheet.lines(), *[sheet.delimiter * (len(sheet.names) - 1)] * 20])


def blank_rows(sheet: Sheet) -> Changed:
    return text([part for line in sheet.lines() for part in (line, "")])


def column(name: str, at: int, cell: Callable[[int], str], unit: str = "") -> Change:
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
        return text(wider.lines())

    return change


def cut(sheet: Sheet) -> Changed:
    whole = "\n".join(sheet.lines())
    cut = whole[: int(0.7 * len(whole))]
    rows = cut.count("\n") + 1 - sheet.header
    return Changed(cut.encode(), slice(0, rows))


def tail(sheet: Sheet) -> Changed:
    half = len(sheet.rows) // 4
    head = sheet.lines()[:1]
    return Changed("\n".join([*head, *sheet.lines()[half + 1 :], ""]).encode(), slice(half, None))


def no_header(sheet: Sheet) -> Changed:
    return replace(text(sheet.lines()[1:]), keeps_unit=False)


def quoted(sheet: Sheet) -> Changed | None:
    if sheet.delimiter == " ":
        return None
    out = io.StringIO()
    writer = csv.writer(out, delimiter=sheet.delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(sheet.titles())
    for row in sheet.rows:
        writer.writerow([cell.replace(".", ",") if sheet.comma else cell for cell in row])
    return Changed(out.getvalue().encode(), ALL)


def holes(word: str) -> Change:
    def change(sheet: Sheet) -> Changed | None:
        if sheet.delimiter == " " or (len(sheet.names) == 1 and not word) or sheet.rate_hz:
            return None
        rows = tuple(
            tuple(
                word if n % 37 == 5 and k == sheet.force_at else cell for k, cell in enumerate(row)
            )
            for n, row in enumerate(sheet.rows)
        )
        return text(replace(sheet, rows=rows).lines())

    return change


def packed(sheet: Sheet) -> Changed:
    return Changed(gzip.compress(text(sheet.lines()).content), ALL)


def trailing(sheet: Sheet) -> Changed | None:
    if sheet.delimiter == " ":
        return None
    return text([line + sheet.delimiter for line in sheet.lines()])


def spaced(sheet: Sheet) -> Changed | None:
    if sheet.delimiter == " ":
        return None
    wide = f" {sheet.delimiter} "
    return text(replace(sheet, delimiter=wide).lines())


def epoch(sheet: Sheet) -> Changed | None:
    if sheet.time_at < 0 or sheet.units[sheet.time_at] not in ("s", "sec"):
        return None
    rows = tuple(
        tuple(
            f"{1.77e9 + float(cell):.4f}" if k == sheet.time_at else cell
            for k, cell in enumerate(row)
        )
        for row in sheet.rows
    )
    return text(replace(sheet, rows=rows).lines())


def in_ms(sheet: Sheet) -> Changed | None:
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
    return text(replace(sheet, rows=rows, units=units).lines())


def loud(sheet: Sheet) -> Changed:
    return text([sheet.lines()[0].upper().replace("KG", "kg"), *sheet.lines()[1:]])


def exponents(sheet: Sheet) -> Changed:
    rows = tuple(
        tuple(f"{float(cell):.7e}" if k == sheet.force_at else cell for k, cell in enumerate(row))
        for row in sheet.rows
    )
    return text(replace(sheet, rows=rows).lines())


def commented(sheet: Sheet) -> Changed:
    return text(["# " + sheet.lines()[0], *sheet.lines()[1:]])


def stamped(sheet: Sheet) -> Changed | None:
    if (
        sheet.time_at < 0
        or "T" in sheet.rows[0][sheet.time_at]
        or ":" in sheet.rows[0][sheet.time_at]
    ):
        return None
    return text([f"[10:00:{n % 60:02}] {line}" for n, line in enumerate(sheet.lines())])
