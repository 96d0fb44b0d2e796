"""How much happens in each year: the printed figure where there is one, else a trend through it.

plan.csv gives each key a level in a base year (the printed one, where there is one), the profile of
its trend, the cumulative figure it adds up to, and its decimals; plan_fixed.csv sets single years.

Here belongs: yearly totals by key (an indicator, or a count that no indicator has), and the printed
figures of single days. This is the only module of the sample that reads the printed figures.
Not here: when in the year things happen (days) or which rows make them up (the logs).
"""

from __future__ import annotations

from datetime import date
from functools import cache

import polars as pl

from ingest.sample.chance import generator, shares
from ingest.sample.days import FIRST_YEAR, LAST_YEAR, YEARS
from ingest.sample.tables import catalogue, table

NOISE = 0.03


@cache
def _printed() -> dict[tuple[str, int], float]:
    rows = catalogue("published_figures").filter(
        pl.col("kind") == "actual", pl.col("event_date").is_null()
    )
    return {
        (key, year): value
        for key, year, value in rows.select("indicator_id", "fiscal_year", "value").iter_rows()
    }


@cache
def _days_added_up() -> dict[tuple[str, int], float]:
    """Years of which only single days were printed: those days are all there was."""
    rows = catalogue("published_figures").filter(
        pl.col("kind") == "actual", pl.col("event_date").is_not_null()
    )
    added = rows.group_by("indicator_id", "fiscal_year").agg(pl.col("value").sum())
    return {(key, year): value for key, year, value in added.iter_rows()}


@cache
def _fixed() -> dict[tuple[str, int], float]:
    chosen = {(key, year): float(value) for key, year, value in table("plan_fixed").iter_rows()}
    return {**chosen, **_days_added_up(), **_printed()}


@cache
def _rows() -> dict[str, dict[str, object]]:
    return {row["key"]: row for row in table("plan").iter_rows(named=True)}


@cache
def _profile(name: str) -> dict[int, float]:
    row = table("profiles").filter(profile=name).row(0, named=True)
    return {year: float(row[str(year)]) for year in YEARS}


@cache
def _years_of(programme: str) -> tuple[int, int]:
    found = catalogue("programmes").filter(programme_id=programme)
    if found.is_empty():
        return FIRST_YEAR, LAST_YEAR
    row = found.row(0, named=True)
    return row["from_fiscal_year"] or FIRST_YEAR, row["to_fiscal_year"] or LAST_YEAR


def runs(programme: str, fiscal_year: int) -> bool:
    """Return whether a programme exists in a year."""
    first, last = _years_of(programme)
    return first <= fiscal_year <= last


def _trend(key: str) -> dict[int, float]:
    row = _rows()[key]
    base = int(str(row["base_year"]))
    level = _fixed().get((key, base), float(str(row["level"])))
    profile = _profile(str(row["profile"]))
    noise = generator("plan", key).normal(0, NOISE, size=len(YEARS))
    is_flat = len(set(profile.values())) == 1
    return {
        year: level * profile[year] / profile[base] * (1 + (0 if is_flat else wobble))
        for year, wobble in zip(YEARS, noise, strict=True)
    }


def cumulative(key: str) -> tuple[int, int] | None:
    """Return (fiscal year, printed total since the log began) of a key, if one was printed."""
    found = catalogue("published_figures").filter(
        pl.col("kind") == "cumulative", pl.col("indicator_id") == (_rows()[key]["cumulative"] or "")
    )
    if found.is_empty():
        return None
    row = found.row(0, named=True)
    return row["fiscal_year"], int(row["value"])


@cache
def _yearly(key: str) -> dict[int, float]:
    digits = int(str(_rows()[key]["digits"]))
    programme = key.split(".", maxsplit=1)[0]
    trend = {
        year: round(_fixed().get((key, year), value), digits) if runs(programme, year) else 0
        for year, value in _trend(key).items()
    }
    total = cumulative(key)
    if total and _rows()[key]["cumulative"] != key:
        free = [year for year in YEARS if year <= total[0] and (key, year) not in _fixed()]
        rest = total[1] - sum(v for y, v in trend.items() if y <= total[0] and y not in free)
        parts = shares(int(rest), [trend[year] for year in free])
        trend |= {year: int(part) for year, part in zip(free, parts, strict=True)}
    return trend


def amount(key: str, fiscal_year: int) -> float:
    """Return the planned value of a key in a year; 0 where its programme does not exist."""
    return _yearly(key)[fiscal_year]


def count(key: str, fiscal_year: int) -> int:
    """Return the planned value of a key in a year as a whole number."""
    return int(amount(key, fiscal_year))


def opening(key: str) -> int:
    """Return what a cumulative key had before the log began."""
    total = cumulative(key)
    if total is None:
        return 0
    return total[1] - sum(count(key, year) for year in YEARS if year <= total[0])


def parts(whole: str, names: list[str], fiscal_year: int) -> list[int]:
    """Split a whole of a year into its parts: as printed, else in the usual proportions."""
    printed = [_fixed().get((name, fiscal_year)) for name in names]
    if all(value is not None for value in printed):
        return [int(value) for value in printed if value is not None]
    usual = [amount(name, fiscal_year) for name in names]
    return [int(part) for part in shares(count(whole, fiscal_year), usual)]


def dated(indicator: str, fiscal_year: int) -> list[tuple[date, int]]:
    """Return the printed figures of single days of an indicator in a year, oldest first."""
    rows = catalogue("published_figures").filter(
        pl.col("event_date").is_not_null(),
        pl.col("kind") == "actual",
        pl.col("indicator_id") == indicator,
        pl.col("fiscal_year") == fiscal_year,
    )
    return [
        (date.fromisoformat(day), int(value))
        for day, value in rows.select("event_date", "value").sort("event_date").iter_rows()
    ]


def is_printed(key: str, fiscal_year: int) -> bool:
    """Return whether the print gives the value of a whole year."""
    return (key, fiscal_year) in _printed()


def digits(key: str) -> int:
    """Return how many decimals the values of a key have."""
    return int(str(_rows()[key]["digits"]))
