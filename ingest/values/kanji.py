"""Kanji numerals: 三十二, 百二十, 二〇二三, 1億2千万.

Here belongs: turning numerals into digits. Not here: what the number counts.
"""

from __future__ import annotations

import polars as pl

DIGITS = {
    **dict(zip("〇一二三四五六七八九", "0123456789", strict=True)),
    **dict(zip("零壱弐参", "0123", strict=True)),
}
"""Kanji digit → digit."""

WEIGHTS = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "億": 100_000_000}
"""Kanji that multiply what stands before them."""

PLAIN_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
"""Digits, with thousands separators in their places or none."""

_HAS_NUMERAL = f"[{''.join(DIGITS)}十]"
_STEPS = ("千", "百", "十")
_GROUPS = {"oku": "億", "man": "万", "rest": ""}
_WITHOUT_NUMBER = "^億|^万|億万"


def with_digits(text: pl.Expr) -> pl.Expr:
    """Return the text with kanji digits as 0-9; 十, 百, 千, 万 and 億 stay."""
    written = pl.when(text.str.contains(_HAS_NUMERAL)).then(text)
    return pl.coalesce(written.str.replace_many(DIGITS), text)


def with_small_numbers(text: pl.Expr) -> pl.Expr:
    """Return the text with kanji numerals up to 99 as digits: 三十一日 becomes 31日."""
    written = pl.when(text.str.contains(_HAS_NUMERAL)).then(text).str.replace_many(DIGITS)
    digits = (
        written.str.replace_all(r"([0-9])十([0-9])", "${1}${2}")
        .str.replace_all(r"([0-9])十", "${1}0")
        .str.replace_all(r"十([0-9])", "1${1}")
        .str.replace_all("十", "10", literal=True)
    )
    return pl.coalesce(digits, text)


def weighted_number(text: pl.Expr) -> pl.Expr:
    """Return what digits with 十, 百, 千, 万 and 億 come to (1.5千, 1億2,000万); else null."""
    usable = pl.when(~text.str.contains(_WITHOUT_NUMBER)).then(text)
    groups = usable.str.extract_groups(_pattern())
    total = pl.sum_horizontal([_group_value(name) for name in _GROUPS])
    parts = pl.struct(groups=groups)
    is_number = pl.field("groups").struct.field("matched").is_not_null()
    parts = parts.struct.with_fields(total=total).struct.with_fields(
        total=pl.when(is_number & pl.field("total").is_finite()).then(pl.field("total"))
    )
    return parts.struct.field("total")


def _pattern() -> str:
    groups = "".join(
        f"(?:{_group_pattern(name)}{mark})?" if mark else _group_pattern(name)
        for name, mark in _GROUPS.items()
    )
    return f"^(?P<matched>{groups})$"


def _group_pattern(name: str) -> str:
    steps = "".join(f"(?P<{name}_{WEIGHTS[step]}>(?:{PLAIN_NUMBER})?{step})?" for step in _STEPS)
    return f"{steps}(?P<{name}_1>{PLAIN_NUMBER})?"


def _group_value(name: str) -> pl.Expr:
    weight = WEIGHTS.get(_GROUPS[name], 1)
    steps = [_step_value(name, WEIGHTS[step], step) for step in _STEPS]
    return pl.sum_horizontal([*steps, _step_value(name, 1, "")]) * weight


def _step_value(name: str, weight: int, step: str) -> pl.Expr:
    """百 alone is one hundred, 3百 three hundred."""
    written = pl.field("groups").struct.field(f"{name}_{weight}")
    times = written.str.strip_suffix(step).str.replace_all(",", "", literal=True).replace("", "1")
    return times.cast(pl.Float64, strict=False) * weight
