"""Fiscal years by their first calendar year: 2023, 2023年度, 令和5年度, R5, FY2023.

Here belongs: the ways of writing a fiscal year. Not here: which fiscal year a day lies in.
"""

from __future__ import annotations

import polars as pl

from ingest.values.eras import ERA, ERA_YEAR, calendar_year, first_day, last_day
from ingest.values.kanji import with_small_numbers
from ingest.values.parsed import ERA_OVERRUN, UNPARSABLE

_FISCAL_YEAR = (
    rf"(?i)^(?:(?:fy|西暦)?\s*(?P<year>[12]\d{{3}})(?:\.0)?"
    rf"|(?P<era>{ERA})\.?\s*(?P<era_year>{ERA_YEAR}))\s*(?:年度?)?$"
)
_SAID_TWICE = r"\s*\([^()]*\)\s*"


def read_fiscal_year(text: pl.Expr) -> pl.Expr:
    """Read fiscal years; one past the end of its era (平成32年度) is read with era_overrun."""
    written = with_small_numbers(text).str.replace(_SAID_TWICE, "")
    years = pl.struct(text=text, groups=written.str.extract_groups(_FISCAL_YEAR))
    group = pl.field("groups").struct.field
    in_era = calendar_year(group("era"), group("era_year"))
    years = years.struct.with_fields(
        year=pl.coalesce(group("year").cast(pl.Int64, strict=False), in_era),
        first=first_day(group("era")).dt.year(),
        last=last_day(group("era")).dt.year(),
    )
    year = pl.field("year")
    value = pl.when((year < pl.field("first")).fill_null(value=False).not_()).then(year)
    years = years.struct.with_fields(value=value)
    is_bad = pl.field("text").is_not_null() & pl.field("value").is_null()
    is_overrun = pl.field("value") > pl.field("last")
    problem = pl.when(is_bad).then(pl.lit(UNPARSABLE)).when(is_overrun).then(pl.lit(ERA_OVERRUN))
    return years.struct.with_fields(
        read=pl.struct(value=pl.field("value"), problem=problem)
    ).struct.field("read")
