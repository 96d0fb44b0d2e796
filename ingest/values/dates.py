"""Days as offices write them: 2023/6/29, 令和5年6月29日（木）, R5.6.29, 20230629, an Excel serial.

Here belongs: what a day looks like and which day it is. Not here: times of day (times), and dates
with times (moments).
"""

from __future__ import annotations

import polars as pl

from ingest.values.eras import ERA, ERA_YEAR, calendar_year, first_day, last_day
from ingest.values.kanji import with_small_numbers
from ingest.values.parsed import without_warning
from ingest.values.text import DASH

DAY = (
    rf"(?:(?:西暦)? *(?P<year>[1-9][0-9]{{3}})|(?P<era>{ERA})\.? *(?P<era_year>{ERA_YEAR}))"
    r" *[年/.-] *(?P<month>[0-9]{1,2}) *[月/.-] *(?P<day>[0-9]{1,2})"
)
"""Pattern of a day in a text that went through `plain_day`."""

_WEEKDAY = "[月火水木金土日]"
_HOLIDAY = "[・,、]? *祝日?"
_ENGLISH_WEEKDAY = r"(?:mon|tue|wed|thu|fri|sat|sun)\.?"
_WEEKDAYS = (
    rf" *\( *(?:(?:{_WEEKDAY}(?:曜日?)?)?(?:{_HOLIDAY})?|{_ENGLISH_WEEKDAY}) *\)"
    rf"|{_WEEKDAY}曜日?"
)
_SAID_TWICE = rf"年?\( *(?:{ERA}|西暦)? *(?:[1-9][0-9]{{3}}|{ERA_YEAR}) *年? *\)年?"
_COMPACT = r"^([0-9]{4})([0-9]{2})([0-9]{2})(?:\.0+)?$"
_MONTH_ONLY = (
    r"^((?:西暦)?[1-9][0-9]{3} *[年/-] *[0-9]{1,2}"
    rf"|(?:{ERA})\.? *(?:{ERA_YEAR}) *[年/.-] *[0-9]{{1,2}}) *月?分?$"
)
_SERIAL = r"^[0-9]{5}(?:\.[0-9]+)?$"
_EXCEL_DAY_ZERO = pl.datetime(1899, 12, 30, time_unit="us")
_SECONDS_A_DAY = 86_400


def plain_day(text: pl.Expr) -> pl.Expr:
    """Return the text in small letters without weekday, a year said twice, 日 and kanji digits."""
    return (
        with_small_numbers(text)
        .str.to_lowercase()
        .str.replace_all(DASH, "-")
        .str.replace_all("\n", " ", literal=True)
        .str.replace(_SAID_TWICE, "年")
        .str.replace_all(_WEEKDAYS, " ")
        .str.replace(_COMPACT, "${1}-${2}-${3}")
        .str.replace("日", " ", literal=True)
        .str.strip_chars()
    )


def with_first_day_of_month(plain: pl.Expr) -> pl.Expr:
    """Return a month without a day (2025年4月, R7.4) as its first day."""
    return plain.str.replace(_MONTH_ONLY, "${1}/1")


def day_of(groups: pl.Expr) -> pl.Expr:
    """Return struct(day, is_overrun) of the groups of `DAY`.

    An impossible day, or one before its era began, is null; one past the end of its era is read and
    marked as overrun.
    """
    group = groups.struct.field
    year = pl.coalesce(
        group("year").cast(pl.Int64, strict=False), calendar_year(group("era"), group("era_year"))
    )
    written = pl.concat_str(
        [year, group("month").str.zfill(2), group("day").str.zfill(2)], separator="-"
    ).str.to_date("%Y-%m-%d", strict=False)
    days = pl.struct(written=written, begins=first_day(group("era")), ends=last_day(group("era")))
    is_before = (pl.field("written") < pl.field("begins")).fill_null(value=False)
    is_overrun = (pl.field("written") > pl.field("ends")).fill_null(value=False)
    return days.struct.with_fields(
        days=pl.struct(day=pl.when(~is_before).then(pl.field("written")), is_overrun=is_overrun)
    ).struct.field("days")


def serial_moment(text: pl.Expr) -> pl.Expr:
    """Read Excel serials (1900 system, five digits: 1927 to 2173) to the second."""
    serial = pl.when(text.str.contains(_SERIAL)).then(text).cast(pl.Float64, strict=False)
    seconds = (serial * _SECONDS_A_DAY).round().cast(pl.Int64, strict=False)
    return without_warning(_EXCEL_DAY_ZERO + pl.duration(seconds=seconds))
