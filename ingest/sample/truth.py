"""The truth of the sample: all 15 logs as clean tables, before any office writes them down.

Here belongs: which module makes which log, and the shape of a log (its contract's columns).
Columns that begin with `_` are for the sample's own use and are never written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ingest.contracts import load_contracts
from ingest.sample import (
    activities,
    consultations,
    dispatches,
    hagukumi,
    members,
    outcomes,
    papers,
    rosters,
    sessions,
    students,
    subsidies,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from ingest.contracts import Contract

LOGS: dict[str, Callable[[], pl.DataFrame]] = {
    "consultation": consultations.consultations,
    "expert_dispatch": dispatches.dispatches,
    "seminar_session": sessions.sessions,
    "seminar_attendance": rosters.attendances,
    "subsidy_application": subsidies.applications,
    "subsidy_member": hagukumi.members,
    "subsidy_expense": hagukumi.expenses,
    "student_support": students.supports,
    "activity": activities.activities,
    "member_register": members.members,
    "outcome": outcomes.outcomes,
    "finance_line": papers.finance_lines,
    "target": papers.targets,
    "indicator_comment": papers.comments,
    "reconciliation_note": papers.notes,
}
TYPES: dict[str, pl.DataType] = {
    "string": pl.String(),
    "integer": pl.Int64(),
    "number": pl.Float64(),
    "boolean": pl.Boolean(),
    "date": pl.Date(),
    "timestamp": pl.Datetime("us"),
}
OWN = ("_company", "_programme", "_known_on")
"""What the sample remembers of a row: its company, its session's programme, when it was known."""


def truth() -> dict[str, pl.DataFrame]:
    """Return every log, typed as its contract says, plus the sample's own columns.

    It reaches to the end of the last fiscal year; what is known by a day is decided by deliveries.
    """
    contracts = load_contracts(None)
    return {log: shaped(make(), contracts[log]) for log, make in LOGS.items()}


def shaped(rows: pl.DataFrame, contract: Contract) -> pl.DataFrame:
    """Return the columns of a contract in its order and types; absent ones are blank."""
    present = set(rows.columns)
    columns = [
        (pl.col(column.name) if column.name in present else pl.lit(None))
        .cast(TYPES[column.type])
        .alias(column.name)
        for column in contract.columns
    ]
    return rows.select(*columns, *(name for name in OWN if name in present))
