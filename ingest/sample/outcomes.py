"""Results of support: businesses started, problems solved, matches, jobs, tools adopted.

outcomes.csv names, for each kind, the desk it comes from, or the companies it happens to (`pool`),
and the most that one row counts.

Here belongs: the truth of the log `outcome`.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import polars as pl

from ingest.sample import plan
from ingest.sample.chance import generator
from ingest.sample.consultations import earlier, taken
from ingest.sample.days import YEARS, pick_days
from ingest.sample.frames import coded
from ingest.sample.register import described, pool, regulars
from ingest.sample.tables import table

LINKED = 0.8


@cache
def outcomes() -> pl.DataFrame:
    """Return all results; quantities add up to the plan of each kind and year."""
    lines = table("outcomes").iter_rows(named=True)
    return described(pl.concat([_year(line, year) for line in lines for year in YEARS]))


def _year(line: dict[str, Any], year: int) -> pl.DataFrame:
    rng = generator("outcomes", line["programme"], line["kind"], year)
    quantity = _quantities(rng, plan.count(line["key"], year), line["most"])
    n = quantity.size
    days = pick_days(rng, year, n, line["season"])
    if line["source"]:
        who = earlier(rng, taken(line["source"], year), days)
    else:
        known = pool(line["programme"], line["pool"])
        who = pl.DataFrame({"_company": regulars(rng, known, n)}).select(
            pl.lit(None, dtype=pl.String).alias("consultation_id"), "_company"
        )
    is_linked = pl.Series(rng.random(n) < LINKED)
    return who.select(
        outcome_id=coded(f"{line['prefix']}{year % 100}-", range(1, n + 1), 3),
        programme_id=pl.lit(line["programme"]),
        consultation_id=pl.when(is_linked).then("consultation_id"),
        occurred_on=pl.Series(days),
        kind=pl.lit(line["kind"]),
        _company="_company",
        quantity=pl.Series(quantity),
    )


def _quantities(rng: np.random.Generator, total: int, most: int) -> Any:
    """Split a total into results of 1 to `most`."""
    if most == 1:
        return np.ones(total, dtype=np.int64)
    drawn = rng.integers(1, most + 1, total)
    n = int(np.searchsorted(np.cumsum(drawn), total))
    drawn = drawn[: n + 1]
    drawn[-1] -= int(drawn.sum()) - total
    return drawn
