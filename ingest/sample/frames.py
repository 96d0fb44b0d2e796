"""Data frames from arrays and single values. What the columns mean belongs to each log's module."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

TYPES: dict[str, pl.DataType] = {
    "_session": pl.Int64(),
    "_company": pl.Int64(),
    "_person": pl.Int64(),
    "months": pl.Int64(),
    "amount_yen": pl.Int64(),
}
"""Columns that are not text, so that a column of nulls has a type too."""


def coded(prefix: str, numbers: Any, width: int = 1) -> pl.Series:
    """Return texts of a prefix and a number, filled up with zeros: S23-0001."""
    digits = pl.Series(numbers, dtype=pl.Int64()).cast(pl.String()).str.zfill(width)
    return prefix + digits


def filled(n: int, **columns: Any) -> pl.DataFrame:
    """Return a frame of n rows; a single value is repeated in every row, None is a blank."""
    return pl.select(_column(name, value, n) for name, value in columns.items())


def _column(name: str, value: Any, n: int) -> pl.Series:
    kind = TYPES.get(name)
    if value is None:
        return pl.Series(name, [None] * n, dtype=kind or pl.String())
    if isinstance(value, str | int):
        return pl.Series(name, [value] * n, dtype=kind)
    if isinstance(value, np.datetime64):
        return pl.Series(name, np.full(n, value))
    column = pl.Series(name, value)
    return column.cast(kind) if kind else column
