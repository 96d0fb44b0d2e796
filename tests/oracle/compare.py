"""Where the recomputed figures and the published tables disagree."""

import duckdb
import polars as pl

from tests.oracle.figures import Figures

TOLERANCE = 0.000001
MONTHLY = ["value", "coverage"]
QUARTERLY = ["value", "coverage"]
YEARLY = [
    *("value", "previous_value", "previous_to_date", "coverage", "is_complete"),
    *("target", "target_kind", "achievement"),
]


def disagreements(figures: Figures, marts: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """One row per differing cell: indicator_id, period, column, recomputed, published (as text)."""
    years = figures.yearly.join(figures.targets, on=["indicator_id", "fiscal_year"], how="left")
    years = years.with_columns(
        achievement=pl.when(pl.col("target") != 0).then(pl.col("value") / pl.col("target"))
    )
    quarters = figures.quarterly.with_columns(period=_quarter())
    published = marts.sql("select * from marts.kpi_quarterly").pl().with_columns(period=_quarter())
    return pl.concat(
        [
            _compared(figures.monthly, marts, "kpi_monthly", "month", MONTHLY),
            _compared(years, marts, "kpi_yearly", "fiscal_year", YEARLY),
            _against(quarters, published, "period", QUARTERLY),
            _broken_down(figures.breakdown, marts),
        ]
    )


def _quarter() -> pl.Expr:
    return pl.format("{}Q{}", "fiscal_year", "quarter")


def _broken_down(figures: pl.DataFrame, marts: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """Members by month and by year, those of 0 left out on both sides."""
    published = marts.sql(
        "select indicator_id, 'month' as kind, month as start, dimension, member, value "
        "from marts.kpi_breakdown where value != 0 union all by name "
        "select indicator_id, 'year' as kind, make_date(fiscal_year, 4, 1) as start, dimension, "
        "member, value from marts.kpi_breakdown_yearly where value != 0"
    ).pl()
    place = pl.format("{} {} {}={}", "kind", "start", "dimension", "member").alias("period")
    return _against(figures.with_columns(place), published.with_columns(place), "period", ["value"])


def _compared(
    figures: pl.DataFrame,
    marts: duckdb.DuckDBPyConnection,
    table: str,
    period: str,
    columns: list[str],
) -> pl.DataFrame:
    listed = ", ".join(["indicator_id", period, *columns])
    published = marts.sql(f"select {listed} from marts.{table}").pl()
    return _against(figures, published, period, columns)


def _against(
    figures: pl.DataFrame, published: pl.DataFrame, period: str, columns: list[str]
) -> pl.DataFrame:
    keys = ["indicator_id", period]
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
