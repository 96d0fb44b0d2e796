"""Numbers as they stand in cells: 1,076名, ２８人, 28（3）, ▲5, 約200名, 三十二, 1.2万人.

Here belongs: what a number and its unit look like, whole numbers and decimals. Not here: yen
(money), minutes (durations), years and days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ingest.values.kanji import PLAIN_NUMBER, WEIGHTS, weighted_number, with_digits
from ingest.values.parsed import without_warning
from ingest.values.steps import read_in_two_steps
from ingest.values.text import DASH
from ingest.values.units import COUNT_UNITS, any_of

if TYPE_CHECKING:
    from collections.abc import Iterable

EXACT_FLOAT = 2**53
"""Below it every whole number is a float of its own."""

MINUS = f"(?:{DASH}|[▲△])"
"""Pattern of a minus sign."""

OF_WHICH = r"(?:[ \n]*\([^()]*\))*"
"""Pattern of 内数 (of which): numbers in parentheses never change the number before them."""

_ABOUT_BEFORE = "約|およそ|おおよそ|概ね|おおむね|ほぼ"
_ABOUT_BEHIND = "程度|ほど|くらい|ぐらい|前後"
_PLAIN = r"^-?[0-9]+(?:\.[0-9]+)?$"
_WEIGHTED = f"[0-9.,{''.join(WEIGHTS)}]+"
_SCALES = {
    **{kanji: float(weight) for kanji, weight in WEIGHTS.items()},
    "十万": 1e5,
    "百万": 1e6,
    "千万": 1e7,
}
"""What a word between number and unit multiplies by (1.5千円, 3百万円)."""


def read_integer(text: pl.Expr) -> pl.Expr:
    """Read whole numbers; 2.5 is unparsable."""

    def thorough(rest: pl.Expr) -> pl.Expr:
        return without_warning(whole_number(number_parts(rest, COUNT_UNITS)))

    return read_in_two_steps(text, plain_integer, thorough, pl.Int64)


def read_number(text: pl.Expr) -> pl.Expr:
    """Read numbers with or without decimals; NaN, infinity and 1e3 are unparsable."""

    def thorough(rest: pl.Expr) -> pl.Expr:
        return without_warning(number_parts(rest, COUNT_UNITS).struct.field("amount"))

    return read_in_two_steps(text, _plain_number, thorough, pl.Float64)


def plain_integer(text: pl.Expr) -> pl.Expr:
    """Return what is only digits as Int64."""
    return text.cast(pl.Int64, strict=False)


def scaled(number: pl.Expr, factor: int) -> pl.Expr:
    """Return the Int64 times a factor; null where that would not fit."""
    limit = EXACT_FLOAT if factor > 1 else 2**63 - 1
    return pl.when(number.is_between(-(limit // factor), limit // factor)).then(number * factor)


def whole_number(parts: pl.Expr) -> pl.Expr:
    """Return `number_parts` as Int64 where they come to a whole number, else null."""
    return pl.coalesce(parts.struct.field("whole"), to_whole(parts.struct.field("amount")))


def to_whole(amount: pl.Expr) -> pl.Expr:
    """Return a computed amount as Int64 where it is whole (1.1 × 1,000,000 is), else null."""
    nearest = amount.round()
    is_whole = (amount - nearest).abs() <= amount.abs() * 1e-12
    is_exact = amount.abs() < EXACT_FLOAT
    return pl.when(is_whole & is_exact).then(nearest).cast(pl.Int64, strict=False)


def number_parts(text: pl.Expr, units: Iterable[str]) -> pl.Expr:
    """Return struct(amount, whole, unit): the number, itself as Int64 if written whole, its unit.

    `unit` is null only for a bare number: a yen sign or a 千, 万 in the number is a unit as well.
    All three are null where the text is no number with one of the units.
    """
    cells = pl.struct(groups=with_digits(text).str.extract_groups(_shape(units)))
    group = pl.field("groups").struct.field
    cells = cells.struct.with_fields(
        digits=group("digits").str.replace_all(",", "", literal=True),
        scale=group("scale").replace_strict(_SCALES, default=1.0, return_dtype=pl.Float64),
        sign=pl.when(pl.coalesce(group("sign"), group("sign_behind")).is_null())
        .then(1)
        .otherwise(-1),
        weighted=weighted_number(group("weighted")),
    )
    scaled = pl.field("digits").cast(pl.Float64, strict=False) * pl.field("scale")
    amount = pl.coalesce(scaled, pl.field("weighted")) * pl.field("sign")
    whole = pl.field("digits").str.strip_suffix(".0").cast(pl.Int64, strict=False)
    parts = pl.struct(
        amount=pl.when(amount.is_finite()).then(amount),
        whole=pl.when(group("scale").is_null()).then(whole * pl.field("sign")),
        unit=pl.coalesce(group("unit"), group("yen"), group("scale"), group("weighted")),
    )
    return cells.struct.with_fields(parts=parts).struct.field("parts")


def _plain_number(text: pl.Expr) -> pl.Expr:
    number = pl.when(text.str.contains(_PLAIN)).then(text).cast(pl.Float64, strict=False)
    return pl.when(number.is_finite()).then(number)


def _shape(units: Iterable[str]) -> str:
    return (
        rf"^(?:{_ABOUT_BEFORE})? *(?:\+|(?P<sign>{MINUS}))?"
        rf" *(?:(?P<yen>[¥\\]) *(?P<sign_behind>{MINUS})?)?"
        rf" *(?:(?P<digits>{PLAIN_NUMBER})(?P<scale>{any_of(_SCALES)})?|(?P<weighted>{_WEIGHTED}))"
        rf" *(?P<unit>{any_of(units)})? *(?:{_ABOUT_BEHIND})?{OF_WHICH}$"
    )
