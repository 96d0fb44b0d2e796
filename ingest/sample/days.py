"""Days on which things happen: fiscal years, working days, seasons.

Here belongs: which days there are and how likely each is. Not here: how much happens (plan).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from ingest.sample.tables import table

if TYPE_CHECKING:
    from datetime import date

    from ingest.sample.arrays import Days, Flags, Floats, Integers

FIRST_YEAR = 2020
LAST_YEAR = 2026
YEARS = range(FIRST_YEAR, LAST_YEAR + 1)
WEEKS = {
    "office": (1, 1, 1, 1, 1, 0, 0),
    "event": (0.6, 1, 1.2, 1.3, 1.2, 0.35, 0),
    "weekend": (0, 0, 0, 0, 0, 1, 0.8),
    "open": (1, 1, 1, 1, 1, 0.7, 0),
    "every": (1, 1, 1, 1, 1, 0.6, 0.5),
    "wednesday": (0, 0, 1, 0, 0, 0, 0),
}
"""How busy Monday to Sunday are, by kind of activity."""
ON_HOLIDAYS = ("weekend", "every", "wednesday")


def year_of(day: date) -> int:
    """Return the fiscal year (April to March, named by its first year) of a day."""
    return day.year if day.month >= 4 else day.year - 1


def year_days(fiscal_year: int) -> Days:
    """Return all days of a fiscal year."""
    return np.arange(f"{fiscal_year}-04-01", f"{fiscal_year + 1}-04-01", dtype="datetime64[D]")


@cache
def holidays() -> Days:
    """Return the national holidays of the years of the sample."""
    return table("holidays")["day"].to_numpy().astype("datetime64[D]")


def months_of(days: Days) -> Integers:
    """Return the calendar month (1 to 12) of each day."""
    return days.astype("datetime64[M]").astype(np.int64) % 12 + 1


def is_new_year(days: Days) -> Flags:
    """Return which days fall in the closing of 29 December to 3 January."""
    month = months_of(days)
    day = (days - days.astype("datetime64[M]")).astype(np.int64) + 1
    closed: Flags = ((month == 12) & (day >= 29)) | ((month == 1) & (day <= 3))
    return closed


@cache
def season(name: str) -> Floats:
    """Return the weight of each month, April first."""
    row = table("seasons").filter(season=name).drop("season").row(0)
    return np.array(row, dtype=np.float64)


@cache
def year_likelihood(fiscal_year: int, season_name: str, week: str) -> Floats:
    """Return how likely something is on each day of a fiscal year."""
    return likelihood(year_days(fiscal_year), season_name, week)


def likelihood(days: Days, season_name: str, week: str) -> Floats:
    """Return how likely something is on each day, adding up to 1."""
    weekday = (days.astype(np.int64) + 3) % 7
    weight = season(season_name)[(months_of(days) - 4) % 12] * np.array(WEEKS[week])[weekday]
    if week not in ON_HOLIDAYS:
        weight = weight * ~np.isin(days, holidays())
    weight = weight * ~is_new_year(days)
    chances: Floats = weight / weight.sum()
    return chances


def pick_days(
    rng: np.random.Generator,
    fiscal_year: int,
    n: int,
    season_name: str = "flat",
    week: str = "office",
) -> Days:
    """Draw n days of a fiscal year in order, different ones as long as there are enough."""
    days = year_days(fiscal_year)
    chances = year_likelihood(fiscal_year, season_name, week)
    can_differ = n <= np.count_nonzero(chances) // 2
    return np.sort(rng.choice(days, size=n, replace=not can_differ, p=chances))


def series_days(
    rng: np.random.Generator, fiscal_year: int, n: int, season_name: str, week: str
) -> Days:
    """Draw n days of a series through the year: evenly apart where the season is even."""
    reached = np.cumsum(year_likelihood(fiscal_year, season_name, week))
    wanted = (np.arange(n) + rng.uniform(0.2, 0.8, n)) / max(n, 1)
    at = np.minimum(np.searchsorted(reached, wanted), reached.size - 1)
    return year_days(fiscal_year)[at]


def working_day(year: int, month: int, day: int) -> np.datetime64:
    """Return a day of a fiscal year, or the next working day after it."""
    wanted = np.datetime64(f"{year + (month < 4)}-{month:02d}-{day:02d}")
    return np.datetime64(np.busday_offset(wanted, 0, roll="forward", holidays=holidays()))


def month_ends(fiscal_year: int) -> Days:
    """Return the last working day of each month of a fiscal year, April first."""
    after = np.arange(f"{fiscal_year}-05", f"{fiscal_year + 1}-05", dtype="datetime64[M]")
    ends: Days = np.busday_offset(
        after.astype("datetime64[D]"), -1, roll="forward", holidays=holidays()
    )
    return ends


def possible_days(fiscal_year: int, week: str) -> Days:
    """Return every day of a fiscal year on which something of that kind can happen."""
    days = year_days(fiscal_year)
    return days[year_likelihood(fiscal_year, "flat", week) > 0]
