"""Where the recomputed figures and the published tables disagree."""

import duckdb
import polars as pl

from tests.oracle.figures import Figures

TOLERANCE = 0.000001
MONTHLY = ["value", "coverage"]
YEARLY = ["value", "previous_value", "previous_to_date", "coverage", "is_complete"]


def disagreements(figures: Figures, marts: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """One row per differing cell: indicator_id, period, column, recomputed, published (as text)."""
    months = _compared(figures.monthly, marts, "kpi_monthly", "month", MONTHLY)
    years = _compared(figures.yearly, marts, "kpi_yearly", "fiscal_year", YEARLY)
    return pl.concat([months, years])


def _compared(
    figures: pl.DataFrame,
    marts: duckdb.DuckDBPyConnection,
    table: str,
    period: str,
    columns: list[str],
) -> pl.DataFrame:
    keys = ["indicator_id", period]
    listed = ", ".join([*keys, *columns])
    published = marts.sql(f"select {listed} from marts.{table}").pl()
    typed = published.select(pl.col(name).cast(figures.schema[name]) for name in [*keys, *columns])
    pairs = figures.join(typed, on=keys, how="full", coalesce=True, suffix="_published")
    return pl.concat(_differing(pairs, period, column) for column in columns)


def _differing(pairs: pl.DataFrame, period: str, column: str) -> pl.DataFrame:
    ours, theirs = pl.col(column), pl.col(f"{column}_published")
    is_same = ours.eq_missing(theirs)
    if pairs.schema[column].is_float():
        is_same = is_same | ((ours - theirs).abs() <= TOLERANCE).fill_null(value=False)
    return pairs.filter(is_same.not_()).select(
        "indicator_id",
        pl.col(period).cast(pl.String).alias("period"),
        pl.lit(column).alias("column"),
        ours.cast(pl.String).alias("recomputed"),
        theirs.cast(pl.String).alias("published"),
    )
