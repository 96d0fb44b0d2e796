"""Where a figure comes from, asked of the snapshot of a visit (see `dashboards.trace`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboards import trace
from dashboards.queries.snapshot import NothingToShowError, per_snapshot

if TYPE_CHECKING:
    from dashboards.period import Period
    from dashboards.queries.snapshot import Snapshot

MOST_ROWS = 5_000


@per_snapshot
def definition_of(snapshot: Snapshot, indicator_id: str) -> trace.Definition:
    """How an indicator is computed. Raises NothingToShowError where it is not published."""
    definition = trace.definition_of(snapshot.rows, indicator_id)
    if definition is None:
        raise NothingToShowError("state.not_in_file", detail=indicator_id)
    return definition


@per_snapshot
def value_of(snapshot: Snapshot, indicator_id: str, period: Period) -> tuple[float | None, str]:
    """The value of a period, with its coverage."""
    return trace.value_of(snapshot.rows, indicator_id, period)


@per_snapshot
def behind_of(
    snapshot: Snapshot, indicator_id: str, period: Period, dimension: str = "", member: str = ""
) -> trace.Behind:
    """How many rows are behind a value, or behind one member's part of it."""
    asked = trace.Asked(indicator_id, period, snapshot.as_of, dimension, member)
    return trace.behind(snapshot.rows, asked)


@per_snapshot
def rows_of(
    snapshot: Snapshot, indicator_id: str, period: Period, dimension: str = "", member: str = ""
) -> tuple[trace.TracedRow, ...]:
    """The newest MOST_ROWS rows behind a value, or behind one member's part of it."""
    asked = trace.Asked(indicator_id, period, snapshot.as_of, dimension, member)
    return trace.rows_behind(snapshot.rows, asked, count=MOST_ROWS)
