"""The cells of some rows of a delivered file, as they were delivered, with the headers above them.

Here belongs: finding rows again by their position. Not here: why they are wanted (folder), how they
are shown (workbook). What is read here may be personal and stays with the data staff.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ingest.corrections.origin import OwnColumns
from ingest.header import find_header
from ingest.readers import DAMAGE, RECORD, read_file
from ingest.values import header_key, unit_of_header

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from ingest.contracts import Contract
    from ingest.header import Header, Placed
    from ingest.readers import Sheet

SCHEMA = pl.Schema(
    {
        "position": pl.Int64(),
        "sheet": pl.String(),
        "headers": pl.List(pl.String()),
        "columns": pl.List(pl.String()),
        "cells": pl.List(pl.String()),
    }
)
"""One row per row of a file: its sheet (null for one table), its headers in the file's order, the
column of the contract that each names (null for others), and its cells."""


def delivered_cells(content: bytes, contract: Contract, positions: Collection[int]) -> pl.DataFrame:
    """Return the rows at these positions, as SCHEMA says; positions count as in landing.

    Raises UnreadableFileError when the file cannot be read any more.
    """
    found, offset = [SCHEMA.to_frame()], 0
    for sheet in read_file(content).sheets:
        rows, records = _of_sheet(sheet, contract, positions, offset)
        found.extend(rows)
        offset += records
    return pl.concat(found)


def _of_sheet(
    sheet: Sheet, contract: Contract, positions: Collection[int], offset: int
) -> tuple[list[pl.DataFrame], int]:
    """Return the rows found in a sheet, and how many records it has; none without a header."""
    parts = sheet.parts()
    first = next(parts)
    header = find_header(first, sheet.name, contract)
    if header is None:
        return [], 0
    header = OwnColumns(header).desks_header
    found, records = [], 0
    for part in _chained(first, parts):
        found.append(_rows(part, header, positions, offset, sheet.name))
        records += len(part)
    return found, records


def _chained(first: pl.DataFrame, others: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    yield first
    yield from others


def _rows(
    part: pl.DataFrame, header: Header, positions: Collection[int], offset: int, sheet: str | None
) -> pl.DataFrame:
    position = pl.col(RECORD).cast(pl.Int64) + offset
    wanted = part.filter(position.is_in(list(positions)))
    shown = _in_the_files_order(header)
    cells = [_cell(cell, part) for cell, _, _ in shown]
    return (
        wanted.select(position=position, cells=pl.concat_list(cells))
        .with_columns(
            sheet=pl.lit(sheet, pl.String),
            headers=pl.concat_list([pl.lit(name) for _, name, _ in shown]),
            columns=pl.concat_list([pl.lit(column, pl.String) for _, _, column in shown]),
        )
        .select(SCHEMA.names())
        .cast(SCHEMA)
    )


def _cell(cell: str, part: pl.DataFrame) -> pl.Expr:
    """Return a cell's text; a part may be narrower than its header."""
    if cell not in part.columns:
        return pl.lit(None, pl.String)
    return pl.col(cell).str.replace_all(DAMAGE, "\ufffd", literal=True)


def _in_the_files_order(header: Header) -> list[tuple[str, str, str | None]]:
    """Return (cell column, header to be written, column of the contract) of every column."""
    placed = [(one.cell, _header_of(one), one.column.name) for one in header.placed]
    others = [(one.cell, one.name, None) for one in header.others]
    return sorted([*placed, *others], key=lambda shown: int(shown[0].removeprefix("_c")))


def _header_of(placed: Placed) -> str:
    """Return a header that means the same alone: the unit of a title row goes into it."""
    known = {header_key(one) for one in placed.column.names}
    candidates = (placed.header, unit_of_header(placed.header)[0])
    name = next((one for one in candidates if header_key(one) in known), placed.column.title)
    return f"{name}（{placed.unit}）" if placed.unit else name
