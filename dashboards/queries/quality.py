"""What was delivered, what of it was refused and why, and what the checks of the last run found."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from dashboards.queries.snapshot import per_snapshot

if TYPE_CHECKING:
    from datetime import date, datetime

    from dashboards.queries.snapshot import Snapshot

ALL = ""


@dataclass(frozen=True)
class Delivery:
    """One delivered file, how many of its rows were accepted, and how readable it is (0 to 100)."""

    log: str
    file: str
    status: str
    rows_read: int | None
    accepted: int | None
    rejected: int | None
    skipped: int | None
    score: float | None
    delivered_at: datetime | None
    message_ja: str | None
    message_en: str | None


@dataclass(frozen=True)
class Issue:
    """One finding about one row of a file, as data staff need it to mend the row."""

    log: str
    file: str
    row_number: int | None
    column_name: str | None
    severity: str
    rule: str
    value: str | None
    message: str | None
    message_en: str | None
    state: str


@dataclass(frozen=True)
class IssueCount:
    """How many findings there are of one reason in one log."""

    log: str
    severity: str
    rule: str
    state: str
    findings: int
    rows: int


@dataclass(frozen=True)
class Desk:
    """A desk that is expected to deliver: its newest delivery, and when the next is due."""

    log: str
    programme_id: str | None
    last_event_on: date | None
    last_delivered_at: datetime | None
    due_on: date
    status: str
    frequency: str


@dataclass(frozen=True)
class BrokenRule:
    """A rule of machine-readability and how many landed files break it, with one that does."""

    rule_id: str
    rule_ja: str
    rule_en: str
    files: int
    example: str
    evidence_ja: str | None
    evidence_en: str | None


@dataclass(frozen=True)
class Check:
    """The result of one check of the last run."""

    suite: str
    expectation: str
    severity: str
    success: bool
    observed: str | None
    error: str | None
    explanation_ja: str
    action_ja: str
    run_at: datetime | None
    owner: str = ""
    """Who looks into it; a publication of before it was kept has none."""

    @property
    def outcome(self) -> str:
        """passed, warned, failed, or errored for a check that could not run."""
        if self.error is not None:
            return "errored"
        if self.success:
            return "passed"
        return "failed" if self.severity == "critical" else "warned"


@per_snapshot
def deliveries(snapshot: Snapshot) -> tuple[Delivery, ...]:
    """All delivered files, newest first."""
    rows = snapshot.rows(
        """
        select
            log, file, status, rows_read, accepted, rejected, skipped, score, delivered_at,
            message_ja, message_en
        from quality.file
        order by delivered_at desc, log, file
        """
    )
    return tuple(Delivery(**row) for row in rows)


@per_snapshot
def issue_counts(snapshot: Snapshot) -> tuple[IssueCount, ...]:
    """Findings counted by log, reason and state, most frequent first."""
    rows = snapshot.rows(
        """
        select
            log, severity, rule, state, count(*) as findings,
            count(distinct (file, row_number)) as rows
        from quality.issue
        group by all
        order by findings desc, log, rule
        """
    )
    return tuple(IssueCount(**row) for row in rows)


@per_snapshot
def desks(snapshot: Snapshot) -> tuple[Desk, ...]:
    """The desks that should deliver: those that never did first, then those longest overdue."""
    rows = snapshot.rows(
        """
        select log, programme_id, last_event_on, last_delivered_at, due_on, status, frequency
        from quality.delivery
        order by status = 'on_time', status != 'never', due_on, log, programme_id
        """
    )
    return tuple(Desk(**row) for row in rows)


@per_snapshot
def broken_rules(snapshot: Snapshot) -> tuple[BrokenRule, ...]:
    """The rules that landed files break, the most frequent first."""
    rows = snapshot.rows(
        """
        select
            rule_id, any_value(rule_ja) as rule_ja, any_value(rule_en) as rule_en,
            count(*) as files, max(file) as example,
            arg_max(evidence_ja, file) as evidence_ja, arg_max(evidence_en, file) as evidence_en
        from quality.file_rule
        group by rule_id
        order by files desc, rule_id
        """
    )
    return tuple(BrokenRule(**row) for row in rows)


_PASSING = """
from quality.issue
where
    $log in ('', log) and $severity in ('', severity)
    and $state in ('', state) and $rule in ('', rule)
"""


@dataclass(frozen=True)
class IssueFilter:
    """Which findings are asked for; an empty word lets all pass."""

    log: str = ALL
    severity: str = ALL
    state: str = ALL
    rule: str = ALL


@per_snapshot
def issue_total(snapshot: Snapshot, wanted: IssueFilter) -> int:
    """How many findings pass the filter."""
    return int(snapshot.rows(f"select count(*) as n {_PASSING}", **asdict(wanted))[0]["n"])


def issues(
    snapshot: Snapshot, wanted: IssueFilter, *, first: int = 0, count: int | None = None
) -> tuple[Issue, ...]:
    """The findings that pass, by file and row; all, or `count` of them from the `first` on."""
    rows = snapshot.rows(
        f"""
        select
            log, file, row_number, column_name, severity, rule, value, message, message_en, state
        {_PASSING}
        order by log, file, row_number, column_name
        limit coalesce($count, 9223372036854775807) offset $first
        """,
        **asdict(wanted),
        first=first,
        count=count,
    )
    return tuple(Issue(**row) for row in rows)


@per_snapshot
def checks(snapshot: Snapshot) -> tuple[Check, ...]:
    """All checks of the last run, those that failed first."""
    rows = snapshot.rows(
        """
        select *
        from quality.check
        order by error is null, success, severity, suite, expectation
        """
    )
    return tuple(Check(**row) for row in rows)
