"""The small languages of the catalogue: measures and filters, checked against the contracts.

Belongs here: splitting `sum:amount_yen` and `status=a|b;theme~x` and saying what is wrong with one.
Does not belong here: applying them to rows; that is set work in models/intermediate.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dbt_project.catalogue import CatalogueError, Row, Table
from ingest.contracts import Contract

CONDITION = re.compile(r"^(?P<column>[a-z_0-9]+)(?P<operator>!=|!~|=|~)(?P<values>.+)$")
MEASURE = re.compile(r"^(rows|members|people|(sum|distinct|ratio):.+)$")
ACCUMULATE = ("sum", "distinct", "ratio", "last", "cumulative")
EVERY_LOG = "any"
COMPANY = "company"


@dataclass(frozen=True)
class Condition:
    """One condition of a filter: column, operator (=, !=, ~, !~) and the values it names."""

    column: str
    operator: str
    values: tuple[str, ...]


def conditions(text: str, place: str) -> Iterator[Condition]:
    """Split a filter; all of its conditions must hold. Raises CatalogueError for a broken one."""
    for part in filter(None, text.split(";")):
        match = CONDITION.match(part)
        if match is None:
            remedy = "Write column=a|b, column!=a, column~text or column!~text, joined by ;"
            raise CatalogueError(place, f"cannot read the filter {part!r}", remedy)
        yield Condition(match["column"], match["operator"], tuple(match["values"].split("|")))


def measured_columns(measure: str) -> tuple[str, ...]:
    """Columns that a measure reads: of `sum:x` and `distinct:x+y`; none for the others."""
    kind, _, rest = measure.partition(":")
    return tuple(rest.split("+")) if kind in ("sum", "distinct") else ()


def check_indicators(catalogue: Mapping[str, Table], contracts: Mapping[str, Contract]) -> None:
    """Raise CatalogueError for the first indicator (or touchpoint) that could not be computed."""
    for row in catalogue["touchpoints"].rows.values():
        check_members(row, [row["log"]], set(contracts), "log")
        check_filter(row, row["filter"], contracts[row["log"]])
    for row in catalogue["row_decisions"].rows.values():
        check_members(row, [row["log"]], set(contracts), "log")
    indicators = catalogue["indicators"]
    programmes = catalogue["programmes"].column("programme_id")
    for row in indicators.rows.values():
        _check_words(row, contracts)
        check_members(row, row.listed("programme_ids"), programmes, "programme")
        if row["measure"].startswith("ratio:"):
            parts = row["measure"].removeprefix("ratio:").split("/")
            check_members(row, parts, indicators.column("indicator_id"), "indicator")
        elif row["log"] != EVERY_LOG:
            check_filter(row, row["filter"], contracts[row["log"]])
            _check_measure(row, contracts[row["log"]])


def _check_words(row: Row, contracts: Mapping[str, Contract]) -> None:
    if row["log"] not in (*contracts, EVERY_LOG):
        logs = ", ".join(sorted(contracts))
        raise CatalogueError(row.place, f"unknown log {row['log']!r}", f"Known logs: {logs}, any")
    if not MEASURE.match(row["measure"]):
        remedy = "Use rows, sum:column, distinct:column, members, people or ratio:a/b"
        raise CatalogueError(row.place, f"unknown measure {row['measure']!r}", remedy)
    if row["accumulate"] not in ACCUMULATE:
        remedy = f"Use one of: {', '.join(ACCUMULATE)}"
        raise CatalogueError(row.place, f"unknown accumulation {row['accumulate']!r}", remedy)


def check_members(row: Row, names: Iterable[str], known: set[str], what: str) -> None:
    """Raise CatalogueError for the first name that its catalogue table does not have."""
    unknown = [name for name in names if name not in known]
    if unknown:
        remedy = f"Add it to {what}s.csv or correct the spelling"
        raise CatalogueError(row.place, f"unknown {what} {unknown[0]!r}", remedy)


def check_filter(row: Row, text: str, contract: Contract) -> None:
    """Raise CatalogueError for a condition on a column, or a code, that the contract lacks.

    Personal columns stay in landing: no filter can name them.
    """
    columns = {column.name: column for column in contract.columns}
    for condition in conditions(text, row.place):
        column = columns.get(condition.column)
        if column is None:
            problem = f"the filter names {condition.column!r}, which {contract.log} lacks"
            raise CatalogueError(row.place, problem, f"Known columns: {', '.join(columns)}")
        if column.is_personal:
            problem = f"the filter names {condition.column!r}, a personal column"
            raise CatalogueError(row.place, problem, "Filter by a column that is not personal")
        labels = column.labels or {}
        unknown = [code for code in condition.values if labels and code not in labels]
        if unknown and condition.operator in ("=", "!="):
            known = ", ".join(labels)
            problem = f"{unknown[0]!r} is no value of {column.name}"
            raise CatalogueError(row.place, problem, f"Known values: {known}")


def _check_measure(row: Row, contract: Contract) -> None:
    known = {column.name for column in contract.columns} | {COMPANY}
    unknown = [name for name in measured_columns(row["measure"]) if name not in known]
    if unknown:
        problem = f"the measure names {unknown[0]!r}, which {contract.log} lacks"
        raise CatalogueError(row.place, problem, f"Known columns: {', '.join(sorted(known))}")
    if not contract.event_date and not any(c.reference for c in contract.columns):
        remedy = "Give the contract an eventDate, or a reference to a log that has one"
        raise CatalogueError(row.place, f"{contract.log} has no event date", remedy)
