"""Fiscal years by their first calendar year: 2023, 2023年度, 令和5年度, R5, FY2023.

Here belongs: the ways of writing a fiscal year. Not here: which fiscal year a day lies in.
"""

from __future__ import annotations

import polars as pl

from ingest.values.eras import ERA, ERA_YEAR, calendar_year, first_day, last_day
from ingest.values.kanji import with_small_numbers
from ingest.values.parsed import ERA_OVERRUN, without_warning
from ingest.values.steps import read_in_turn

_PLAIN = r"^[12][0-9]{3}$"
_FISCAL_YEAR = (
    r"^(?:(?:fy|西暦)? *(?P<year>[12][0-9]{3})(?:\.0)?"
    rf"|(?P<era>{ERA})\.? *(?P<era_year>{ERA_YEAR})) *(?:年度?)?$"
)
_TO_ITS_FISCAL_YEAR = "-3mo"
_SAID_TWICE = r" *\([^()]*\) *"


def read_fiscal_year(text: pl.Expr) -> pl.Expr:
    """Read fiscal years; one past the end of its era (平成32年度) is read with era_overrun."""
    return read_in_turn(text, pl.Int64, _plain_year, _written_year)


def _plain_year(text: pl.Expr) -> pl.Expr:
    year = pl.when(text.str.contains(_PLAIN)).then(text).cast(pl.Int64, strict=False)
    return without_warning(year)


def _written_year(text: pl.Expr) -> pl.Expr:
    written = with_small_numbers(text).str.to_lowercase().str.replace(_SAID_TWICE, "")
    years = pl.struct(groups=written.str.extract_groups(_FISCAL_YEAR))
    group = pl.field("groups").struct.field
    in_era = calendar_year(group("era"), group("era_year"))
    years = years.struct.with_fields(
        year=pl.coalesce(group("year").cast(pl.Int64, strict=False), in_era),
        first=first_day(group("era")).dt.year(),
        last=last_day(group("era")).dt.offset_by(_TO_ITS_FISCAL_YEAR).dt.year(),
    )
    year = pl.field("year")
    is_before = (year < pl.field("first")).fill_null(value=False)
    read = pl.struct(
        value=pl.when(~is_before).then(year),
        problem=pl.when(year > pl.field("last")).then(pl.lit(ERA_OVERRUN)),
    )
    return years.struct.with_fields(read=read).struct.field("read")
