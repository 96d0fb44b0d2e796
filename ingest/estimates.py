"""Numbers that are only about right (約200名), in a log that keeps that apart.

Here belongs: which columns say so of which numbers, by name, and saying so of a row. Not here: how
such numbers are written (values).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ingest.values import is_about

if TYPE_CHECKING:
    from ingest.contracts import Column, Contract
    from ingest.header import Header

_FLAG = "is_estimate"
_NUMBERS = ("integer", "number")


def estimate_flags(contract: Contract) -> dict[str, tuple[str, ...]]:
    """Return each column that says "about", and the numbers of which it does.

    `headcount_is_estimate` is about headcount; `is_estimate` about all numbers of its row.
    """
    numbers = {column.name for column in contract.columns if column.type in _NUMBERS}
    return {flag.name: _numbers_of(flag, numbers) for flag in contract.columns if _is_flag(flag)}


def with_estimates(value: pl.Expr, numbers: tuple[str, ...], header: Header) -> pl.Expr:
    """Return what a row says of its numbers: its own answer, else true where one is about right."""
    cells = {p.column.name: p.cell for p in header.placed if p.column.name in numbers}
    said = [is_about(pl.col(cell)) & pl.col(name).is_not_null() for name, cell in cells.items()]
    return value.fill_null(pl.when(pl.any_horizontal(said)).then(True)) if said else value


def _is_flag(column: Column) -> bool:
    is_named_so = column.name == _FLAG or column.name.endswith(f"_{_FLAG}")
    return is_named_so and column.type == "boolean"


def _numbers_of(flag: Column, numbers: set[str]) -> tuple[str, ...]:
    own = flag.name.removesuffix(_FLAG).rstrip("_")
    return tuple(sorted(numbers & {own} if own else numbers))
