"""Money in whole yen: 11,950千円, 200万円, ¥600,000, or a bare number in the unit of its header.

Here belongs: what an amount of money is worth in yen. Not here: other numbers, and where a header
or a title names a unit (headers).
"""

from __future__ import annotations

import polars as pl

from ingest.values.numbers import EXACT_FLOAT, number_parts
from ingest.values.parsed import judged
from ingest.values.units import MONEY_UNITS


def read_money(text: pl.Expr, unit: str | None) -> pl.Expr:
    """Read amounts in whole yen (rounded); `unit` counts where the cell has none of its own."""
    factor = MONEY_UNITS.get(unit or "円", 1)
    parts = pl.struct(text=text).struct.with_fields(
        parts=number_parts(pl.field("text"), ("円也", "円", "圓"))
    )
    part = pl.field("parts").struct.field
    is_bare = part("unit").is_null()
    scaled = parts.struct.with_fields(
        yen=part("amount") * pl.when(is_bare).then(factor).otherwise(1),
        exact=pl.when(~is_bare | pl.lit(factor == 1)).then(part("whole")),
    )
    rounded = pl.field("yen").round(mode="half_away_from_zero")
    is_exact = pl.field("yen").abs() < EXACT_FLOAT
    value = pl.coalesce(
        pl.field("exact"), pl.when(is_exact).then(rounded).cast(pl.Int64, strict=False)
    )
    return scaled.struct.with_fields(read=judged(pl.field("text"), value)).struct.field("read")
