"""Durations in whole minutes: 90分, 1時間30分, 1:30, 1.5時間, 90.

Here belongs: how long something took. Not here: times of day.
"""

from __future__ import annotations

import polars as pl

from ingest.values.kanji import with_small_numbers
from ingest.values.numbers import MINUS, OF_WHICH, number_ways, plain_integer, to_whole
from ingest.values.parsed import without_warning
from ingest.values.steps import read_in_turn

_MINUTES = {"分": 1, "分間": 1, "時間": 60}
"""Minutes in one unit of time."""

_HOURS_AND_MINUTES = (
    rf"^(?P<sign>{MINUS})? *(?P<hours>[0-9]{{1,6}}) *"
    r"(?::(?P<minutes>[0-5]?[0-9])(?::00)?"
    r"|時間 *(?:(?P<minutes_behind>[0-9]{1,2}) *分|(?P<half>半)))"
    rf"{OF_WHICH}$"
)

_EXCEL_MOMENT = "^(?:1899-12-31|1900-01-[0-9]{2}) [0-9:]{8}$"
_EXCEL_MIDNIGHT = pl.datetime(1899, 12, 31, time_unit="us")


def read_duration(text: pl.Expr, unit: str | None) -> pl.Expr:
    """Read durations in minutes; a bare number counts in `unit`, else in minutes."""
    factor = _MINUTES.get(unit or "分", 1)
    counted = number_ways(_MINUTES, lambda parts: _in_minutes(parts, factor))
    other = (_hours_and_minutes, _excel_time)
    return read_in_turn(
        text, pl.Int64, lambda plain: plain_integer(plain, factor), *counted, *other
    )


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
    return groups.struct.with_fields(read=without_warning(signed)).struct.field("read")


def _excel_time(text: pl.Expr) -> pl.Expr:
    """A cell formatted as a time arrives as the moment that far into Excel's calendar."""
    moment = pl.when(text.str.contains(_EXCEL_MOMENT)).then(text)
    since = moment.str.to_datetime("%Y-%m-%d %H:%M:%S", strict=False) - _EXCEL_MIDNIGHT
    return without_warning(to_whole(since.dt.total_seconds() / 60))


def _in_minutes(parts: pl.Expr, factor: int) -> pl.Expr:
    own = parts.struct.field("unit").replace_strict(_MINUTES, default=1, return_dtype=pl.Int64)
    is_bare = parts.struct.field("unit").is_null()
    return to_whole(parts.struct.field("amount") * pl.when(is_bare).then(factor).otherwise(own))
