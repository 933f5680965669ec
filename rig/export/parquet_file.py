"""Tables as Parquet with units and provenance inside; needs the extra `research`."""

from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from rig.export.errors import ExtraMissingError
from rig.export.formats import TableWriter
from rig.export.table import ExportTable, Field


def arrow() -> ModuleType:
    """The package that writes Parquet.

    Raises:
        ExtraMissingError: it is not installed.
    """
    try:
        import pyarrow.parquet
    except ModuleNotFoundError as error:
        raise ExtraMissingError("parquet", "research") from error
    module: ModuleType = pyarrow
    return module


def write_parquet(table: ExportTable, path: Path, provenance: str) -> None:
    """One table; `provenance` goes into its metadata under `steadyhold`.

    Raises:
        ExtraMissingError: pyarrow is not installed.
    """
    pyarrow = arrow()
    columns = [_column(pyarrow, field) for field in table.fields]
    fields = [
        pyarrow.field(
            field.name, column.type, metadata={"unit": field.unit, "meaning": field.meaning}
        )
        for field, column in zip(table.fields, columns, strict=True)
    ]
    described = pyarrow.schema(fields, metadata={"steadyhold": provenance})
    whole = pyarrow.Table.from_arrays(columns, schema=described)
    pyarrow.parquet.write_table(whole, path, compression="zstd")


def _column(pyarrow: ModuleType, field: Field) -> Any:
    if isinstance(field.cells, np.ndarray):
        return pyarrow.array(field.cells, from_pandas=True)
    if any(isinstance(cell, str) for cell in field.cells):
        return pyarrow.array(field.cells, type=pyarrow.string())
    if field.cells and all(type(cell) is int for cell in field.cells):
        return pyarrow.array(field.cells, type=pyarrow.int64())
    return pyarrow.array(field.cells, type=pyarrow.float64(), from_pandas=True)


WRITER = TableWriter(write=write_parquet, check=arrow)
