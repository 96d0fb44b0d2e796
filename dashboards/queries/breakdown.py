"""A figure by its members (wards, industries, channels, …) in a year, a quarter or a month."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dashboards.period import QUARTER, YEAR
from dashboards.queries.snapshot import per_snapshot

if TYPE_CHECKING:
    from datetime import date

    from dashboards.period import Period
    from dashboards.queries.snapshot import Snapshot

NOT_STATED = "not_stated"

_DIMENSIONS = """
select shown.dimension as code, name.dimension_ja as name_ja, name.dimension_en as name_en
from marts.kpi_breakdown_yearly as shown
inner join marts.dimension_member as name on shown.dimension = name.dimension
where shown.indicator_id = $indicator_id
group by all
order by count(distinct shown.member) = 1, shown.dimension
"""

_OF_YEAR = """
select member, value
from marts.kpi_breakdown_yearly
where indicator_id = $indicator_id and dimension = $dimension and fiscal_year = $fiscal_year
"""

_OF_MONTHS = """
select member, sum(value) as value
from marts.kpi_breakdown
where
    indicator_id = $indicator_id and dimension = $dimension
    and month between $starts_on and $ends_on
group by member
"""


@dataclass(frozen=True)
class Dimension:
    """What a figure can be broken down by."""

    code: str
    name_ja: str
    name_en: str


@dataclass(frozen=True)
class Member:
    """One member of a dimension with its value in a period, and in the same months a year before.

    `now` is its value in the months that have ended, which `before` is to be compared with.
    """

    code: str
    name_ja: str
    name_en: str
    value: float | None
    now: float | None
    before: float | None

    @property
    def change(self) -> float | None:
        """Ended months of this year less the same months of last year."""
        return None if self.now is None or self.before is None else self.now - self.before


@dataclass(frozen=True)
class Asked:
    """Which figure is broken down, by what, and over which months."""

    indicator_id: str
    dimension: str
    period: Period
    is_stock: bool = False


@per_snapshot
def dimensions_of(snapshot: Snapshot, indicator_id: str) -> tuple[Dimension, ...]:
    """What a figure can be broken down by; the telling ones first."""
    rows = snapshot.rows(_DIMENSIONS, indicator_id=indicator_id)
    return tuple(Dimension(**row) for row in rows)


@per_snapshot
def is_additive(snapshot: Snapshot, indicator_id: str, dimension: str) -> bool:
    """Whether members add up to the figure; those of distinct counts and ratios do not."""
    rows = snapshot.rows(
        """
        select coalesce(bool_and(is_additive), true) as answer from marts.kpi_breakdown_yearly
        where indicator_id = $indicator_id and dimension = $dimension
        """,
        indicator_id=indicator_id,
        dimension=dimension,
    )
    return bool(rows[0]["answer"])


@per_snapshot
def members_of(snapshot: Snapshot, asked: Asked) -> tuple[Member, ...]:
    """The members with a value, largest first, not stated last.

    A quarter of a distinct count has none: it follows neither from months nor from years.
    """
    adds = is_additive(snapshot, asked.indicator_id, asked.dimension)
    if asked.period.length == QUARTER and not adds:
        return ()
    ended = ended_months(asked.period, snapshot.as_of)
    if ended is not None and not adds and ended != asked.period:
        ended = None
    values = _values(snapshot, asked, asked.period)
    now = _values(snapshot, asked, ended) if ended else {}
    before = _values(snapshot, asked, ended.back()) if ended else {}
    nothing = 0.0 if adds else None
    members = (
        Member(
            code,
            *_names(snapshot, asked.dimension).get(code, (code, code)),
            value=values.get(code, nothing),
            now=now.get(code, nothing) if now else None,
            before=before.get(code, nothing) if before else None,
        )
        for code in sorted(values.keys() | before.keys())
    )
    return tuple(sorted(members, key=lambda one: (one.code == NOT_STATED, -(one.value or 0))))


def ended_months(period: Period, as_of: date) -> Period | None:
    """The months of a period that had ended by a day; None where none had."""
    stretches = (replace(period, length=length) for length in range(period.length, 0, -1))
    return next((stretch for stretch in stretches if stretch.ends_on <= as_of), None)


@per_snapshot
def _names(snapshot: Snapshot, dimension: str) -> dict[str, tuple[str, str]]:
    """What the members of a dimension are called in both languages."""
    rows = snapshot.rows(
        "select member, member_ja, member_en from marts.dimension_member where dimension = $name",
        name=dimension,
    )
    return {row["member"]: (row["member_ja"], row["member_en"]) for row in rows}


def _values(snapshot: Snapshot, asked: Asked, period: Period) -> dict[str, float]:
    """Each member's value in a period; a stock's is that of the period's newest month."""
    which = {"indicator_id": asked.indicator_id, "dimension": asked.dimension}
    if period.length == YEAR:
        rows = snapshot.rows(_OF_YEAR, **which, fiscal_year=period.fiscal_year)
    else:
        last = min(period.ends_on, snapshot.as_of)
        first = last.replace(day=1) if asked.is_stock else period.starts_on
        rows = snapshot.rows(_OF_MONTHS, **which, starts_on=first, ends_on=last)
    return {row["member"]: row["value"] for row in rows if row["value"] is not None}
