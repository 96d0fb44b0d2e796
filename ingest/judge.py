"""Which rows are accepted, which are rejected and why, and what becomes of bad cells.

Here belongs: the rules for the cells of one part of a sheet, from the contract alone. Not here:
references (judged at every run by the models), reading a cell (values), kinds of rows (rows),
wording (findings). The rules are those of the data definitions, "Judging a row".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from ingest.findings import DAMAGED, REQUIRED_MISSING, RULE, cell_findings, row_findings
from ingest.readers import DAMAGE, RECORD
from ingest.rows import BLANK, KIND, skipped_rows
from ingest.unknown_columns import as_json
from ingest.values import ERA_OVERRUN, not_before, parse

if TYPE_CHECKING:
    from ingest.contracts import Column, Contract
    from ingest.header import Header, Placed

FIRST_EVENT = date(2001, 3, 1)
"""The foundation's first day; no event is older."""

RECORD_ID = "record_id"
_REJECTED = "_rejected"


@dataclass(frozen=True)
class Judged:
    """One part of a sheet, judged."""

    accepted: pl.DataFrame
    """`_record`, the contract's columns typed and in its order, `_unknown`."""
    findings: pl.DataFrame
    """What was found, as findings.SCHEMA says, in the order of records."""
    rejected: int
    """Number of rejected rows."""
    last_filled: int
    """Record of the last row that is not blank; 0 when all are."""


def judge(part: pl.DataFrame, header: Header, contract: Contract, *, is_damaged: bool) -> Judged:
    """Judge the records of one part of a sheet."""
    header = _in_use(header, part)
    read = part.with_columns(
        _read(placed, contract).alias(placed.column.name) for placed in header.placed
    )
    skipped = skipped_rows(read, header)
    data = read.filter(pl.col(RECORD) != header.record).join(skipped, on=RECORD, how="anti")
    judged = _judged(data, header, contract, is_damaged=is_damaged)
    accepted = judged.filter(~pl.col(_REJECTED))
    return Judged(
        accepted=accepted.select(RECORD, *_columns(header, contract), as_json(header.others)),
        findings=pl.concat([cell_findings(judged, header, contract), row_findings(skipped)]),
        rejected=len(judged) - len(accepted),
        last_filled=_last_filled(data, skipped),
    )


def _in_use(header: Header, part: pl.DataFrame) -> Header:
    """Leave out unknown columns in which nothing stands."""
    others = tuple(one for one in header.others if part[one.cell].null_count() < len(part))
    return replace(header, others=others)


def _read(placed: Placed, contract: Contract) -> pl.Expr:
    parsed = parse(placed.column, pl.col(placed.cell), placed.unit)
    if placed.column.name == contract.event_date:
        parsed = not_before(parsed, FIRST_EVENT)
    return parsed.cells


def _judged(
    data: pl.DataFrame, header: Header, contract: Contract, *, is_damaged: bool
) -> pl.DataFrame:
    """Put values in the place of what was read; add the rule each cell broke and what follows."""
    values = [_value(placed.column).alias(placed.column.name) for placed in header.placed]
    rules = [
        _rule(placed, is_damaged=is_damaged).alias(RULE + placed.cell) for placed in header.placed
    ]
    other_rules = [
        pl.when(_is_damaged(one.cell)).then(pl.lit(DAMAGED)).alias(RULE + one.cell)
        for one in header.others
        if is_damaged
    ]
    return data.with_columns(*values, *rules, *other_rules).with_columns(
        _is_rejected(header, is_damaged=is_damaged).alias(_REJECTED),
        _record_id(header, contract).alias(RECORD_ID),
    )


def _value(column: Column) -> pl.Expr:
    """Return the typed value; a blank or a bad cell takes the default."""
    value = pl.col(column.name).struct.field("value")
    return value if column.default is None else value.fill_null(_constant(column))


def _constant(column: Column) -> pl.Expr:
    """Return what every row has in a column that the file lacks, typed: the default, or null."""
    text = None if column.default is None else str(column.default)
    typed = pl.select(parse(column, pl.lit(text, pl.String), None).value).to_series()
    return pl.lit(typed.item(), typed.dtype)


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


def _is_damaged(cell: str) -> pl.Expr:
    return pl.col(cell).str.contains(DAMAGE, literal=True)


def _is_rejected(header: Header, *, is_damaged: bool) -> pl.Expr:
    rules = [pl.col(RULE + p.cell) for p in header.placed if p.column.required]
    bad = [rule.is_not_null() & (rule != ERA_OVERRUN) for rule in rules]
    if is_damaged:
        bad += [(pl.col(RULE + cell) == DAMAGED).fill_null(value=False) for cell in header.cells]
    return pl.any_horizontal(bad).fill_null(value=False)


def _columns(header: Header, contract: Contract) -> list[pl.Expr]:
    absent = {column.name: _constant(column) for column in header.absent}
    return [absent.get(c.name, pl.col(c.name)).alias(c.name) for c in contract.columns]


def _record_id(header: Header, contract: Contract) -> pl.Expr:
    """Return the key cells joined by "/"; null when one of them is blank or bad."""
    key = [e for e, c in zip(_columns(header, contract), contract.columns, strict=True) if c.is_key]
    return pl.concat_str([part.cast(pl.String) for part in key], separator="/")


def _last_filled(data: pl.DataFrame, skipped: pl.DataFrame) -> int:
    filled = skipped.filter(pl.col(KIND) != BLANK)
    return max((frame.item(-1, RECORD) for frame in (data, filled) if len(frame)), default=0)
