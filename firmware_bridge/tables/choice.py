"""The columns of a recording that are read, and what is done to them."""

from dataclasses import dataclass

from firmware_bridge.errors import TableColumnError, TableTimeError
from firmware_bridge.tables.columns import (
    TableColumn,
    force_worth,
    millis_beside,
    position,
    time_worth,
)
from firmware_bridge.tables.names import time_unit, told_as
from firmware_bridge.tables.rivals import best_force
from firmware_bridge.tables.scale import Scale, scale_of
from firmware_bridge.tables.settings import (
    Setting,
    with_first_unit,
    with_unit_of,
    word_settings,
)
from firmware_bridge.tables.sheet import FoundTable
from firmware_bridge.tables.turns import refuse_in_turn
from firmware_bridge.units import SECONDS


@dataclass(frozen=True, slots=True)
class TableRequest:
    """How a table is to be read, as a person said it; None or empty where they did not.

    Attributes:
        columns: value columns by name.
        time_column: by name.
        rate_hz: samples per second.
        segment_column: by name.
        where: `COLUMN=VALUE`, rows to keep.
        unit: of the values.
        area_cm2: contact area that makes a pressure a force.
        invert: take the values with the other sign.
    """

    columns: tuple[str, ...] | None = None
    time_column: str | None = None
    rate_hz: float | None = None
    segment_column: str | None = None
    where: tuple[str, ...] = ()
    unit: str | None = None
    area_cm2: float | None = None
    invert: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """What is read of a table.

    Attributes:
        time: the time column; None where the rate makes the times.
        millis: a column of milliseconds within the seconds of that time; None without one.
        time_per_s: its unit in one second; 0 where the file does not say.
        rate_hz: samples per second where the rate makes the times, else 0.
        values: the value columns.
        segment: the column whose change begins a new recording.
        flags: a column of quality flags.
        where: columns and the text that rows kept have in them.
        settings: columns whose word must stay the same.
        scale: what makes the values what they are in.
        assumed: sentences.
    """

    time: TableColumn | None
    millis: TableColumn | None
    time_per_s: float
    rate_hz: float
    values: tuple[TableColumn, ...]
    segment: TableColumn | None
    flags: TableColumn | None
    where: tuple[tuple[TableColumn, str], ...]
    settings: tuple[Setting, ...]
    scale: Scale
    assumed: tuple[str, ...]


def choose(
    name: str, sheet: FoundTable, columns: tuple[TableColumn, ...], wanted: TableRequest
) -> Choice:
    """Decide what is read; what was asked for wins, the rest is guessed and said.

    Raises:
        TableColumnError: a column asked for is not there, none can be guessed, or several sensors
            stand below each other.
        TableTimeError: there is no time column and no rate.
        TableUnitError: the unit asked for is unknown.
    """
    assumed: list[str] = [sheet.form.doubtful] if sheet.form.doubtful else []
    where = tuple(_where(name, columns, each) for each in wanted.where)
    found, columns = columns, with_first_unit(with_unit_of(columns, where))
    segment = None
    if wanted.segment_column is not None:
        segment = columns[position(name, columns, wanted.segment_column)]
    refuse_in_turn(name, columns, where)
    taken = {column.at for column, _ in where} | ({segment.at} if segment else set())
    millis = millis_beside(columns)
    times = _times(columns, taken | ({millis.at} if millis is not None else set()))
    if millis is not None:
        taken = taken | {millis.at}
    values = _values(name, sheet, columns, wanted, times, taken, assumed)
    time = _time(name, sheet, columns, wanted, times, values[0], assumed)
    rate_hz = _rate(name, sheet, columns, wanted, time, times, assumed)
    scale = scale_of(name, values, sheet, wanted.unit, wanted.area_cm2, assumed)
    flags = next((each for each in columns if each.name.stem == "flags"), None)
    return Choice(
        time=time,
        millis=millis if time is not None and time.facts.kind == "moments" else None,
        time_per_s=_per_s(time),
        rate_hz=rate_hz,
        values=values,
        segment=segment,
        flags=flags if flags is not None and flags.facts.kind == "numbers" else None,
        where=where,
        settings=word_settings(found, values, {column.at for column, _ in where}, segment),
        scale=scale,
        assumed=tuple(dict.fromkeys(assumed)),
    )


def _where(name: str, columns: tuple[TableColumn, ...], said: str) -> tuple[TableColumn, str]:
    column, sign, value = said.partition("=")
    if not sign or not column.strip() or not value.strip():
        why = f"--where {said!r} is not COLUMN=VALUE"
        raise TableColumnError(
            name, column=said, why=why, columns=tuple(each.name.text for each in columns)
        )
    found = columns[position(name, columns, column.strip())]
    return found, value.strip().strip("\"'")


def _times(columns: tuple[TableColumn, ...], taken: set[int]) -> tuple[TableColumn, ...]:
    """Columns that may be the time, what speaks most for them first."""
    free = [(time_worth(each), each) for each in columns if each.at not in taken]
    able = [(worth, each) for worth, each in free if worth > 0]
    if able and max(worth for worth, _ in able) >= 2.0:
        able = [(worth, each) for worth, each in able if worth >= 2.0]
    return tuple(each for _, each in sorted(able, key=lambda pair: (-pair[0], pair[1].at)))


