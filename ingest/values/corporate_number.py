"""Corporate numbers (法人番号): thirteen digits, the first of which checks the others.

Here belongs: what makes such a number valid. Not here: whose number it is.
"""

from __future__ import annotations

import polars as pl

from ingest.values.parsed import judged
from ingest.values.text import DASH, SPACES

_SEPARATORS = f"{DASH}|{SPACES}"
_EVEN_PLACES = (1, 3, 5, 7, 9, 11)


def read_corporate_number(text: pl.Expr) -> pl.Expr:
    """Read corporate numbers; other lengths, 1.23E+12 and wrong check digits are unparsable."""
    digits = text.str.replace_all(_SEPARATORS, "").str.extract(r"^(\d{13})(?:\.0)?$")
    numbers = pl.struct(text=text, digits=digits)
    value = pl.when(_is_checked(pl.field("digits").cast(pl.Int64))).then(pl.field("digits"))
    return numbers.struct.with_fields(read=judged(pl.field("text"), value)).struct.field("read")


def _is_checked(number: pl.Expr) -> pl.Expr:
    """Return whether the check digit holds, by the rule of the National Tax Agency.

    The check digit is 9 less the remainder by 9 of the other twelve digits' sum, those in even
    places from the right counting twice. The remainder of the twelve-digit number is that of its
    plain digit sum, so only the even places remain to be added.
    """
    base = number % 10**12
    twice = pl.sum_horizontal([base // 10**place % 10 for place in _EVEN_PLACES])
    return number // 10**12 == 9 - (base + twice) % 9
