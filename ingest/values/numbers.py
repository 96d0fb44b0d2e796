"""Numbers as they stand in cells: 1,076名, ２８人, 28（3）, ▲5, 約200名, 三十二, 1.2万人.

Here belongs: what a number and its unit look like, whole numbers and decimals. Not here: yen
(money), minutes (durations), years and days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ingest.values.kanji import PLAIN_NUMBER, WEIGHTS, weighted_number, with_digits
from ingest.values.parsed import without_warning
from ingest.values.steps import once, read_in_turn
from ingest.values.text import DASH, normalise_text
from ingest.values.units import COUNT_UNITS, any_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ingest.values.steps import Way

EXACT_FLOAT = 2**53
"""Below it every whole number is a float of its own."""

MINUS = f"(?:{DASH}|[▲△])"
"""Pattern of a minus sign."""

OF_WHICH = r"(?:[ \n]*\([^()]*\))*"
"""Pattern of 内数 (of which): numbers in parentheses never change the number before them."""

_SAID_BEFORE = "金|延べ|のべ"
"""Words before a number that leave it as it is: 金100円也, 延べ50名."""
_ABOUT_BEFORE = "約|およそ|おおよそ|概ね|おおむね|ほぼ"
_ABOUT_BEHIND = "程度|ほど|くらい|ぐらい|前後"
_ABOUT = rf"^(?:{_ABOUT_BEFORE})|(?:{_ABOUT_BEHIND})(?:[ \n]*\([^()]*\))*$"
_PLAIN = r"^-?[0-9]+(?:\.[0-9]+)?$"
_SCALES = {
    **{kanji: float(weight) for kanji, weight in WEIGHTS.items()},
    "十万": 1e5,
    "百万": 1e6,
    "千万": 1e7,
}
"""What a word between number and unit multiplies by (1.5千円, 3百万円)."""


def read_integer(text: pl.Expr) -> pl.Expr:
    """Read whole numbers; 2.5 is unparsable."""
    ways = number_ways(COUNT_UNITS, whole_number)
    return read_in_turn(text, pl.Int64, plain_integer, *ways)


def read_number(text: pl.Expr) -> pl.Expr:
    """Read numbers with or without decimals; NaN, infinity and 1e3 are unparsable."""
    ways = number_ways(COUNT_UNITS, lambda parts: parts.struct.field("amount"))
    return read_in_turn(text, pl.Float64, _plain_number, *ways)


def plain_integer(text: pl.Expr, factor: int = 1) -> pl.Expr:
    """Read what is only digits, times a factor where that fits."""
    limit = (EXACT_FLOAT if factor > 1 else 2**63 - 1) // factor
    number = text.cast(pl.Int64, strict=False)
    return without_warning(pl.when(number.is_between(-limit - 1, limit)).then(number * factor))


def number_ways(units: Iterable[str], value: Way) -> tuple[Way, Way]:
    """Return the ways to read numbers with a unit: digits (1,076名, 200万円), numerals (三十二).

    `value` makes the value of struct(amount, whole, unit): the number, itself as Int64 if written
    whole, its unit. The unit is null only for a bare number: a yen sign or a 千, 万 in the number
    is a unit as well.
    """

    def digits(text: pl.Expr) -> pl.Expr:
        return without_warning(once(_in_digits(text, units), value))

    def numerals(text: pl.Expr) -> pl.Expr:
        return without_warning(once(_in_numerals(text, units), value))

    return digits, numerals


def whole_number(parts: pl.Expr) -> pl.Expr:
    """Return the number as Int64 where it comes to a whole one, else null."""
    return pl.coalesce(parts.struct.field("whole"), to_whole(parts.struct.field("amount")))


def to_whole(amount: pl.Expr) -> pl.Expr:
    """Return a computed amount as Int64 where it is whole (1.1 × 1,000,000 is), else null."""
    nearest = amount.round()
    is_whole = (amount - nearest).abs() <= amount.abs() * 1e-12
    is_exact = amount.abs() < EXACT_FLOAT
    return pl.when(is_whole & is_exact).then(nearest).cast(pl.Int64, strict=False)


def is_about(cell: pl.Expr) -> pl.Expr:
    """Return whether a cell's number is only about right: 約200名, 200名程度; never null."""
    wide = pl.when(cell.str.len_bytes() != cell.str.len_chars()).then(cell)
    return normalise_text(wide).str.contains(_ABOUT).fill_null(value=False)


def _plain_number(text: pl.Expr) -> pl.Expr:
    number = pl.when(text.str.contains(_PLAIN)).then(text).cast(pl.Float64, strict=False)
    return without_warning(pl.when(number.is_finite()).then(number))


def _in_digits(text: pl.Expr, units: Iterable[str]) -> pl.Expr:
    body = f"(?P<digits>{PLAIN_NUMBER})(?P<scale>{any_of(_SCALES)})?"
    cells = _signed(text, body, units)
    group = pl.field("groups").struct.field
    cells = cells.struct.with_fields(
        digits=group("digits").str.replace_all(",", "", literal=True),
        scale=group("scale").replace_strict(_SCALES, default=1.0, return_dtype=pl.Float64),
    )
    digits = pl.field("digits")
    amount = digits.cast(pl.Float64, strict=False) * pl.field("scale") * pl.field("sign")
    whole = digits.str.strip_suffix(".0").cast(pl.Int64, strict=False) * pl.field("sign")
    parts = pl.struct(
        amount=pl.when(amount.is_finite()).then(amount),
        whole=pl.when(group("scale").is_null()).then(whole),
        unit=pl.coalesce(group("unit"), group("yen"), group("scale")),
    )
    return cells.struct.with_fields(parts=parts).struct.field("parts")


def _in_numerals(text: pl.Expr, units: Iterable[str]) -> pl.Expr:
    cells = _signed(with_digits(text), f"(?P<number>[0-9.,{''.join(WEIGHTS)}]+)", units)
    group = pl.field("groups").struct.field
    weight = group("number").str.extract(f"([{''.join(WEIGHTS)}])")
    parts = pl.struct(
        amount=weighted_number(group("number")) * pl.field("sign"),
        whole=pl.lit(None, dtype=pl.Int64),
        unit=pl.coalesce(group("unit"), group("yen"), weight),
    )
    return cells.struct.with_fields(parts=parts).struct.field("parts")


def _signed(text: pl.Expr, body: str, units: Iterable[str]) -> pl.Expr:
    """Return struct(groups, sign) of texts that are a number with one of the units."""
    cells = pl.struct(groups=text.str.extract_groups(_shape(body, units)))
    group = pl.field("groups").struct.field
    is_minus = pl.coalesce(group("sign"), group("sign_behind")).is_not_null()
    return cells.struct.with_fields(sign=pl.when(is_minus).then(-1).otherwise(1))


def _shape(body: str, units: Iterable[str]) -> str:
    return (
        rf"^(?:{_SAID_BEFORE})? *(?:{_ABOUT_BEFORE})? *(?:\+|(?P<sign>{MINUS}))?"
        rf" *(?:(?P<yen>[¥\\]) *(?P<sign_behind>{MINUS})?)? *{body}"
        rf" *(?P<unit>{any_of(units)})? *(?:{_ABOUT_BEHIND})?{OF_WHICH}$"
    )
