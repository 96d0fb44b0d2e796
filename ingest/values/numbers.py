"""Numbers as they stand in cells: 1,076名, ２８人, 28（3）, ▲5, 約200名, 三十二, 1.2万人.

Here belongs: what a number and its unit look like, whole numbers and decimals. Not here: yen
(money), minutes (durations), years and days.
"""

from __future__ import annotations

import polars as pl

from ingest.values.kanji import DIGITS, PLAIN_NUMBER, WEIGHTS, weighted_number, with_digits
from ingest.values.parsed import judged
from ingest.values.text import DASH
from ingest.values.units import COUNT_UNITS, any_of

EXACT_FLOAT = 2**53
"""Below it every whole number is a float of its own."""

MINUS = f"(?:{DASH}|[▲△])"
"""Pattern of a minus sign."""

_ABOUT_BEFORE = "約|およそ|おおよそ|概ね|おおむね|ほぼ"
_ABOUT_BEHIND = "程度|ほど|くらい|ぐらい|前後"
OF_WHICH = r"(?:\s*\([^()]*\))*"
"""Numbers in parentheses are 内数 (of which) and never change the number before them."""

_BODY = rf"[\d.,{''.join(DIGITS)}{''.join(WEIGHTS)}]+"
_HAS_WEIGHT = f"[{''.join(WEIGHTS)}]"


def read_integer(text: pl.Expr) -> pl.Expr:
    """Read whole numbers; 2.5 is unparsable."""
    plain = text.cast(pl.Int64, strict=False)
    parts = pl.struct(text=text, plain=plain).struct.with_fields(
        rest=number_parts(pl.when(pl.field("plain").is_null()).then(pl.field("text")), COUNT_UNITS)
    )
    whole = pl.coalesce(pl.field("plain"), whole_number(pl.field("rest")))
    return _read(parts, whole)


def read_number(text: pl.Expr) -> pl.Expr:
    """Read numbers with or without decimals; NaN, infinity and 1e3 are unparsable."""
    parts = pl.struct(text=text).struct.with_fields(
        rest=number_parts(pl.field("text"), COUNT_UNITS)
    )
    return _read(parts, pl.field("rest").struct.field("amount"))


def number_parts(text: pl.Expr, units: tuple[str, ...]) -> pl.Expr:
    """Return struct(amount, whole, unit): the number, itself as Int64 if written whole, its unit.

    `unit` is null only for a bare number: a yen sign or a 千, 万 in the number is a unit as well.
    All three are null where the text is no number with one of the units.
    """
    shape = pl.struct(shape=with_digits(text).str.extract_groups(_shape(units)))
    group = pl.field("shape").struct.field
    body = shape.struct.with_fields(
        body=group("body"),
        is_minus=(group("sign").is_not_null() | group("sign_behind").is_not_null()),
        unit=pl.coalesce(
            group("unit"), group("yen"), group("body").str.extract(f"({_HAS_WEIGHT})")
        ),
    )
    return _valued(body)


def whole_number(parts: pl.Expr) -> pl.Expr:
    """Return `number_parts` as Int64 where they come to a whole number, else null."""
    return pl.coalesce(parts.struct.field("whole"), to_whole(parts.struct.field("amount")))


def to_whole(amount: pl.Expr) -> pl.Expr:
    """Return a computed amount as Int64 where it is whole (1.1 × 1,000,000 is), else null."""
    nearest = amount.round()
    is_whole = (amount - nearest).abs() <= amount.abs() * 1e-12
    is_exact = amount.abs() < EXACT_FLOAT
    return pl.when(is_whole & is_exact).then(nearest).cast(pl.Int64, strict=False)


def _shape(units: tuple[str, ...]) -> str:
    return (
        rf"(?i)^(?:{_ABOUT_BEFORE})?\s*(?:\+|(?P<sign>{MINUS}))?\s*(?P<yen>[¥\\])?\s*"
        rf"(?P<sign_behind>{MINUS})?\s*(?P<body>{_BODY})\s*(?P<unit>{any_of(units)})?"
        rf"{OF_WHICH}\s*(?:{_ABOUT_BEHIND})?$"
    )


def _valued(body: pl.Expr) -> pl.Expr:
    is_weighted = pl.field("body").str.contains(_HAS_WEIGHT)
    is_plain = pl.field("body").str.contains(f"^{PLAIN_NUMBER}$")
    digits = body.struct.with_fields(
        weighted=weighted_number(pl.when(is_weighted).then(pl.field("body"))),
        digits=pl.when(is_plain).then(pl.field("body")).str.replace_all(",", "", literal=True),
        sign=pl.when(pl.field("is_minus")).then(-1).otherwise(1),
    )
    amount = pl.coalesce(pl.field("digits").cast(pl.Float64, strict=False), pl.field("weighted"))
    whole = pl.field("digits").str.strip_suffix(".0").cast(pl.Int64, strict=False)
    valued = digits.struct.with_fields(
        amount=pl.when(amount.is_finite()).then(amount * pl.field("sign")),
        whole=whole * pl.field("sign"),
    )
    return valued.struct.with_fields(
        parts=pl.struct(pl.field("amount"), pl.field("whole"), pl.field("unit"))
    ).struct.field("parts")


def _read(parts: pl.Expr, value: pl.Expr) -> pl.Expr:
    return parts.struct.with_fields(read=judged(pl.field("text"), value)).struct.field("read")
