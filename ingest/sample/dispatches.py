"""Dispatches of coordinators and registered experts to companies.

dispatches.csv names, for each kind, the desk whose consultations lead to it (`source`), how many
experts there are, and the most visits in one row.

Here belongs: the truth of the log `expert_dispatch`. Not here: the register of experts (members).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from ingest.sample import plan
from ingest.sample.chance import generator, scatter
from ingest.sample.consultations import earlier, share_of, taken
from ingest.sample.days import YEARS, pick_days
from ingest.sample.frames import coded
from ingest.sample.register import described, pool, regulars
from ingest.sample.tables import table

if TYPE_CHECKING:
    from ingest.sample.arrays import Days

PLANNED_ONLY = 0.03
MAKERS = "manufacturing|construction|transport"


@cache
def dispatches() -> pl.DataFrame:
    """Return all dispatches; visits of the done ones add up to the plan of each kind and year."""
    lines = table("dispatches").iter_rows(named=True)
    return described(pl.concat([_year(line, year) for line in lines for year in YEARS]))


def _year(line: dict[str, Any], year: int) -> pl.DataFrame:
    rng = generator("dispatches", line["key"], year)
    visits = _visits(rng, plan.count(line["key"], year), line["most"])
    dropped = int(rng.binomial(visits.size, PLANNED_ONLY))
    n = visits.size + dropped
    is_done = rng.permutation(n) >= dropped
    days = pick_days(rng, year, n, line["season"])
    counted = np.ones(n, dtype=np.int64)
    counted[is_done] = visits
    expert = rng.integers(1, line["experts"] + 1, n)
    role = "コーディネータ" if line["kind"] == "coordinator" else "専門家"
    return pl.DataFrame(
        {
            "dispatch_id": coded(f"{line['prefix']}{year % 100}-", range(1, n + 1), 3),
            "programme_id": [line["programme"]] * n,
            "dispatched_on": days,
            "kind": [line["kind"]] * n,
            "expert_id": coded("E", expert, 3),
            "expert_name": coded(role, expert),
            "visits": counted,
            "status": np.where(is_done, "done", "cancelled"),
        }
    ).hstack(_hosts(rng, line, year, days, is_done))


def _visits(rng: np.random.Generator, total: int, most: int) -> Any:
    """Split visits into dispatches of one, some of two."""
    twice = int(rng.binomial(total // 2, 0.12)) if most > 1 else 0
    return rng.permutation(np.repeat([2, 1], [twice, total - 2 * twice]))


def _hosts(
    rng: np.random.Generator, line: dict[str, Any], year: int, days: Days, is_done: Any
) -> pl.DataFrame:
    """Return the company of each dispatch and the consultation that led to it."""
    if not line["source"]:
        known = pool(line["programme"], 60, MAKERS)
        return _unlinked(regulars(rng, known, days.size))
    source = taken(line["source"], year)
    if not line["companies_key"]:
        return earlier(rng, source, days)
    helped = share_of(source, rng, plan.count(line["companies_key"], year))
    hosts = rng.choice(helped, size=days.size)
    done = int(is_done.sum())
    hosts[is_done] = rng.permutation(
        np.repeat(helped, 1 + scatter(rng, done - helped.size, helped.size))
    )
    return _latest(source, hosts, days)


def _unlinked(hosts: Any) -> pl.DataFrame:
    return pl.DataFrame(
        {"consultation_id": [None] * len(hosts), "_company": hosts},
        schema={"consultation_id": pl.String, "_company": pl.Int64},
    )


def _latest(source: pl.DataFrame, hosts: Any, days: Days) -> pl.DataFrame:
    """Return each host with its newest consultation before the day, if it came by then."""
    asked = pl.DataFrame({"_company": hosts, "_day": days}).with_row_index("_order")
    came = source.select("consultation_id", "_company", _day=pl.col("received_at").dt.date())
    return (
        asked.sort("_day")
        .join_asof(came.sort("_day"), on="_day", by="_company", check_sortedness=False)
        .sort("_order")
        .select("consultation_id", "_company")
    )
