"""Homes of the tests that break runs: May is published, June lies in the inbox; and their state.

Belongs here: making that home, and all that must be the same after any break. Not here: breaking.
"""

import hashlib
import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from ingest.home import Home
from orchestration.history.journal import Event, read_journal
from orchestration.lock import JST
from orchestration.publication import current_snapshot, read_manifest
from tests.orchestration.office import HEADER, Office

MAY = HEADER + "C-01,sme_desk,2025/5/7 10:00,例示工務店株式会社,経営,完了\n"
JUNE = HEADER + "C-02,sme_desk,2025/6/3 13:30,例示商会株式会社,経営,完了\n,sme_desk,,,,\n"
OF_THE_RUN = ("run_at", "landed_at", "since", "snapshot_id")
"""Columns that say when, not what."""
TABLES = "select schema_name || '.' || table_name from duckdb_tables() order by all"
State = Mapping[str, list[tuple[Any, ...]]]


def deliver(office: Office, name: str, content: str, month: int) -> None:
    """Lay a file of consultations into the inbox as if it were saved at a month's end."""
    path = office.deliver("consultation", name, content)
    seconds = datetime(2025, month, 28, 12, tzinfo=JST).timestamp()
    os.utime(path, (seconds, seconds))


def state(home: Home) -> State:
    """Every row that is published, landed and kept in history, without the moments of the run."""
    shown = current_snapshot(home)
    assert shown is not None
    files = [shown / "manager.duckdb", shown / "official.duckdb"]
    found = {f"{file.stem}.{name}": rows for file in files for name, rows in _tables(file)}
    parquet = [path for path in home.landing.rglob("*.parquet") if not path.name.startswith(".")]
    found |= {str(path.relative_to(home.root)): _rows(path) for path in sorted(parquet)}
    history = home.history / "kpi_history" / f"{shown.name}.parquet"
    return found | {"history": _rows(history), "keys": _rows(home.history / "company_keys.parquet")}


def differing(home: Home, expected: State, of: Sequence[str] = ()) -> list[str]:
    """Name what is not as expected: of everything, or of the tables that are asked for."""
    found = state(home)
    names = found.keys() | expected.keys()
    asked = [name for name in names if not of or name.rpartition(".")[2] in of]
    return sorted(name for name in asked if found.get(name) != expected.get(name))


def is_whole(home: Home) -> bool:
    """Whether the current snapshot's files are those its manifest names."""
    snapshot = current_snapshot(home)
    assert snapshot is not None
    return all(
        hashlib.sha256((snapshot / name).read_bytes()).hexdigest() == digest
        for name, digest in read_manifest(snapshot).files.items()
    )


def times_shown(home: Home) -> list[int]:
    """How often the journal tells of each publication; once is right."""
    told = [one.snapshot_id for one in read_journal(home) if one.event is Event.PUBLISHED]
    return [told.count(snapshot_id) for snapshot_id in dict.fromkeys(told)]


def leftovers(home: Home) -> list[Path]:
    """What a break left behind and nobody cleared."""
    return [path for kind in ("partial", "tmp", "new") for path in home.root.rglob(f".*.{kind}")]


def _tables(file: Path) -> list[tuple[str, list[tuple[Any, ...]]]]:
    with duckdb.connect(str(file), read_only=True) as connection:
        names = [name for (name,) in connection.execute(TABLES).fetchall()]
        return [(name, connection.execute(_what(name)).fetchall()) for name in names]


def _rows(path: Path) -> list[tuple[Any, ...]]:
    with duckdb.connect() as connection:
        return connection.execute(_what(f"'{path}'")).fetchall()


def _what(source: str) -> str:
    return f"select columns(lambda name: name not in {OF_THE_RUN}) from {source} order by all"
