"""The marts' audit: suites written as data (suites/*.yaml), with the relations they may name.

Belongs here: which suites there are and the `$relations` their SQL uses. Not here: the questions.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import duckdb

from expectations import sql
from expectations.check import Probe
from expectations.rows import probe, read_suite
from ingest.contracts import Column, Contract

SUITES = ("grain", "arithmetic", "privacy", "provenance", "figures", "deliveries")
OFFICIAL_SUITE = "official"
AUDITED_LAST = "quality.check"
"""Written from the results themselves, shorter for officials: the one table not compared."""


class TableColumn(NamedTuple):
    """One column of one table of an open database."""

    catalog: str
    schema: str
    table: str
    column: str
    type: str

    @property
    def relation(self) -> str:
        """The table's full name, quoted."""
        return ".".join(map(sql.name, (self.catalog, self.schema, self.table)))


def mart_probes(build_path: Path, contracts: Mapping[str, Contract]) -> Iterator[Probe]:
    """Yield the questions to the marts of a build; it is opened once to see its columns."""
    relations = {
        "personal_columns": personal_columns(contracts.values()),
        "open_columns": open_columns(contracts.values()),
        "hash_values": hash_values(_columns(build_path, {})),
    }
    for suite in SUITES:
        for row in read_suite(suite).values():
            yield probe(row, relations)


def official_probes(manager_path: Path, official_path: Path) -> Iterator[Probe]:
    """Yield the questions to the two files of a snapshot; `official` is attached to the other."""
    columns = _columns(manager_path, {"official": official_path})
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
    return _united(selects, sql.relation([], ("source", "value")))


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
    return _united(selects, sql.relation([], ('"table"', '"rows"')))


def _open(columns: Iterable[Column]) -> Iterator[Column]:
    return (column for column in columns if not column.is_personal)


def _united(selects: list[str], empty: str) -> str:
    return "(" + " union all ".join(selects) + ")" if selects else empty


def _columns(path: Path, attached: Mapping[str, Path]) -> list[TableColumn]:
    """Return the columns of every table and view of a file and of those attached to it."""
    with duckdb.connect(str(path), read_only=True) as connection:
        for alias, other in attached.items():
            connection.execute(f"attach {sql.literal(str(other))} as {alias} (read_only)")
        found = connection.execute(
            "select database_name, schema_name, table_name, column_name, data_type "
            "from duckdb_columns() where not internal order by all"
        ).fetchall()
    return [TableColumn(*row) for row in found]
