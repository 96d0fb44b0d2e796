"""All cells of a part of a sheet, read by what their columns mean.

Here belongs: what reading adds to values because it concerns a log: the first day of its event
date, formulas that failed. Not here: any way of reading (values), what follows from it (judge).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from ingest.distinct import read_distinct
from ingest.readers import FAILED_FORMULAS
from ingest.values import UNPARSABLE, not_before, parse

if TYPE_CHECKING:
    from ingest.contracts import Contract
    from ingest.header import Header, Placed

FIRST_EVENT = date(2001, 3, 1)
"""The foundation's first day; no event is older."""


def read_cells(part: pl.DataFrame, header: Header, contract: Contract) -> pl.DataFrame:
    """Return the part with struct(value, problem, is_blank) for each column of the contract."""
    return part.with_columns(
        read_distinct(part[placed.cell], _reader(placed, contract)).alias(placed.column.name)
        for placed in header.placed
    )


def _reader(placed: Placed, contract: Contract) -> pl.Expr:
    """Return what reads a column named as the file's cell column is."""
    cell = pl.col(placed.cell)
    parsed = parse(placed.column, cell, placed.unit)
    if placed.column.name == contract.event_date:
        parsed = not_before(parsed, FIRST_EVENT)
    return _without_errors(parsed.cells, cell) if placed.column.type == "string" else parsed.cells


def _without_errors(cells: pl.Expr, raw: pl.Expr) -> pl.Expr:
    """Return texts with a formula that failed as unparsable: #N/A is no company's name."""
    is_error = raw.is_in(FAILED_FORMULAS)
    return cells.struct.with_fields(
        value=pl.when(~is_error).then(pl.field("value")),
        problem=pl.when(is_error).then(pl.lit(UNPARSABLE)).otherwise(pl.field("problem")),
    )
