"""The audit's questions to a snapshot at rest: asked straight of DuckDB, in a fraction of a second.

Belongs here: which suites hold for published files alone, and asking them. The gate before
publication is elsewhere (audit): it runs under Great Expectations and keeps its results.
"""

from collections.abc import Iterator
from pathlib import Path

import duckdb

from expectations import sql
from expectations.check import Probe
from expectations.marts import official_probes
from expectations.rows import probe, read_suite

SUITES = ("grain", "arithmetic")
"""Suites that name nothing but published tables."""


def violated(manager: Path, official: Path) -> Iterator[str]:
    """Yield each expectation that a snapshot's pair of files does not meet, with the reason.

    Raises duckdb.Error when a file cannot be opened; a question that cannot be asked is an answer.
    """
    of_pair = list(official_probes(manager, official))
    with duckdb.connect(str(manager), read_only=True) as connection:
        tables = _tables(connection)
        probes = [
            *(
                probe(row, {})
                for suite in SUITES
                for row in read_suite(suite).values()
                # A snapshot of an earlier version of the project may have fewer tables.
                if row.table is None or row.table in tables
            ),
            *of_pair,
        ]
        connection.execute(f"attach {sql.literal(str(official))} as official (read_only)")
        for one in probes:
            yield from _answer(connection, one)


def _tables(connection: duckdb.DuckDBPyConnection) -> set[str]:
    found = connection.execute(
        "select table_schema || '.' || table_name from information_schema.tables"
    ).fetchall()
    return {name for (name,) in found}


def _answer(connection: duckdb.DuckDBPyConnection, probe: Probe) -> Iterator[str]:
    check = probe.checks[0]
    try:
        found = connection.execute(f"select count(*) from ({probe.sql})").fetchone()
    except duckdb.Error as error:
        reason = str(error).partition("\n")[0]
        yield f"{check.suite}.{check.expectation} cannot be asked ({reason})"
    else:
        if found and found[0]:
            yield f"{check.suite}.{check.expectation} fails in {found[0]} rows"
