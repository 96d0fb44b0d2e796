"""Dates and timestamps: a day, with or without a time of day, in Japan's time.

Here belongs: what date and timestamp columns make of days and times. Not here: what a day (dates)
or a time of day (times) looks like.
"""

from __future__ import annotations

import polars as pl

from ingest.values.dates import DAY, day_of, plain_day, serial_moment, with_first_day_of_month
from ingest.values.parsed import ERA_OVERRUN, without_warning
from ingest.values.steps import once, read_in_turn
from ingest.values.times import CLOCK, time_of

_PLAIN = (
    r"^[1-9][0-9]{3}[/-][0-9]{1,2}[/-][0-9]{1,2}"
    r"(?:[ T][0-9]{1,2}:[0-5][0-9](?::[0-5][0-9])?)?$"
)
"""Without it strptime would take 2023/6/210:00 for the 21st, and 23/6/29 for the year 23."""

_PLAIN_FORMATS = {0: "%Y-%m-%d", 1: "%Y-%m-%d %H:%M", 2: "%Y-%m-%d %H:%M:%S"}
"""By the number of colons in them."""
_MOMENT = rf"^{DAY}(?:(?: +| *(?P<iso>t) *){CLOCK})?$"
_LAST = pl.datetime(9999, 12, 31, 23, 59, 59, time_unit="us")
"""Systems write 9999-12-31 for "no end"; no later moment can be handed on."""

_MOMENT_KIND = pl.Datetime("us")


def read_timestamp(text: pl.Expr) -> pl.Expr:
    """Read moments as naive Japan time; a day alone is its midnight."""
    return read_in_turn(text, _MOMENT_KIND, _plain_moment, serial_moment, _written_moment)


def read_date(text: pl.Expr) -> pl.Expr:
    """Read days; a time of day is dropped, a month alone is its first day."""
    return read_in_turn(text, pl.Date, _plain_moment, serial_moment, _written_moment, _month)


def _plain_moment(text: pl.Expr) -> pl.Expr:
    plain = pl.when(text.str.contains(_PLAIN)).then(text)
    one_way = plain.str.replace_all("/", "-", literal=True).str.replace("T", " ", literal=True)
    return once(one_way, _by_colons)


def _by_colons(text: pl.Expr) -> pl.Expr:
    colons = text.str.count_matches(":", literal=True)
    moments = [
        pl.when(colons == count).then(text).str.to_datetime(form, time_unit="us", strict=False)
        for count, form in _PLAIN_FORMATS.items()
    ]
    return without_warning(pl.coalesce(moments))


def _written_moment(text: pl.Expr) -> pl.Expr:
    return _in_parts(plain_day(text))


def _month(text: pl.Expr) -> pl.Expr:
    return _in_parts(with_first_day_of_month(plain_day(text)))


def _in_parts(text: pl.Expr) -> pl.Expr:
    """Read a text that went through `plain_day`."""
    cells = pl.struct(groups=text.str.extract_groups(_MOMENT))
    cells = cells.struct.with_fields(day=day_of(pl.field("groups")), time=_time(pl.field("groups")))
    day = pl.field("day").struct.field
    at = day("day").cast(_MOMENT_KIND) + pl.field("time")
    read = pl.struct(
        value=pl.when(at <= _LAST).then(at),
        problem=pl.when(day("is_overrun")).then(pl.lit(ERA_OVERRUN)),
    )
    return cells.struct.with_fields(read=read).struct.field("read")


def _time(groups: pl.Expr) -> pl.Expr:
    """Return the time since midnight: zero where none is written, null where it is not possible.

    「10:00-11:30」 is a span and no time behind UTC: a minus is an offset only behind a T.
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
