"""Fiscal years, months, and the windows of days over which figures are computed.

A window has `start` and `end` (its own last day) and `day`: its end or the as-of day, whichever is
earlier. Kinds: month, quarter, year, and to_date, which is the previous year up to the same day.
"""

from datetime import date, timedelta

import polars as pl

WINDOW = {
    "window": pl.Int64,
    "kind": pl.String,
    "fiscal_year": pl.Int32,
    "start": pl.Date,
    "end": pl.Date,
    "day": pl.Date,
}


def fiscal_year(day: pl.Expr) -> pl.Expr:
    """April to March, named by its first year."""
    return day.dt.year() - (day.dt.month() < 4).cast(pl.Int32)


def fiscal_year_of(day: date) -> int:
    return day.year - (day.month < 4)


def first_day(year: int) -> date:
    return date(year, 4, 1)


def last_day(year: int) -> date:
    return date(year + 1, 3, 31)


def a_year_before(day: date) -> date:
    """The same day of the previous year; for 29 February the 28th."""
    return date(day.year - 1, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)


def months_of(year: int) -> list[tuple[date, date]]:
    """First and last days of the months of a fiscal year."""
    firsts = [date(year + month // 12, month % 12 + 1, 1) for month in range(3, 15)]
    return [
        (first, next_first - timedelta(days=1))
        for first, next_first in zip(firsts, [*firsts[1:], first_day(year + 1)], strict=True)
    ]


def windows(first_year: int, as_of: date) -> pl.DataFrame:
    """All windows from a fiscal year to the as-of day."""
    rows: list[tuple[str, int, date, date]] = []
    for year in range(first_year, fiscal_year_of(as_of) + 1):
        rows.append(("year", year, first_day(year), last_day(year)))
        until = a_year_before(min(as_of, last_day(year)))
        rows.append(("to_date", year, first_day(year - 1), until))
        months = months_of(year)
        rows += [("month", year, first, last) for first, last in months if first <= as_of]
        rows += [
            ("quarter", year, months[q][0], months[q + 2][1])
            for q in range(0, 12, 3)
            if months[q][0] <= as_of
        ]
    numbered = [(number, *row, min(row[3], as_of)) for number, row in enumerate(rows)]
    return pl.DataFrame(numbered, schema=WINDOW, orient="row")
