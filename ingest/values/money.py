"""Money in whole yen: 11,950千円, 200万円, ¥600,000, or a bare number in the unit of its header.

Here belongs: what an amount of money is worth in yen. Not here: other numbers, and where a header
or a title names a unit (headers).
"""

from __future__ import annotations

import polars as pl

from ingest.values.numbers import EXACT_FLOAT, number_ways, plain_integer
from ingest.values.steps import read_in_turn
from ingest.values.units import MONEY_UNITS

_YEN = ("円", "円也")


def read_money(text: pl.Expr, unit: str | None) -> pl.Expr:
    """Read amounts in whole yen (rounded); `unit` counts where the cell has none of its own."""
    factor = MONEY_UNITS.get(unit or "円", 1)
    ways = number_ways(_YEN, lambda parts: _yen(parts, factor))
    return read_in_turn(text, pl.Int64, lambda plain: plain_integer(plain, factor), *ways)


def _yen(parts: pl.Expr, factor: int) -> pl.Expr:
    part = parts.struct.field
    is_bare = part("unit").is_null()
    amount = part("amount") * pl.when(is_bare).then(factor).otherwise(1)
    rounded = pl.when(amount.abs() < EXACT_FLOAT).then(amount.round(mode="half_away_from_zero"))
    exact = pl.when(~is_bare | pl.lit(factor == 1)).then(part("whole"))
    return pl.coalesce(exact, rounded.cast(pl.Int64, strict=False))
