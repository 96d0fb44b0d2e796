"""How a figure grew over a fiscal year: by month, and added up as its kind allows."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from dashboards.queries.snapshot import per_snapshot

if TYPE_CHECKING:
    from dashboards.queries.catalogue import Indicator
    from dashboards.queries.snapshot import Snapshot

_STOCKS = frozenset({"last", "cumulative"})


@dataclass(frozen=True)
class Point:
    """A month's value; `position` is 0 for April to 11 for March."""

    position: int
    value: float | None
    coverage: str


@per_snapshot
def monthly(snapshot: Snapshot, indicator_id: str, fiscal_year: int) -> tuple[Point, ...]:
    """The months of a year in order, April first; months that have not begun are left out."""
    rows = snapshot.rows(
        """
        select (month(month) + 8) % 12 as position, value, coverage
        from marts.kpi_monthly
        where indicator_id = $indicator_id and fiscal_year = $fiscal_year
        order by month
        """,
        indicator_id=indicator_id,
        fiscal_year=fiscal_year,
    )
    return tuple(Point(**row) for row in rows)


def is_stock(indicator: Indicator) -> bool:
    """Whether a month's value is what stood at its end, not what was added in it."""
    return indicator.accumulate in _STOCKS


@per_snapshot
def cumulative(
    snapshot: Snapshot, indicator_id: str, accumulation: str, fiscal_year: int
) -> tuple[Point, ...]:
    """The value of the year so far at each month's end.

    Sums add their months. Distinct counts and ratios cannot be added: theirs come from the pace
    table, and where that has no month ends there are no points.
    """
    if accumulation == "sum":
        return _added_up(monthly(snapshot, indicator_id, fiscal_year))
    if accumulation in _STOCKS:
        return monthly(snapshot, indicator_id, fiscal_year)
    rows = snapshot.rows(
        """
        select (month(as_of) + 8) % 12 as position, value_to_date as value, 'complete' as coverage
        from marts.kpi_pace
        where
            indicator_id = $indicator_id
            and fiscal_year = $fiscal_year
            and value_to_date is not null
        qualify row_number() over (partition by date_trunc('month', as_of) order by as_of desc) = 1
        order by as_of
        """,
        indicator_id=indicator_id,
        fiscal_year=fiscal_year,
    )
    return tuple(Point(**row) for row in rows) if len(rows) > 1 else ()


def _added_up(months: tuple[Point, ...]) -> tuple[Point, ...]:
    """Running totals up to the last month that has a value."""
    known = [point for point in months if point.value is not None]
    totals = accumulate(point.value or 0.0 for point in known)
    return tuple(
        Point(point.position, total, point.coverage)
        for point, total in zip(known, totals, strict=True)
    )
