"""Cells as people see them in the sheet: percentages, units and days by format, merged cells.

Here belongs: what layout adds to the text of cells. Not here: how the layout is found
(worksheet_scan).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ingest.readers.layout import DAY, PERCENT, UNCALCULATED, WITH_TEXT
from ingest.readers.sheet import NOT_CALCULATED, RECORD, cell_name, cells_of

if TYPE_CHECKING:
    from ingest.readers.layout import SheetLayout

_DAY_ZERO = pl.date(1899, 12, 30)
_DAY_ZERO_1904 = pl.date(1904, 1, 1)
_PERCENT_DIGITS = 10
"""0.07 × 100 is 7.000000000000001; no office counts ten digits behind the point of a percentage."""


def as_shown(frame: pl.DataFrame, layout: SheetLayout) -> pl.DataFrame:
    """Return the cells of a worksheet with what its layout says about them.

    A value merged over several rows stands in each of them that has a cell of its own filled; a
    title merged over columns stays one cell. Where the layout does not fit the cells that came out
    (an unusual writer), these stay as they are.
    """
    if layout.columns - layout.first_column + 1 != len(cells_of(frame)):
        return frame
    frame = _with_kinds(frame, layout)
    return _with_merged(frame, layout)


def _with_kinds(frame: pl.DataFrame, layout: SheetLayout) -> pl.DataFrame:
    shown = layout.shown.with_columns(cell=pl.col("column").cast(pl.Int64) - layout.first_column)
    for (place, kind), cells in shown.group_by("cell", "kind", maintain_order=True):
        name = cell_name(int(str(place)))
        if name in frame.columns:
            here = pl.col(RECORD).is_in(cells["record"].implode())
            text = _shown(pl.col(name), str(kind), layout)
            frame = frame.with_columns(pl.when(here).then(text).otherwise(name).alias(name))
    return frame


def _shown(cell: pl.Expr, kind: str, layout: SheetLayout) -> pl.Expr:
    if kind.startswith(WITH_TEXT):
        return _with_text(cell, *kind.split("\t")[1:])
    return _ways(cell, layout)[kind]


def _with_text(cell: pl.Expr, before: str, digits: str, after: str) -> pl.Expr:
    """Return numbers with what their format puts around them; a minus stays in front of none."""
    is_number = cell.str.contains(
        r"^[0-9]+(?:\.[0-9]+)?$" if before else r"^-?[0-9]+(?:\.[0-9]+)?$"
    )
    shown = pl.concat_str(pl.lit(before), cell.str.zfill(int(digits)), pl.lit(after))
    return pl.when(is_number).then(shown).otherwise(cell)


def _ways(cell: pl.Expr, layout: SheetLayout) -> dict[str, pl.Expr]:
    number = cell.cast(pl.Float64, strict=False)
    zero = _DAY_ZERO_1904 if layout.is_1904 else _DAY_ZERO
    percent = pl.concat_str(_plain(number * 100), pl.lit("%"))
    return {
        PERCENT: pl.coalesce(percent, cell),
        DAY: pl.coalesce((zero + pl.duration(days=number.floor())).cast(pl.String), cell),
        UNCALCULATED: pl.coalesce(cell, pl.when(_has_others()).then(pl.lit(NOT_CALCULATED))),
    }


def _plain(number: pl.Expr) -> pl.Expr:
    return number.round(_PERCENT_DIGITS).cast(pl.String).str.strip_suffix(".0")


def _has_others() -> pl.Expr:
    """Return whether anything stands in the row: formulas are copied far below the last one."""
    return pl.any_horizontal(pl.exclude(RECORD).is_not_null())


def _with_merged(frame: pl.DataFrame, layout: SheetLayout) -> pl.DataFrame:
    """Fill cells merged down one column; those merged over columns are titles or groups."""
    tall = [
        {"first": block.first_row, "last": block.last_row, "cell": block.first_column}
        for block in layout.merges
        if block.first_column == block.last_column and block.first_row < block.last_row
    ]
    is_filled = frame.select(pl.any_horizontal(pl.col(cells_of(frame)).is_not_null())).to_series()
    for (column,), blocks in pl.DataFrame(tall).group_by("cell") if tall else ():
        name = cell_name(int(str(column)) - layout.first_column)
        if name in frame.columns:
            frame = frame.with_columns(_filled_down(frame, name, blocks, is_filled))
    return frame


def _filled_down(
    frame: pl.DataFrame, name: str, blocks: pl.DataFrame, is_filled: pl.Series
) -> pl.Series:
    """Return a column with the first text of each block in all its rows."""
    cells = frame.select(pl.col(RECORD).cast(pl.Int64), text=name, is_filled=is_filled)
    inside = cells.sort(RECORD).join_asof(
        blocks.sort("first").select("first", "last"), left_on=RECORD, right_on="first"
    )
    first = pl.col("text").first().over("first")
    is_inside = (pl.col(RECORD) <= pl.col("last")) & pl.col("is_filled")
    return inside.select(
        pl.coalesce("text", pl.when(is_inside).then(first)).alias(name)
    ).to_series()
