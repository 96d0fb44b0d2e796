"""Applications from receipt to report, the rules of the schemes, and the reports that are owed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboards.queries.snapshot import per_snapshot

if TYPE_CHECKING:
    from datetime import date

    from dashboards.queries.snapshot import Snapshot


@dataclass(frozen=True)
class Funnel:
    """How far a programme's applications of a year have come; amounts in yen."""

    programme_id: str
    applied_count: int
    adopted_count: int
    rejected_count: int
    withdrawn_count: int
    undecided_count: int
    paid_count: int
    reported_count: int
    report_overdue_count: int
    adopted_ratio: float | None
    requested_yen: int | None
    granted_yen: int | None
    paid_yen: int | None
    budget_yen: float | None
    budget_used_ratio: float | None
    days_to_decision_median: float | None


@dataclass(frozen=True)
class Verdict:
    """One rule on one application, with the rule as the catalogue has it."""

    record_id: str | None
    programme_id: str
    fiscal_year: int
    rule_code: str
    status: str
    measured: float | None
    limit_value: float | None
    check_kind: str | None
    rate: str | None
    applies_to_ja: str | None
    rule_en: str | None


@dataclass(frozen=True)
class VerdictCount:
    """How many verdicts of a status there are in a year."""

    status: str
    verdicts: int


@dataclass(frozen=True)
class Report:
    """One report that has not come, or came late."""

    record_id: str
    programme_id: str
    fiscal_year: int
    report_due_on: date | None
    report_received_on: date | None
    report_state: str
    late_day_count: int


@per_snapshot
def funnels(snapshot: Snapshot, fiscal_year: int, programme_id: str) -> tuple[Funnel, ...]:
    """The programmes with applications in a year, most applications first."""
    rows = snapshot.rows(
        """
        select
            programme_id, applied_count, adopted_count, rejected_count, withdrawn_count,
            undecided_count, paid_count, reported_count, report_overdue_count, adopted_ratio,
            requested_yen, granted_yen, paid_yen, budget_yen, budget_used_ratio,
            days_to_decision_median
        from marts.subsidy_funnel
        where fiscal_year = $fiscal_year and $programme_id in ('', programme_id)
        order by applied_count desc, programme_id
        """,
        fiscal_year=fiscal_year,
        programme_id=programme_id,
    )
    return tuple(Funnel(**row) for row in rows)


_OF_YEAR = "fiscal_year = $fiscal_year and $programme_id in ('', verdict.programme_id)"


@per_snapshot
def verdict_counts(
    snapshot: Snapshot, fiscal_year: int, programme_id: str
) -> tuple[VerdictCount, ...]:
    """How many verdicts of a year have each status."""
    rows = snapshot.rows(
        f"""
        select status, count(*) as verdicts
        from marts.subsidy_compliance as verdict
        where {_OF_YEAR}
        group by status
        """,
        fiscal_year=fiscal_year,
        programme_id=programme_id,
    )
    return tuple(VerdictCount(**row) for row in rows)


@per_snapshot
def open_verdicts(snapshot: Snapshot, fiscal_year: int, programme_id: str) -> tuple[Verdict, ...]:
    """What failed, then what the log does not say enough about."""
    rows = snapshot.rows(
        f"""
        select
            verdict.record_id, verdict.programme_id, verdict.fiscal_year, verdict.rule_code,
            verdict.status, verdict.measured, verdict.limit_value, rule.check_kind, rule.rate,
            rule.applies_to_ja, rule.rule_en
        from marts.subsidy_compliance as verdict
        left join marts.subsidy_rule as rule using (rule_code)
        where {_OF_YEAR} and verdict.status in ('failed', 'not_assessable')
        order by verdict.status, verdict.programme_id, verdict.record_id, verdict.rule_code
        """,
        fiscal_year=fiscal_year,
        programme_id=programme_id,
    )
    return tuple(Verdict(**row) for row in rows)


@per_snapshot
def owed_reports(snapshot: Snapshot, programme_id: str) -> tuple[Report, ...]:
    """The reports that have not come, of any year: overdue ones first, then by due day."""
    rows = snapshot.rows(
        """
        select
            record_id, programme_id, fiscal_year, report_due_on, report_received_on, report_state,
            late_day_count
        from marts.subsidy_report
        where
            report_state in ('overdue', 'awaited', 'no_due_date')
            and $programme_id in ('', programme_id)
        order by report_state != 'overdue', report_due_on nulls last, record_id
        """,
        programme_id=programme_id,
    )
    return tuple(Report(**row) for row in rows)
