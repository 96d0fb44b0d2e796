"""Consultations of every desk: who came when, about what, and when it was settled.

desks.csv says of each desk how many companies it knows and of which industries, the share of
visitors without a company, its staff, its season, and whether it notes the time of day.

Here belongs: the truth of the log `consultation`. Not here: how a desk writes it down (office).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from ingest.sample import plan
from ingest.sample.chance import draw, fading, generator, scatter
from ingest.sample.days import YEARS, pick_days
from ingest.sample.frames import coded
from ingest.sample.register import described, pool, regulars
from ingest.sample.tables import table

if TYPE_CHECKING:
    from ingest.sample.arrays import Days, Flags

ONESTOP_PARTS = ("dx", "robot", "5s", "other")
CANCELLED = 0.02
SAME_DAY = 0.7
NEVER_CLOSED = 0.01
BLANK_WARD = 0.08


@cache
def consultations() -> pl.DataFrame:
    """Return all consultations of all desks, each desk numbering for itself."""
    desks = table("desks").iter_rows(named=True)
    return described(
        pl.concat([_year(desk, year) for desk in desks for year in YEARS])
    ).with_columns(
        ward=pl.when(pl.col("_has_ward")).then("_ward"),
        industry=pl.when(pl.col("_has_industry")).then("_industry"),
    )


def _year(desk: dict[str, Any], year: int) -> pl.DataFrame:
    name = desk["desk"]
    rng = generator("consultations", name, year)
    held = plan.count(f"{name}.consultations", year)
    n = held + int(rng.binomial(held, CANCELLED))
    cancelled = rng.permutation(n) >= held
    days = pick_days(rng, year, n, desk["season"])
    return pl.DataFrame(
        {
            "consultation_id": coded(f"{desk['prefix']}{year % 100}-", range(1, n + 1), 4),
            "programme_id": [name] * n,
            "received_at": _times(rng, days, is_timed=bool(desk["is_timed"])),
            "channel": draw(rng, name, "channel", n),
            "category": _categories(rng, name, year, cancelled),
            "referral": draw(rng, name, "referral", n),
            "minutes": np.clip(np.round(rng.gamma(4, 15, n) / 15) * 15, 15, 240).astype(np.int64),
            "staff_name": coded("担当", rng.integers(1, desk["staff"] + 1, n)),
            "_company": _visitors(rng, desk, year, cancelled),
            "_has_ward": rng.random(n) >= BLANK_WARD,
            "_has_industry": rng.random(n) >= BLANK_WARD,
            **_closing(rng, days, cancelled),
        }
    ).join(
        table("phrases").rename({"text": "summary"}),
        on="category",
        how="left",
        maintain_order="left",
    )


def _times(rng: np.random.Generator, days: Days, *, is_timed: bool) -> Days:
    """Return office hours in quarters; desks that note only the day write midnight."""
    quarters = rng.integers(36, 67, days.size) * int(is_timed)
    stamps = days.astype("datetime64[us]") + quarters * np.timedelta64(15, "m")
    return np.sort(stamps)


def _categories(rng: np.random.Generator, desk: str, year: int, cancelled: Flags) -> pl.Series:
    """Return what each row is about; at the one-stop desk exactly as many of each as planned."""
    if desk != "onestop_desk":
        return draw(rng, desk, "category", cancelled.size)
    names = [f"onestop_desk.consultations.{part}" for part in ONESTOP_PARTS]
    counts = plan.parts("onestop_desk.consultations", names, year)
    part = np.zeros(cancelled.size, dtype=np.int64)
    part[~cancelled] = rng.permutation(np.repeat(np.arange(len(ONESTOP_PARTS)), counts))
    is_blank = (part == ONESTOP_PARTS.index("other")) & (rng.random(part.size) < 0.3)
    return pl.Series(ONESTOP_PARTS)[part].set(pl.Series(is_blank), None)


def _visitors(
    rng: np.random.Generator, desk: dict[str, Any], year: int, cancelled: Flags
) -> pl.Series:
    """Return the company of each row, null for people who came as themselves."""
    known = pool(desk["desk"], desk["pool"], desk["industries"])
    n = cancelled.size
    if desk["desk"] != "succession_desk":
        drawn = regulars(rng, known, n)
        is_person = rng.random(n) < desk["anonymous"]
        return pl.Series(drawn).set(pl.Series(is_person), None)
    distinct = rng.choice(known, plan.count("succession_desk.companies", year), replace=False)
    visits = 1 + scatter(rng, int((~cancelled).sum()) - distinct.size, distinct.size)
    drawn = regulars(rng, known, n)
    drawn[~cancelled] = rng.permutation(np.repeat(distinct, visits))
    return pl.Series(drawn)


def _closing(rng: np.random.Generator, days: Days, cancelled: Flags) -> dict[str, Any]:
    n = days.size
    is_open = (rng.random(n) < NEVER_CLOSED) & ~cancelled
    took = np.where(rng.random(n) < SAME_DAY, 0, rng.geometric(0.08, n))
    closed_on = pl.Series(days + took).set(pl.Series(is_open | cancelled), None)
    return {
        "status": np.where(cancelled, "cancelled", np.where(is_open, "open", "closed")),
        "closed_on": closed_on,
    }


def earlier(rng: np.random.Generator, source: pl.DataFrame, days: Days) -> pl.DataFrame:
    """Return, for each day, some consultation of `source` (in order of time) received before it.

    Columns consultation_id and _company; null where there was none yet.
    """
    received = source["received_at"].to_numpy().astype("datetime64[D]")
    before = np.searchsorted(received, days, side="right")
    chosen = pl.Series((rng.random(days.size) * before).astype(np.int64)).set(
        pl.Series(before == 0), None
    )
    return source.select("consultation_id", "_company")[chosen.fill_null(0)].with_columns(
        pl.when(chosen.is_not_null()).then(pl.all())
    )


def taken(desk: str, year: int) -> pl.DataFrame:
    """Return the consultations that a desk took in a year from known companies, oldest first."""
    from_day = pl.datetime(year, 4, 1)
    return (
        consultations()
        .filter(
            pl.col("programme_id") == desk,
            pl.col("received_at").is_between(from_day, pl.datetime(year + 1, 4, 1), closed="left"),
            pl.col("status") != "cancelled",
            pl.col("_company").is_not_null(),
        )
        .sort("received_at")
    )


def share_of(source: pl.DataFrame, rng: np.random.Generator, n: int) -> Any:
    """Return n different companies among those that came, regulars more likely."""
    seen = source["_company"].unique(maintain_order=True).to_numpy()
    return rng.choice(seen, size=n, replace=False, p=fading(seen.size))
