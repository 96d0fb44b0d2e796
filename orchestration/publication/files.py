"""One published file: the tables its readers may see, copied from the build.

Belongs here: copying in a fixed order, and counting. Not here: which tables and rows (tables.yaml),
where the file goes (publish).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb

from orchestration.duckdb_files import attach
from orchestration.publication.tables import Audience, PublishedTable, published_tables


class MissingTableError(Exception):
    """A table that must be published is not in the build; the text names it."""


def write_tables(build_path: Path, path: Path, audience: Audience) -> None:
    """Make the file with the tables for these readers. Raises MissingTableError, duckdb.Error."""
    with _opened(path, build_path) as connection:
        present = _tables(connection, "build")
        connection.execute("create schema marts; create schema quality")
        for table in published_tables():
            if table.table not in present and table.required:
                raise MissingTableError(table.table)
            if table.table in present and table.is_for(audience):
                _copy(connection, table, audience)


def count_rows(path: Path) -> dict[str, int]:
    """Return the number of rows of every table of a file."""
    with duckdb.connect(str(path), read_only=True) as connection:
        return {
            table: _count(connection, table) for table in sorted(_tables(connection, path.stem))
        }


def built_as_of(build_path: Path) -> date:
    """Return the day (JST) a build was made for."""
    with duckdb.connect(str(build_path), read_only=True) as connection:
        return date.fromisoformat(
            _value(connection, "select as_of::varchar from staging.stg_as_of")
        )


@contextmanager
def _opened(path: Path, build_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(path)) as connection:
        attach(connection, build_path, "build")
        yield connection
        connection.execute("detach build")


def _copy(connection: duckdb.DuckDBPyConnection, table: PublishedTable, audience: Audience) -> None:
    connection.execute(
        f"create table {table.table} as from build.{table.table} "
        f"where {table.rows_for(audience)} order by {table.sorted_by}"
    )


def _tables(connection: duckdb.DuckDBPyConnection, catalog: str) -> set[str]:
    found = connection.execute(
        "select table_schema || '.' || table_name from information_schema.tables "
        "where table_catalog = ?",
        [catalog],
    ).fetchall()
    return {name for (name,) in found}


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    return int(_value(connection, f"select count(*) from {table}"))


def _value(connection: duckdb.DuckDBPyConnection, query: str) -> str:
    row = connection.execute(query).fetchone()
    if row is None:
        raise ValueError(query)
    return str(row[0])
