"""What a worksheet looks like beyond its cells' text: merges, hidden rows, formulas, formats.

Here belongs: the shape of these facts, for reading cells and for the advice that data staff get.
Not here: how they are found (worksheet_scan), what is made of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

PERCENT = "percent"
"""A number shown as a percentage: 0.85 as 85%."""
DAY = "day"
"""A serial shown as a day by one of Excel's Japanese formats (m月d日)."""
UNCALCULATED = "uncalculated"
"""A formula whose result was never saved."""

WITH_TEXT = "text"
"""Beginning of kinds that show a number with text around it or zeros before it: see with_text."""


def with_text(before: str, digits: int, after: str) -> str:
    """Return the kind of cells that show 28 as 28名, or 12 as K-0012."""
    return "\t".join((WITH_TEXT, before, str(digits), after))


SHOWN_SCHEMA = pl.Schema({"record": pl.UInt32(), "column": pl.UInt32(), "kind": pl.String()})


@dataclass(frozen=True)
class Block:
    """A rectangle of cells; rows and columns count from 1, both ends belong to it."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True)
class SheetLayout:
    """The layout of one worksheet; rows and columns count from 1."""

    name: str
    is_hidden: bool = False
    """Whether the sheet itself is hidden."""
    rows: int = 0
    """Last row that is not empty throughout."""
    columns: int = 0
    """Last column with a filled cell."""
    first_column: int = 1
    """First column with a filled cell."""
    merges: tuple[Block, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[Block, ...] = ()
    """Ranges of hidden columns (their rows say nothing)."""
    formula_count: int = 0
    """Cells with a formula of their own."""
    text_count: int = 0
    """Cells that point at a text of the workbook's list."""
    object_count: int = 0
    """Drawings (pictures, shapes, charts) and comments that lie over the sheet."""
    is_1904: bool = False
    """Whether days count from 1904 (old Macs)."""
    shown: pl.DataFrame = field(default_factory=SHOWN_SCHEMA.to_frame)
    """Cells that show something else than they hold: record, column, kind."""