def _values(
    name: str,
    sheet: FoundTable,
    columns: tuple[TableColumn, ...],
    wanted: TableRequest,
    times: tuple[TableColumn, ...],
    taken: set[int],
    assumed: list[str],
) -> tuple[TableColumn, ...]:
    if wanted.columns is not None:
        asked = tuple(columns[position(name, columns, each)] for each in wanted.columns)
        wordy = next((each for each in asked if each.facts.kind in ("words", "empty")), None)
        if wordy is not None:
            why = f"{told_as(wordy.name.text)} holds no numbers"
            raise TableColumnError(
                name, column=wordy.name.text, why=why, columns=tuple(c.name.text for c in columns)
            )
        return asked
    clocks = {each.at for each in times}
    if wanted.time_column is not None:
        clocks = {position(name, columns, wanted.time_column)}
        clocks |= {each.at for each in times if time_worth(each) >= 2.0}
    free = [each for each in columns if each.at not in clocks | taken]
    able = [
        (worth, each)
        for each in free
        if (worth := force_worth(each, named=sheet.header.named)) is not None
    ]
    if not able and not sheet.header.named and wanted.rate_hz is not None and len(columns) == 1:
        able = [(0.0, columns[0])]
    if not able:
        why = "no column of force was found; name it with --column"
        raise TableColumnError(
            name, column="", why=why, columns=tuple(each.name.text for each in columns)
        )
    return best_force(able, assumed)


def _time(
    name: str,
    sheet: FoundTable,
    columns: tuple[TableColumn, ...],
    wanted: TableRequest,
    times: tuple[TableColumn, ...],
    value: TableColumn,
    assumed: list[str],
) -> TableColumn | None:
    if wanted.time_column is not None:
        asked = columns[position(name, columns, wanted.time_column)]
        if asked.facts.counts and asked.facts.step_raw == 1 and not _per_s(asked):
            raise TableTimeError(name, line=0, why=_counts_only(asked))
        if asked.facts.kind not in ("numbers", "moments"):
            why = f"{told_as(asked.name.text)} holds no times; say --rate-hz instead"
            raise TableTimeError(name, line=0, why=why)
        return asked
    free = [each for each in times if each.at != value.at]
    if wanted.rate_hz is not None or not free:
        return None
    same_run = [each for each in free if value.name.run and each.name.run == value.name.run]
    best_worth = time_worth(free[0])
    equals = [each for each in free if time_worth(each) >= best_worth - 0.5]
    before = [each for each in equals if each.at < value.at]
    time = (same_run or ([before[-1]] if len(before) > 1 and _side_by_side(equals) else equals))[0]
    if time_worth(time) < 2.0:
        assumed.append(
            f"{told_as(time.name.text)} rises by {time.facts.step_raw:g} each row: taken as the "
            "time; choose with --time-column"
        )
    return time


def _side_by_side(times: list[TableColumn]) -> bool:
    """Whether several times are those of several runs and not one time in two units."""
    return len(times) > 1 and len({(each.name.word, each.unit) for each in times}) == 1


def _rate(
    name: str,
    sheet: FoundTable,
    columns: tuple[TableColumn, ...],
    wanted: TableRequest,
    time: TableColumn | None,
    times: tuple[TableColumn, ...],
    assumed: list[str],
) -> float:
    if wanted.rate_hz is not None:
        if not wanted.rate_hz > 0:
            why = f"a rate of {wanted.rate_hz:g} Hz is impossible"
            raise TableTimeError(name, line=0, why=why)
        if time is not None:
            return 0.0
        ignored = f"; {told_as(times[0].name.text)} ignored" if times else ""
        assumed.append(f"times made from {wanted.rate_hz:g} Hz{ignored}")
        return wanted.rate_hz
    if time is not None:
        return 0.0
    if sheet.rate_hz > 0:
        assumed.append(
            f"no time column: {sheet.rate_hz:g} Hz taken from the line {sheet.rate_said[:60]!r}; "
            "else say --rate-hz"
        )
        return sheet.rate_hz
    counter = next((each for each in columns if each.counts_rows), None)
    if counter is not None and len(columns) > 1:
        raise TableTimeError(name, line=0, why=_counts_only(counter))
    names = ", ".join(each.name.text for each in columns)
    only = "only one column" if len(columns) == 1 else "no time column"
    way = "say how fast it was sampled with --rate-hz"
    if len(columns) > 1:
        way += ", or name the time with --time-column"
    raise TableTimeError(name, line=0, why=f"{only} ({names}); {way}")


def _counts_only(column: TableColumn) -> str:
    first = ", ".join(column.facts.first)
    return (
        f"no time column: {told_as(column.name.text)} only counts ({first}); say how fast it was "
        "sampled with --rate-hz"
    )


def _per_s(time: TableColumn | None) -> float:
    if time is None:
        return 0.0
    return SECONDS.get(time.unit.lower(), 0.0) or time_unit(time.name)
