"""Rows that any log accepts, made from its contract, and the same rows with one cell broken.

Belongs here: what tests of every log fill in. Row n of every log refers to row 1 of its parents.
"""

from datetime import date, datetime
from typing import Any

from ingest.contracts import Column, Contract
from ingest.templates.kinds import kind_of

KNOWN = {"programmes": "sme_desk", "indicators": "sme_desk.consultations"}
BROKEN = {"date": "未定", "timestamp": "未定", "integer": "多数", "number": "多数", "boolean": "？"}

Row = dict[str, str]
"""Text by header."""


def valid_row(contract: Contract, number: int) -> Row:
    """Return the n-th valid row of a log, counted from 1."""
    return {c.title: _text(_value(c, contract, number)) for c in contract.columns}


def broken_row(contract: Contract, number: int) -> Row:
    """Return a row whose last required column says what it must not."""
    column = _breakable(contract)
    is_code = column.labels is not None or column.reference is not None
    value = "？？" if is_code else BROKEN.get(column.type, "")
    return {**valid_row(contract, number), column.title: value}


def keyless_row(contract: Contract, number: int) -> Row:
    """Return a row without the first part of its key."""
    key = next(c for c in contract.columns if c.is_key and c.default is None)
    return {**valid_row(contract, number), key.title: ""}


def _breakable(contract: Contract) -> Column:
    required = [c for c in contract.columns if c.required and c.default is None]
    return max(required, key=lambda column: not column.is_key)


def _value(column: Column, contract: Contract, number: int) -> Any:
    if column.reference:
        table, _ = column.reference
        return KNOWN.get(table, "例-0001")
    if column.parse_as == "fiscal_year":
        return 2020 + number
    return kind_of(column, contract).example(number)


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y/%m/%d %H:%M}"
    return f"{value:%Y/%m/%d}" if isinstance(value, date) else str(value)
