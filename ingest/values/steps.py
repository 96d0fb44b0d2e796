"""Reading a column in two steps: the plain spellings at once, the rest with care.

Here belongs: how the ways of reading are put together. Not here: any way of reading.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ingest.values.parsed import UNPARSABLE

if TYPE_CHECKING:
    from collections.abc import Callable

    Reading = Callable[[pl.Expr], pl.Expr]
    Kind = pl.DataType | type[pl.DataType]

_TEXT = pl.col("text")
_REST = pl.col("rest")
_VALUE = pl.col("value")


def once(given: pl.Expr, then: Reading) -> pl.Expr:
    """Return what `then` makes of the given expression, which is computed a single time.

    A Polars expression is a tree: each mention of a part is planned, and often computed, anew.
    """
    return pl.struct(it=given).struct.with_fields(out=then(pl.field("it"))).struct.field("out")


def read_in_two_steps(text: pl.Expr, quick: Reading, thorough: Reading, kind: Kind) -> pl.Expr:
    """Return struct(value, problem) of a column of texts.

    `quick` gives the values of the plain spellings, null for all others. Only the distinct texts
    that are left go through `thorough`, which gives struct(value, problem): most columns have a few
    hundred of them, or none, however many rows there are. What neither can read is unparsable.
    """
    return text.map_batches(
        lambda texts: _read(texts, quick, thorough, kind),
        return_dtype=pl.Struct({"value": kind, "problem": pl.String}),
        is_elementwise=True,
    )


def _read(texts: pl.Series, quick: Reading, thorough: Reading, kind: Kind) -> pl.Series:
    cells = texts.alias("text").to_frame().with_columns(value=quick(_TEXT).cast(kind))
    cells = cells.with_columns(rest=pl.when(_VALUE.is_null()).then(_TEXT))
    rest = cells.get_column("rest").drop_nulls().unique()
    if rest.is_empty():
        return cells.select(pl.struct(_VALUE, problem=pl.lit(None, dtype=pl.String))).to_series()
    found = rest.to_frame().select(_REST, _with_verdict(thorough(_REST), kind).alias("found"))
    cells = cells.join(found, on="rest", how="left", maintain_order="left")
    part = pl.col("found").struct.field
    return cells.select(
        pl.struct(value=pl.coalesce(_VALUE, part("value")), problem=part("problem"))
    ).to_series()


def _with_verdict(found: pl.Expr, kind: Kind) -> pl.Expr:
    """Return the findings with what has no value marked as unparsable."""
    is_bad = pl.field("value").is_null()
    return found.struct.with_fields(
        value=pl.field("value").cast(kind),
        problem=pl.when(is_bad).then(pl.lit(UNPARSABLE)).otherwise(pl.field("problem")),
    )
