"""Closed years (年度確定): what readers saw of a fiscal year, kept whatever comes later.

Belongs here: the files `history/closed_years/<year>.parquet`, each with every closing of its year:
figures, breakdowns and the rows they were made of, with when, by whom and of which snapshot; a
closing that was undone stays, with its reason. Not here: whether a year may be closed
(publication.closing) and what it then shows (dbt_project, stg_closed_year).
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from importlib import resources
from pathlib import Path

import duckdb

from ingest.atomic import write_atomically
from ingest.home import Home
from orchestration.duckdb_files import attach
from orchestration.errors import FlowError

FOLDER = "closed_years"
_CLOSINGS = """
    select distinct
        fiscal_year, snapshot_id, closed_at, closed_by, close_reason,
        reopened_at, reopened_by, reopen_reason
    from read_parquet($1)
    order by closed_at
"""
_REOPENED = """
    select * replace (
        if(reopened_at is null, $at::timestamp, reopened_at) as reopened_at,
        if(reopened_at is null, $by, reopened_by) as reopened_by,
        if(reopened_at is null, $reason, reopen_reason) as reopen_reason
    )
    from read_parquet($path)
"""


class ClosedYearError(FlowError):
    """A year cannot be closed, reopened, or read; the line says which, why, and what to do."""


@dataclass(frozen=True)
class Closing:
    """One closing of a fiscal year, in naive Japan time; reopened_at is None while closed."""

    fiscal_year: int
    snapshot_id: str
    closed_at: datetime
    closed_by: str
    close_reason: str
    reopened_at: datetime | None
    reopened_by: str | None
    reopen_reason: str | None

    def holds_on(self, day: date | None) -> bool:
        """Return whether the year was closed at the end of a day; None is now."""
        if day is None:
            return self.reopened_at is None
        midnight = datetime.combine(day + timedelta(days=1), time())
        return self.closed_at < midnight and (
            self.reopened_at is None or self.reopened_at >= midnight
        )


def closings(home: Home) -> list[Closing]:
    """Return every closing, also undone ones. Raises ClosedYearError for a damaged file."""
    return [one for path in _paths(home) for one in _read(path)]


def closed_years(home: Home, day: date | None = None) -> dict[int, Closing]:
    """Return the closing of each year that was closed at the end of a day; None is now."""
    return {one.fiscal_year: one for one in closings(home) if one.holds_on(day)}


def keep_year(home: Home, manager_file: Path, closing: Closing) -> None:
    """Keep what a published manager file says of a year. Raises OSError or duckdb.Error."""
    query = (resources.files("orchestration.history") / "closed_years.sql").read_text("utf-8")
    path = _path(home, closing.fiscal_year)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    with duckdb.connect() as connection:
        attach(connection, manager_file, "snapshot")
        kept = connection.execute(
            query,
            {
                "fiscal_year": closing.fiscal_year,
                "closed_at": closing.closed_at,
                "closed_by": closing.closed_by,
                "reason": closing.close_reason,
                "snapshot_id": closing.snapshot_id,
            },
        ).pl()
        if path.exists():
            before = connection.execute("from read_parquet($1)", [str(path)]).pl()
            kept = before.vstack(kept)
    write_atomically(path, kept.write_parquet)


def reopen_year(home: Home, fiscal_year: int, at: datetime, by: str, reason: str) -> None:
    """Note that a closed year was reopened. Raises OSError or duckdb.Error."""
    path = _path(home, fiscal_year)
    with duckdb.connect() as connection:
        values = {"path": str(path), "at": at, "by": by, "reason": reason}
        kept = connection.execute(_REOPENED, values).pl()
    write_atomically(path, kept.write_parquet)


def _path(home: Home, fiscal_year: int) -> Path:
    return home.history / FOLDER / f"{fiscal_year}.parquet"


def _paths(home: Home) -> list[Path]:
    return sorted((home.history / FOLDER).glob("*.parquet"))


def _read(path: Path) -> list[Closing]:
    try:
        with duckdb.connect() as connection:
            rows = connection.execute(_CLOSINGS, [str(path)]).fetchall()
    except duckdb.Error as error:
        reason = str(error).partition("\n")[0]
        raise ClosedYearError(
            f"{path}: a closed year cannot be read ({reason}): put the file back from a backup, "
            "or close the year again after removing it"
        ) from None
    return [Closing(*row) for row in rows]
