"""Closing a fiscal year (年度確定) and reopening it: what must be so before, and what is recorded.

Belongs here: those rules. Closed is what readers see now, from a snapshot that is whole; figures
change their look at the next run. Call it under the run's lock. Not here: the files (history).
"""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import duckdb

from ingest.home import Home
from orchestration.history.closed_years import (
    ClosedYearError,
    Closing,
    closed_years,
    keep_year,
    reopen_year,
)
from orchestration.history.journal import Event, note
from orchestration.lock import JST
from orchestration.publication.manifest import MANAGER, read_manifest
from orchestration.publication.snapshots import current_snapshot
from orchestration.publication.verify import verify


@dataclass(frozen=True)
class ClosedYear:
    """A closing, and how many of the year's figures are kept; `owed` desks still had to deliver."""

    closing: Closing
    figures: int
    owed: int


def close_year(
    home: Home, fiscal_year: int, by: str, reason: str = "", at: datetime | None = None
) -> ClosedYear:
    """Keep a year as it is published now; `at` is the moment, now by default.

    Raises ClosedYearError when nothing is published, the snapshot is damaged, the year has not
    ended in it or has no figures, or is closed already; OSError from the disk.
    """
    snapshot = current_snapshot(home)
    if snapshot is None:
        raise ClosedYearError(f"{home.published}: nothing is published: run `fais run` first")
    if before := closed_years(home).get(fiscal_year):
        raise ClosedYearError(
            f"FY{fiscal_year} is closed already (by {before.closed_by}, {before.closed_at}): "
            "to change it say `fais close-year --reopen --reason …` first"
        )
    if problems := verify(snapshot):
        raise ClosedYearError(f"FY{fiscal_year} cannot be closed: {problems[0]}")
    figures, owed = _figures(snapshot, fiscal_year)
    moment = (at or datetime.now(JST)).astimezone(JST)
    closing = Closing(fiscal_year, snapshot.name, _naive(moment), by, reason, None, None, None)
    keep_year(home, snapshot / MANAGER, closing)
    note(
        home,
        Event.YEAR_CLOSED,
        snapshot.name,
        reason=reason,
        by=by,
        fiscal_year=fiscal_year,
        at=moment,
    )
    return ClosedYear(closing, figures, owed)


def reopen(
    home: Home, fiscal_year: int, by: str, reason: str, at: datetime | None = None
) -> Closing:
    """Undo a closing; the next run shows what the logs give. Raises ClosedYearError, OSError."""
    closing = closed_years(home).get(fiscal_year)
    if closing is None:
        raise ClosedYearError(f"FY{fiscal_year} is not closed, so it cannot be reopened")
    if not reason:
        raise ClosedYearError(f"reopening FY{fiscal_year} needs a reason: say --reason …")
    moment = (at or datetime.now(JST)).astimezone(JST)
    reopen_year(home, fiscal_year, _naive(moment), by, reason)
    shown = current_snapshot(home)
    note(
        home,
        Event.YEAR_REOPENED,
        shown.name if shown else "",
        reason=reason,
        by=by,
        fiscal_year=fiscal_year,
        at=moment,
    )
    return closing


def _naive(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None, microsecond=0)


def _figures(snapshot: Path, fiscal_year: int) -> tuple[int, int]:
    """Return how many figures the year has, and how many of them desks still owe."""
    as_of = read_manifest(snapshot).as_of
    if as_of < date(fiscal_year + 1, 3, 31):
        raise ClosedYearError(
            f"FY{fiscal_year} has not ended in the published snapshot (as of {as_of}): "
            "close it after its last delivery was published"
        )
    with duckdb.connect(str(snapshot / MANAGER), read_only=True) as connection:
        found = connection.execute(
            "select count(*), count(*) filter (where coverage in ('partial', 'awaiting')) "
            "from marts.kpi_yearly where fiscal_year = ?",
            [fiscal_year],
        ).fetchone()
    figures, owed = found or (0, 0)
    if not figures:
        raise ClosedYearError(f"FY{fiscal_year} has no figures in the published snapshot")
    return int(figures), int(owed)
