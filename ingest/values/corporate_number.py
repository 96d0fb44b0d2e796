"""Corporate numbers (法人番号): thirteen digits, the first of which checks the others.

Here belongs: what makes such a number valid. Not here: whose number it is.
"""

from __future__ import annotations

import polars as pl

from ingest.values.parsed import without_warning
from ingest.values.steps import once, read_in_turn
from ingest.values.text import DASH, SPACES

_SEPARATORS = f"{DASH}|{SPACES}"
_LENGTH = 13
_EVEN_PLACES = (1, 3, 5, 7, 9, 11)


def read_corporate_number(text: pl.Expr) -> pl.Expr:
    """Read corporate numbers; other lengths, 1.23E+12 and wrong check digits are unparsable."""
    return read_in_turn(text, pl.String, _plain, _separated)


def _plain(text: pl.Expr) -> pl.Expr:
    digits = pl.when(text.str.len_bytes() == _LENGTH).then(text)
    is_checked = once(digits.cast(pl.Int64, strict=False), _is_checked)
    return without_warning(pl.when(is_checked).then(text))


def _separated(text: pl.Expr) -> pl.Expr:
    digits = text.str.replace_all(_SEPARATORS, "").str.extract(r"^([0-9]{13})(?:\.0)?$")
    return once(digits, _plain)


def _is_checked(number: pl.Expr) -> pl.Expr:
    """Return whether the check digit holds, by the rule of the National Tax Agency.

    The check digit is 9 less the remainder by 9 of the other twelve digits' sum, those in even
    places from the right counting twice. The remainder of the twelve-digit number is that of its
    plain digit sum, so only the even places remain to be added.
    """
    base = number % 10**12
    twice = pl.sum_horizontal([base // 10**place % 10 for place in _EVEN_PLACES])
    return number // 10**12 == 9 - (base + twice) % 9
