"""Applications to subsidies and research grants: who applied for what, and what was granted.

schemes.csv gives each kind of applicant its cap, rate and range of costs (thousands of yen), its
share of the year's grants, the days from application to decision, the years a term may last, and
how many are refused for each one granted.

Here belongs: the truth of the log `subsidy_application`. Grants keep cap and rate of their scheme,
except those that planted_breaches.csv breaks on purpose.
Not here: the groups of HAGUKUMI with their members and expenses (hagukumi).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from ingest.sample import plan
from ingest.sample.breaches import planted
from ingest.sample.chance import generator, shares
from ingest.sample.days import YEARS, pick_days, working_day
from ingest.sample.frames import filled
from ingest.sample.hagukumi import hagukumi_applications
from ingest.sample.register import described, pool
from ingest.sample.tables import table

if TYPE_CHECKING:
    from ingest.sample.arrays import Days, Flags, Integers

UNIVERSITIES = {
    "北九州市立大学": "公立大学法人北九州市立大学",
    "九州工業大学": "国立大学法人九州工業大学",
    "早稲田大学": "学校法人早稲田大学",
    "産業医科大学": "学校法人産業医科大学",
}
FULLY_PAID = 0.85
WITHDRAWN = 0.04


@cache
def applications() -> pl.DataFrame:
    """Return all applications; those that are granted are as many as planned."""
    schemes = table("schemes").partition_by("programme", maintain_order=True)
    parts = [
        _numbered(scheme, year)
        for scheme in schemes
        for year in YEARS
        if plan.runs(scheme["programme"][0], year)
    ]
    funded = (
        described(pl.concat(parts, how="diagonal_relaxed"), name="official")
        .with_columns(applicant_name=pl.coalesce("official", "applicant_name"))
        .drop("official")
    )
    rows = pl.concat([funded, hagukumi_applications().drop("_spent")], how="diagonal_relaxed")
    return planted("subsidy_application", rows, rows)


def _numbered(scheme: pl.DataFrame, year: int) -> pl.DataFrame:
    programme, prefix = scheme["programme"][0], scheme["prefix"][0]
    counts = np.concatenate(
        [
            shares(plan.count(lines["key"][0], year), lines["weight"].to_list())
            for lines in scheme.partition_by("key", maintain_order=True)
        ]
    )
    lines = scheme.iter_rows(named=True)
    rows = pl.concat(
        [
            _line(line, year, int(n), at)
            for at, (line, n) in enumerate(zip(lines, counts, strict=True))
        ],
        how="diagonal_relaxed",
    ).sort("applied_on", maintain_order=True)
    order = pl.int_range(1, pl.len() + 1).cast(pl.String).str.zfill(3)
    return rows.with_columns(
        application_id=pl.concat_str(pl.lit(f"{prefix}{year % 100}-"), order),
        programme_id=pl.lit(programme),
    )


def _line(line: dict[str, Any], year: int, granted: int, at: int) -> pl.DataFrame:
    rng = generator("subsidies", line["programme"], at, year)
    refused = int(rng.binomial(granted * 2, line["refused"] / 2))
    n = granted + refused
    is_granted = rng.permutation(n) < granted
    is_withdrawn = ~is_granted & (rng.random(n) < WITHDRAWN)
    decided = pick_days(rng, year, n, line["season"])
    themes = table("themes").filter(themes=line["themes"])
    theme = themes.select("theme", "field")[rng.integers(0, themes.height, n)]
    rows = filled(
        n,
        frame=line["frame"],
        applied_on=decided - line["lead"] + rng.integers(0, 15, n),
        decided_on=pl.Series(decided).set(pl.Series(is_withdrawn), None),
        status=np.where(is_granted, "completed", np.where(is_withdrawn, "withdrawn", "rejected")),
        other_public_grant=np.zeros(n, dtype=bool),
    )
    return pl.concat(
        [
            rows,
            theme,
            _applicants(rng, line, n),
            _term(line, year, decided),
            _money(rng, line, n, is_granted),
        ],
        how="horizontal",
    ).with_columns(
        paid_on=pl.when(pl.Series(is_granted)).then(pl.col("period_to") + pl.duration(days=40)),
        report_received_on=pl.when(pl.Series(is_granted)).then(
            pl.col("period_to") + pl.duration(days=12)
        ),
    )


def _applicants(rng: np.random.Generator, line: dict[str, Any], n: int) -> pl.DataFrame:
    """Return who applied: universities by name, companies of the register, none of them twice."""
    kind = line["applicant_type"]
    if kind in ("sme", "non_sme"):
        known = pool(f"{line['programme']}/{kind}", 160, "manufacturing|construction|it|transport")
        return filled(
            n,
            _company=rng.choice(known, n, replace=n > known.size),
            applicant_type=kind,
            applicant_name=None,
            applicant_in_city=np.ones(n, dtype=bool),
        )
    names = list(UNIVERSITIES.values()) if kind == "university" else [UNIVERSITIES[kind]]
    chosen = pl.Series(names, dtype=pl.String)[rng.integers(0, len(names), n)]
    return filled(
        n,
        _company=None,
        applicant_type="university",
        applicant_name=chosen,
        applicant_in_city=np.ones(n, dtype=bool),
    )


def _term(line: dict[str, Any], year: int, decided: Days) -> pl.DataFrame:
    """Return the term: from some days after the decision to the end of its last fiscal year."""
    end = working_day(year + line["years"] - 1, 3, 10)
    return filled(decided.size, period_from=decided + 10, period_to=end, report_due_on=end + 20)


def _money(
    rng: np.random.Generator, line: dict[str, Any], n: int, is_granted: Flags
) -> pl.DataFrame:
    """Return costs and grants in yen, in whole thousands; the grant keeps cap and rate."""
    eligible = rng.integers(line["low"] // 10, line["high"] // 10 + 1, n) * 10
    project = eligible + rng.integers(0, 20, n) * 10
    grant = np.minimum(line["cap"], np.floor(eligible * line["rate"] + 1e-6)).astype(np.int64)
    requested = np.maximum(grant, (grant * rng.uniform(1, 1.12, n)).astype(np.int64))
    paid = np.where(rng.random(n) < FULLY_PAID, grant, (grant * 0.94).astype(np.int64))
    return filled(
        n,
        project_cost_yen=project * 1000,
        eligible_cost_yen=eligible * 1000,
        own_funds_yen=_granted((project - grant) * 1000, is_granted),
        income_yen=np.zeros(n, dtype=np.int64),
        requested_yen=requested * 1000,
        granted_yen=_granted(grant * 1000, is_granted),
        paid_yen=_granted(paid * 1000, is_granted),
    )


def _granted(amount: Integers, is_granted: Flags) -> pl.Series:
    return pl.Series(amount).set(pl.Series(~is_granted), None)
