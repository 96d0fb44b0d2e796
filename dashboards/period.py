"""A stretch of a fiscal year that figures are asked for: the year, a quarter or a month."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta, timezone

YEAR, QUARTER, MONTH = 12, 3, 1
JST = timezone(timedelta(hours=9), "JST")


@dataclass(frozen=True)
class Period:
    """Months of a fiscal year (named by its first year) from `first` (0 for April) on.

    `length` is YEAR, QUARTER or MONTH.
    """

    fiscal_year: int
    first: int = 0
    length: int = YEAR

    @property
    def code(self) -> str:
        """The period as it stands in an address: empty for the year, q1 to q4, m04 to m03."""
        if self.length == YEAR:
            return ""
        if self.length == QUARTER:
            return f"q{self.first // QUARTER + 1}"
        return f"m{self.starts_on.month:02d}"

    @property
    def last(self) -> int:
        """The place of its last month in the fiscal year, 11 for March."""
        return self.first + self.length - 1

    @property
    def starts_on(self) -> date:
        """Its first day."""
        return _first_of_month(self.fiscal_year, self.first)

    @property
    def ends_on(self) -> date:
        """Its last day."""
        start = _first_of_month(self.fiscal_year, self.last)
        return start.replace(day=calendar.monthrange(start.year, start.month)[1])

    def back(self, years: int = 1) -> Period:
        """The same stretch of an earlier fiscal year."""
        return Period(self.fiscal_year - years, self.first, self.length)

    def has_begun(self, as_of: date) -> bool:
        """Whether any day of it is past by a day."""
        return self.starts_on <= as_of


def fiscal_year_of(day: date) -> int:
    """The fiscal year a day is in: April to March, named by its first year."""
    return day.year - (day.month < 4)


def place_in_year(day: date) -> int:
    """The place of a day's month in its fiscal year: 0 for April, 11 for March."""
    return (day.month + 8) % 12


def month_of(day: date) -> Period:
    """The month a day is in."""
    return Period(fiscal_year_of(day), place_in_year(day), MONTH)


def periods_of(fiscal_year: int, as_of: date) -> dict[str, Period]:
    """The year, and its quarters and months that have begun, by their codes."""
    year = Period(fiscal_year)
    quarters = [Period(fiscal_year, first, QUARTER) for first in range(0, YEAR, QUARTER)]
    months = [Period(fiscal_year, first, MONTH) for first in range(YEAR)]
    begun = [one for one in (*quarters, *months) if one.has_begun(as_of)]
    return {one.code: one for one in (year, *begun)}


def _first_of_month(fiscal_year: int, position: int) -> date:
    return date(fiscal_year + (position > 8), (position + 3) % 12 + 1, 1)
