"""The published tables as the models declare them: for tests that need one without running a build.

Columns come from the models' contracts, what an official sees from the rules of publication, so
that a column or table added there is here too.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    import duckdb

ROOT = Path(__file__).parents[2]
MODELS = ROOT / "dbt_project" / "models"
RULES = ROOT / "orchestration" / "publication" / "tables.yaml"


def create_the_rest(connection: duckdb.DuckDBPyConnection) -> None:
    """Create every published table that is not there yet, empty."""
    for entry in _rules():
        columns = ", ".join(f"{name} {kind}" for name, kind in _columns(entry["table"]).items())
        connection.execute(f"create table if not exists {entry['table']} ({columns})")


def official_tables() -> list[tuple[str, str]]:
    """The tables in the official file, each with the condition that its rows meet."""
    shown = [entry for entry in _rules() if entry["audience"] == "all"]
    listed = [(entry["table"], entry.get("official_rows", "true")) for entry in shown]
    return [*listed, ("quality.check", "true")]


@cache
def _rules() -> list[dict[str, Any]]:
    rules: list[dict[str, Any]] = yaml.safe_load(RULES.read_text(encoding="utf-8"))
    return [entry for entry in rules if _declaration(entry["table"])]


def _columns(table: str) -> dict[str, str]:
    """The columns of a published table with their types, as its model's contract has them."""
    declaration = _declaration(table)
    assert declaration is not None, table
    (model,) = yaml.safe_load(declaration.read_text(encoding="utf-8"))["models"]
    return {column["name"]: column["data_type"] for column in model["columns"]}


@cache
def _declaration(table: str) -> Path | None:
    """The file that declares a published table; None where no model makes it."""
    schema, _, name = table.partition(".")
    return next((MODELS / schema).rglob(f"{name}.yml"), None)
