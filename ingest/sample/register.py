"""The companies of the sample: made-up names, check-digit numbers, wards, industries.

Here belongs: who exists. Every name is unique with and without its legal form, so that a record
without a number still means one company. Not here: how a desk writes a name (names).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from ingest.sample.chance import draw, fading, generator
from ingest.sample.tables import table

if TYPE_CHECKING:
    from ingest.sample.arrays import Integers

SIZE = 2400
NUMBER_BASE = 990_000_000_000
"""No registry office has numbers that begin with 99, so no real company can be meant."""


def check_digit(base: Integers) -> Integers:
    """Return the leading check digit of 12-digit corporate numbers (国税庁の計算式)."""
    digits = base[:, None] // 10 ** np.arange(12) % 10
    weights = np.where(np.arange(12) % 2 == 0, 1, 2)
    digit: Integers = 9 - (digits * weights).sum(axis=1) % 9
    return digit


@cache
def companies() -> pl.DataFrame:
    """Return one row per company: company, name, core, form, is_form_first, number, ward, industry.

    `name` is the full name, `core` the name without its legal form (null form: a sole trader, who
    has no number).
    """
    rng = generator("companies")
    words = table("words")
    names = (
        words.filter(kind="place")
        .select(place="word")
        .join(words.filter(kind="trade").select(trade="word", industry="industry"), how="cross")
        .with_columns(core=pl.col("place") + pl.col("trade"))
        .unique("core", maintain_order=True)
    )
    chosen = names[rng.permutation(names.height)[:SIZE]].select("core", "industry")
    base = NUMBER_BASE + rng.choice(10**8, size=SIZE, replace=False)
    return (
        chosen.with_row_index("company")
        .with_columns(
            company=pl.col("company").cast(pl.Int64),
            form=draw(rng, "any", "form", SIZE),
            is_form_first=pl.Series(rng.random(SIZE) < 0.6),
            number=pl.Series(check_digit(base) * 10**12 + base).cast(pl.String),
            ward=draw(rng, "any", "ward", SIZE),
        )
        .with_columns(
            number=pl.when(pl.col("form").is_not_null()).then("number"),
            name=full_name(pl.col("form").fill_null("")),
        )
    )


def full_name(form: pl.Expr, gap: str = "") -> pl.Expr:
    """Return the name with a legal form written as given, before or after the core."""
    first = pl.concat_str(form, pl.lit(gap), "core")
    return (
        pl.when(pl.col("is_form_first"))
        .then(first)
        .otherwise(pl.concat_str("core", pl.lit(gap), form))
    )


def pool(label: str, size: int, industries: str | None = None) -> Integers:
    """Return the companies that a desk knows, those that come most often first."""
    found = companies()
    if industries:
        found = found.filter(pl.col("industry").is_in(industries.split("|")))
    known = generator("pool", label).permutation(found["company"].to_numpy())
    return known[:size]


def regulars(rng: np.random.Generator, known: Integers, n: int) -> Integers:
    """Draw n visits of known companies; some come again and again."""
    drawn: Integers = rng.choice(known, size=n, p=fading(known.size))
    return drawn


def described(frame: pl.DataFrame, *, name: str = "company_name") -> pl.DataFrame:
    """Add the full name, number, ward and industry of the company in column `_company`."""
    known = companies().select(
        _company="company",
        corporate_number="number",
        _ward="ward",
        _industry="industry",
        **{name: pl.col("name")},
    )
    return frame.join(known, on="_company", how="left", maintain_order="left")
