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


def as_json(columns: Sequence[Unplaced]) -> pl.Expr:
    """Return the filled cells of unknown columns as one JSON object per row."""
    if not columns:
        return pl.lit(None, pl.String).alias(UNKNOWN)
    members = pl.concat_str([_member(one) for one in columns], separator=",", ignore_nulls=True)
    return (
        pl.when(members.str.len_bytes() > 0)
        .then(pl.concat_str(pl.lit("{"), members, pl.lit("}")))
        .alias(UNKNOWN)
    )


def _member(one: Unplaced) -> pl.Expr:
    cell = pl.col(one.cell)
    text = pl.when(~is_blank_mark(cell)).then(normalise_text(cell))
    name = json.dumps(one.name, ensure_ascii=False)
    quoted = pl.struct(v=text).struct.json_encode().str.strip_prefix('{"v":').str.strip_suffix("}")
    return pl.when(text.is_not_null()).then(pl.concat_str(pl.lit(f"{name}:"), quoted))
