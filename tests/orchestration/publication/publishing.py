"""Publishing the small build in tests, and looking into the files that come of it."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

import duckdb

from ingest.home import Home
from orchestration.publication import Published, SnapshotInputs, publish
from tests.orchestration.publication.conftest import check, no_audit

NOON_UTC = datetime(2025, 6, 1, 3, 0, tzinfo=timezone(timedelta(0)))


def published(home: Home, build: Path, inputs: SnapshotInputs, **options: object) -> Published:
    given: dict[str, object] = {"audit": no_audit, "now": lambda: NOON_UTC}
    return publish(home, build, [check("marts")], inputs, **(given | options))


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(query).fetchall()


def tables(path: Path) -> set[str]:
    found = rows(path, "select schema_name || '.' || table_name from duckdb_tables()")
    return {str(name) for (name,) in found}
