"""Suites of the landed logs, generated from their contracts: a new contract is enough.

Belongs here: what a contract promises, as questions to raw."<log>". Not here: texts and severities
(suites/landed.yaml) and what ingest already judged row by row.
Two queries per log: one asks the catalogue for columns and types, one scans the rows once and
counts every kind of finding by column. Only names and counts leave the database, never a value.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from expectations import sql
from expectations.check import Check, Probe
from expectations.limits import Limits, limited
from expectations.rows import SuiteRow, read_suite
from ingest.contracts import Column, Contract

FOUNDED_ON = "2001-03-01"
"""The foundation's first day: no event is older."""

DUCKDB_TYPES = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
}
ORIGIN_TYPES = {
    "_sha256": "VARCHAR",
    "_file": "VARCHAR",
    "_row_number": "BIGINT",
    "_position": "BIGINT",
    "_delivered_at": "TIMESTAMP",
}
COLUMN_CHECKS = {
    "columns_as_contracted": "expected_type is not null",
    "no_personal_column": "expected_type is null and not starts_with(column_name, '_')",
}


class Count(NamedTuple):
    """One number to be zero: rows of a kind of finding in a column."""

    expectation: str
    column: str
    counting: str


def landed_probes(contracts: Mapping[str, Contract], limits: Limits) -> Iterator[Probe]:
    """Yield the questions to every log, in the order of the contracts."""
    rows = limited(read_suite("landed"), limits)
    for contract in contracts.values():
        yield _columns_probe(contract, rows)
        yield _rows_probe(contract, rows)


def _columns_probe(contract: Contract, rows: Mapping[str, SuiteRow]) -> Probe:
    expected = {column.name: DUCKDB_TYPES[column.type] for column in _landed_columns(contract)}
    listed = sql.relation((expected | ORIGIN_TYPES).items(), ("column_name", "expected_type"))
    query = f"""
        select column_name, expected_type, found_type
        from {listed} as expected
        full join (
            select column_name, data_type as found_type
            from information_schema.columns
            where table_catalog = current_database()
                and table_schema = 'raw' and table_name = {sql.literal(contract.log)}
        ) as found using (column_name)
        where expected_type is distinct from found_type
    """
    checks = (_check(contract, rows, key, where) for key, where in COLUMN_CHECKS.items())
    return Probe(query, tuple(checks))


def _rows_probe(contract: Contract, rows: Mapping[str, SuiteRow]) -> Probe:
    counts = list(_counts(contract))
    relation = f"raw.{sql.name(contract.log)}"
    counting = ", ".join(f"{count.counting} as n{i}" for i, count in enumerate(counts))
    query = f"""
        with counted as (select {counting} from {relation}),
        repeated as (
            select _position from {relation} group by _sha256, _position having count(*) > 1
        ),
        findings as (
            select
                unnest([{sql.listed(count.expectation for count in counts)}]) as expectation,
                unnest([{sql.listed(count.column for count in counts)}]) as "列",
                unnest([{", ".join(f"n{i}" for i in range(len(counts)))}]) as "行数"
            from counted
            union all by name
            select 'rows_counted_once' as expectation, '_position' as "列", count(*) as "行数"
            from repeated
        )
        select * from findings where "行数" > 0
    """
    asked = [*dict.fromkeys(count.expectation for count in counts), "rows_counted_once"]
    checks = (_check(contract, rows, key, f"expectation = '{key}'") for key in asked)
    return Probe(query, tuple(checks))


def _check(contract: Contract, rows: Mapping[str, SuiteRow], key: str, where: str) -> Check:
    check = rows[key].check
    return replace(
        check,
        suite=f"landed_{contract.log}",
        explanation_ja=f"{contract.title}：{check.explanation_ja}",
        where=where,
    )


def _landed_columns(contract: Contract) -> list[Column]:
    return [column for column in contract.columns if not column.is_personal]


def _counts(contract: Contract) -> Iterator[Count]:
    for name in ORIGIN_TYPES:
        yield Count("origin_filled", name, _number_where(f"{name} is null"))
    for column in _landed_columns(contract):
        shown = f"{column.title} ({column.name})"
        for expectation, broken in _broken_when(contract, column):
            yield Count(expectation, shown, _number_where(broken))


def _number_where(condition: str) -> str:
    return f"count(*) filter (where {condition})"


def _broken_when(contract: Contract, column: Column) -> Iterator[tuple[str, str]]:
    """Yield, for one column, which expectation a row breaks under which condition."""
    name = sql.name(column.name)
    if column.is_key or column.required:
        empty = f"{name} is null" + (f" or {name} = ''" if column.type == "string" else "")
        yield ("keys_filled" if column.is_key else "required_filled"), empty
    if column.labels is not None and column.type == "string":
        yield "values_known", f"{name} not in ({sql.listed(column.labels)})"
    if column.minimum is not None:
        yield "values_in_range", f"{name} < {sql.literal(column.minimum)}"
    if column.maximum is not None:
        yield "values_in_range", f"{name} > {sql.literal(column.maximum)}"
    if column.name == contract.event_date:
        yield "event_date_possible", f"{name} < date '{FOUNDED_ON}'"
