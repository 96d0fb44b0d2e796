"""Counted activities that have no log of their own: visits, press, visitors, patents, stocks.

Here belongs: the truth of the log `activity`. How an indicator comes about (one row per case, per
day, per month, a stock at the month's end) is a row of activities.csv.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from ingest.sample import plan
from ingest.sample.chance import generator, scatter, shares
from ingest.sample.days import (
    FIRST_YEAR,
    YEARS,
    likelihood,
    month_ends,
    pick_days,
    possible_days,
    season,
    working_day,
)
from ingest.sample.frames import filled
from ingest.sample.sessions import sessions
from ingest.sample.tables import table

if TYPE_CHECKING:
    from collections.abc import Callable


@cache
def activities() -> pl.DataFrame:
    """Return all rows, numbered by indicator and year."""
    lines = table("activities").iter_rows(named=True)
    parts = [
        _numbered(line, year)
        for line in lines
        for year in YEARS
        if plan.runs(line["programme"], year)
    ]
    return pl.concat(parts, how="diagonal_relaxed")


def _numbered(line: dict[str, Any], year: int) -> pl.DataFrame:
    rng = generator("activities", line["key"], year)
    rows = PATTERNS[line["pattern"]](rng, line, year)
    if year == FIRST_YEAR and plan.opening(line["key"]):
        rows = pl.concat([_opening(line), rows], how="diagonal_relaxed")
    order = pl.int_range(1, pl.len() + 1).cast(pl.String).str.zfill(3)
    return rows.with_columns(
        activity_id=pl.concat_str(pl.lit(f"{line['prefix']}{year % 100}-"), order),
        programme_id=pl.lit(line["programme"]),
        measure=pl.lit(line["measure"]),
        breakdown=pl.coalesce("breakdown", pl.lit(line["breakdown"], dtype=pl.String))
        if "breakdown" in rows.columns
        else pl.lit(line["breakdown"], dtype=pl.String),
        quantity=pl.col("quantity").cast(pl.Float64),
        is_estimate=pl.lit(value=False),
    )


def _opening(line: dict[str, Any]) -> pl.DataFrame:
    """Return what a cumulative count had before this log began."""
    return filled(
        1,
        occurred_on=np.datetime64(f"{FIRST_YEAR}-04-01"),
        quantity=plan.opening(line["key"]),
        note=line["note"],
    )


def _each(rng: np.random.Generator, line: dict[str, Any], year: int) -> pl.DataFrame:
    """One row per case, with the people who came where they are counted."""
    n = plan.count(line["key"], year)
    rows = filled(n, occurred_on=pick_days(rng, year, n, line["season"], line["week"]), quantity=1)
    if not line["people_key"]:
        return rows
    people = scatter(rng, plan.count(line["people_key"], year), n, least=1)
    return rows.with_columns(people=pl.Series(people))


def _each_group(rng: np.random.Generator, line: dict[str, Any], year: int) -> pl.DataFrame:
    """One row per group of users."""
    total = plan.count(line["key"], year)
    n = total // 4
    return filled(
        n,
        occurred_on=pick_days(rng, year, n, line["season"], line["week"]),
        quantity=scatter(rng, total, n, least=1),
    )


def _daily(rng: np.random.Generator, line: dict[str, Any], year: int) -> pl.DataFrame:
    """One row per open day."""
    days = possible_days(year, line["week"])
    weight = likelihood(days, line["season"], line["week"]) * rng.gamma(12.0, size=days.size)
    quantity = shares(plan.count(line["key"], year), weight)
    rows = filled(days.size, occurred_on=days, quantity=quantity)
    return rows.with_columns(people=pl.Series(quantity)) if line["people_key"] else rows


def _monthly(rng: np.random.Generator, line: dict[str, Any], year: int) -> pl.DataFrame:
    """One row per month and part, dated at the month's end."""
    names, weights = _parts(line)
    weight = np.outer(season(line["season"]), weights).ravel() * rng.gamma(
        30.0, size=12 * len(names)
    )
    return filled(
        weight.size,
        occurred_on=np.repeat(month_ends(year), len(names)),
        breakdown=names * 12,
        quantity=shares(plan.count(line["key"], year), weight),
    )


def _once(rng: np.random.Generator, line: dict[str, Any], year: int) -> pl.DataFrame:
    """One row a year, none in a year without."""
    total = plan.count(line["key"], year)
    n = min(total, 1)
    return filled(
        n, occurred_on=pick_days(rng, year, n, line["season"], line["week"]), quantity=[total] * n
    )


def _event(_: np.random.Generator, line: dict[str, Any], year: int) -> pl.DataFrame:
    """One row on the day of the programme's own event, none when it was called off."""
    held = sessions().filter(
        pl.col("programme_id") == line["programme"],
        pl.col("status") == "held",
        pl.col("started_on").is_between(pl.date(year, 4, 1), pl.date(year + 1, 3, 31)),
    )
    days = held["started_on"].to_numpy()[:1]
    return filled(days.size, occurred_on=days, quantity=[plan.count(line["key"], year)] * days.size)


def _stock_year(_: np.random.Generator, line: dict[str, Any], year: int) -> pl.DataFrame:
    """The stock at the start of the year, one row per part."""
    names, weights = _parts(line)
    return filled(
        len(names),
        occurred_on=working_day(year, 4, 3),
        breakdown=names,
        quantity=shares(plan.count(line["key"], year), weights),
    )


def _stock_month(_: np.random.Generator, line: dict[str, Any], year: int) -> pl.DataFrame:
    """The stock at each month's end, on its way from last year's to this year's."""
    end = plan.amount(line["key"], year)
    start = plan.amount(line["key"], max(year - 1, FIRST_YEAR))
    level = start + (end - start) * np.arange(1, 13) / 12
    digits = plan.digits(line["key"])
    return filled(12, occurred_on=month_ends(year), quantity=np.round(level, digits))


def _parts(line: dict[str, Any]) -> tuple[list[str | None], list[float]]:
    """Return the parts of a count and their weights; one nameless part where it has none."""
    if not line["weights"]:
        return [None], [1.0]
    pairs = [part.split(":") for part in line["weights"].split("|")]
    return [name for name, _ in pairs], [float(weight) for _, weight in pairs]


PATTERNS: dict[str, Callable[[np.random.Generator, dict[str, Any], int], pl.DataFrame]] = {
    "each": _each,
    "each_group": _each_group,
    "daily": _daily,
    "monthly": _monthly,
    "once": _once,
    "event": _event,
    "stock_year": _stock_year,
    "stock_month": _stock_month,
}
