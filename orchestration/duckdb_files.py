"""DuckDB files beside the one that is open: attached read-only, whatever their path contains."""

from pathlib import Path

import duckdb


def attach(connection: duckdb.DuckDBPyConnection, path: Path, name: str) -> None:
    """Let queries read a file's tables under a name. Raises duckdb.Error."""
    connection.execute(f"attach {literal(path)} as {name} (read_only)")


def literal(path: Path) -> str:
    """Return a path for statements that take no parameters."""
    return "'" + str(path).replace("'", "''") + "'"
