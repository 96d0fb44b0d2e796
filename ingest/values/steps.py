"""Reading a column in steps: the plain spellings at once, the rest with ever more care.

Here belongs: how the ways of reading are put together. Not here: any way of reading.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ingest.values.parsed import UNPARSABLE

if TYPE_CHECKING:
    from collections.abc import Callable

    Way = Callable[[pl.Expr], pl.Expr]
    Kind = pl.DataType | type[pl.DataType]


def once(given: pl.Expr, then: Way) -> pl.Expr:
    """Return what `then` makes of the given expression, which is computed a single time.

    A Polars expression is a tree: each mention of a part is planned, and often computed, anew.
    """
    return pl.struct(it=given).struct.with_fields(out=then(pl.field("it"))).struct.field("out")


def read_in_turn(text: pl.Expr, kind: Kind, *ways: Way) -> pl.Expr:
    """Return struct(value, problem) of a column of texts, null where there is no text.

    Each way gives struct(value, problem), with a null value for what it cannot read, and sees only
    the distinct texts that the ways before it left: most columns have a few hundred of them, or
    none, however many rows there are. What no way reads is unparsable.
    """
    return text.map_batches(
        lambda texts: _read(texts, kind, ways),
        return_dtype=pl.Struct({"value": kind, "problem": pl.String}),
        is_elementwise=True,
    )


def _read(texts: pl.Series, kind: Kind, ways: tuple[Way, ...]) -> pl.Series:
    """Read by the first way, and what that leaves by the others."""
    cells = texts.alias("text").to_frame()
    if not ways:
        unread = pl.when(pl.col("text").is_not_null()).then(pl.lit(UNPARSABLE))
        return cells.select(_answer(pl.lit(None), unread, kind)).to_series()
    cells = cells.with_columns(read=ways[0](pl.col("text")))
    read = pl.col("read").struct.field
    rest = cells.select(rest=pl.when(read("value").is_null()).then(pl.col("text"))).to_series()
    left = rest.drop_nulls().unique()
    if left.is_empty():
        return cells.select(_answer(read("value"), read("problem"), kind)).to_series()
    found = left.to_frame().with_columns(found=_read(left, kind, ways[1:]))
    cells = cells.with_columns(rest).join(found, on="rest", how="left", maintain_order="left")
    later = pl.col("found").struct.field
    value = pl.coalesce(read("value").cast(kind), later("value"))
    problem = pl.when(read("value").is_null()).then(later("problem")).otherwise(read("problem"))
    return cells.select(_answer(value, problem, kind)).to_series()


def _answer(value: pl.Expr, problem: pl.Expr, kind: Kind) -> pl.Expr:
    return pl.struct(value=value.cast(kind), problem=problem.cast(pl.String))
