"""What a home has published, as rows to compare: all but the times of the run itself."""

import duckdb

from ingest.home import Home

OF_THIS_RUN = {"landed_at", "run_at"}
OF_THE_AUDIT = "quality.check"
Content = dict[str, list[tuple[object, ...]]]


def opened(
    home: Home, snapshot: str = "current", name: str = "manager"
) -> duckdb.DuckDBPyConnection:
    """One file of a snapshot, for reading."""
    return duckdb.connect(str(home.published / snapshot / f"{name}.duckdb"), read_only=True)


def tables(con: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """Names of the published tables, each with its columns but the times of the run."""
    rows = con.execute(
        "select schema_name || '.' || table_name, column_name from duckdb_columns() "
        "where schema_name in ('marts', 'quality') order by all"
    ).fetchall()
    found: dict[str, list[str]] = {}
    for table, column in rows:
        if column not in OF_THIS_RUN:
            found.setdefault(table, []).append(column)
    return found


def content(home: Home) -> Content:
    """Every row of every table that managers see now; checks carry the run's own times."""
    with opened(home) as con:
        return {
            table: con.execute(f"select {', '.join(columns)} from {table} order by all").fetchall()
            for table, columns in tables(con).items()
            if table != OF_THE_AUDIT
        }
