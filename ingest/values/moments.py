"""Dates and timestamps: a day, with or without a time of day, in Japan's time.

Here belongs: the order in which the ways of writing are tried, quickest first, and what date and
timestamp columns make of them. Not here: what a day (dates) or a time of day (times) looks like.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ingest.values.dates import DAY, day_of, plain_day, serial_moment, with_first_day_of_month
from ingest.values.parsed import ERA_OVERRUN, UNPARSABLE
from ingest.values.times import CLOCK, time_of

if TYPE_CHECKING:
    from collections.abc import Callable

_PLAIN = r"^[1-9]\d{3}[/-]\d{1,2}[/-]\d{1,2}(?:[ T]\d{1,2}:[0-5]\d(?::[0-5]\d)?)?$"
_PLAIN_FORMATS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d",
    "%Y-%m-%d",
    "%Y/%m/%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
)
_MOMENT = rf"(?i)^{DAY}(?:(?:\s+|\s*(?P<iso>t)\s*){CLOCK})?$"
_NEVER = pl.datetime(9999, 12, 31, 23, 59, 59, time_unit="us")
"""Systems write 9999-12-31 for "no end"; no later moment can be handed on."""


def read_timestamp(text: pl.Expr) -> pl.Expr:
    """Read moments as naive Japan time; a day alone is its midnight."""
    return _moments(text, plain_day, pl.Datetime("us"))


def read_date(text: pl.Expr) -> pl.Expr:
    """Read days; a time of day is dropped, a month alone is its first day."""
    return _moments(text, lambda rest: with_first_day_of_month(plain_day(rest)), pl.Date)


def _moments(
    text: pl.Expr, plain: Callable[[pl.Expr], pl.Expr], kind: pl.DataType | type[pl.DataType]
) -> pl.Expr:
    cells = _quickly_read(text)
    rest = pl.when(pl.field("at").is_null()).then(pl.field("text"))
    cells = cells.struct.with_fields(rest=_written_out(plain(rest)), serial=serial_moment(rest))
    at = pl.coalesce(pl.field("at"), pl.field("serial"), pl.field("rest").struct.field("at"))
    cells = cells.struct.with_fields(at=pl.when(at <= _NEVER).then(at))
    is_bad = pl.field("text").is_not_null() & pl.field("at").is_null()
    is_overrun = pl.field("at").is_not_null() & pl.field("rest").struct.field("is_overrun")
    problem = pl.when(is_bad).then(pl.lit(UNPARSABLE)).when(is_overrun).then(pl.lit(ERA_OVERRUN))
    return cells.struct.with_fields(
        read=pl.struct(value=pl.field("at").cast(kind), problem=problem)
    ).struct.field("read")


def _quickly_read(text: pl.Expr) -> pl.Expr:
    """Return struct(text, plain, at) with the moments that need no look at each part."""
    is_plain = text.str.contains(_PLAIN)
    cells = pl.struct(
        text=text, plain=pl.when(is_plain).then(text.str.replace("T", " ", literal=True))
    )
    cells = cells.struct.with_fields(at=pl.lit(None, dtype=pl.Datetime("us")))
    for form in _PLAIN_FORMATS:
        left = pl.when(pl.field("at").is_null()).then(pl.field("plain"))
        found = left.str.to_datetime(form, time_unit="us", strict=False)
        cells = cells.struct.with_fields(at=pl.coalesce(pl.field("at"), found))
    return cells


def _written_out(text: pl.Expr) -> pl.Expr:
    """Return struct(at, is_overrun) of days and times in all the ways people write them."""
    cells = pl.struct(groups=text.str.extract_groups(_MOMENT))
    cells = cells.struct.with_fields(day=day_of(pl.field("groups")), time=_time(pl.field("groups")))
    day = pl.field("day").struct.field
    at = day("day").cast(pl.Datetime("us")) + pl.field("time")
    return cells.struct.with_fields(
        read=pl.struct(at=at, is_overrun=day("is_overrun"))
    ).struct.field("read")


def _time(groups: pl.Expr) -> pl.Expr:
    """Return the time since midnight: zero where none is written, null where it is not possible.

    「10:00-11:30」 is a span and no time before UTC: a minus is an offset only behind a T.
    """
    group = groups.struct.field
    is_written = pl.coalesce(group("hour"), group("noon")).is_not_null()
    is_span = group("offset").str.starts_with("-") & group("iso").is_null()
    return (
        pl.when(~is_written)
        .then(pl.duration(seconds=0))
        .when(is_span.fill_null(value=False).not_())
        .then(time_of(groups))
    )
