"""What managers wrote beside a figure: cause and action, by month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboards.queries.snapshot import per_snapshot

if TYPE_CHECKING:
    from datetime import date

    from dashboards.queries.snapshot import Snapshot


@dataclass(frozen=True)
class Comment:
    """A manager's words on an indicator in a month; `comment_no` counts within the month."""

    month: date
    comment_no: int
    cause: str | None
    action: str | None


@per_snapshot
def comments_on(snapshot: Snapshot, indicator_id: str, fiscal_year: int) -> tuple[Comment, ...]:
    """The comments of a fiscal year, newest month first."""
    rows = snapshot.rows(
        """
        select month, comment_no, cause, action
        from marts.indicator_comment
        where indicator_id = $indicator_id and fiscal_year = $fiscal_year
        order by month desc, comment_no
        """,
        indicator_id=indicator_id,
        fiscal_year=fiscal_year,
    )
    return tuple(Comment(**row) for row in rows)
