"""Where a figure comes from: definition, value in a period, and the delivered rows behind it.

The one module behind the page 数字の根拠 and the command `fais trace`. It asks a published file by
SQL and draws nothing; a file without rows (the officials') gives definition and value alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from dashboards.period import MONTH, QUARTER, YEAR

if TYPE_CHECKING:
    from datetime import date

    from dashboards.period import Period

_VALUES = {
    YEAR: "select value, coverage from marts.kpi_yearly where fiscal_year = year($starts_on)",
    QUARTER: "select value, coverage from marts.kpi_quarterly where starts_on = $starts_on",
    MONTH: "select value, coverage from marts.kpi_monthly where month = $starts_on",
}

_MEASURED = """
from marts.measurement as measured
inner join marts.indicator as indicator using (indicator_id)
left join marts.measurement_member as member
    on
        measured.log = member.log and measured.members_id = member.members_id
        and member.dimension = $dimension
"""
# Which rows are in a value: those of the period; of a stock, what stood at its end; of a running
# total, all before it too.
_BEHIND = """
where
    measured.indicator_id = $indicator_id
    and measured.occurred_on <= $until
    and (measured.ended_on is null or measured.ended_on > $until)
    and ($dimension = '' or coalesce(member.member, 'not_stated') = $member)
    and case
        when indicator.measure = 'members' or indicator.accumulate = 'cumulative' then true
        when indicator.accumulate = 'last' then measured.occurred_on = (
            select max(newest.occurred_on) from marts.measurement as newest
            where newest.indicator_id = $indicator_id and newest.occurred_on <= $until
        )
        else measured.occurred_on >= $starts_on
    end
"""


class Ask(Protocol):
    """A way to ask a published file: SQL with named parameters in, rows by column name out."""

    def __call__(self, sql: str, **parameters: object) -> list[dict[str, Any]]:
        """The rows of the answer."""


@dataclass(frozen=True)
class Asked:
    """Whose rows are asked for: an indicator in a period, of one member of a dimension if named."""

    indicator_id: str
    period: Period
    as_of: date
    dimension: str = ""
    member: str = ""


@dataclass(frozen=True)
class Definition:
    """How an indicator is computed, as the catalogue says."""

    indicator_id: str
    name_ja: str
    name_en: str
    unit_ja: str
    unit_en: str
    definition_ja: str
    definition_en: str
    log: str
    measure: str
    filter: str | None
    accumulate: str
    programme_ids: str | None

    @property
    def parts(self) -> tuple[str, ...]:
        """Of a ratio, the indicators that are divided; none otherwise."""
        kind, _, ids = self.measure.partition(":")
        return tuple(ids.split("/")) if kind == "ratio" else ()

    @property
    def adds_rows(self) -> bool:
        """Whether the value is its rows' quantities added up: not of distinct counts and ratios."""
        return self.measure.partition(":")[0] not in {"distinct", "ratio"}


@dataclass(frozen=True)
class Behind:
    """How many rows are behind a value, of how many files, and what they add up to."""

    row_count: int
    file_count: int
    quantity: float | None


@dataclass(frozen=True)
class TracedRow:
    """One delivered row that counts; `quantity` is what it adds, `company` empty if not known."""

    occurred_on: date | None
    quantity: float
    log: str
    record_id: str
    file: str
    row_number: int
    company: str | None


@dataclass(frozen=True)
class Trace:
    """A figure with all that is behind it; `rows` are the first of `behind.row_count`."""

    definition: Definition
    period: Period
    value: float | None
    coverage: str
    behind: Behind
    rows: tuple[TracedRow, ...]


def trace(ask: Ask, asked: Asked, *, count: int | None = None) -> Trace | None:
    """The figure asked for and at most `count` of its rows; None for an unknown indicator."""
    definition = definition_of(ask, asked.indicator_id)
    if definition is None:
        return None
    value, coverage = value_of(ask, asked.indicator_id, asked.period)
    counted = behind(ask, asked)
    rows = rows_behind(ask, asked, count=count)
    return Trace(definition, asked.period, value, coverage, counted, rows)


def definition_of(ask: Ask, indicator_id: str) -> Definition | None:
    """What the catalogue says of an indicator; None where it has no such one."""
    rows = ask(
        """
        select
            indicator_id, name_ja, name_en, unit_ja, unit_en, definition_ja, definition_en, log,
            measure, filter, accumulate, programme_ids
        from marts.indicator where indicator_id = $indicator_id
        """,
        indicator_id=indicator_id,
    )
    return Definition(**rows[0]) if rows else None


def value_of(ask: Ask, indicator_id: str, period: Period) -> tuple[float | None, str]:
    """The published value of a period with its coverage; no_data where nothing is published."""
    rows = ask(
        f"{_VALUES[period.length]} and indicator_id = $indicator_id",
        indicator_id=indicator_id,
        starts_on=period.starts_on,
    )
    return (rows[0]["value"], rows[0]["coverage"]) if rows else (None, "no_data")


def behind(ask: Ask, asked: Asked) -> Behind:
    """The rows behind a value, counted."""
    (row,) = ask(
        f"""
        select
            count(*) as row_count, count(distinct measured.file) as file_count,
            sum(measured.quantity) as quantity
        {_MEASURED} {_BEHIND}
        """,
        **_parameters(asked),
    )
    return Behind(**row)


def rows_behind(
    ask: Ask, asked: Asked, *, first: int = 0, count: int | None = None
) -> tuple[TracedRow, ...]:
    """The rows behind a value, newest first; all, or `count` of them from the `first` on."""
    rows = ask(
        f"""
        select
            measured.occurred_on, measured.quantity, measured.log, measured.record_id,
            measured.file, measured.row_number, company.name as company
        {_MEASURED}
        left join marts.company as company using (company_key)
        {_BEHIND}
        order by
            measured.occurred_on desc, measured.log, measured.file, measured.row_number,
            measured.record_id
        limit coalesce($count, 9223372036854775807) offset $first
        """,
        **_parameters(asked),
        first=first,
        count=count,
    )
    return tuple(TracedRow(**row) for row in rows)


def _parameters(asked: Asked) -> dict[str, object]:
    return {
        "indicator_id": asked.indicator_id,
        "starts_on": asked.period.starts_on,
        "until": min(asked.period.ends_on, asked.as_of),
        "dimension": asked.dimension,
        "member": asked.member,
    }
