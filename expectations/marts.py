"""The marts' audit: suites written as data (suites/*.yaml), with the relations they may name.

Belongs here: which suites there are and the `$relations` their SQL uses. Not here: the questions.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from expectations import sql
from expectations.check import Probe
from expectations.columns import TableColumn, columns_of
from expectations.limits import limited, read_limits
from expectations.rows import probe, read_suite
from expectations.surroundings import ALONE, BEFORE, Surroundings
from expectations.texts import text_relations
from ingest.contracts import Column, Contract

SUITES = ("grain", "arithmetic", "derived", "privacy", "provenance", "figures", "deliveries")
OFFICIAL_SUITE = "official"
AUDITED_LAST = "quality.check"
"""Written from the results themselves, shorter for officials: the one table not compared."""


def mart_probes(
    build_path: Path, contracts: Mapping[str, Contract], around: Surroundings = ALONE
) -> Iterator[Probe]:
    """Yield the questions to the marts of a build; it is opened once to see its columns."""
    columns = columns_of(build_path, {})
    relations = {
        "personal_columns": personal_columns(contracts.values()),
        "open_columns": open_columns(contracts.values()),
        "hash_values": hash_values(columns),
        "published_before": published_before(around),
        "events": events(columns, contracts.values()),
        **text_relations(columns, contracts.values(), around.landing),
    }
    limits = read_limits(build_path)
    for suite in SUITES:
        for row in limited(read_suite(suite), limits).values():
            yield probe(row, relations)


def official_probes(manager_path: Path, official_path: Path) -> Iterator[Probe]:
    """Yield the questions to the two files of a snapshot; `official` is attached to the other."""
    columns = columns_of(manager_path, {"official": official_path})
    relations = {"differing_rows": differing_rows(columns)}
    for row in read_suite(OFFICIAL_SUITE).values():
        yield probe(row, relations)


def personal_columns(contracts: Iterable[Contract]) -> str:
    """Return the relation (log, column_name, is_personal_everywhere: yes or no)."""
    named = [(contract.log, column) for contract in contracts for column in contract.columns]
    open_names = {column.name for _, column in named if not column.is_personal}
    rows = [
        (log, column.name, "no" if column.name in open_names else "yes")
        for log, column in named
        if column.is_personal
    ]
    return sql.relation(rows, ("log", "column_name", "is_personal_everywhere"))


def open_columns(contracts: Iterable[Contract]) -> str:
    """Return the relation (log, column_name) of columns whose values may be shown to data staff."""
    rows = [
        (contract.log, column.name) for contract in contracts for column in _open(contract.columns)
    ]
    return sql.relation(rows, ("log", "column_name"))


def hash_values(columns: Iterable[TableColumn]) -> str:
    """Return the relation (source, value) of everything in columns that claim to be hashes."""
    selects = [
        f"select distinct {sql.literal(f'{c.schema}.{c.table}.{c.column}')} as source, "
        f"{sql.name(c.column)} as value from {c.relation}"
        for c in columns
        if c.column.endswith("_hash") and c.type == "VARCHAR"
    ]
    return sql.united(selects, sql.relation([], ("source", "value")))


def differing_rows(columns: Iterable[TableColumn]) -> str:
    """Return the relation (table, rows): per table, official rows that the manager file has not."""
    columns = list(columns)
    tables = {
        f"{c.schema}.{c.table}": c
        for c in columns
        if c.catalog == "official" and f"{c.schema}.{c.table}" != AUDITED_LAST
    }
    suppressible = {c.relation for c in columns if c.column == "is_suppressed"}
    selects = []
    for table, c in tables.items():
        kept = " where not is_suppressed" if c.relation in suppressible else ""
        selects.append(
            f'select {sql.literal(table)} as "table", count(*) as "rows" from ('
            f"select * from {c.relation}{kept} except all "
            f"select * from {sql.name(c.schema)}.{sql.name(c.table)}) having count(*) > 0"
        )
    return sql.united(selects, sql.relation([], ('"table"', '"rows"')))


def _open(columns: Iterable[Column]) -> Iterator[Column]:
    return (column for column in columns if not column.is_personal)


def published_before(around: Surroundings) -> str:
    """Return the relation of yearly values that readers see now; empty where none can be read."""
    named = "indicator_id, fiscal_year, value, is_complete"
    if around.attached:
        return f"(select {named} from {BEFORE}.marts.kpi_yearly where value is not null)"
    return (
        "(select '' as indicator_id, 0 as fiscal_year, 0.0 as value, false as is_complete "
        "where false)"
    )


def events(columns: Iterable[TableColumn], contracts: Iterable[Contract]) -> str:
    """Return the relation (log, day) of every record's event up to the day of the build."""
    staged = {(c.table, c.column) for c in columns if c.schema == "staging"}
    selects = [
        f"select {sql.literal(contract.log)} as log, "
        f"cast({sql.name(contract.event_date)} as date) as day "
        f"from staging.{sql.name(f'stg_{contract.log}')} "
        f"where {sql.name(contract.event_date)} < (select as_of + 1 from staging.stg_as_of)"
        for contract in contracts
        if contract.event_date and (f"stg_{contract.log}", contract.event_date) in staged
    ]
    empty = "(select '' as log, current_date as day where false)"
    return sql.united(selects, empty)
