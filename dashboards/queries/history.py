"""Every value a figure had: since when readers saw it, in which publication, by which deliveries.

Read from `history/kpi_history/` of the home, a file per publication that changed something.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

_VALUES = """
select since, snapshot_id, month, value, files
from read_parquet($files)
where indicator_id = $indicator_id and fiscal_year = $fiscal_year and month is null
order by since desc, snapshot_id desc
"""


@dataclass(frozen=True)
class PastValue:
    """A value of a year from a moment on; None when there was none any more."""

    since: datetime
    snapshot_id: str
    month: date | None
    value: float | None
    files: tuple[str, ...]


def past_values(home: Path, indicator_id: str, fiscal_year: int) -> tuple[PastValue, ...]:
    """The values of a year, newest first; none where no history was kept."""
    files = sorted(str(path) for path in (home / "history" / "kpi_history").glob("*.parquet"))
    if not files:
        return ()
    asked = {"files": files, "indicator_id": indicator_id, "fiscal_year": fiscal_year}
    with duckdb.connect() as connection:
        rows = connection.execute(_VALUES, asked).fetchall()
    return tuple(
        PastValue(since, snapshot_id, month, value, tuple(behind or ()))
        for since, snapshot_id, month, value, behind in rows
    )
