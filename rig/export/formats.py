"""The formats of an export: a line here and a module each, loaded when it is asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rig.export.table import ExportTable

# By the ending of their files: the module whose `WRITER` writes them.
FORMATS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "csv": "rig.export.csv_file",
        "parquet": "rig.export.parquet_file",
    }
)


@dataclass(frozen=True, slots=True)
class TableWriter:
    """How one format writes tables.

    Attributes:
        write: a table into a file, with the provenance as JSON where the format has room for it.
        check: raises ExtraMissingError where a package is not installed.
    """

    write: "Callable[[ExportTable, Path, str], None]"
    check: Callable[[], object] = lambda: None


def writer_of(form: str) -> TableWriter:
    """The writer of a format.

    Raises:
        ValueError: there is no such format.
        ExtraMissingError: it needs a package that is not installed.
    """
    if form not in FORMATS:
        raise ValueError(f"there is no format {form!r}; there are {', '.join(FORMATS)}")
    writer: TableWriter = import_module(FORMATS[form]).WRITER
    writer.check()
    return writer
