"""Every value each figure had: since when readers saw it, in which snapshot, by which deliveries.

Belongs here: the files `history/kpi_history/<snapshot>.parquet`, one for each snapshot that became
current, holding only the figures whose value it changed: indicator_id, fiscal_year, month (null for
the whole year), value (null when it has none any more), since (naive Japan time; always after every
value recorded before, whatever the clock said), snapshot_id, files (log/file). Not here: finding
the deliveries behind a change (publication.differences).
"""

from datetime import datetime
from importlib import resources
from pathlib import Path

import duckdb

from ingest.atomic import write_atomically
from ingest.home import Home
from orchestration.duckdb_files import attach

FOLDER = "kpi_history"
_SHOWN = """
    create temp table shown as
    select indicator_id, fiscal_year, month, arg_max_null(value, (since, snapshot_id)) as value
    from {known}
    group by indicator_id, fiscal_year, month
"""
_NEVER_BEFORE = """
    select greatest($since::timestamp, max(since) + interval 1 second) from {known}
"""
"""A clock that went back must not put a value before the one that it replaced."""
_NOTHING = (
    "(select ''::varchar as indicator_id, 0 as fiscal_year, null::date as month, 0.0 as value, "
    "null::timestamp as since, '' as snapshot_id where false)"
)


def is_recorded(home: Home, snapshot_id: str) -> bool:
    """Return whether the values of a snapshot are in the history."""
    return _path(home, snapshot_id).is_file()


def record_figures(
    home: Home,
    connection: duckdb.DuckDBPyConnection,
    manager_file: Path,
    snapshot_id: str,
    since: datetime,
) -> None:
    """Write what a snapshot that became current changed.

    The connection has a table `behind` (indicator_id, fiscal_year, month, files). Raises OSError or
    duckdb.Error; written twice, the file is the same.
    """
    path = _path(home, snapshot_id)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    others = sorted(str(one) for one in path.parent.glob("*.parquet") if one != path)
    known = "read_parquet($known)" if others else _NOTHING
    connection.execute(_SHOWN.format(known=known), {"known": others} if others else None)
    values = {"since": since, "known": others} if others else {"since": since}
    (after,) = connection.execute(_NEVER_BEFORE.format(known=known), values).fetchall()[0]
    attach(connection, manager_file, "snapshot")
    query = (resources.files("orchestration.history") / "figures.sql").read_text(encoding="utf-8")
    changed = connection.execute(query, {"since": after, "snapshot_id": snapshot_id}).pl()
    write_atomically(path, changed.write_parquet)


def _path(home: Home, snapshot_id: str) -> Path:
    return home.history / FOLDER / f"{snapshot_id}.parquet"
