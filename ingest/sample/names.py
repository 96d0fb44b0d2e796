"""How offices write the name of a company: signs for its legal form, order, gaps, branches.

Here belongs: variants that still mean the same company: without a number beside it, a name keeps
its core and its legal form. Not here: who the companies are (register).
"""

from __future__ import annotations

import numpy as np
import polars as pl

from ingest.sample.register import companies

NAME_COLUMNS = ("company_name", "applicant_name", "member_name")
FORMS = {
    "株式会社": ("株式会社", "㈱", "(株)", "（株）"),
    "有限会社": ("有限会社", "㈲", "(有)", "（有）"),
}
GAPS = ("", "　", " ")
GAP_WEIGHTS = (0.86, 0.09, 0.05)
TURNED = 0.06
OWN_WAY = 0.8
"""How often a company is written the way it usually is."""
BRANCHES = ("小倉支店", "八幡営業所", "門司支店")
ADDED = 0.006
"""How often a branch or 御中 is added; only beside a number, so that no new company appears."""


def written(rng: np.random.Generator, rows: pl.DataFrame, numberless: float) -> pl.DataFrame:
    """Return the rows with company names as people write them, some without their number."""
    columns = [name for name in NAME_COLUMNS if name in rows.columns]
    if "_company" not in rows.columns or not columns:
        return rows
    n = rows.height
    has_number = pl.Series(rng.random(n) >= numberless) & rows["corporate_number"].is_not_null()
    names = _variants(rng, rows.select("_company"))
    added = pl.Series(rng.random(n) < ADDED) & has_number & pl.lit(columns[0] == "company_name")
    tail = pl.Series(["　" + branch for branch in BRANCHES] + ["御中"])[rng.integers(0, 4, n)]
    return rows.with_columns(
        pl.when(pl.col("_company").is_null())
        .then(pl.col(columns[0]))
        .when(added)
        .then(pl.concat_str(names, tail))
        .otherwise(names)
        .alias(columns[0]),
        pl.when(has_number).then("corporate_number").alias("corporate_number"),
    )


def _variants(rng: np.random.Generator, rows: pl.DataFrame) -> pl.Series:
    """Return each company's name in some writing of its own legal form."""
    n = rows.height
    way = np.where(
        rng.random(n) < OWN_WAY, rows["_company"].fill_null(0) % 4, rng.integers(0, 4, n)
    )
    known = rows.join(
        companies().select("company", "core", "form", "is_form_first"),
        left_on="_company",
        right_on="company",
        how="left",
        maintain_order="left",
    ).with_columns(_way=pl.Series(way))
    signs = pl.DataFrame(
        [(form, at, sign) for form, ways in FORMS.items() for at, sign in enumerate(ways)],
        schema={"form": pl.String, "_way": pl.Int64, "_sign": pl.String},
        orient="row",
    )
    gap = pl.Series(GAPS)[rng.choice(len(GAPS), n, p=GAP_WEIGHTS)]
    is_first = known["is_form_first"] ^ pl.Series(rng.random(n) < TURNED)
    form = (
        known.join(signs, on=["form", "_way"], how="left", maintain_order="left")
        .select(pl.coalesce("_sign", "form", pl.lit("")).alias("form"), "core")
        .with_columns(gap=pl.when(pl.col("form") == "").then(pl.lit("")).otherwise(gap))
    )
    return form.select(
        pl.when(is_first)
        .then(pl.concat_str("form", "gap", "core"))
        .otherwise(pl.concat_str("core", "gap", "form"))
    ).to_series()
