"""One indicator's value in every window: its measure, accumulated as the catalogue says.

Coverage (whether the value may be shown) is not asked here.
"""

from datetime import date

import polars as pl

from tests.oracle.catalogue import Indicator
from tests.oracle.facts import HELD
from tests.oracle.filters import passes

COLUMN_OF = {"company": "company_key"}
"""Arguments of a measure that are not a column's own name."""
WINDOWS = ["window", "start", "end", "day"]


def passing(facts: pl.DataFrame, indicator: Indicator, as_of: date) -> pl.DataFrame:
    """Rows that the indicator is about, dated up to the as-of day."""
    kept = facts.filter(passes(indicator.filter), pl.col("event_on") <= as_of)
    if indicator.measure == "people":
        kept = kept.filter(pl.col("status") == HELD)
    if indicator.programmes:
        kept = kept.filter(pl.col("programme_id").is_in(indicator.programmes))
    return kept


def values(rows: pl.DataFrame, indicator: Indicator, windows: pl.DataFrame) -> pl.DataFrame:
    """window, value (null only where a stock has no record yet)."""
    spans = windows.select(WINDOWS)
    if indicator.measure == "members":
        found = _in_force(rows, spans)
    elif indicator.accumulate == "last":
        return spans.select("window").join(_stock(rows, indicator, spans), on="window", how="left")
    elif indicator.accumulate == "cumulative":
        found = _over(rows, indicator, spans.with_columns(start=pl.date(1, 1, 1)))
    elif indicator.accumulate == "distinct":
        found = _over(rows, indicator, spans)
    else:
        found = _added_by_month(rows, indicator, spans)
    complete = spans.select("window").join(found, on="window", how="left")
    return complete.with_columns(pl.col("value").fill_null(0.0))


def amount(indicator: Indicator) -> pl.Expr:
    """The measure over a group of rows."""
    columns = [COLUMN_OF.get(name, name) for name in indicator.argument.split("+")]
    match indicator.measure:
        case "rows":
            amount = pl.len()
        case "sum":
            amount = pl.col(columns[0]).sum()
        case "people":
            amount = pl.col("people").sum()
        case "distinct":
            filled = pl.all_horizontal(pl.col(name).is_not_null() for name in columns)
            amount = pl.struct(columns).filter(filled).n_unique()
        case other:
            raise ValueError(f"{indicator.indicator_id}: unknown measure {other}")
    return amount.cast(pl.Float64).alias("value")


def inside(rows: pl.DataFrame, spans: pl.DataFrame) -> pl.DataFrame:
    """Rows with each window that their day lies in."""
    return rows.join_where(
        spans, pl.col("event_on") >= pl.col("start"), pl.col("event_on") <= pl.col("end")
    )


def _over(rows: pl.DataFrame, indicator: Indicator, spans: pl.DataFrame) -> pl.DataFrame:
    return inside(rows, spans).group_by("window").agg(amount(indicator))


def _added_by_month(rows: pl.DataFrame, indicator: Indicator, spans: pl.DataFrame) -> pl.DataFrame:
    month = pl.col("event_on").dt.truncate("1mo").alias("month")
    monthly = inside(rows, spans).group_by("window", month).agg(amount(indicator))
    return monthly.group_by("window").agg(pl.col("value").sum())


def _stock(rows: pl.DataFrame, indicator: Indicator, spans: pl.DataFrame) -> pl.DataFrame:
    """All rows of the newest day up to the window's end."""
    until = rows.join_where(spans, pl.col("event_on") <= pl.col("end"))
    newest = until.filter(pl.col("event_on") == pl.col("event_on").max().over("window"))
    return newest.group_by("window").agg(amount(indicator))


def _in_force(rows: pl.DataFrame, spans: pl.DataFrame) -> pl.DataFrame:
    """Registrations made up to the day and not ended on it or before."""
    joined = rows.join_where(spans, pl.col("joined_on") <= pl.col("day"))
    there = joined.filter((pl.col("left_on").is_null()) | (pl.col("left_on") > pl.col("day")))
    return there.group_by("window").agg(value=pl.len().cast(pl.Float64))
