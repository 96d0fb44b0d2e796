"""Times of day: 10:00, 午後3時15分, 15時半, 25:30, with or without an offset from UTC.

Here belongs: what a time of day looks like and how far into its day (in Japan) it is. Not here:
days.
"""

from __future__ import annotations

import polars as pl

CLOCK = (
    r"(?P<half_day>午前|午後|[ap]m)? *"
    r"(?:(?P<noon>正午)|(?P<hour>[0-9]{1,2})"
    r"(?::(?P<minute>[0-9]{1,2})(?::(?P<second>[0-9]{1,2})(?:\.[0-9]+)?)?"
    r"|時(?: *(?P<minutes>[0-9]{1,2})分(?: *(?P<seconds>[0-9]{1,2})秒)?|(?P<half>半))?))"
    r" *(?P<half_day_behind>[ap]m)? *(?P<offset>z|[+\-][0-9]{2}(?::?[0-9]{2})?)?"
)
"""Pattern of a time of day, in small letters."""

_LAST_HOUR = 29
"""Evening desks write 25:30 for half past one of the next morning; nobody goes past 29:59."""

_JAPAN_MINUTES = 9 * 60


def time_of(groups: pl.Expr) -> pl.Expr:
    """Return the groups of `CLOCK` as a duration since midnight in Japan; null if impossible.

    An offset moves the time to Japan's, so that it may lie in the day before or after.
    """
    group = groups.struct.field
    times = pl.struct(
        hour=_hour(groups),
        minute=pl.coalesce(
            _number(group("minute")), _number(group("minutes")), _half(group("half"))
        ),
        second=pl.coalesce(_number(group("second")), _number(group("seconds")), 0),
        shift=_shift(group("offset")),
    )
    hour, minute, second = pl.field("hour"), pl.field("minute"), pl.field("second")
    is_possible = (hour <= _LAST_HOUR) & (minute < 60) & (second < 60)
    since = pl.duration(hours=hour, minutes=minute + pl.field("shift"), seconds=second)
    return times.struct.with_fields(since=pl.when(is_possible).then(since)).struct.field("since")


def _hour(groups: pl.Expr) -> pl.Expr:
    """午前12時 is midnight and 午後12時 noon, as clocks show them; 午後15時 is 15:00."""
    group = groups.struct.field
    half_day = pl.coalesce(group("half_day"), group("half_day_behind"))
    hours = pl.struct(
        hour=_number(group("hour")), half=half_day, is_noon=group("noon").is_not_null()
    )
    hour = pl.field("hour")
    is_morning, is_evening = (
        pl.field("half").is_in(["午前", "am"]),
        pl.field("half").is_in(["午後", "pm"]),
    )
    read = (
        pl.when(pl.field("is_noon"))
        .then(12)
        .when(is_morning)
        .then(pl.when(hour <= 12).then(hour % 12))
        .when(is_evening & (hour <= 12))
        .then(hour % 12 + 12)
        .when(is_evening)
        .then(pl.when(hour < 24).then(hour))
        .otherwise(hour)
    )
    return hours.struct.with_fields(read=read).struct.field("read")


def _half(half: pl.Expr) -> pl.Expr:
    return pl.when(half.is_not_null()).then(30).otherwise(0)


def _shift(offset: pl.Expr) -> pl.Expr:
    """Return the minutes from the written time to Japan's; null for an impossible offset."""
    parts = pl.struct(digits=offset.str.replace(":", "", literal=True), offset=offset)
    hours = _number(pl.field("digits").str.slice(1, 2)).fill_null(0)
    minutes = _number(pl.field("digits").str.slice(3, 2)).fill_null(0)
    ahead = (hours * 60 + minutes) * pl.when(pl.field("digits").str.starts_with("-")).then(
        -1
    ).otherwise(1)
    shift = (
        pl.when(pl.field("offset").is_null())
        .then(0)
        .when((hours <= 14) & (minutes < 60))
        .then(_JAPAN_MINUTES - ahead)
    )
    return parts.struct.with_fields(shift=shift).struct.field("shift")


def _number(digits: pl.Expr) -> pl.Expr:
    return digits.cast(pl.Int64, strict=False)
