"""The catalogue's filter language as expressions.

`column=a|b`, `column!=a|b`, `column~a|b` (contains) and `column!~a|b`, joined by `;`.
"""

import re

import polars as pl

from tests.oracle.companies import NAME_COLUMNS
from tests.oracle.names import plain, without_legal_form

CONDITION = re.compile(r"^(\w+)(!=|!~|=|~)(.*)$")


def passes(text: str) -> pl.Expr:
    """Whether a row passes all conditions; an empty filter passes every row."""
    conditions = [_condition(part) for part in text.split(";") if part]
    return pl.all_horizontal(conditions) if conditions else pl.lit(value=True)


def _condition(text: str) -> pl.Expr:
    match = CONDITION.match(text)
    if match is None:
        raise ValueError(f"not a condition: {text}")
    column, operator, alternatives = match.groups()
    read = without_legal_form if column in NAME_COLUMNS else plain
    written = pl.DataFrame({"value": alternatives.split("|")})
    wanted = written.select(read(pl.col("value")))["value"].to_list()
    cell = read(pl.col(column))
    if operator.endswith("="):
        holds = cell.is_in(wanted)
    else:
        holds = pl.any_horizontal(cell.str.contains(value, literal=True) for value in wanted)
    holds = holds.fill_null(value=False)
    return holds.not_() if operator.startswith("!") else holds
