"""Events, courses and sessions: when they were held and how many came.

Here belongs: the truth of the log `seminar_session`, with headcounts that agree with the rosters.
Not here: the people themselves (rosters).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from ingest.sample import plan, rosters
from ingest.sample.chance import draw, generator, scatter
from ingest.sample.days import YEARS, pick_days, series_days
from ingest.sample.tables import table

if TYPE_CHECKING:
    from ingest.sample.arrays import Days, Integers

ROUNDED = ("hibikino_festival", "dx_fair")
"""Crowds that are counted roughly; where the print is exact, so is the count."""
CALLED_OFF = {2020: 0.2, 2021: 0.12}
CALLED_OFF_LATER = 0.03


@cache
def sessions() -> pl.DataFrame:
    """Return all sessions, one row per event or course, held or not."""
    rows = table("sessions").iter_rows(named=True)
    return pl.concat(
        [_year(row, year) for row in rows for year in YEARS if plan.runs(row["programme"], year)]
    )


def _year(row: dict[str, Any], year: int) -> pl.DataFrame:
    programme = row["programme"]
    rng = generator("sessions", programme, year)
    heads = _heads(rng, programme, year)
    days = _held_on(rng, row, year, heads.size)
    is_held = np.ones(heads.size, dtype=bool)
    if not heads.any():
        is_held[:] = False
    frame = _frame(rng, row, year, days, heads).with_columns(
        status=pl.Series(np.where(is_held, "held", "cancelled")),
        headcount=pl.Series(heads).set(pl.Series(~is_held), None),
    )
    return pl.concat([frame, _called_off(rng, row, year, heads.size)])


def _heads(rng: np.random.Generator, programme: str, year: int) -> Integers:
    """Return the headcount of each held session, those with a printed day first."""
    roster = rosters.roster(programme, year)
    if roster is not None:
        return rosters.heads(roster, programme, year)
    key = f"{programme}.participants"
    fixed = np.array([value for _, value in plan.dated(key, year)], dtype=np.int64)
    if fixed.size and not plan.is_printed(key, year):
        return fixed
    n = max(plan.count(f"{programme}.sessions", year), fixed.size + 1)
    rest = scatter(rng, plan.count(key, year) - int(fixed.sum()), n - fixed.size, least=4)
    if programme in ROUNDED:
        rest = rest // 100 * 100
    return np.concatenate([fixed, rest])


def _held_on(rng: np.random.Generator, row: dict[str, Any], year: int, n: int) -> Days:
    """Return a day for each session: the printed days, then other days through the season."""
    printed = plan.dated(f"{row['programme']}.participants", year)
    fixed = np.array([day for day, _ in printed], dtype="datetime64[D]")
    other = series_days(rng, year, n - fixed.size, row["season"], row["week"])
    moved = np.where(np.isin(other, fixed), np.busday_offset(other, 1, roll="forward"), other)
    return np.concatenate([fixed, moved])


def _frame(
    rng: np.random.Generator, row: dict[str, Any], year: int, days: Days, heads: Integers
) -> pl.DataFrame:
    n = days.size
    order = days.argsort(kind="stable").argsort(kind="stable") + 1
    title = row["title"]
    capacity = [row["capacity"]] * n
    return pl.DataFrame(
        {
            "session_id": rosters.session_ids(row["prefix"], year, n),
            "programme_id": [row["programme"]] * n,
            "title": [f"{title}（第{k}回）" if n > 1 else f"{title}{year}" for k in order],
            "started_on": days,
            "ended_on": days + (row["length"] - 1),
            "format": draw(rng, row["programme"], "format", n),
            "venue": [row["venue"]] * n,
            "capacity": pl.Series(capacity, dtype=pl.Int64),
            "headcount_is_estimate": pl.Series([row["programme"] == "hibikino_festival"] * n),
        }
    ).with_columns(
        capacity=pl.max_horizontal("capacity", pl.Series(heads)).replace(0, None)
        if row["capacity"]
        else pl.lit(None, dtype=pl.Int64)
    )


def _called_off(
    rng: np.random.Generator, row: dict[str, Any], year: int, held: int
) -> pl.DataFrame:
    """Return further sessions that were announced and then cancelled or postponed."""
    n = int(rng.binomial(held, CALLED_OFF.get(year, CALLED_OFF_LATER)))
    days = pick_days(rng, year, n, row["season"], row["week"])
    frame = _frame(rng, row, year, days, np.zeros(n, dtype=np.int64))
    return frame.with_columns(
        session_id=rosters.session_ids(row["prefix"], year, n, after=held),
        status=pl.Series(rng.choice(["cancelled", "postponed"], n), dtype=pl.String),
        headcount=pl.lit(None, dtype=pl.Int64),
    )
