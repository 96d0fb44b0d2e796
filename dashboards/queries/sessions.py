"""Sessions that are still to come: places taken and left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboards.queries.snapshot import per_snapshot

if TYPE_CHECKING:
    from datetime import date

    from dashboards.queries.snapshot import Snapshot


@dataclass(frozen=True)
class ComingSession:
    """One planned session; places are None where nobody wrote a capacity."""

    session_id: str
    programme_id: str | None
    title: str | None
    started_on: date
    format_ja: str | None
    format_en: str | None
    venue: str | None
    capacity: int | None
    registered_count: int
    places_left_count: int | None
    is_overbooked: bool | None

    @property
    def state(self) -> str:
        """open, full, overbooked, or unknown without a capacity."""
        if self.places_left_count is None:
            return "unknown"
        if self.is_overbooked:
            return "overbooked"
        return "open" if self.places_left_count else "full"


@per_snapshot
def coming_sessions(snapshot: Snapshot, programme_id: str) -> tuple[ComingSession, ...]:
    """The planned sessions of a programme (or of all), the next first."""
    rows = snapshot.rows(
        """
        select
            one.session_id, one.programme_id, one.title, one.started_on,
            coalesce(word.member_ja, one.format) as format_ja,
            coalesce(word.member_en, one.format) as format_en,
            one.venue, one.capacity, one.registered_count, one.places_left_count, one.is_overbooked
        from marts.coming_session as one
        left join marts.dimension_member as word
            on word.dimension = 'format' and word.member = one.format
        where $programme_id in ('', one.programme_id)
        order by one.started_on, one.session_id
        """,
        programme_id=programme_id,
    )
    return tuple(ComingSession(**row) for row in rows)
