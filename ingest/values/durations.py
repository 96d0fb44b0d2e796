"""Durations in whole minutes: 90分, 1時間30分, 1:30, 1.5時間, 90.

Here belongs: how long something took. Not here: times of day.
"""

from __future__ import annotations

import polars as pl

from ingest.values.kanji import with_small_numbers
from ingest.values.numbers import MINUS, OF_WHICH, number_parts, to_whole
from ingest.values.parsed import judged

_MINUTES = {"分": 1, "分間": 1, "時間": 60}
"""Minutes in one unit of time."""

_HOURS_AND_MINUTES = (
    rf"^(?P<sign>{MINUS})?\s*(?P<hours>\d{{1,6}})\s*"
    r"(?::(?P<minutes>[0-5]?\d)(?::00)?|時間\s*(?:(?P<minutes_behind>\d{1,2})\s*分|(?P<half>半)))"
    rf"{OF_WHICH}$"
)


def read_duration(text: pl.Expr, unit: str | None) -> pl.Expr:
    """Read durations in minutes; a bare number counts in `unit`, else in minutes."""
    cells = pl.struct(text=text, plain=text.cast(pl.Int64, strict=False))
    rest = pl.when(pl.field("plain").is_null()).then(pl.field("text"))
    cells = cells.struct.with_fields(
        clock=_hours_and_minutes(rest), parts=number_parts(rest, tuple(_MINUTES))
    )
    cells = cells.struct.with_fields(counted=_in_minutes(pl.field("parts"), unit))
    bare = pl.field("plain") * _MINUTES.get(unit or "分", 1)
    value = pl.coalesce(bare, pl.field("clock"), pl.field("counted"))
    return cells.struct.with_fields(read=judged(pl.field("text"), value)).struct.field("read")


def _hours_and_minutes(text: pl.Expr) -> pl.Expr:
    groups = pl.struct(groups=with_small_numbers(text).str.extract_groups(_HOURS_AND_MINUTES))
    group = pl.field("groups").struct.field
    minutes = pl.coalesce(
        group("minutes").cast(pl.Int64, strict=False),
        group("minutes_behind").cast(pl.Int64, strict=False),
        pl.when(group("half").is_not_null()).then(30),
    )
    total = group("hours").cast(pl.Int64, strict=False) * 60 + minutes
    signed = pl.when(group("sign").is_not_null()).then(-total).otherwise(total)
    return groups.struct.with_fields(minutes=signed).struct.field("minutes")


def _in_minutes(parts: pl.Expr, unit: str | None) -> pl.Expr:
    own = parts.struct.field("unit").replace_strict(_MINUTES, default=1, return_dtype=pl.Int64)
    is_bare = parts.struct.field("unit").is_null()
    factor = pl.when(is_bare).then(_MINUTES.get(unit or "分", 1)).otherwise(own)
    return to_whole(parts.struct.field("amount") * factor)
