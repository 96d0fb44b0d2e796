"""Which rows are accepted, which are rejected and why, and what becomes of bad cells.

Here belongs: the rules for the cells of one part of a sheet, from the contract alone. Not here:
references (judged at every run by the models), reading a cell (values), kinds of rows (rows),
wording (findings). The rules are those of the data definitions, "Judging a row".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from ingest.cells import read_cells
from ingest.estimates import estimate_flags, with_estimates
from ingest.findings import (
    DAMAGED,
    REQUIRED_MISSING,
    RULE,
    cell_findings,
    in_order,
    is_rejecting,
    row_findings,
)
from ingest.header import nameless
from ingest.readers import DAMAGE, RECORD, cells_of
from ingest.rows import BLANK, KIND, rows_above, skipped_rows
from ingest.unknown_columns import as_json
from ingest.values import TYPES

if TYPE_CHECKING:
    from ingest.contracts import Column, Contract
    from ingest.header import Header, Placed

_IS_DATA = "_is_data"
_NO_RULE = pl.lit(None, pl.String)


@dataclass(frozen=True)
class Judged:
    """Records that were judged. All frames are in the order of `_record`."""

    accepted: pl.DataFrame
    """`_record`, the contract's columns typed and in its order, `_unknown`."""
    findings: pl.DataFrame
    """What was found, as findings.SCHEMA says."""
    rejected: pl.DataFrame
    """`_record` of the rejected rows."""
    filled: pl.DataFrame
    """`_record` of the rows below the header that are not blank."""

    @property
    def frames(self) -> tuple[pl.DataFrame, ...]:
        """All of it, to be told apart by record."""
        return self.accepted, self.findings, self.rejected, self.filled


def judge(
    above: pl.DataFrame,
    below: pl.DataFrame,
    header: Header,
    contract: Contract,
    *,
    is_damaged: bool,
) -> Judged:
    """Judge the records above and below the header of sheets that are laid out alike."""
    header = _in_use(header, below)
    read = read_cells(below, header, contract)
    skipped = skipped_rows(read, header)
    judged = _judged(read, header, skipped, is_damaged=is_damaged)
    is_rejected = _is_rejected(header)
    others = [other.cell for other in header.others]
    columns = [pl.col(RECORD), *_columns(header, contract), *others]
    accepted = judged.lazy().filter(pl.col(_IS_DATA), ~is_rejected).select(columns).collect()
    broken = judged.filter(pl.col(_IS_DATA), _is_broken(header))
    blank = skipped.filter(pl.col(KIND) == BLANK)
    return Judged(
        accepted=accepted.drop(others).with_columns(as_json(accepted, header.others)),
        findings=in_order(
            cell_findings(broken, _record_id(header, contract), header, contract),
            row_findings(pl.concat([rows_above(above), skipped])),
        ),
        rejected=broken.filter(is_rejected).select(RECORD),
        filled=read.select(RECORD).join(blank, on=RECORD, how="anti", maintain_order="left"),
    )


def _in_use(header: Header, part: pl.DataFrame) -> Header:
    """Leave out unknown columns in which nothing stands; add those that come with these parts."""
    beyond = [nameless(cell) for cell in cells_of(part) if cell not in header.cells]
    others = (*header.others, *beyond)
    filled = tuple(one for one in others if part[one.cell].null_count() < len(part))
    return replace(header, others=filled)


def _judged(
    read: pl.DataFrame, header: Header, skipped: pl.DataFrame, *, is_damaged: bool
) -> pl.DataFrame:
    """Put values in the place of what was read; add the rule each cell broke, and what is data."""
    values = [_value(placed.column).alias(placed.column.name) for placed in header.placed]
    rules = [
        _rule(placed, is_damaged=is_damaged).alias(RULE + placed.cell) for placed in header.placed
    ]
    other_rules = [_other_rule(one.cell, is_damaged=is_damaged) for one in header.others]
    is_data = ~pl.col(RECORD).is_in(skipped[RECORD].implode())
    return read.with_columns(*values, *rules, *other_rules, is_data.alias(_IS_DATA))


def _value(column: Column) -> pl.Expr:
    """Return the typed value; a blank or a bad cell takes the default."""
    value = pl.col(column.name).struct.field("value")
    return value if column.default is None else value.fill_null(_constant(column))


def _constant(column: Column) -> pl.Expr:
    """Return what every row has in a column that the file lacks: the default, or null."""
    return pl.lit(column.default).cast(TYPES[column.type])


def _rule(placed: Placed, *, is_damaged: bool) -> pl.Expr:
    """Return the rule that a cell broke, or null."""
    column = placed.column
    read = pl.col(column.name).struct
    rule = read.field("problem")
    if column.required and column.default is None:
        rule = pl.when(read.field("is_blank")).then(pl.lit(REQUIRED_MISSING)).otherwise(rule)
    if is_damaged:
        rule = pl.when(_is_damaged(placed.cell)).then(pl.lit(DAMAGED)).otherwise(rule)
    return rule


def _other_rule(cell: str, *, is_damaged: bool) -> pl.Expr:
    """Return the only rule that a cell of an unknown column can break."""
    rule = pl.when(_is_damaged(cell)).then(pl.lit(DAMAGED)) if is_damaged else _NO_RULE
    return rule.alias(RULE + cell)


def _is_damaged(cell: str) -> pl.Expr:
    return pl.col(cell).str.contains(DAMAGE, literal=True)


def _is_broken(header: Header) -> pl.Expr:
    """Return whether any cell of a row broke a rule."""
    return pl.any_horizontal([pl.col(RULE + cell).is_not_null() for cell in header.cells])


def _is_rejected(header: Header) -> pl.Expr:
    """Return whether a row is rejected: a required cell is bad, or bytes cannot be decoded."""
    return pl.any_horizontal(
        [is_rejecting(placed.column, pl.col(RULE + placed.cell)) for placed in header.placed]
        + [pl.col(RULE + other.cell).is_not_null() for other in header.others]
    )


def _columns(header: Header, contract: Contract) -> list[pl.Expr]:
    absent = {column.name: _constant(column) for column in header.absent}
    values = {c.name: absent.get(c.name, pl.col(c.name)) for c in contract.columns}
    for flag, numbers in estimate_flags(contract).items():
        values[flag] = with_estimates(values[flag], numbers, header)
    return [value.alias(name) for name, value in values.items()]


def _record_id(header: Header, contract: Contract) -> pl.Expr:
    """Return the key cells joined by "/"; null when one of them is blank or bad."""
    key = [e for e, c in zip(_columns(header, contract), contract.columns, strict=True) if c.is_key]
    return pl.concat_str([part.cast(pl.String) for part in key], separator="/")
