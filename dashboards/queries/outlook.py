"""Where the year is heading: forecast and interval, what is needed, how good forecasts were."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboards.period import place_in_year
from dashboards.queries.snapshot import per_snapshot

if TYPE_CHECKING:
    from datetime import date

    from dashboards.queries.snapshot import Snapshot

_COURSE = """
select
    indicator_id, as_of, value_to_date, expected_to_date, forecast, forecast_low, forecast_high,
    required_per_week
from marts.kpi_pace
where fiscal_year = $fiscal_year
"""
_NEWEST = f"""
{_COURSE}
qualify row_number() over (partition by indicator_id order by as_of desc) = 1
"""
_RECORD = """
select
    method_ja, method_en, tested_years, tested_months, held_ratio, error_ratio,
    last_share_error_ratio, last_year_error_ratio, linear_error_ratio
from marts.pace_method
where indicator_id = $indicator_id
"""


@dataclass(frozen=True)
class Outlook:
    """How a year looked on a day; values in the indicator's unit, the interval holds 80 %."""

    indicator_id: str
    as_of: date
    value_to_date: float | None
    expected_to_date: float | None
    forecast: float | None
    forecast_low: float | None
    forecast_high: float | None
    required_per_week: float | None

    @property
    def position(self) -> int:
        """The month in the fiscal year: 0 for April to 11 for March."""
        return place_in_year(self.as_of)


@dataclass(frozen=True)
class PaceRecord:
    """How well an indicator's finished years were forecast; errors are shares of a usual year."""

    method_ja: str
    method_en: str
    tested_years: int
    tested_months: int
    held_ratio: float | None
    error_ratio: float | None
    last_share_error_ratio: float | None
    last_year_error_ratio: float | None
    linear_error_ratio: float | None


@per_snapshot
def outlooks(snapshot: Snapshot, fiscal_year: int) -> dict[str, Outlook]:
    """The newest outlook of each indicator in a year."""
    rows = snapshot.rows(_NEWEST, fiscal_year=fiscal_year)
    return {row["indicator_id"]: Outlook(**row) for row in rows}


@per_snapshot
def course_of(snapshot: Snapshot, indicator_id: str, fiscal_year: int) -> tuple[Outlook, ...]:
    """How a year looked at each month's end, and on the as-of day."""
    rows = snapshot.rows(
        f"{_COURSE} and indicator_id = $indicator_id order by as_of",
        fiscal_year=fiscal_year,
        indicator_id=indicator_id,
    )
    return tuple(Outlook(**row) for row in rows)


@per_snapshot
def record_of(snapshot: Snapshot, indicator_id: str) -> PaceRecord | None:
    """How forecasts of an indicator fared; None where it cannot be forecast yet."""
    rows = snapshot.rows(_RECORD, indicator_id=indicator_id)
    return PaceRecord(**rows[0]) if rows else None
