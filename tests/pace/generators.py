"""Made-up years of desks: events by day, and the day on which the desk hands each one in.

Belongs here: the worlds that forecasts are tried on. `steady` and `restless` are those the method's
few constants were chosen on; `trend_break`, `two_years` and `late_desk` were written before the
method and never used to choose anything. Not here: forecasting, or measuring how good it was.
Every number follows from the world's name, so that two runs see the same years.
"""

from dataclasses import dataclass
from zlib import crc32

import numpy as np
import polars as pl

LAST_YEAR = 2025
TUNING = ("steady", "restless")
HELD_OUT = ("trend_break", "two_years", "late_desk")

SHAPES = {
    "flat": [1] * 12,
    "autumn": [0, 0.2, 0.6, 1, 0.6, 1.4, 2, 2, 1, 0.8, 1, 0.4],
    "year_end": [0.6, 0.7, 0.8, 0.9, 0.8, 1, 1, 1, 1, 1.1, 1.2, 1.9],
    "courses": [0, 0.6, 1.2, 1.2, 0.4, 1.2, 1.4, 1.2, 1, 0.8, 0.6, 0],
    "first_half": [1.5, 1.8, 1.6, 1.2, 0.8, 1, 0.4, 0.3, 0.3, 0.3, 0.2, 0.2],
}
"""How much of a year falls into each month, April first; in any unit."""


@dataclass(frozen=True)
class World:
    """What is peculiar to a world; levels are relative to the year before."""

    years: int = 7
    noise: float = 0.08
    break_size: tuple[float, ...] = ()
    entry_days: tuple[int, int] = (0, 6)


WORLDS = {
    "steady": World(),
    "restless": World(noise=0.2),
    "trend_break": World(break_size=(0.5, 1.7)),
    "two_years": World(years=3, noise=0.12),
    "late_desk": World(entry_days=(55, 66)),
}


def events(name: str, series: list[str]) -> pl.DataFrame:
    """Events of every series: series, occurred_on, quantity, entered_on (the desk's own day)."""
    world = WORLDS[name]
    rng = np.random.default_rng(crc32(name.encode()))
    frames = [_series(rng, world).with_columns(series=pl.lit(each)) for each in series]
    return pl.concat(frames).sort("series", "occurred_on", maintain_order=True)


def _series(rng: np.random.Generator, world: World) -> pl.DataFrame:
    shape = np.array(SHAPES[str(rng.choice(list(SHAPES)))])
    size = float(rng.choice([1.0, 1.0, 4.0, 25.0]))
    base = float(np.exp(rng.uniform(np.log(12), np.log(400))))
    levels = base * _path(rng, world)
    first = LAST_YEAR - world.years + 1
    years = [_year(rng, first + offset, level, shape, size) for offset, level in enumerate(levels)]
    rows = pl.concat(years)
    delay = rng.integers(*world.entry_days, size=rows.height, endpoint=True)
    return rows.with_columns(
        entered_on=pl.col("occurred_on") + pl.duration(days=pl.lit(pl.Series(delay))),
    )


def _path(rng: np.random.Generator, world: World) -> np.ndarray:
    """The level of each year: a slow trend, a shock a year, and the break where there is one."""
    growth = rng.uniform(-0.06, 0.1)
    steps = growth + rng.normal(0, world.noise, size=world.years)
    if world.break_size:
        steps[int(rng.integers(2, world.years))] += np.log(rng.choice(world.break_size))
    return np.exp(np.cumsum(steps))


def _year(
    rng: np.random.Generator, year: int, level: float, shape: np.ndarray, size: float
) -> pl.DataFrame:
    """A year's events, on random days of random months; each of about `size` units."""
    months = rng.poisson(level * shape / shape.sum())
    starts = np.datetime64(f"{year}-04", "M") + np.arange(12)
    lengths = ((starts + 1).astype("datetime64[D]") - starts.astype("datetime64[D]")).astype(int)
    month = np.repeat(np.arange(12), months)
    days = starts.astype("datetime64[D]")[month] + (rng.random(month.size) * lengths[month]).astype(
        int
    )
    quantity = np.ones(month.size) if size == 1 else 1 + rng.poisson(size, size=month.size)
    return pl.DataFrame({"occurred_on": days, "quantity": quantity.astype(float)})
