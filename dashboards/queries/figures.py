"""The figures of one fiscal year: value, target, last year, status, of every indicator.

One row per indicator, also where there is no value yet, so that nothing goes unseen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboards.queries.catalogue import Indicator, indicators
from dashboards.queries.snapshot import Row, per_snapshot

if TYPE_CHECKING:
    from dashboards.queries.snapshot import Snapshot

_FIGURES_OF_YEAR = """
with newest_pace as (
    select indicator_id, status, expected_to_date, forecast
    from marts.kpi_pace
    where fiscal_year = $fiscal_year
    qualify row_number() over (partition by indicator_id order by as_of desc) = 1
)
select
    indicator.indicator_id,
    yearly.value,
    yearly.target,
    yearly.target_kind,
    target.comparison,
    yearly.achievement,
    yearly.previous_value,
    yearly.previous_to_date,
    yearly.coverage,
    coalesce(yearly.is_complete, false) as is_complete,
    coalesce(yearly.is_suppressed, false) as is_suppressed,
    yearly.indicator_id is not null as is_published,
    pace.status,
    pace.expected_to_date,
    pace.forecast
from marts.indicator as indicator
left join marts.kpi_yearly as yearly
    on indicator.indicator_id = yearly.indicator_id and yearly.fiscal_year = $fiscal_year
left join marts.target as target
    on indicator.indicator_id = target.indicator_id and target.fiscal_year = $fiscal_year
left join newest_pace as pace on indicator.indicator_id = pace.indicator_id
"""


@dataclass(frozen=True)
class Figure:
    """One indicator in one fiscal year; values in the indicator's unit, achievement a share."""

    indicator: Indicator
    fiscal_year: int
    value: float | None
    target: float | None
    target_kind: str | None
    comparison: str | None
    achievement: float | None
    previous_value: float | None
    previous_to_date: float | None
    coverage: str
    is_complete: bool
    is_suppressed: bool
    is_published: bool
    status: str | None
    expected_to_date: float | None
    forecast: float | None

    @property
    def previous(self) -> float | None:
        """Last year up to the same day; the whole of last year once this year has ended."""
        if self.previous_to_date is None and self.is_complete:
            return self.previous_value
        return self.previous_to_date

    @property
    def change(self) -> float | None:
        """This year's value less last year's to the same day."""
        if self.value is None or self.previous is None:
            return None
        return self.value - self.previous

    @property
    def is_provisional(self) -> bool:
        """Whether the status rests on a forecast of the year's end, which may still change."""
        return not self.is_complete and self.status in {"on_track", "at_risk", "off_track"}

    @property
    def is_withheld(self) -> bool:
        """Whether there may be a value that this audience does not see."""
        return self.is_suppressed or (self.indicator.is_protected and not self.is_published)


@per_snapshot
def figures_of(snapshot: Snapshot, fiscal_year: int) -> dict[str, Figure]:
    """The figures of a year by indicator, in the order of the catalogue."""
    known = indicators(snapshot)
    rows = {
        row["indicator_id"]: row for row in snapshot.rows(_FIGURES_OF_YEAR, fiscal_year=fiscal_year)
    }
    return {name: _figure(known[name], fiscal_year, rows[name]) for name in known}


def _figure(indicator: Indicator, fiscal_year: int, row: Row) -> Figure:
    return Figure(
        indicator=indicator,
        fiscal_year=fiscal_year,
        coverage=row["coverage"] or "no_data",
        **{
            name: row[name]
            for name in (
                "value",
                "target",
                "target_kind",
                "comparison",
                "achievement",
                "previous_value",
                "previous_to_date",
                "is_complete",
                "is_suppressed",
                "is_published",
                "status",
                "expected_to_date",
                "forecast",
            )
        },
    )
