"""Which reader a column of a contract needs.

Here belongs: choosing the reader by the column's type, words and `parse_as`, and what all of them
have in common. Not here: the readers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ingest.values.corporate_number import read_corporate_number
from ingest.values.durations import read_duration
from ingest.values.fiscal_year import read_fiscal_year
from ingest.values.labels import read_labels, yes_no_labels
from ingest.values.moments import read_date, read_timestamp
from ingest.values.money import read_money
from ingest.values.numbers import read_integer, read_number
from ingest.values.parsed import Parsed, answer, within
from ingest.values.text import is_blank_text, normalise_text, read_key, read_string

if TYPE_CHECKING:
    from collections.abc import Callable

    from ingest.contracts import Column

TYPES: dict[str, pl.DataType | type[pl.DataType]] = {
    "string": pl.String,
    "integer": pl.Int64,
    "number": pl.Float64,
    "boolean": pl.Boolean,
    "date": pl.Date,
    "timestamp": pl.Datetime("us"),
}
"""What the values of each type of column are, in landing too; timestamps are naive Japan time."""

_BY_TYPE: dict[str, Callable[[pl.Expr], pl.Expr]] = {
    "string": read_string,
    "integer": read_integer,
    "number": read_number,
    "date": read_date,
    "timestamp": read_timestamp,
}
_BY_MEANING: dict[str, Callable[[pl.Expr], pl.Expr]] = {
    "corporate_number": read_corporate_number,
    "fiscal_year": read_fiscal_year,
}
_BY_UNIT: dict[str, Callable[[pl.Expr, str | None], pl.Expr]] = {
    "money_yen": read_money,
    "duration_minutes": read_duration,
}


def parse(column: Column, cell: pl.Expr, unit: str | None) -> Parsed:
    """Return the raw text of a column's cells as typed values with what is wrong with them.

    `unit` is the unit that the header or a title row states; it counts for amounts of money (and
    durations) that have none of their own. Nothing in a cell raises.
    """
    cells = _read(column, cell, unit)
    cells = cells.struct.with_fields(value=pl.field("value").cast(TYPES[column.type], strict=False))
    return Parsed(within(cells, column.minimum, column.maximum))


def _read(column: Column, cell: pl.Expr, unit: str | None) -> pl.Expr:
    if column.type == "boolean":
        codes = read_labels(cell, yes_no_labels(column.labels))
        return codes.struct.with_fields(value=pl.field("value") == "true")
    if column.labels:
        return read_labels(cell, column.labels)
    return _read_text(cell, _reader(column, unit))


def _read_text(cell: pl.Expr, read: Callable[[pl.Expr], pl.Expr]) -> pl.Expr:
    cells = pl.struct(text=normalise_text(cell))
    cells = cells.struct.with_fields(is_blank=is_blank_text(pl.field("text")))
    filled = pl.when(~pl.field("is_blank")).then(pl.field("text"))
    cells = cells.struct.with_fields(read=read(filled))
    return answer(cells, pl.field("read"), pl.field("is_blank"))


def _reader(column: Column, unit: str | None) -> Callable[[pl.Expr], pl.Expr]:
    if column.parse_as in _BY_UNIT:
        return lambda text: _BY_UNIT[column.parse_as or ""](text, unit)
    if column.parse_as in _BY_MEANING:
        return _BY_MEANING[column.parse_as]
    return read_key if column.is_key and column.type == "string" else _BY_TYPE[column.type]
