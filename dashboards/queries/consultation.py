"""Consultations beyond their counts: which are open, how fast they close, who introduced them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboards.queries.snapshot import per_snapshot

if TYPE_CHECKING:
    from datetime import date

    from dashboards.queries.snapshot import Snapshot

ALL = ""
AGE_BANDS = ("0-7", "8-30", "31-90", "91-")


@dataclass(frozen=True)
class OpenConsultation:
    """One consultation that is still open on the as-of day."""

    record_id: str
    programme_id: str | None
    received_on: date
    age_days: int
    age_band: str
    channel_ja: str | None
    channel_en: str | None
    category_ja: str | None
    category_en: str | None
    company_name: str | None


@dataclass(frozen=True)
class Closing:
    """How fast a desk closed what it received in a year; the days speak of `dated_count`."""

    programme_id: str
    open_count: int
    oldest_open_on: date | None
    closed_count: int
    dated_count: int
    median_days: float | None
    ninth_decile_days: float | None
    mean_days: float | None


@dataclass(frozen=True)
class Referral:
    """Who introduced a desk's consultations; programme None: all desks together."""

    programme_id: str | None
    consultation_count: int
    answered_count: int
    government_count: int
    acquaintance_count: int
    bank_count: int
    introduced_count: int
    introduced_ratio: float | None


@per_snapshot
def open_consultations(snapshot: Snapshot, programme_id: str) -> tuple[OpenConsultation, ...]:
    """The open ones of a desk (or of all), the oldest first."""
    rows = snapshot.rows(
        """
        select
            one.record_id, one.programme_id, one.received_on, one.age_days, one.age_band,
            coalesce(channel.member_ja, one.channel) as channel_ja,
            coalesce(channel.member_en, one.channel) as channel_en,
            coalesce(category.member_ja, one.category) as category_ja,
            coalesce(category.member_en, one.category) as category_en,
            company.name as company_name
        from marts.open_consultation as one
        left join marts.company as company using (company_key)
        left join marts.dimension_member as channel
            on channel.dimension = 'channel' and channel.member = one.channel
        left join marts.dimension_member as category
            on category.dimension = 'category' and category.member = one.category
        where $programme_id in ('', one.programme_id)
        order by one.age_days desc, one.record_id
        """,
        programme_id=programme_id,
    )
    return tuple(OpenConsultation(**row) for row in rows)


@per_snapshot
def closings(snapshot: Snapshot, fiscal_year: int, programme_id: str) -> tuple[Closing, ...]:
    """The desks with consultations received in a year, those with most of them first."""
    rows = snapshot.rows(
        """
        select
            programme_id, open_count, oldest_open_on, closed_count, dated_count, median_days,
            ninth_decile_days, mean_days
        from marts.consultation_closing
        where fiscal_year = $fiscal_year and $programme_id in ('', programme_id)
        order by open_count + closed_count desc, programme_id
        """,
        fiscal_year=fiscal_year,
        programme_id=programme_id,
    )
    return tuple(Closing(**row) for row in rows)


@per_snapshot
def referrals(snapshot: Snapshot, fiscal_year: int) -> tuple[Referral, ...]:
    """All desks together first, then desk by desk, most consultations first."""
    rows = snapshot.rows(
        """
        select * exclude (fiscal_year)
        from marts.consultation_referral
        where fiscal_year = $fiscal_year
        order by programme_id is not null, consultation_count desc, programme_id
        """,
        fiscal_year=fiscal_year,
    )
    return tuple(Referral(**row) for row in rows)
