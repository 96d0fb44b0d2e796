"""Where a row of a corrected workbook comes from: the file and row that were refused.

Here belongs: telling the columns of a rejected workbook from the desk's own, and reading the origin
of its rows. Not here: what follows from an origin (the models), writing workbooks (workbook).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from ingest.corrections.columns import ORIGIN, ORIGIN_FILE, ORIGIN_ROW, ORIGIN_SHA256, OWN
from ingest.readers import RECORD

if TYPE_CHECKING:
    from ingest.header import Header

SCHEMA = pl.Schema(
    {
        RECORD: pl.UInt32(),
        "origin_file": pl.String(),
        "origin_row_number": pl.Int64(),
        "origin_sha256": pl.String(),
    }
)
"""One row per row of a corrected workbook: the file (with #sheet), row and bytes refused."""


class OwnColumns:
    """The columns of a sheet that a rejected workbook added; none in an ordinary file."""

    def __init__(self, header: Header) -> None:
        """Find them among the columns that no contract knows."""
        self._cells = {one.name: one.cell for one in header.others if one.name in OWN}
        self._header = header

    @property
    def desks_header(self) -> Header:
        """The header without them: they are no data of the desk."""
        others = tuple(one for one in self._header.others if one.name not in OWN)
        return replace(self._header, others=others)

    def desks_part(self, part: pl.DataFrame) -> pl.DataFrame:
        """Return the records without them."""
        return part.drop(self._cells.values(), strict=False) if self._cells else part

    def origins(self, part: pl.DataFrame) -> pl.DataFrame:
        """Return the origin of every record that has a whole one, as SCHEMA says."""
        if not self._cells.keys() >= set(ORIGIN) or not set(self._cells.values()) <= {
            *part.columns
        }:
            return SCHEMA.to_frame()
        cell = {name: pl.col(self._cells[name]).str.strip_chars() for name in ORIGIN}
        return (
            part.select(
                RECORD,
                origin_file=cell[ORIGIN_FILE],
                origin_row_number=cell[ORIGIN_ROW].cast(pl.Int64, strict=False),
                origin_sha256=cell[ORIGIN_SHA256],
            )
            .drop_nulls()
            .cast(SCHEMA)
        )
