"""Parquet → one sheet: its column names are the header, its values become text.

Here belongs: how typed values are written as people write them. Not here: meaning. The header is
record 0, so that records are rows of the file.
"""

from __future__ import annotations

import functools
import io
from typing import TYPE_CHECKING

import polars as pl

from ingest.readers.limits import MAX_CELLS, MAX_COLUMNS
from ingest.readers.sheet import RECORD, Reading, Sheet, UnreadableFileError, cell_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow.parquet as pq

PART_ROWS = 100_000
_JAPAN = "Asia/Tokyo"


def read_parquet(content: bytes) -> Reading:
    """Return the one sheet. Raises UnreadableFileError for a damaged file or one too large."""
    file = _opened(content)
    rows, columns = file.metadata.num_rows, len(file.schema_arrow.names)
    if columns > MAX_COLUMNS:
        raise UnreadableFileError("too_many_columns", count=columns, limit=MAX_COLUMNS)
    if rows * columns > 8 * MAX_CELLS:
        raise UnreadableFileError("too_many_cells")
    return Reading((Sheet(None, functools.partial(_parts, file)),))


def _opened(content: bytes) -> pq.ParquetFile:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.ParquetFile(io.BytesIO(content))
    except (pa.ArrowException, OSError, ValueError):
        raise UnreadableFileError("broken_parquet") from None


def _parts(file: pq.ParquetFile) -> Iterator[pl.DataFrame]:
    import pyarrow as pa

    names = file.schema_arrow.names
    cells = [cell_name(i) for i in range(len(names))]
    header = pl.DataFrame([names], schema=dict.fromkeys(cells, pl.String), orient="row")
    yield header.select(pl.lit(0, pl.UInt32).alias(RECORD), pl.all())
    records = 0
    try:
        for batch in file.iter_batches(PART_ROWS):
            typed = pl.DataFrame(pl.from_arrow(batch.rename_columns(cells)))
            yield _as_text(typed).with_row_index(RECORD, offset=records + 1)
            records += len(typed)
    except (pa.ArrowException, OSError, ValueError, pl.exceptions.PolarsError):
        raise UnreadableFileError("broken_parquet") from None


def _as_text(typed: pl.DataFrame) -> pl.DataFrame:
    return typed.select(_text(name, kind).alias(name) for name, kind in typed.schema.items())


def _text(name: str, kind: pl.DataType) -> pl.Expr:
    """Write a value as text: whole numbers without decimals, times in Japan's."""
    cell = pl.col(name)
    if isinstance(kind, pl.Datetime):
        cell = (
            cell.dt.convert_time_zone(_JAPAN).dt.replace_time_zone(None) if kind.time_zone else cell
        )
        return cell.dt.strftime("%Y-%m-%d %H:%M:%S").str.strip_suffix(" 00:00:00")
    if kind.is_float():
        return cell.cast(pl.Float64).cast(pl.String).str.strip_suffix(".0")
    if kind.is_nested():
        return (
            pl.struct(v=cell).struct.json_encode().str.strip_prefix('{"v":').str.strip_suffix("}")
        )
    if kind == pl.Binary:
        return cell.cast(pl.String, strict=False)
    return cell.cast(pl.String)
