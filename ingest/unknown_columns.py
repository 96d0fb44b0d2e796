"""Columns that no contract knows: kept, as JSON, with what is personal.

Here belongs: how such cells are kept. Not here: which columns are unknown (header).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import polars as pl

from ingest.values import is_blank_mark, normalise_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.header import Unplaced

UNKNOWN = "_unknown"
"""Column of JSON objects: header → text of the filled cells; null where there are none."""


def as_json(rows: pl.DataFrame, columns: Sequence[Unplaced]) -> pl.Series:
    """Return the filled cells of unknown columns as one JSON object per row.

    The cells are laid below each other, so that the work grows with them alone: there may be
    hundreds of unknown columns, and an expression for each takes minutes to plan.
    """
    if not columns:
        return pl.Series(UNKNOWN, [None], pl.String).new_from_index(0, len(rows))
    cells = rows.select(one.cell for one in columns).with_row_index("row")
    laid = cells.unpivot(index="row", variable_name="cell", value_name="text").drop_nulls("text")
    members = laid.filter(~is_blank_mark(pl.col("text"))).select("row", member=_member(columns))
    objects = members.group_by("row").agg(pl.col("member").str.join(","))
    return (
        cells.select("row")
        .join(objects, on="row", how="left", maintain_order="left")
        .select(pl.concat_str(pl.lit("{"), "member", pl.lit("}")).alias(UNKNOWN))
        .to_series()
    )


def _member(columns: Sequence[Unplaced]) -> pl.Expr:
    """Return `"header":"text"` of every cell."""
    names = {one.cell: f"{json.dumps(one.name, ensure_ascii=False)}:" for one in columns}
    text = pl.struct(v=normalise_text(pl.col("text"))).struct.json_encode()
    return pl.concat_str(
        pl.col("cell").replace_strict(names, return_dtype=pl.String),
        text.str.strip_prefix('{"v":').str.strip_suffix("}"),
    )
