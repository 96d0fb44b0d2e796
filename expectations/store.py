"""Keeping results: the table quality.check that pages and snapshots read.

Belongs here: that table's columns and writing it. Not here: what its rows mean (results).
"""

from collections.abc import Iterable
from pathlib import Path

import duckdb

from expectations.results import CheckResult

CREATE = """
create schema if not exists quality;
create or replace table quality.check (
    suite varchar not null,
    expectation varchar not null,
    severity varchar not null,
    success boolean not null,
    observed varchar,
    run_at timestamp not null,
    error varchar,
    explanation_ja varchar not null,
    action_ja varchar not null,
    owner varchar not null
)
"""
COLUMNS = {
    "suite": "varchar[]",
    "expectation": "varchar[]",
    "severity": "varchar[]",
    "success": "boolean[]",
    "observed": "varchar[]",
    "run_at": "timestamp[]",
    "error": "varchar[]",
    "explanation_ja": "varchar[]",
    "action_ja": "varchar[]",
    "owner": "varchar[]",
}


def write_checks(target: duckdb.DuckDBPyConnection | Path, results: Iterable[CheckResult]) -> None:
    """Make quality.check anew: one row per suite and expectation, sorted by them."""
    if isinstance(target, Path):
        with duckdb.connect(str(target)) as connection:
            write_checks(connection, results)
        return
    ordered = sorted(results, key=lambda result: (result.suite, result.expectation))
    values = {column: [getattr(result, column) for result in ordered] for column in COLUMNS}
    # One list per column in one statement: row by row would take seconds.
    lists = ", ".join(f"unnest(${column}::{kind})" for column, kind in COLUMNS.items())
    target.execute(CREATE)
    target.execute(f"insert into quality.check ({', '.join(COLUMNS)}) select {lists}", values)
