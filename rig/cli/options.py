"""Options that several commands share, named once."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from firmware_bridge.tables.choice import TableRequest
    from firmware_bridge.tables.table import Table

Json = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]
DataFolder = Annotated[
    Path | None,
    typer.Option("--data", help="Data folder; else STEADYHOLD_DATA, else the system's place."),
]
Recording = Annotated[
    Path, typer.Argument(help="A recording: force over time as CSV, text or XLSX, also .gz.")
]
Columns = Annotated[
    str | None,
    typer.Option("--column", help="Force column; several, comma-separated: their vector length."),
]
TimeColumn = Annotated[str | None, typer.Option("--time-column", help="Column of the time.")]
Rate = Annotated[
    float | None, typer.Option("--rate-hz", help="Samples per second, for files without time.")
]
SegmentColumn = Annotated[
    str | None,
    typer.Option("--segment-column", help="Column that changes where a new recording begins."),
]
Where = Annotated[
    list[str] | None,
    typer.Option(
        "--where",
        metavar="COLUMN=VALUE",
        help="Only rows where COLUMN=VALUE: one sensor of several.",
    ),
]
Invert = Annotated[bool, typer.Option("--invert", help="A push is negative in this file.")]
Rest = Annotated[
    str, typer.Option("--rest", help="Reading without load: auto, or a number in the file's unit.")
]
Unit = Annotated[
    str | None, typer.Option("--unit", help="Unit of the column: N, kN, kgf, lbf, kPa, counts, %.")
]
Area = Annotated[
    float | None, typer.Option("--area-cm2", help="Area pressed on; turns kPa into newtons.")
]
ProtocolId = Annotated[
    str | None, typer.Option("--protocol", help="Protocol id; see `steadyhold protocols list`.")
]
ProtocolFolder = Annotated[
    Path | None, typer.Option("--protocols", help="Folder of your school's own protocol files.")
]
FinderFile = Annotated[
    Path | None,
    typer.Option(
        "--finder", metavar="FILE.toml", help="TOML file: your own numbers for telling holds apart."
    ),
]


@dataclass(frozen=True, slots=True)
class TableOptions:
    """How a table is to be read, as asked on the command line."""

    columns: str | None
    time_column: str | None
    rate_hz: float | None
    segment_column: str | None
    unit: str | None
    area_cm2: float | None
    invert: bool
    where: list[str] | None = None

    def wanted(self) -> "TableRequest":
        """The same for the reader of tables."""
        from firmware_bridge.tables.choice import TableRequest

        return TableRequest(
            columns=column_names(self.columns),
            time_column=self.time_column,
            rate_hz=self.rate_hz,
            segment_column=self.segment_column,
            where=tuple(self.where or ()),
            unit=self.unit,
            area_cm2=self.area_cm2,
            invert=self.invert,
        )

    def read(self, path: Path) -> "Table":
        """The table of `path` with one value column."""
        from firmware_bridge.tables.table import table_of
        from firmware_bridge.tables.text import read_text

        return table_of(path, read_text(path), self.wanted())


def column_names(asked: str | None) -> tuple[str, ...] | None:
    """Names of a comma-separated option; None when it was not given."""
    if asked is None:
        return None
    names = tuple(name.strip() for name in asked.split(","))
    if not all(names):
        raise typer.BadParameter("a column name is empty", param_hint="--column")
    return names


def number_option(flag: str, *, help: str) -> Any:  # noqa: A002 - as typer calls it
    """An option that takes a number with a decimal point or a decimal comma."""
    return typer.Option(flag, parser=_decimal, metavar="NUMBER", help=help)


def _decimal(asked: str) -> float:
    """A number as people write it.

    Raises:
        typer.BadParameter: it is none.
    """
    try:
        return float(asked.replace(",", "."))
    except ValueError:
        raise typer.BadParameter(f"'{asked}' is no number; write it like 9.81 or 9,81") from None


def rest_value(asked: str) -> float | None:
    """The rest level asked for; None for `auto`."""
    if asked == "auto":
        return None
    try:
        return float(asked)
    except ValueError:
        raise typer.BadParameter(
            f"'{asked}' is neither auto nor a number", param_hint="--rest"
        ) from None
