"""Registers of platforms, networks, forums and expert lists.

members.csv gives each register its plan and the share of members that leaves in a year.

Here belongs: the truth of the log `member_register`; registrations in force on 31 March of each
year are as many as planned. Registers were set up anew on the first day of the sample.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import polars as pl

from ingest.sample import plan
from ingest.sample.chance import generator
from ingest.sample.days import FIRST_YEAR, YEARS, pick_days
from ingest.sample.frames import coded
from ingest.sample.register import described, pool
from ingest.sample.tables import table

FOUNDED = 0.92
"""Share of the first year's members who were there from the first day."""
OTHERS = {"university": "会員大学", "institution": "支援機関", "expert": "専門家"}
"""What members are called that are no companies; those are named by the register."""
NEVER = np.datetime64("2999-12-31")


@cache
def members() -> pl.DataFrame:
    """Return all registrations of all registers."""
    lines = table("members").iter_rows(named=True)
    return (
        described(pl.concat([_register(line) for line in lines]), name="official")
        .with_columns(member_name=pl.coalesce("official", "member_name"))
        .drop("official")
    )


def _register(line: dict[str, Any]) -> pl.DataFrame:
    rng = generator("members", line["key"])
    joined, left = _careers(rng, line)
    n = joined.size
    order = np.arange(1, n + 1)
    is_company = line["source"] == "company"
    firms = pool(line["key"], n) if is_company else np.zeros(n, dtype=np.int64)
    return pl.DataFrame(
        {
            "register_id": coded(f"{line['prefix']}-", order, 4),
            "programme_id": [line["programme"]] * n,
            "member_name": coded(OTHERS.get(line["source"], ""), order),
            "member_kind": [line["kind"]] * n,
            "joined_on": joined,
            "left_on": pl.Series(left).set(pl.Series(left == NEVER), None),
            "_company": pl.Series(firms).set(pl.Series([not is_company] * n), None),
        }
    )


def _careers(rng: np.random.Generator, line: dict[str, Any]) -> tuple[Any, Any]:
    """Return the days on which each member joined and left (NEVER: still in)."""
    start = np.datetime64(f"{FIRST_YEAR}-04-01")
    founders = int(FOUNDED * plan.count(line["key"], FIRST_YEAR))
    joined = np.full(founders, start)
    left = np.full(founders, NEVER)
    for year in YEARS:
        inside = np.flatnonzero(left == NEVER)
        goal = plan.count(line["key"], year)
        leaving = max(round(line["leaving"] * inside.size), inside.size - goal)
        gone = rng.choice(inside, leaving, replace=False)
        left[gone] = pick_days(rng, year, leaving, "flat")
        new = goal - (inside.size - leaving)
        joined = np.concatenate([joined, pick_days(rng, year, new, "flat")])
        left = np.concatenate([left, np.full(new, NEVER)])
    return joined, left
