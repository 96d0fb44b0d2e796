"""HAGUKUMI: groups that apply, their members, and what they plan to spend and have spent.

Here belongs: the programme's applications and the truth of the logs `subsidy_member` and
`subsidy_expense` (kept from FY2025, when the rules began to ask for them). Every group keeps the
rules of its year, except what planted_breaches.csv breaks.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from ingest.sample import plan
from ingest.sample.breaches import planted
from ingest.sample.chance import generator, shares
from ingest.sample.days import YEARS, working_day
from ingest.sample.frames import coded, filled
from ingest.sample.register import described, pool

if TYPE_CHECKING:
    from ingest.sample.arrays import Integers, Names

PROGRAMME = "hagukumi"
CAPS = {"preparation": 200_000, "practice": 300_000}
CALLS = {2024: (8, 5), 2025: (4, 14), 2026: (4, 13)}
"""Month and day on which the call opens; it stays open for two weeks."""
DETAILED_FROM = 2025
PLACES = ("門司", "小倉", "若松", "八幡", "戸畑", "響灘", "皿倉", "紫川")
FIELDS = ("ものづくり", "医療", "物流", "観光", "建設", "介護", "飲食", "商店街")
KINDS = ("DX研究会", "共創ネットワーク", "デジタル協議会")
SPENDING = ("honorarium", "travel", "venue", "printing", "consumables", "equipment", "food")
EQUIPMENT = SPENDING.index("equipment")
FOOD = SPENDING.index("food")
QUOTE_ABOVE = 50_000


@cache
def hagukumi_applications() -> pl.DataFrame:
    """Return the applications of all years before any rule is broken, in order of arrival.

    Column `_spent` lists what each group spends, in the order of SPENDING.
    """
    years = [year for year in YEARS if plan.runs(PROGRAMME, year)]
    rows = pl.concat([_year(year) for year in years])
    year = pl.col("applied_on").dt.offset_by("-3mo").dt.year()
    order = pl.col("applied_on").cum_count().over(year).cast(pl.String).str.zfill(2)
    return rows.with_columns(
        application_id=pl.concat_str(pl.lit("HG"), (year % 100).cast(pl.String), pl.lit("-"), order)
    )


def _year(year: int) -> pl.DataFrame:
    rng = generator(PROGRAMME, year)
    counts = [plan.count(f"hagukumi.adopted.{frame}", year) for frame in CAPS]
    refused = 2 + int(rng.integers(0, 3))
    frame = np.repeat([*CAPS, "practice"], [*counts, refused])
    n = frame.size
    is_granted = np.arange(n) < sum(counts)
    opens = working_day(year, *CALLS[year])
    order = rng.permutation(n)
    spent = _spending(rng, frame)
    rows = filled(
        n,
        programme_id=PROGRAMME,
        frame=frame,
        applicant_name=_group_names(rng, year, n),
        applicant_type="group",
        theme="地域企業のDX推進に向けた共創活動",
        field="DX",
        applicant_in_city=np.ones(n, dtype=bool),
        applied_on=opens + rng.integers(0, 15, n),
        decided_on=working_day(year, *CALLS[year]) + 45,
        period_from=opens + 50,
        period_to=working_day(year, 2, 26),
        report_due_on=working_day(year, 3, 10),
        other_public_grant=np.zeros(n, dtype=bool),
        status=np.where(is_granted, "completed", "rejected"),
        paid_on=pl.Series(np.full(n, working_day(year, 3, 25))).set(pl.Series(~is_granted), None),
        report_received_on=pl.Series(np.full(n, working_day(year, 3, 8))).set(
            pl.Series(~is_granted), None
        ),
    )
    money = _money(spent, frame).with_columns(
        pl.when(pl.Series(is_granted)).then(pl.col("granted_yen", "paid_yen"))
    )
    detail = pl.DataFrame({"_spent": spent.tolist()})
    return pl.concat([rows, money, detail], how="horizontal")[order].sort(
        "applied_on", maintain_order=True
    )


def _group_names(rng: np.random.Generator, year: int, n: int) -> pl.Series:
    """Return names of groups, none twice."""
    at = rng.choice(len(PLACES) * len(FIELDS), n, replace=False)
    kind = KINDS[year % len(KINDS)]
    return pl.select(
        pl.concat_str(
            pl.Series(PLACES)[at // len(FIELDS)], pl.Series(FIELDS)[at % len(FIELDS)], pl.lit(kind)
        )
    ).to_series()


def _spending(rng: np.random.Generator, frame: Names) -> Integers:
    """Return what each group spends by category, in yen; equipment below 40 % of its cap."""
    cap = np.where(frame == "practice", CAPS["practice"], CAPS["preparation"])
    weights = np.array([30, 12, 14, 10, 10, 0, 6])
    total = (cap * rng.uniform(0.9, 1.4, cap.size) // 1000).astype(np.int64)
    spent = np.array([shares(int(t), weights * rng.gamma(8.0, size=7) + 1e-9) for t in total])
    spent[:, EQUIPMENT] = cap * rng.uniform(0.1, 0.4, cap.size) // 1000
    return spent * 1000


def _money(spent: Integers, frame: Names) -> pl.DataFrame:
    """Return the sums of an application: the grant is what is left to pay, up to the cap."""
    cap = np.where(frame == "practice", CAPS["practice"], CAPS["preparation"])
    total = spent.sum(axis=1)
    allowed = total - spent[:, FOOD]
    income = np.where(np.arange(cap.size) % 3 == 0, 20_000, 0)
    own = spent[:, FOOD]
    granted = np.minimum(cap, allowed - income - own) // 1000 * 1000
    return filled(
        cap.size,
        project_cost_yen=total,
        eligible_cost_yen=allowed,
        income_yen=income,
        own_funds_yen=own,
        requested_yen=granted,
        granted_yen=granted,
        paid_yen=granted,
    )


def _detailed() -> pl.DataFrame:
    return hagukumi_applications().filter(pl.col("applied_on") >= pl.date(DETAILED_FROM, 4, 1))


@cache
def members() -> pl.DataFrame:
    """Return the members of every group from FY2025; each is led by a corporation of the city."""
    parts = [
        _group(*row)
        for row in _detailed().select("application_id", "frame", "applied_on").iter_rows()
    ]
    rows = (
        described(pl.concat(parts), name="official")
        .with_columns(member_name=pl.coalesce("official", "member_name"))
        .drop("official")
    )
    return planted("subsidy_member", rows, hagukumi_applications())


def _group(application: str, frame: str, applied_on: object) -> pl.DataFrame:
    rng = generator("group", application)
    corporations = int(rng.integers(3, 6)) if frame == "practice" else int(rng.integers(1, 3))
    people = int(rng.integers(0, 3))
    n = corporations + people
    known = pool("hagukumi members", 140, "manufacturing|it|services|transport|medical")
    firm = pl.Series(rng.choice(known, n, replace=False))
    is_corporation = pl.Series(np.arange(n) < corporations)
    organisers = min(n, 3)
    role = ["representative", *["organiser"] * (organisers - 1), *["member"] * (n - organisers)]
    return filled(
        n,
        application_id=application,
        member_no=np.arange(1, n + 1),
        member_name=coded("個人会員", range(1, n + 1)),
        _company=firm.set(~is_corporation, None),
        role=role,
        is_corporation=is_corporation,
        in_city=np.ones(n, dtype=bool),
        platform_registered=np.arange(n) < organisers,
        _known_on=[applied_on] * n,
    )


@cache
def expenses() -> pl.DataFrame:
    """Return planned lines of every application from FY2025, and actual ones of those reported."""
    spent = _detailed().filter(status="completed").with_row_index("_at").explode("_spent")
    lines = spent.with_columns(
        category=pl.Series(SPENDING * (spent.height // len(SPENDING))),
        amount_yen=pl.col("_spent"),
    ).filter(pl.col("amount_yen") > 0)
    planned = _lines(lines, "planned", "applied_on", "period_to")
    actual = _lines(lines, "actual", "report_received_on", "period_to")
    rows = pl.concat([planned, actual]).with_columns(
        line_no=pl.int_range(1, pl.len() + 1).over("application_id")
    )
    return planted("subsidy_expense", rows, hagukumi_applications())


def _lines(lines: pl.DataFrame, phase: str, known_on: str, day: str) -> pl.DataFrame:
    """Return one phase of the lines; money is spent some weeks before the term ends."""
    weeks = pl.int_range(pl.len()) % 12 + 2
    is_large = (pl.col("category") == "equipment") & (pl.col("amount_yen") > QUOTE_ABOVE)
    return lines.select(
        "application_id",
        phase=pl.lit(phase),
        category="category",
        spent_on=pl.col(day) - pl.duration(weeks=weeks),
        amount_yen="amount_yen",
        has_quote=is_large | (pl.col("category") == "equipment"),
        payee=pl.concat_str(pl.lit("支払先"), (pl.int_range(pl.len()) % 90 + 1).cast(pl.String)),
        _known_on=pl.col(known_on),
    )
