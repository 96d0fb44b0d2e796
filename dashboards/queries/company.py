"""Companies: finding one, what support it had and when, how many come how far, who may be the same.

Only in the file for the foundation; a company whose name may be a person's has none here.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboards.queries.snapshot import per_snapshot

if TYPE_CHECKING:
    from datetime import date

    from dashboards.queries.snapshot import Snapshot

STAGES = ("event", "consultation", "dispatch", "subsidy", "outcome")
MOST_FOUND = 50
_WIDE = "".join(chr(code) for code in range(0xFF01, 0xFF5F))
_NARROW = "".join(chr(code) for code in range(0x21, 0x7F))
_LEGAL_FORM = re.compile(r"\s|株式会社|有限会社|合同会社|合資会社|合名会社|\((株|有|同|資|名)\)")


@dataclass(frozen=True)
class Company:
    """One resolved company as its newest record names it; ward and industry in both languages."""

    company_key: str
    name: str
    corporate_number: str | None
    ward_ja: str | None
    ward_en: str | None
    industry_ja: str | None
    industry_en: str | None


_COMPANIES = """
select
    one.company_key, one.name, one.corporate_number,
    coalesce(ward.member_ja, one.ward) as ward_ja, coalesce(ward.member_en, one.ward) as ward_en,
    coalesce(industry.member_ja, one.industry) as industry_ja,
    coalesce(industry.member_en, one.industry) as industry_en
from marts.company as one
left join marts.dimension_member as ward
    on ward.dimension = 'ward' and ward.member = one.ward
left join marts.dimension_member as industry
    on industry.dimension = 'industry' and industry.member = one.industry
"""


@dataclass(frozen=True)
class JourneyYear:
    """The first date of each stage of support in one fiscal year, None where there was none."""

    fiscal_year: int
    event_on: date | None
    consultation_on: date | None
    dispatch_on: date | None
    subsidy_on: date | None
    outcome_on: date | None

    def day_of(self, stage: str) -> date | None:
        """The first date of a stage."""
        day: date | None = getattr(self, f"{stage}_on")
        return day


@dataclass(frozen=True)
class CompanyRecord:
    """One record of a company, and the row of the file it came from where it counts somewhere."""

    log: str
    record_id: str
    occurred_on: date | None
    file: str | None
    row_number: int | None


@dataclass(frozen=True)
class FunnelStage:
    """How many companies reached a stage in a year, and how many of them came from before it."""

    stage: str
    company_count: int
    after_previous_count: int | None
    in_order_count: int


@dataclass(frozen=True)
class Support:
    """Visits beside real companies of a programme in a year; programme None: all together."""

    programme_id: str | None
    visit_count: int
    known_visit_count: int
    company_count: int
    new_company_count: int
    returning_company_count: int
    repeat_company_count: int


@dataclass(frozen=True)
class Doubt:
    """Two companies that may be one, and why."""

    one: str
    other: str
    one_name: str | None
    other_name: str | None
    reason_ja: str
    reason_en: str


@per_snapshot
def find_companies(snapshot: Snapshot, text: str) -> tuple[Company, ...]:
    """Companies whose name holds the text (legal forms and width aside), or by corporate number."""
    plain = _LEGAL_FORM.sub("", unicodedata.normalize("NFKC", text)).lower()
    if not plain:
        return ()
    rows = snapshot.rows(
        f"""
        {_COMPANIES}
        where
            contains(translate(lower(one.name), $wide, $narrow), $text)
            or starts_with(one.corporate_number, $text)
        order by length(one.name), one.name, one.company_key
        limit $most
        """,
        text=plain,
        wide=_WIDE.lower(),
        narrow=_NARROW.lower(),
        most=MOST_FOUND,
    )
    return tuple(Company(**row) for row in rows)


@per_snapshot
def company(snapshot: Snapshot, company_key: str) -> Company | None:
    """The company of a key, None where there is none whose name may be shown."""
    rows = snapshot.rows(
        f"{_COMPANIES} where one.company_key = $company_key and one.name is not null",
        company_key=company_key,
    )
    return Company(**rows[0]) if rows else None


@per_snapshot
def journey(snapshot: Snapshot, company_key: str) -> tuple[JourneyYear, ...]:
    """The years in which the company had any support, newest first."""
    rows = snapshot.rows(
        """
        select fiscal_year, event_on, consultation_on, dispatch_on, subsidy_on, outcome_on
        from marts.company_journey
        where company_key = $company_key
        order by fiscal_year desc
        """,
        company_key=company_key,
    )
    return tuple(JourneyYear(**row) for row in rows)


@per_snapshot
def company_records(snapshot: Snapshot, company_key: str) -> tuple[CompanyRecord, ...]:
    """Every record of the company, newest first; those that count nowhere have no date."""
    rows = snapshot.rows(
        """
        with counted as (
            select log, record_id, min(occurred_on) as occurred_on, min(file) as file,
                min(row_number) as row_number
            from marts.measurement
            where company_key = $company_key
            group by log, record_id
        )
        select record.log, record.record_id, occurred_on, file, row_number
        from marts.company_record as record
        left join counted using (log, record_id)
        where record.company_key = $company_key
        order by occurred_on desc nulls last, record.log, record.record_id
        """,
        company_key=company_key,
    )
    return tuple(CompanyRecord(**row) for row in rows)


@per_snapshot
def funnel(snapshot: Snapshot, fiscal_year: int) -> tuple[FunnelStage, ...]:
    """The stages of support in their order."""
    rows = snapshot.rows(
        """
        select stage, company_count, after_previous_count, in_order_count
        from marts.company_funnel
        where fiscal_year = $fiscal_year
        order by position
        """,
        fiscal_year=fiscal_year,
    )
    return tuple(FunnelStage(**row) for row in rows)


@per_snapshot
def support(snapshot: Snapshot, fiscal_year: int) -> tuple[Support, ...]:
    """All programmes together first, then programme by programme, most visits first."""
    rows = snapshot.rows(
        """
        select * exclude (fiscal_year)
        from marts.company_support
        where fiscal_year = $fiscal_year
        order by programme_id is not null, visit_count desc, programme_id
        """,
        fiscal_year=fiscal_year,
    )
    return tuple(Support(**row) for row in rows)


@per_snapshot
def doubts(snapshot: Snapshot) -> tuple[Doubt, ...]:
    """Pairs of companies that a person should judge."""
    rows = snapshot.rows(
        """
        select one, other, one_name, other_name, reason_ja, reason_en
        from marts.company_review
        order by reason, one, other
        """
    )
    return tuple(Doubt(**row) for row in rows)
