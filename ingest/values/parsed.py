"""What came out of reading a column of cells, and what may still be held against it.

Here belongs: the shape of the result, and rules that judge a value whatever it was written like.
Not here: how any kind of cell is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from datetime import date

UNPARSABLE = "unparsable"
UNKNOWN_VALUE = "unknown_value"
OUT_OF_RANGE = "out_of_range"
ERA_OVERRUN = "era_overrun"


@dataclass(frozen=True)
class Parsed:
    """The cells of one column, read.

    One expression carries the three answers, because each of them needs all the work: put `cells`
    into a frame once and unnest it there. `value`, `problem` and `is_blank` are the same answers
    one by one, at the price of reading the cells each time.
    """

    cells: pl.Expr
    """Struct of value, problem, is_blank."""

    @property
    def value(self) -> pl.Expr:
        """The typed value; null where the cell is blank or bad (defaults come later)."""
        return self.cells.struct.field("value")

    @property
    def problem(self) -> pl.Expr:
        """Null, unparsable, unknown_value, out_of_range, or era_overrun (a warning)."""
        return self.cells.struct.field("problem")

    @property
    def is_blank(self) -> pl.Expr:
        """Whether the cell is unfilled: empty, or only a blank mark that is no label."""
        return self.cells.struct.field("is_blank")


def without_warning(value: pl.Expr) -> pl.Expr:
    """Return struct(value, problem) of values that are either read or not."""
    return pl.struct(value=value, problem=pl.lit(None, dtype=pl.String))


def answer(cells: pl.Expr, read: pl.Expr, is_blank: pl.Expr) -> pl.Expr:
    """Return struct(value, problem, is_blank) of cells read in steps, without the steps."""
    parts = pl.struct(
        value=read.struct.field("value"), problem=read.struct.field("problem"), is_blank=is_blank
    )
    return cells.struct.with_fields(answer=parts).struct.field("answer")


def within(cells: pl.Expr, minimum: float | None, maximum: float | None) -> pl.Expr:
    """Return the cells with values outside the bounds (inclusive) turned into out_of_range."""
    bounds = [
        bound
        for limit, bound in (
            (minimum, pl.field("value") < pl.lit(minimum)),
            (maximum, pl.field("value") > pl.lit(maximum)),
        )
        if limit is not None
    ]
    return _refused(cells, pl.any_horizontal(bounds)) if bounds else cells


def not_before(parsed: Parsed, first: date) -> Parsed:
    """Return the dates with those before the first day turned into out_of_range."""
    return Parsed(_refused(parsed.cells, pl.field("value") < pl.lit(first)))


def _refused(cells: pl.Expr, is_outside: pl.Expr) -> pl.Expr:
    return cells.struct.with_fields(
        value=pl.when(is_outside.not_().fill_null(value=True)).then(pl.field("value")),
        problem=pl.when(is_outside).then(pl.lit(OUT_OF_RANGE)).otherwise(pl.field("problem")),
    )
